"""Limited moves of several: equal to the definitions, to the definition for two where there are two, to Nash at one move."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.limited_move_oracle import Lookahead
from tests.stability_oracle import Drawn, drawn, drawn_options, reach

from goodoffices.models.stability import (
    NEXT_MOVERS,
    GraphForm,
    LimitedMove,
    NextMover,
    graph_stability,
    limited_move,
    limited_move_of_several,
)

NAMES = ("a", "b", "c", "d")
seeds = st.integers(0, 2**32)
senses = st.sampled_from(NEXT_MOVERS)


def graph_of(model: Drawn) -> GraphForm:
    return GraphForm.of_moves(NAMES[: len(model.moves)], model.states, model.moves)


def same(one: LimitedMove, two: LimitedMove) -> bool:
    return (one.cycle_start, one.period) == (two.cycle_start, two.period) and bool((one.tables == two.tables).all())


def check(model: Drawn, order: list[int]) -> None:
    graph = graph_of(model)
    oracle = Lookahead(model.conflict, model.ranks, order)
    nash = graph_stability(graph, model.ranks, ["nash"]).stable["nash"]
    for sense in NEXT_MOVERS:
        names = [NAMES[i] for i in order] if sense == "turns" else None
        found = limited_move_of_several(graph, model.ranks, sense, order=names)
        for h in range(1, 7):
            expected = [[oracle.stays(sense, h, i, s) for s in model.conflict.states] for i in range(len(model.moves))]
            assert found.stable(h).tolist() == expected, (sense, h)
        assert (found.stable(1) == nash).all()
        assert (found.non_myopic is None) == (found.period > 1) == bool(found.unsettled.any())
        if len(model.moves) == 2:
            assert same(found, limited_move(graph, model.ranks))


@settings(max_examples=60, deadline=None)
@given(seed=seeds, shuffle=st.randoms(use_true_random=False))
def test_equals_the_definitions(seed: int, shuffle: object) -> None:
    for model in (drawn(seed), drawn_options(seed)[2]):
        order = list(range(len(model.moves)))
        shuffle.shuffle(order)  # type: ignore[attr-defined]
        check(model, order)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(4))
def test_equals_the_definitions_on_thousands(block: int) -> None:
    for seed in range(500 * block, 500 * (block + 1)):
        check(drawn(seed), list(range(len(drawn(seed).moves)))[::-1])


@settings(max_examples=60, deadline=None)
@given(seed=seeds)
def test_is_the_definition_for_two(seed: int) -> None:
    model = drawn(seed, 2)
    for sense in NEXT_MOVERS:
        assert same(
            limited_move_of_several(graph_of(model), model.ranks, sense), limited_move(graph_of(model), model.ranks)
        )


@settings(max_examples=40, deadline=None)
@given(seed=seeds, sense=senses, place=st.integers(0, 2))
def test_who_can_do_nothing_changes_nothing(seed: int, sense: NextMover, place: int) -> None:
    """Together, only if it has nothing to gain either: who gains has a say in the answer."""
    model = drawn(seed, 2)
    moves, ranks = list(model.moves), list(model.ranks)
    moves.insert(place, [])
    own = np.random.default_rng(seed).permutation(model.states)
    ranks.insert(place, (own * (sense != "together")).tolist())
    found = limited_move_of_several(GraphForm.of_moves("xyz", model.states, moves), ranks, sense)
    two = limited_move(graph_of(model), model.ranks)
    acting = [i for i in range(3) if i != place]
    for h in range(1, 9):
        assert (found.stable(h)[acting] == two.stable(h)).all()
        assert found.stable(h)[place].all()


@settings(max_examples=40, deadline=None)
@given(seed=seeds)
def test_others_of_one_mind_are_one(seed: int) -> None:
    """Together, three who rank alike are a single opponent with the moves that their sequences make."""
    model = drawn(seed, 4)
    ranks = [model.ranks[0]] + [model.ranks[1]] * 3
    found = limited_move_of_several(graph_of(model), ranks, "together")
    joint = [(s, q) for s in model.conflict.states for q in reach(model.conflict, {1, 2, 3}, s) if q != s]
    two = limited_move(GraphForm.of_moves(("a", "all"), model.states, (model.moves[0], joint)), ranks[:2])
    for h in range(1, 9):
        assert (found.stable(h)[0] == two.stable(h)[0]).all()


@settings(max_examples=40, deadline=None)
@given(seed=seeds, sense=senses, shuffle=st.randoms(use_true_random=False))
def test_new_numbers_change_nothing_but_numbers(seed: int, sense: NextMover, shuffle: object) -> None:
    model = drawn(seed)
    states, people = list(range(model.states)), list(range(len(model.moves)))
    shuffle.shuffle(states)  # type: ignore[attr-defined]
    shuffle.shuffle(people)  # type: ignore[attr-defined]
    moves = [[(states[s], states[t]) for s, t in model.moves[i]] for i in people]
    ranks = np.empty((len(people), model.states), int)
    ranks[:, states] = np.array(model.ranks)[people]
    other = GraphForm.of_moves([NAMES[i] for i in people], model.states, moves)
    order = NAMES[: len(people)] if sense == "turns" else None
    one = limited_move_of_several(graph_of(model), model.ranks, sense, order=order)
    two = limited_move_of_several(other, ranks, sense, order=order)
    assert (one.cycle_start, one.period) == (two.cycle_start, two.period)
    assert (two.tables[:, :, states] == one.tables[:, people]).all()


@settings(max_examples=20, deadline=None)
@given(seed=seeds, sense=senses)
def test_the_cycle_is_the_shortest_and_the_first(seed: int, sense: NextMover) -> None:
    model = drawn(seed)
    found = limited_move_of_several(graph_of(model), model.ranks, sense)
    start, period = found.cycle_start, found.period
    assert start == 1 or (found.stable(start - 1) != found.stable(start + period - 1)).any()
    for shorter in range(1, period):
        assert any((found.stable(h) != found.stable(h + shorter)).any() for h in range(start, start + period))
    if period == 1:
        assert all((a == b).all() for a, b in pairwise([found.stable(h) for h in range(start, start + 4)]))
