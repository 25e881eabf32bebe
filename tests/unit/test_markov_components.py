"""Large strongly connected components, beside closed forms."""

import numpy as np
import pytest

from goodoffices.models.implementation.markov import (
    Kind,
    Model,
    Variable,
    command,
    expected_reward,
    explore,
    reachability,
    state_reward,
)
from goodoffices.models.implementation.markov.space import StateSpace

LONG = 12_000


def walk(up: float, length: int = LONG) -> StateSpace:
    """A walk between 0 and `length`, from the middle."""
    x = Variable("x", 0, length, length // 2)
    step = command((x > 0) & (x < length), (up, {x: x + 1}), (1 - up, {x: x - 1}))
    return explore(Model(Kind.CHAIN, (x,), (step,), rewards={"rounds": (state_reward((x > 0) & (x < length), 1),)}))


def test_a_fair_walk_ends_at_either_side_by_its_distance() -> None:
    space = walk(0.5)
    x = space.values(space.model.variables[0])
    found = reachability(space, x == LONG)
    assert (np.abs(found.values - x / LONG) <= found.error + 1e-15).all()
    assert found.error.max() < 1e-7  # 36 million steps are expected, each with its rounding
    rounds = expected_reward(space, "rounds", (x == 0) | (x == LONG))
    np.testing.assert_allclose(rounds.values, x * (LONG - x.astype(float)), rtol=1e-7)
    assert (np.abs(rounds.values - x * (LONG - x.astype(float))) <= rounds.error).all()


@pytest.mark.parametrize(("up", "sure"), [(0.5005, 1e-7), (0.6, 1e-9)])  # six million steps, and thirty thousand
def test_a_walk_that_drifts(up: float, sure: float) -> None:
    space = walk(up)
    x = space.values(space.model.variables[0]).astype(float)
    odds = np.log((1 - up) / up)
    found = reachability(space, x == LONG)
    np.testing.assert_allclose(found.values, np.expm1(odds * x) / np.expm1(odds * LONG), atol=1e-9)
    assert found.error.max() < sure


def test_a_wide_component_gives_the_same_bits_twice_and_its_bound_holds() -> None:
    side = 150
    x, y, end = Variable("x", 0, side - 1), Variable("y", 0, side - 1), Variable("end", 0, 2)
    turn = Variable("turn", 0, 1)
    moves = []
    for number, here in enumerate((x, y)):
        mine = (end == 0) & (turn == number)
        following = {turn: 1 - number}
        moves += [
            command(mine & (here > 0) & (here < side - 1), (0.5, {here: here + 1, **following}), (0.5, {here: here - 1, **following})),
            command(mine & (here == 0), (0.01, {end: 1}), (0.99, {here: here + 1, **following})),
            command(mine & (here == side - 1), (0.01, {end: 2}), (0.99, {here: here - 1, **following})),
        ]  # fmt: skip
    space = explore(Model(Kind.CHAIN, (x, y, end, turn), tuple(moves), labels={"one": end == 1, "two": end == 2}))
    one, two = reachability(space, "one"), reachability(space, "two")
    assert (np.abs(one.values + two.values - 1) <= one.error + two.error).all()
    assert one.error.max() < 1e-9
    assert (reachability(space, "one").values == one.values).all()
