"""Stability in option form of conflicts from the literature, and of one in which a program that lets everyone answer but once goes wrong.

The models stand in `tests/stability_cases.py`; `stability_tables.csv` was worked out from the definitions by other programs.
"""

import csv
from pathlib import Path
from typing import get_args

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.stability_cases import CASES, Case

from goodoffices.models.stability import (
    Concept,
    Option,
    OptionForm,
    StabilityTable,
    StateValues,
    ranks,
    stability_in_option_form,
    stable_by_simultaneity,
)

with (Path(__file__).parent / "stability_tables.csv").open(encoding="utf-8") as file:
    TABLES = {(row["case"], row["concept"]): row["stable"].split(" | ") for row in csv.DictReader(file)}


def solved(case: Case) -> StabilityTable:
    return stability_in_option_form(case.form, ranks(case.form, case.preferences), get_args(Concept)).unpacked()


def labels(case: Case, stable: NDArray[np.bool_]) -> set[int]:
    return set((np.flatnonzero(stable[case.form.feasible()]) + 1).tolist())


@pytest.mark.parametrize("name", [n for n, case in CASES.items() if case.options and (n, "nash") in TABLES])
def test_tables_of_stability(name: str) -> None:
    case = CASES[name]
    table = solved(case)
    compared = 0
    for concept in get_args(Concept):
        if (name, concept) in TABLES:
            told = [" ".join(map(str, sorted(labels(case, stable)))) for stable in table.stable[concept]]
            assert told == TABLES[name, concept], concept
            compared += 1
    assert compared >= 5


@pytest.mark.parametrize(
    ("name", "concept", "equilibria"),
    [
        ("prisoners_dilemma", "nash", {1}),  # Fraser & Hipel (1984): also by GMR, SMR and SEQ both cooperate
        ("prisoners_dilemma", "gmr", {1, 4}),
        ("prisoners_dilemma", "smr", {1, 4}),
        ("prisoners_dilemma", "seq", {1, 4}),
        ("chicken", "nash", {2, 3}),
        ("chicken", "seq", {2, 3}),
        ("chicken", "sim", {2, 3, 4}),
        ("stag_hunt", "nash", {1, 4}),
        ("elmira12", "nash", {5, 6, 7, 10, 11, 12}),  # Kilgour & Hipel (2005): 5, 8 and 9, where 7 and 10 are 5 and 8
        ("elmira12", "seq", {5, 6, 7, 10, 11, 12}),
    ],
)
def test_printed_equilibria(name: str, concept: Concept, equilibria: set[int]) -> None:
    case = CASES[name]
    assert labels(case, np.asarray(solved(case).stable[concept].all(axis=0))) == equilibria


@pytest.mark.parametrize(
    ("name", "sequential_or_simultaneous", "symmetric"),
    [("korea", {0, 4, 5, 10}, {0, 4, 5, 10, 12}), ("korea_pacifist", {0, 4, 5}, {0, 2, 4, 5, 8, 10, 12})],
)
def test_simultaneity_as_a_rescue(name: str, sequential_or_simultaneous: set[int], symmetric: set[int]) -> None:
    """Jacobi (2017) numbers states by their binary number; he uses simultaneity where two decision makers would leave."""
    table = solved(CASES[name])
    assert set(np.flatnonzero(stable_by_simultaneity(table).all(axis=0)).tolist()) == sequential_or_simultaneous
    assert set(table.equilibria("smr").tolist()) == symmetric


def test_opponents_may_answer_more_than_once() -> None:
    """In Garrison the answer to the Canadian opposition's move from 6 to 2 takes the supporters two moves."""
    case = CASES["garrison"]
    table = solved(case)
    canadian = table.decision_makers.index("canadian_opposition")
    assert (
        ranks(case.form, case.preferences)[canadian, case.state(2)]
        > ranks(case.form, case.preferences)[canadian, case.state(6)]
    )
    assert not table.stable["nash"][canadian, case.state(6)]
    assert table.stable["gmr"][canadian, case.state(6)]
    assert table.stable["smr"][canadian, case.state(6)]


def test_smallest_conflict_with_an_answer_that_comes_back() -> None:
    """Three decision makers with one option each: 4 to 3 is answered by D2 to 7, D1 to 5 and D2 again to 1."""
    form = OptionForm(tuple(Option(f"o{j}", f"d{j}") for j in range(3)))
    orders = {"d0": "7 6 3 2 8 5 4 1", "d1": "5 6 3 4 1 7 8 2", "d2": "1 2 5 6 8 7 4 3"}
    values = {}
    for name, order in orders.items():
        values[name] = np.zeros(8)
        values[name][[int(label) - 1 for label in order.split()]] = np.arange(8, 0, -1)
    table = stability_in_option_form(form, ranks(form, {name: StateValues(v) for name, v in values.items()})).unpacked()
    assert not table.stable["nash"][0, 3]
    assert table.stable["seq"][0, 3]
