"""How far the compromise can move while weights and positions stay within bounds."""

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.inputs import FloatArray, aligned


def compromise_bounds(
    weight_low: ArrayLike, weight_high: ArrayLike, position_low: ArrayLike, position_high: ArrayLike
) -> tuple[FloatArray, FloatArray]:
    r"""Return the lowest and highest weighted mean position while weights and positions lie within bounds.

    The mean is highest with every position at its upper bound, the weights of those above the result at their upper and of
    those below it at their lower bound: with parties in order of position, one of the :math:`n + 1` ways to cut the order in two.

    Parameters
    ----------
    weight_low, weight_high : array_like, shape (..., parties)
        Non-negative; capability times salience, say.
    position_low, position_high : array_like, shape (..., parties)
        On the issue's scale.

    Returns
    -------
    low, high : ndarray, shape (...)
        Both are reached. Where all weights can be zero, the mean of a single party with a weight above zero counts too, and
        where they must be, the bounds are those of the positions.

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is negative weight or not finite, or a lower bound lies above an upper one.

    Notes
    -----
    Time grows with parties times their logarithm. Weights are free of each other here: if two of them must move together, the
    bounds still hold but need not be reached.

    References
    ----------
    Charnes, A. & Cooper, W. W. (1962), 'Programming with linear fractional functionals', *Naval Research Logistics Quarterly* 9,
    181-186: the optimum of a ratio of linear functions over a polytope lies at a vertex.

    Examples
    --------
    >>> low, high = compromise_bounds([1, 1], [1, 3], [0, 90], [0, 100])
    >>> float(low), float(high)
    (45.0, 75.0)
    """
    weight_low, weight_high, position_low, position_high = aligned(
        weight_low=weight_low, weight_high=weight_high, position_low=position_low, position_high=position_high
    )
    if (weight_low < 0).any():
        raise ModelInputError("weights must not be negative")
    if (weight_low > weight_high).any() or (position_low > position_high).any():
        raise ModelInputError("a lower bound lies above the upper one")
    return -_highest(weight_low, weight_high, -position_low), _highest(weight_low, weight_high, position_high)


def _highest(low: FloatArray, high: FloatArray, position: FloatArray) -> FloatArray:
    order = np.argsort(-position, axis=-1)
    x, light = np.take_along_axis(position, order, -1), np.take_along_axis(low, order, -1)
    more = np.take_along_axis(high - low, order, -1)
    weight = light.sum(axis=-1, keepdims=True) + np.cumsum(more, axis=-1)
    pull = (light * x).sum(axis=-1, keepdims=True) + np.cumsum(more * x, axis=-1)
    means = np.divide(pull, weight, out=np.full_like(pull, -np.inf), where=weight > 0)
    best = means.max(axis=-1)
    return np.asarray(np.where(np.isfinite(best), best, x[..., 0]))
