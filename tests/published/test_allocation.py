"""Seats and disproportionality against published tables.

- Balinski, M. L. & Young, H. P. (1975), 'The quota method of apportionment', American Mathematical Monthly 82(7),
  701-730: two examples of five states, with what every method gives.
- The House of Representatives after the first census: populations of the census of 1790; the bill by Hamilton's method that
  Washington sent back (120 seats, as the National Archives print it) and the act of 1792 by Jefferson's (105 seats).
- A worked example of the least squares index with four lists (Gallagher index calculator of calculator.academy): the
  root of 31.
- An example of three lists by Sainte-Laguë, the largest remainder and D'Hondt (berechnungsbeispiele of a German
  primer on constitutional law).
- Cambodia's constituent assembly of 1993 (`cambodia_1993.csv`): national votes and seats as in the tables of the
  Inter-Parliamentary Union, valid votes from registered voters and turnout, the seat of MOLINAKA among 'others'; votes in Preah
  Vihear from the Los Angeles Times of 31 May 1993. The votes of the other twenty provinces are in no source reached.
"""

import csv
from fractions import Fraction
from pathlib import Path

import pytest

from goodoffices.models.councils import Majority, Share, shapley_shubik, simple_game
from goodoffices.models.councils.allocation import (
    ADAMS,
    DEAN,
    DHONDT,
    HARE,
    HUNTINGTON_HILL,
    METHODS,
    MODIFIED_SAINTE_LAGUE,
    SAINTE_LAGUE,
    District,
    Method,
    Thresholds,
    effective_number,
    elect,
    gallagher,
    loosemore_hanby,
    share_out,
)
from goodoffices.models.councils.rules.condition import Threshold

FIRST = ((5117, 4400, 162, 161, 160), 100)
SECOND = ((9061, 7179, 5259, 3319, 1182), 26)


def seats(votes: tuple[int, ...], house: int, method: Method) -> list[int]:
    result = share_out({f"state {place}": cast for place, cast in enumerate(votes)}, house, method)
    assert not result.ties
    return list(result.seats.values())


@pytest.mark.parametrize(
    ("method", "first", "second"),
    [
        (HARE, [51, 44, 2, 2, 1], [9, 7, 5, 4, 1]),
        (DHONDT, [52, 45, 1, 1, 1], [10, 7, 5, 3, 1]),
        (SAINTE_LAGUE, [51, 43, 2, 2, 2], [9, 8, 5, 3, 1]),
        (MODIFIED_SAINTE_LAGUE, [51, 43, 2, 2, 2], [9, 8, 5, 3, 1]),
        (HUNTINGTON_HILL, [51, 43, 2, 2, 2], [9, 7, 6, 3, 1]),
        (DEAN, [51, 43, 2, 2, 2], [9, 7, 5, 4, 1]),
        (ADAMS, [51, 43, 2, 2, 2], [9, 7, 5, 3, 2]),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_balinski_and_young(method: Method, first: list[int], second: list[int]) -> None:
    assert seats(*FIRST, method) == first
    assert seats(*SECOND, method) == second


CENSUS_1790 = {
    "Connecticut": (236841, 8, 7), "Delaware": (55540, 2, 1), "Georgia": (70835, 2, 2), "Kentucky": (68705, 2, 2),
    "Maryland": (278514, 9, 8), "Massachusetts": (475327, 16, 14), "New Hampshire": (141822, 5, 4),
    "New Jersey": (179570, 6, 5), "New York": (331589, 11, 10), "North Carolina": (353523, 12, 10),
    "Pennsylvania": (432879, 14, 13), "Rhode Island": (68446, 2, 2), "South Carolina": (206236, 7, 6),
    "Vermont": (85533, 3, 2), "Virginia": (630560, 21, 19),
}  # fmt: skip


def test_the_house_of_1792() -> None:
    people = {state: row[0] for state, row in CENSUS_1790.items()}
    assert sum(people.values()) == 3_615_920
    assert share_out(people, 120, HARE).seats == {state: row[1] for state, row in CENSUS_1790.items()}
    assert share_out(people, 105, DHONDT).seats == {state: row[2] for state, row in CENSUS_1790.items()}


def test_german_primer() -> None:
    assert seats((6100, 5000, 900), 10, SAINTE_LAGUE) == [5, 4, 1]
    assert seats((6100, 5000, 900), 10, HARE) == [5, 4, 1]
    assert seats((6100, 5000, 900), 10, DHONDT) == [6, 4, 0]


def test_least_squares_of_a_worked_example() -> None:
    assert float(gallagher([42, 31, 17, 10], [48, 28, 18, 6])) == pytest.approx(5.57, abs=0.005)


with (Path(__file__).parent / "cambodia_1993.csv").open(encoding="utf-8") as _file:
    CAMBODIA = {row["list"]: (int(row["votes"]), int(row["seats"])) for row in csv.DictReader(_file)}
VOTES = {name: votes for name, (votes, _) in CAMBODIA.items()}
SEATS_1993 = {name: held for name, (_, held) in CAMBODIA.items()}


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.name)
def test_preah_vihear(method: Method) -> None:
    result = share_out({"CPP": 18776, "FUNCINPEC": 5126}, 1, method)
    assert result.seats == {"CPP": 1, "FUNCINPEC": 0}
    assert result.last is not None
    assert (result.last.winner, result.last.runner_up, result.last.votes_short) == ("CPP", "FUNCINPEC", 13651)


def test_totals_of_1993() -> None:
    assert sum(SEATS_1993.values()) == 120
    # Registered voters times turnout, less the three lists whose votes are printed.
    assert sum(VOTES.values()) == 4_011_850


def test_one_district_for_all_of_cambodia_would_have_given_something_else() -> None:
    together = share_out(VOTES, 120, HARE).seats
    assert together == {"FUNCINPEC": 54, "CPP": 46, "BLDP": 5, "others": 15}
    # Whatever lists the others were, a quota of Hare's leaves no list further than a seat from its share.
    for name in ("FUNCINPEC", "CPP", "BLDP"):
        assert SEATS_1993[name] - Fraction(VOTES[name] * 120, 4_011_850) > 1
    barred = elect({"Cambodia": District(120, VOTES | {"others": 0})}, HARE, thresholds=Thresholds(nationwide=0.03))
    assert barred.seats == {"FUNCINPEC": 62, "CPP": 53, "BLDP": 5, "others": 0}


def test_disproportionality_of_1993() -> None:
    votes, held = list(VOTES.values()), list(SEATS_1993.values())
    assert float(loosemore_hanby(votes, held)) == pytest.approx(11.67, abs=0.005)
    assert float(gallagher(votes, held)) == pytest.approx(9.57, abs=0.005)
    assert float(effective_number(held)) == pytest.approx(2.374, abs=0.0005)


def test_voting_power_of_1993() -> None:
    assembly = {"FUNCINPEC": 58, "CPP": 51, "BLDP": 10, "MOLINAKA": 1}
    third, half = Fraction(1, 3), Fraction(1, 2)
    majority = shapley_shubik(simple_game(assembly, Majority())).shares
    assert simple_game(assembly, Majority()).condition == Threshold((58, 51, 10, 1), 61)
    assert list(majority.values()) == [third, third, third, 0]
    constitution = shapley_shubik(simple_game(assembly, Share(Fraction(2, 3)))).shares
    assert list(constitution.values()) == [half, half, 0, 0]
