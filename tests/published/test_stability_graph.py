"""Stability of conflicts from the literature, in graph form.

`stability_tables.csv` holds, for the models in `tests/stability_cases.py`, the stable states of each decision maker (nash to
sseq, l1 to l8) and coalition (cnash to cseq; small ones first), and how far states are from the status quo. The tables were worked out
from the definitions by another program. Where results are printed, the tests below name the place.
"""

import csv
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.stability_cases import CASES

from goodoffices.models.stability import (
    GraphForm,
    Step,
    as_graph,
    coalition_improvements,
    coalition_stability,
    equilibrium_jumps,
    graph_stability,
    improvements_only,
    limited_move,
    merge_states,
    reasons,
    stability_under_unknown_preference,
    status_quo_analysis,
    ways_to,
)
from goodoffices.models.stability.concepts.unknown_preference import PairwisePreferences

with (Path(__file__).parent / "stability_tables.csv").open(encoding="utf-8") as file:
    TABLES = {(row["case"], row["concept"]): row["stable"].split(" | ") for row in csv.DictReader(file)}


def listed(table: NDArray[np.bool_]) -> list[str]:
    return [" ".join(str(s + 1) for s in np.flatnonzero(row)) for row in table]


def equilibria(name: str, concept: str) -> list[int]:
    table = graph_stability(CASES[name].graph, CASES[name].ranks)
    return [int(s) + 1 for s in table.equilibria(concept)]  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted({name for name, _ in TABLES}))
def test_every_table(name: str) -> None:
    case = CASES[name]
    alone = graph_stability(case.graph, case.ranks).stable
    together = coalition_stability(case.graph, case.ranks).stable
    compared = 0
    for (of, concept), expected in TABLES.items():
        if of != name or concept == "sim":
            continue
        if concept in alone:
            assert listed(alone[concept]) == expected, concept  # type: ignore[index]
        elif concept[0] == "c":
            assert listed(together[concept[1:]]) == expected, concept  # type: ignore[index]
        elif concept[0] == "l":
            assert listed(limited_move(case.graph, case.ranks).stable(int(concept[1:]))) == expected, concept
        else:
            allowed = case.graph if concept.startswith("moves") else improvements_only(case.graph, case.ranks)
            found = status_quo_analysis(allowed, case.status_quo - 1).distance
            far = {s + 1: k for s, k in enumerate(found.tolist()) if k > 0 and s + 1 != case.status_quo}
            assert " ".join(f"{s}:{k}" for s, k in far.items()) == expected[0], concept
        compared += 1
    assert compared >= 9


def test_prisoners_dilemma_and_chicken() -> None:
    """Fraser & Hipel (1984): mutual defection is Nash, co-operation is metarational; to swerve both is not sequential."""
    assert equilibria("prisoners_dilemma", "nash") == [1]
    assert all(4 in equilibria("prisoners_dilemma", concept) for concept in ("gmr", "smr", "seq"))
    assert equilibria("chicken", "nash") == equilibria("chicken", "seq") == [2, 3]
    assert equilibria("chicken", "gmr") == equilibria("chicken", "smr") == [2, 3, 4]


def test_elmira() -> None:
    """Kilgour & Hipel (2005): equilibria 5, 8 and 9; the ministry and Uniroyal jump from 5 to 8 together."""
    case = CASES["elmira"]
    for concept in ("nash", "gmr", "smr", "seq"):
        assert {5, 8, 9} <= set(equilibria("elmira", concept))
    assert equilibria("elmira", "nash") == [5, 8, 9]
    together = coalition_stability(case.graph, case.ranks)
    assert (together.coalitionally_stable("nash") + 1).tolist() == [8, 9]
    (jump,) = equilibrium_jumps(case.graph, case.ranks, [4, 7, 8])
    assert (jump.coalition, jump.start + 1, jump.end + 1) == (("moe", "uniroyal"), 5, 8)
    assert 7 in coalition_improvements(case.graph, case.ranks, ("moe", "uniroyal"), 4)
    five, eight, nine = ways_to(case.graph, case.ranks, 0, [4, 7, 8])
    assert five.by_improvements == (Step("local", 4),)
    assert five.first_movers == ("local",)
    assert eight.by_improvements is None
    assert eight.by_moves is not None
    assert len(eight.by_moves) == 3
    assert eight.by_coalition == jump
    assert five.by_coalition is None
    assert nine.by_improvements is None


