"""Weighted medians and Condorcet winners against brute force, draws, and inputs that make no sense."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining import compromise, pairwise_majority, weighted_median
from goodoffices.models.bargaining.inputs import FloatArray
from goodoffices.models.bargaining.pairwise_majority import NO_WINNER

Inputs = tuple[FloatArray, FloatArray, FloatArray]


@st.composite
def inputs(draw: st.DrawFn, least: int = 1) -> Inputs:
    parties = draw(st.integers(least, 9))
    weights = st.integers(0, 20).map(float)
    c = draw(arrays(np.float64, parties, elements=weights))
    s = draw(arrays(np.float64, parties, elements=weights))
    c[0], s[0] = max(c[0], 1.0), max(s[0], 1.0)
    return c, s, draw(arrays(np.float64, parties, elements=st.integers(0, 100).map(float)))


@given(inputs())
def test_weighted_median_by_brute_force(given_: Inputs) -> None:
    """No position has more than half of the weight strictly on one side of a weighted median."""
    c, s, x = given_
    w = c * s
    medians = {
        float(p) for p in x[w > 0] if w[x < p].sum() <= w.sum() / 2 + 1e-9 and w[x > p].sum() <= w.sum() / 2 + 1e-9
    }
    found = weighted_median(c, s, x)
    assert (min(medians), max(medians)) == (float(found.lower), float(found.upper))


@given(st.integers(1, 5), st.integers(1, 4), st.data())
def test_pairwise_majority_by_brute_force(parties: int, options: int, data: st.DataObject) -> None:
    weight = np.array(data.draw(st.lists(st.integers(1, 9), min_size=parties, max_size=parties)), dtype=float)
    rank = np.array(
        data.draw(
            st.lists(
                st.lists(st.integers(0, 3), min_size=options, max_size=options), min_size=parties, max_size=parties
            )
        )
    )
    result = pairwise_majority(weight, np.ones(parties), rank)
    winners = [
        a
        for a in range(options)
        if all(
            weight[rank[:, a] < rank[:, b]].sum() > weight[rank[:, b] < rank[:, a]].sum()
            for b in range(options)
            if b != a
        )
    ]
    assert int(result.winner) == (winners[0] if winners else NO_WINNER)
    for a, b in itertools.permutations(range(options), 2):
        assert result.support[a, b] == pytest.approx(weight[rank[:, a] < rank[:, b]].sum() / weight.sum())


@given(inputs(), st.integers(1, 5))
def test_draws_are_computed_one_by_one(given_: Inputs, draws: int) -> None:
    c, s, x = given_
    stacked = [np.tile(array, (draws, 1)) + np.arange(draws)[:, None] for array in (c, s, x)]
    together = compromise(*stacked)
    assert together.shape == (draws,)
    np.testing.assert_allclose(together, [float(compromise(*(array[i] for array in stacked))) for i in range(draws)])


def test_a_circle_of_majorities_has_no_winner() -> None:
    assert int(pairwise_majority([1, 1, 1], [1, 1, 1], [[0, 1, 2], [2, 0, 1], [1, 2, 0]]).winner) == NO_WINNER


@pytest.mark.parametrize(
    ("c", "s", "x", "message"),
    [
        ([1.0], [1.0, 2.0], [1.0], "different numbers of parties"),
        ([[1.0], [1.0]], [[1.0], [1.0], [1.0]], [1.0], "shapes do not fit"),
        ([1.0, -1.0], [1.0, 1.0], [0.0, 1.0], "negative"),
        ([0.0, 0.0], [1.0, 1.0], [0.0, 1.0], "nobody carries any weight"),
        ([1.0, np.nan], [1.0, 1.0], [0.0, 1.0], "not finite"),
        ([], [], [], "one value per party"),
        (1.0, 1.0, 1.0, "one value per party"),
    ],
)
def test_inputs_that_make_no_sense_are_refused(c: object, s: object, x: object, message: str) -> None:
    for model in (compromise, weighted_median):
        with pytest.raises(ModelInputError, match=message):
            model(c, s, x)  # type: ignore[arg-type]


def test_rank_must_be_a_table() -> None:
    with pytest.raises(ModelInputError, match="parties, options"):
        pairwise_majority([1.0], [1.0], [0, 1])
