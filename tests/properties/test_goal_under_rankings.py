"""A goal under many rankings at once: as each ranking by itself, by the definitions and by the functions for one ranking."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.stability_oracle import drawn, from_ranks, individual, reach
from tests.support import examples

from goodoffices.errors import ModelInputError
from goodoffices.models.stability import (
    GraphForm,
    OptionForm,
    OptionPrioritisation,
    as_graph,
    goal_under_rankings,
    graph_stability,
    improvements_only,
    ranks,
    status_quo_analysis,
)
from goodoffices.models.stability import Option as Move

NAMES = ("a", "b", "c", "d")
DILEMMA = GraphForm.of_moves(("a", "b"), 4, ([(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]))


def one_by_one(
    graph: GraphForm, rankings: NDArray[np.int64], goal: list[int], status_quo: int
) -> tuple[list[bool], list[bool]]:
    """The same with the functions for one ranking."""
    holds, reached = [], []
    for each in rankings:
        table = graph_stability(graph, each, ["seq"])
        equilibria = [state for state in table.equilibria("seq").tolist() if state in goal]
        away = status_quo_analysis(improvements_only(graph, each), status_quo).distance
        holds.append(bool(equilibria))
        reached.append(any(away[state] >= 0 for state in equilibria))
    return holds, reached


@settings(max_examples=examples(150, 3000), deadline=None)
@given(st.integers(0, 2**32))
def test_as_the_definitions_and_as_one_ranking_after_the_other(seed: int) -> None:
    model, rng = drawn(seed), np.random.default_rng(seed)
    graph = GraphForm.of_moves(NAMES[: len(model.moves)], model.states, model.moves)
    rankings = rng.integers(0, rng.integers(2, model.states + 2), (4, len(model.moves), model.states))
    goal = np.flatnonzero(rng.random(model.states) < rng.random()).tolist()
    status_quo = int(rng.integers(model.states))
    found = goal_under_rankings(graph, rankings, goal, status_quo)
    assert (found.holds.tolist(), found.reached.tolist()) == one_by_one(graph, rankings, goal, status_quo)
    for place, each in enumerate(rankings.tolist()):
        conflict = from_ranks(model.states, model.moves, each)
        held = {s for s in goal if all(individual(conflict, "seq", i, s) for i in conflict.everybody)}
        led = reach(conflict, conflict.everybody, status_quo, conflict.better)
        assert found.holds[place] == bool(held)
        assert found.reached[place] == bool(held & led)


@settings(max_examples=examples(10, 200), deadline=None)
@given(st.integers(0, 2**32))
def test_as_one_ranking_after_the_other_with_many_states(seed: int) -> None:
    rng = np.random.default_rng(seed)
    names = [f"m{k}" for k in range(8)]
    form = OptionForm(tuple(Move(name, f"p{k // 2}") for k, name in enumerate(names)))
    graph = as_graph(form).graph

    def wish() -> OptionPrioritisation:
        told = rng.choice(names, (3, 2))
        return OptionPrioritisation.of(*(f"{one} if not {other}" for one, other in told))

    rankings = np.array([ranks(form, {party: wish() for party in form.decision_makers}) for _ in range(6)])
    goal = rng.choice(graph.state_count, 30, replace=False).tolist()
    found = goal_under_rankings(graph, rankings, goal, 0)
    assert (found.holds.tolist(), found.reached.tolist()) == one_by_one(graph, rankings, goal, 0)


def test_the_order_of_the_goal_and_of_the_rankings_does_not_matter() -> None:
    rng = np.random.default_rng(4)
    rankings = rng.integers(0, 4, (40, 2, 4))
    found = goal_under_rankings(DILEMMA, rankings, [1, 3], 0)
    turned = goal_under_rankings(DILEMMA, rankings[::-1], [3, 1], 0)
    assert found.holds.any()
    assert not found.holds.all()
    assert found.holds.tolist() == turned.holds[::-1].tolist()
    assert found.reached.tolist() == turned.reached[::-1].tolist()


def test_no_state_meets_the_goal_and_no_ranking_is_given() -> None:
    rankings = np.zeros((3, 2, 4), int)
    assert not goal_under_rankings(DILEMMA, rankings, [], 0).holds.any()
    assert goal_under_rankings(DILEMMA, rankings[:0], [0], 0).holds.shape == (0,)


@pytest.mark.parametrize(
    ("rankings", "goal", "status_quo", "told"),
    [
        (np.zeros((2, 4), int), [0], 0, "2 decision makers and 4 states each; found shape"),
        (np.zeros((1, 2, 4)), [0], 0, "whole numbers"),
        (np.full((1, 2, 4), -1), [0], 0, "whole numbers"),
        (np.zeros((1, 2, 4), int), [4], 0, "there is no state 4"),
        (np.zeros((1, 2, 4), int), [0], -1, "there is no state -1"),
    ],
)
def test_what_does_not_fit_is_told(rankings: NDArray[np.int64], goal: list[int], status_quo: int, told: str) -> None:
    with pytest.raises(ModelInputError, match=told):
        goal_under_rankings(DILEMMA, rankings, goal, status_quo)