def test_elmira_with_twelve_states_becomes_the_one_with_nine() -> None:
    """Four combinations with 'abandon' cannot be told apart; merged, the usual model is left, its ninth state in place 5."""
    case, usual = CASES["elmira12"], CASES["elmira"]
    merged = merge_states(case.graph, [(4, 5, 10, 11)])
    number = np.array([0, 1, 2, 3, 8, 4, 5, 6, 7])
    ranks = merged.ranks(case.ranks)
    for i in range(3):
        assert sorted(number[merged.graph.pairs(i)].tolist()) == usual.graph.pairs(i).tolist()
        assert (ranks[i] == usual.ranks[i][number]).all()


def test_korea() -> None:
    """Jacobi (2017), figures of both posts, by decimal value of the state; the printed figure of the variant omits 12."""
    decimals = as_graph(CASES["korea"].form).states
    for name, who, stable in (
        ("korea", 0, {8, 0, 9, 12, 5, 13, 1}),
        ("korea", 1, {6, 0, 5}),
        ("korea_pacifist", 0, {8, 0, 9, 12, 4, 5, 13, 1}),
        ("korea_pacifist", 1, {6, 0, 4, 5}),
    ):
        table = graph_stability(CASES[name].graph, CASES[name].ranks).stable
        assert set(decimals[table["nash"][who]].tolist()) == stable
    for name, who, more in (
        ("korea", 0, {10, 4}),
        ("korea", 1, {14, 2, 10, 4, 12}),
        ("korea_pacifist", 0, {10, 2}),
        ("korea_pacifist", 1, {14, 2, 10, 8, 12}),
    ):
        table = graph_stability(CASES[name].graph, CASES[name].ranks).stable
        assert set(decimals[table["smr"][who] & ~table["nash"][who]].tolist()) == more
    assert {int(decimals[s - 1]) for s in equilibria("korea_irreversible_invasion", "seq")} == {0, 5, 10, 12}


def test_others_may_answer_more_than_once() -> None:
    """In Garrison, US Support answers twice; in the smallest such conflict, the first decision maker does."""
    case = CASES["garrison"]
    for concept in ("gmr", "smr"):
        why = reasons(case.graph, case.ranks, concept, "canadian_opposition", 5)
        (met,) = (one for one in why.improvements if one.state == 1)
        assert met.sanction == (Step("us_support", 0), Step("us_opposition", 3), Step("us_support", 2))
        assert why.stable

    def moves(bit: int) -> list[tuple[int, int]]:
        return [(s, s ^ bit) for s in range(8)]

    graph = GraphForm.of_moves(("d0", "d1", "d2"), 8, [moves(1), moves(2), moves(4)])
    best_first = ("7 6 3 2 8 5 4 1", "5 6 3 4 1 7 8 2", "1 2 5 6 8 7 4 3")
    ranks = np.empty((3, 8), int)
    for i, ranking in enumerate(best_first):
        ranks[i, [int(state) - 1 for state in ranking.split()]] = np.arange(8)[::-1]
    why = reasons(graph, ranks, "seq", "d0", 3)
    (met,) = why.improvements
    assert met.state == 2
    assert met.sanction == (Step("d2", 6), Step("d1", 4), Step("d2", 0))
    assert graph_stability(graph, ranks, ["seq"]).stable["seq"][0, 3]


def test_rankings_of_syria_that_hold_state_2() -> None:
    """Of 720: Nash 240, as the handout of Kinsara (2014) prints; by definition GMR 384, SEQ 384 and SMR 300."""
    case = CASES["syria_iraq"]
    counts = dict.fromkeys(("nash", "gmr", "smr", "seq"), 0)
    ranks = case.ranks.copy()
    for ranking in permutations(range(6)):
        ranks[0] = ranking
        for concept, stable in graph_stability(case.graph, ranks, list(counts)).stable.items():  # type: ignore[arg-type]
            counts[concept] += bool(stable[0, 1])
    assert counts == {"nash": 240, "gmr": 384, "smr": 300, "seq": 384}


def test_syria_and_iraq_never_stop_looking_further() -> None:
    case = CASES["syria_iraq"]
    found = limited_move(case.graph, case.ranks)
    assert found.period == 4
    assert found.non_myopic is None
    assert found.unsettled.any()
    joint = [(found.equilibria(h) + 1).tolist() for h in range(3, 12)]
    assert joint == [[], [1, 6], [6], [6], [], [1, 6], [6], [6], []]


def test_nothing_unknown_is_the_usual_answer() -> None:
    for case in CASES.values():
        preferences = PairwisePreferences.of_ranks(case.ranks, np.zeros((*case.ranks.shape, case.ranks.shape[1]), bool))
        usual = graph_stability(case.graph, case.ranks).stable
        for extension in ("a", "d"):
            found = stability_under_unknown_preference(case.graph, preferences, extension).stable
            assert all((found[concept] == usual[concept]).all() for concept in found)
