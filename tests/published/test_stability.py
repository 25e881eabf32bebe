"""Stability in conflicts from the literature, and two small ones in which a program that lets everyone answer but once goes wrong."""

from typing import get_args

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.published.conflicts import CASES, Case

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


def solved(case: Case) -> StabilityTable:
    return stability_in_option_form(case.form, ranks(case.form, case.preferences), get_args(Concept)).unpacked()


def labels(case: Case, stable: NDArray[np.bool_]) -> set[int]:
    return set((np.flatnonzero(stable[case.form.feasible()]) + 1).tolist())


@pytest.mark.parametrize("name", CASES)
def test_tables_of_stability(name: str) -> None:
    case = CASES[name]
    table = solved(case)
    assert set(case.table()) == set(get_args(Concept))
    for concept, by_name in case.table().items():
        found = dict(zip(table.decision_makers, table.stable[concept], strict=True))  # type: ignore[index]
        assert {maker: labels(case, stable) for maker, stable in found.items()} == by_name, concept


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
        ("elmira", "nash", {5, 6, 7, 10, 11, 12}),  # Kilgour & Hipel (2005): 5, 8 and 9, where 7 and 10 are 5 and 8
        ("elmira", "seq", {5, 6, 7, 10, 11, 12}),
    ],
)
def test_printed_equilibria(name: str, concept: Concept, equilibria: set[int]) -> None:
    case = CASES[name]
    assert labels(case, np.asarray(solved(case).stable[concept].all(axis=0))) == equilibria


@pytest.mark.parametrize(
    ("name", "sequential_or_simultaneous", "symmetric"),
    [("korea2017_base", {0, 4, 5, 10}, {0, 4, 5, 10, 12}), ("korea2017_pacifist", {0, 4, 5}, {0, 2, 4, 5, 8, 10, 12})],
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
