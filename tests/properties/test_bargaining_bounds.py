"""Bounds of the compromise and of pairwise majority, beside what weights and positions within them give."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining import compromise, compromise_bounds, pairwise_majority, possible_winners
from goodoffices.models.bargaining.pairwise_majority import NO_WINNER


@given(st.integers(0, 2**32), st.integers(1, 5))
def test_no_compromise_lies_beyond_its_bounds_and_both_are_reached(seed: int, parties: int) -> None:
    random = np.random.default_rng(seed)
    weights = np.sort(random.integers(0, 5, (2, parties)), axis=0).astype(float)
    weights[1] += weights[1].sum() == 0
    places = np.sort(random.integers(0, 20, (2, parties)), axis=0).astype(float)
    low, high = compromise_bounds(*weights, *places)
    corners = np.array(np.meshgrid(*([[0, 1]] * parties), indexing="ij")).reshape(parties, -1).T
    found = [
        compromise(np.ones(parties), np.where(corner, weights[1], weights[0]), at)
        for corner in corners
        for at in places
        if np.where(corner, weights[1], weights[0]).sum() > 0
    ]
    assert min(found) == pytest.approx(low)
    assert max(found) == pytest.approx(high)
    between = random.uniform(weights[0], weights[1], (20, parties)) + 1e-9
    inside = compromise(np.ones(parties), between, random.uniform(places[0], places[1], (20, parties)))
    assert ((inside >= low - 1e-6) & (inside <= high + 1e-6)).all()


@given(st.integers(0, 2**32), st.integers(1, 5), st.integers(1, 4))
def test_no_option_wins_that_was_ruled_out(seed: int, parties: int, options: int) -> None:
    random = np.random.default_rng(seed)
    rank = random.integers(0, options, (parties, options))
    weights = np.sort(random.integers(0, 6, (2, parties)), axis=0).astype(float)
    possible = possible_winners(weights[0], weights[1], rank)
    inside = random.uniform(weights[0], weights[1], (40, parties))
    inside = np.vstack([inside[inside.sum(axis=1) > 0], np.ones(parties)])[:-1]
    if len(inside):
        winners = pairwise_majority(np.ones(parties), inside, rank).winner
        assert possible[np.where(winners == NO_WINNER, options, winners)].all()


def test_with_weights_for_sure_only_the_winner_can_win() -> None:
    rank = [[0, 1, 2], [1, 0, 2], [2, 0, 1]]
    assert possible_winners([2, 1, 2], [2, 1, 2], rank).tolist() == [False, True, False, False]
    circle = [[0, 1, 2], [1, 2, 0], [2, 0, 1]]
    assert possible_winners([1, 1, 1], [1, 1, 1], circle).tolist() == [False, False, False, True]


@pytest.mark.parametrize(
    "bounds", [([-1.0], [1.0], [0.0], [0.0]), ([2.0], [1.0], [0.0], [0.0]), ([1.0], [1.0], [1.0], [0.0])]
)
def test_bounds_that_are_none_are_refused(bounds: tuple[list[float], ...]) -> None:
    with pytest.raises(ModelInputError):
        compromise_bounds(*bounds)


def test_weights_that_are_no_bounds_are_refused() -> None:
    for low, high in (([-1.0], [1.0]), ([2.0], [1.0])):
        with pytest.raises(ModelInputError, match="weights"):
            possible_winners(low, high, [[0, 1]])
    with pytest.raises(ModelInputError, match="rank"):
        possible_winners([1.0], [1.0], [0, 1])
