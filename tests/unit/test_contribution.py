"""Contribution and voice as a model."""

from fractions import Fraction

import pytest

from goodoffices.errors import ModelInputError
from goodoffices.models.councils import (
    Consent,
    Majority,
    Power,
    Quota,
    banzhaf,
    compare_reforms,
    contribution_and_voice,
    shapley_shubik,
    simple_game,
)

PERMANENT = ("China", "France", "Russia", "United Kingdom", "United States")
ELECTED = tuple(f"elected {place}" for place in range(1, 11))
NEW = ("Japan", "Germany")
# Scale of assessments, 2007-09, in percent (Japan Times, MOFA and others as listed in the how-to).
PAID = {
    "United States": 22.0, "Japan": 16.6, "Germany": 8.6, "United Kingdom": 6.6, "France": 6.3, "China": 2.7, "Russia": 1.2,
}  # fmt: skip
SHARES = {name: Fraction(str(percent)) / 100 for name, percent in PAID.items()}


def test_security_council_today_and_reformed() -> None:
    bodies = {
        "today": simple_game(dict.fromkeys(PERMANENT + ELECTED, 1), Quota(9) & Consent(PERMANENT)),
        "seat": simple_game(dict.fromkeys(PERMANENT + NEW + ELECTED, 1), Quota(10) & Consent(PERMANENT)),
        "veto": simple_game(dict.fromkeys(PERMANENT + NEW + ELECTED, 1), Quota(10) & Consent(PERMANENT + NEW)),
    }
    found = compare_reforms(SHARES, bodies)
    assert found["today"].of("United States").power == Fraction(421, 2145)
    assert found["today"].members[0].member == "Japan"
    assert found["today"].of("Japan").gap == Fraction(-166, 1000)
    assert found["today"].of("Japan").ratio == 0
    # A permanent seat without a veto is an elected seat; with one, seven are equal and share all but a trace.
    assert found["seat"].of("Japan").power == shapley_shubik(bodies["seat"]).shares["elected 1"]
    assert found["veto"].of("Japan").power == found["veto"].of("China").power
    assert found["today"].unheard > found["seat"].unheard > found["veto"].unheard
    assert found["today"].stated == Fraction(640, 1000)
    assert compare_reforms(SHARES, bodies, banzhaf)["today"].index == "Banzhaf index"


def test_gaps_of_a_whole_add_up_to_nothing() -> None:
    power = shapley_shubik(simple_game({"a": 3, "b": 2, "c": 2, "d": 1}, Majority()))
    found = contribution_and_voice({"a": 0.5, "b": 0.25, "c": 0.125, "d": 0.125}, power)
    assert sum(standing.gap for standing in found.members) == 0
    assert found.unheard == sum(standing.gap for standing in found.members if standing.gap > 0)
    assert [standing.gap for standing in found.members] == sorted(standing.gap for standing in found.members)


def test_who_pays_nothing_has_no_ratio() -> None:
    found = contribution_and_voice({"a": 0}, Power("index", {"a": Fraction(1)}, ""))
    assert found.of("a").ratio is None


@pytest.mark.parametrize(
    ("shares", "words"),
    [({}, "no contribution"), ({"a": -0.1}, "share of the whole"), ({"a": 0.7, "b": 0.31}, "at most")],
)
def test_what_makes_no_sense_is_named(shares: dict[str, float], words: str) -> None:
    with pytest.raises(ModelInputError, match=words):
        contribution_and_voice(shares, Power("index", {}, ""))


def test_an_unknown_payer_is_named() -> None:
    with pytest.raises(ModelInputError, match="'b'"):
        contribution_and_voice({"a": 0.1}, Power("index", {}, "")).of("b")
