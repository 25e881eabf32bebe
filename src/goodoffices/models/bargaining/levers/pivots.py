"""Who stands in the middle by weight, and how firmly."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.models.bargaining.inputs import FloatArray, aligned, checked_weights
from goodoffices.models.bargaining.weighted_median import WeightedMedian, weighted_median


@dataclass(frozen=True, eq=False)
class Pivots:
    """The pivotal parties of each draw.

    Attributes
    ----------
    median : WeightedMedian
        The position they stand at.
    pivotal : ndarray of bool, shape (..., parties)
        Which parties with weight stand there: more than one where several share the position, or where exactly half of the
        weight lies on each side.
    downward, upward : ndarray, shape (...)
        Share of all weight that would have to change sides, from the pivot or above it to below it (or the other way), before
        the median moves down (or up); 0 where exactly half lies on each side.
    """

    median: WeightedMedian
    pivotal: NDArray[np.bool_]
    downward: FloatArray
    upward: FloatArray

    @property
    def margin(self) -> FloatArray:
        """Share of all weight that would have to change sides before another party is pivotal, shape (...)."""
        return np.minimum(self.downward, self.upward)

    @property
    def share_of_draws(self) -> FloatArray:
        """Share of draws in which each party is pivotal, shape (parties,); together more than 1 where pivots are shared."""
        return np.asarray(self.pivotal.reshape(-1, self.pivotal.shape[-1]).mean(axis=0))

    def groups(self) -> list[tuple[tuple[int, ...], float]]:
        """Return which parties are pivotal together, by number, with the share of draws in which they are; most first."""
        flat = self.pivotal.reshape(-1, self.pivotal.shape[-1])
        sets, counts = np.unique(flat, axis=0, return_counts=True)
        order = np.argsort(-counts, kind="stable")
        return [(tuple(int(i) for i in np.flatnonzero(sets[k])), float(counts[k] / len(flat))) for k in order]


def pivots(capability: ArrayLike, salience: ArrayLike, position: ArrayLike) -> Pivots:
    r"""Return who is pivotal if weight is capability times salience, and how much weight keeps it so.

    With the weights :math:`L` strictly below the weighted median and :math:`G` strictly above it, of the whole *W*, the
    median stays as long as neither exceeds one half. So the share :math:`\frac{1}{2} - L / W` must come
    to lie below before the median moves down, and :math:`\frac{1}{2} - G / W` above before it moves up.

    Parameters
    ----------
    capability, salience, position : array_like, shape (..., parties)
        As in :func:`~goodoffices.models.bargaining.weighted_median`.

    Returns
    -------
    Pivots

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is negative or not finite, or all weights of a draw are zero.

    Notes
    -----
    O(parties · log parties) a draw. The margins speak of weight that changes sides. Twice as much is needed if it is newly
    brought to one side, or lost by the other, since the whole changes with it.

    References
    ----------
    Black, D. (1948), 'On the rationale of group decision-making', *Journal of Political Economy* 56(1), 23-34.

    Examples
    --------
    >>> found = pivots([30.0, 25.0, 45.0], [1.0, 1.0, 1.0], [0.0, 40.0, 100.0])
    >>> found.pivotal.tolist(), float(found.downward.round(2)), float(found.upward.round(2))
    ([False, True, False], 0.2, 0.05)
    """
    c, s, x = aligned(capability=capability, salience=salience, position=position)
    weight = checked_weights(checked_weights(c) * checked_weights(s))
    median = weighted_median(c, s, x)
    share = weight / weight.sum(axis=-1, keepdims=True)
    lower, upper = median.lower[..., None], median.upper[..., None]
    # Where the median is an interval, half of the weight lies on each side of its inside.
    below = np.where(x < upper, share, 0.0).sum(axis=-1)
    above = np.where(x > lower, share, 0.0).sum(axis=-1)
    return Pivots(
        median,
        (weight > 0) & ((x == lower) | (x == upper)),
        np.maximum(0.5 - below, 0.0),
        np.maximum(0.5 - above, 0.0),
    )
