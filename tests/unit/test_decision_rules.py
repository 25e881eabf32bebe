"""Real bodies, each in a line or two, and the coalitions that must and must not win."""

from collections.abc import Collection
from fractions import Fraction

import pytest
from tests.support import column

from goodoffices.models.councils import (
    BlockedBy,
    ChairBreaksTies,
    ChairDecides,
    Chamber,
    Consent,
    Majority,
    NoneAgainst,
    Quota,
    Rule,
    Share,
    Unanimity,
    YesVotes,
    minimal_winning_coalitions,
    simple_game,
    ternary_game,
)

SNC = {"phnom_penh": 6, "sihanouk": 2, "son_sann": 2, "khmer_rouge": 2}
RESISTANCE = ("sihanouk", "son_sann", "khmer_rouge")
FIVE = ("China", "France", "Russia", "UK", "US")
TEN = tuple(f"elected {i}" for i in range(1, 11))
HOUSE, SENATE = tuple(f"r{i}" for i in range(435)), tuple(f"s{i}" for i in range(100))


def minimal(seats: dict[str, int], rule: Rule) -> set[frozenset[str]]:
    return set(map(frozenset, minimal_winning_coalitions(simple_game(seats, rule))))


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Majority(), {frozenset({"phnom_penh", member}) for member in RESISTANCE}),
        (Unanimity(), {frozenset(SNC)}),
        (ChairDecides("sihanouk"), {frozenset({"sihanouk"})}),
        (Unanimity() | ChairDecides("sihanouk"), {frozenset({"sihanouk"})}),
    ],
)
def test_supreme_national_council(rule: Rule, expected: set[frozenset[str]]) -> None:
    assert minimal(SNC, rule) == expected


def test_security_council_with_and_without_abstention() -> None:
    seats = dict.fromkeys(FIVE + TEN, 1)
    strict = simple_game(seats, Quota(9) & Consent(FIVE))
    lenient = ternary_game(seats, YesVotes(9) & NoneAgainst(FIVE))
    assert strict.wins(FIVE + TEN[:4])
    assert not strict.wins(FIVE[1:] + TEN)
    assert lenient.carried(FIVE[1:] + TEN)
    assert not lenient.carried(FIVE[1:] + TEN, against=["China"])
    assert lenient.carried(FIVE + TEN[:4], against=TEN[4:])


def test_council_of_the_european_union() -> None:
    people = {
        name: number for name, number in column("eu_council_2019.csv", "population").items() if name != "United Kingdom"
    }
    rule = Share(Fraction(55, 100)) & Chamber(people, Share(Fraction(65, 100))) | BlockedBy(4)
    council = simple_game(dict.fromkeys(people, 1), rule)
    by_size = sorted(people, key=lambda name: -people[name])
    assert council.wins(by_size[:15])
    assert not council.wins(by_size[:14])
    assert not council.wins(by_size[12:])
    # The three largest have more than 35 % of the people, and still cannot block alone: a minority needs four.
    assert council.wins(by_size[3:])
    assert sum(people[name] for name in by_size[:3]) > Fraction(35, 100) * sum(people.values())
    assert not council.wins(by_size[4:])


@pytest.mark.parametrize(
    ("share", "without", "carried"),
    [
        (Share(Fraction(1, 2), more=True), ["United States"], True),
        (Share(Fraction(85, 100)), ["United States"], False),
        (Share(Fraction(85, 100)), ["Japan", "Germany"], True),
        (Share(Fraction(85, 100)), ["Japan", "Germany", "France", "United Kingdom"], False),
        (Share(Fraction(70, 100)), ["United States"], True),
    ],
)
def test_international_monetary_fund(share: Rule, without: Collection[str], carried: bool) -> None:
    votes = column("imf_2024.csv", "votes")
    assert simple_game(votes, share).wins([name for name in votes if name not in without]) == carried


def test_legislation_in_the_united_states() -> None:
    house, senate = dict.fromkeys(HOUSE, 1), dict.fromkeys(SENATE, 1)
    signed = Chamber(house, Majority()) & Chamber(senate, ChairBreaksTies("vice-president")) & Consent(("president",))
    overridden = Chamber(house, Share(Fraction(2, 3))) & Chamber(senate, Share(Fraction(2, 3)))
    game = simple_game({"president": 1, "vice-president": 1, **house, **senate}, signed | overridden)
    assert game.wins((*HOUSE[:218], *SENATE[:51], "president"))
    assert game.wins((*HOUSE[:218], *SENATE[:50], "president", "vice-president"))
    assert not game.wins((*HOUSE[:218], *SENATE[:50], "president"))
    assert not game.wins((*HOUSE[:217], *SENATE, "president", "vice-president"))
    assert game.wins((*HOUSE[:290], *SENATE[:67]))
    assert not game.wins((*HOUSE[:289], *SENATE[:67], "vice-president"))
    assert not game.wins((*HOUSE[:290], *SENATE[:66], "vice-president"))


def test_consensus() -> None:
    members = dict.fromkeys(("Brunei", "Indonesia", "Malaysia", "Philippines", "Singapore", "Thailand"), 1)
    assert minimal(members, Unanimity()) == {frozenset(members)}
    nobody_objects = ternary_game(members, YesVotes(1) & NoneAgainst(tuple(members)))
    assert nobody_objects.carried(["Indonesia"])
    assert not nobody_objects.carried(["Indonesia", "Thailand"], against=["Malaysia"])


def test_parliament_with_coalition_discipline() -> None:
    parties = {"FUNCINPEC": 58, "CPP": 51, "BLDP": 10, "MOLINAKA": 1}
    free = simple_game(parties, Majority())
    bound = free.with_blocs({"government": ["FUNCINPEC", "CPP"]})
    assert set(map(frozenset, minimal_winning_coalitions(free))) == {
        frozenset({"FUNCINPEC", "CPP"}),
        frozenset({"FUNCINPEC", "BLDP"}),
        frozenset({"CPP", "BLDP"}),
    }
    assert list(minimal_winning_coalitions(bound)) == [("government",)]
    two_thirds = simple_game(parties, Share(Fraction(2, 3)))
    assert list(minimal_winning_coalitions(two_thirds)) == [("FUNCINPEC", "CPP")]
