"""Voting power in Cambodia's Supreme National Council, 1990-91, against values worked out by hand.

Twelve seats; six to Phnom Penh and two to each of three factions, or three to each of four. Under majority (seven
votes) Phnom Penh lacks one vote: it decides unless it is last or first of the four, hence 3/4 and 1/12 each.
"""

from fractions import Fraction

import pytest

from goodoffices.assessment.assess import assess
from goodoffices.assessment.registry import by_id
from goodoffices.dossier import Dossier
from goodoffices.models.councils import Majority, Unanimity, banzhaf, expected_power, shapley_shubik, simple_game

APART = {"phnom_penh": 6, "sihanouk": 2, "son_sann": 2, "khmer_rouge": 2}
BLOC = {"phnom_penh": 6, "resistance": 6}
QUARTERS = {"phnom_penh": 3, "sihanouk": 3, "son_sann": 3, "khmer_rouge": 3}
F = Fraction


def test_two_halves_with_the_resistance_as_three_voters() -> None:
    game = simple_game(APART, Majority())
    assert list(shapley_shubik(game).shares.values()) == [F(3, 4), F(1, 12), F(1, 12), F(1, 12)]
    assert list(banzhaf(game).shares.values()) == [F(7, 10), F(1, 10), F(1, 10), F(1, 10)]


def test_two_halves_with_the_resistance_as_one_bloc() -> None:
    assert list(shapley_shubik(simple_game(BLOC, Majority())).shares.values()) == [F(1, 2), F(1, 2)]


def test_four_quarters() -> None:
    assert set(shapley_shubik(simple_game(QUARTERS, Majority())).shares.values()) == {F(1, 4)}


@pytest.mark.parametrize("seats", [APART, QUARTERS])
def test_unanimity_makes_all_equal(seats: dict[str, int]) -> None:
    assert set(shapley_shubik(simple_game(seats, Unanimity())).shares.values()) == {F(1, 4)}


@pytest.mark.parametrize("p", [F(0), F(1, 3), F(1, 2), F(1)])
def test_the_chairman_decides_when_there_is_no_consensus(p: Fraction) -> None:
    shares = expected_power(APART, "sihanouk", p).shares
    assert shares["sihanouk"] == F(1, 4) + F(3, 4) * p
    assert shares["phnom_penh"] == (1 - p) / 4


def test_the_shipped_case_prints_these_values(cambodia: Dossier) -> None:
    council = assess(cambodia, questions=[by_id("councils")]).answers[0]
    table = {(str(row[0]), str(row[1])): row[2:] for row in council.tables[0].rows}
    # Consensus fails with the likeliest probability .45: (1 - .45) / 4 = .1375.
    apart = "Two halves, resistance votes as three (adopted)"
    assert table[apart, "Phnom Penh"] == (6, "0.750 (3/4)", "0.700 (7/10)", "0.250 (1/4)", "0.250 (1/4)", "0.138")
    assert table[apart, "Khmer Rouge"][:3] == (2, "0.083 (1/12)", "0.100 (1/10)")
    assert table["Two halves, resistance votes as one", "Resistance"][:2] == (6, "0.500 (1/2)")
    assert table["Four equal quarters", "Khmer Rouge"][:2] == (3, "0.250 (1/4)")
    curve = next(figure for figure in council.figures if figure.kind == "chair").data.rows
    assert ("Two halves, resistance votes as three", "Sihanouk", 1.0, 1.0) in curve
    assert ("Two halves, resistance votes as three", "Sihanouk", 0.0, 0.25) in curve
