"""The weighted median: the position that no majority of weight wants to leave."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.models.bargaining.inputs import FloatArray, aligned, products


@dataclass(frozen=True, eq=False)
class WeightedMedian:
    """The set of weighted medians of each draw, an interval that is nearly always one point.

    Attributes
    ----------
    lower, upper : ndarray, shape (...)
        Ends of the interval; they differ only where exactly half of the weight lies on each side.
    """

    lower: FloatArray
    upper: FloatArray

    @property
    def midpoint(self) -> FloatArray:
        """Middle of the interval."""
        return np.asarray((self.lower + self.upper) / 2)

    @property
    def is_tied(self) -> FloatArray:
        """Where the median is an interval and not a point."""
        return np.asarray(self.lower < self.upper)


def weighted_median(capability: ArrayLike, salience: ArrayLike, position: ArrayLike) -> WeightedMedian:
    """Return the position of the pivotal party when weight is capability times salience.

    With single-peaked preferences no other position is preferred to it by a majority of the weight.

    Parameters
    ----------
    capability, salience : array_like, shape (..., parties)
        Non-negative, each on any scale common to the parties.
    position : array_like, shape (..., parties)
        Positions on the issue's scale.

    Returns
    -------
    WeightedMedian
        Both ends of the set of medians, each of shape (...), so that a tie shows.

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is negative or not finite, or all weights of a draw are zero.

    Notes
    -----
    O(parties · log parties) a draw. Two halves of the weight count as equal if they differ by less than 1e-12 of
    the whole.

    References
    ----------
    Black, D. (1948), 'On the rationale of group decision-making', *Journal of Political Economy* 56(1), 23-34;
    weights as in Bueno de Mesquita, B. (1994), 'Political forecasting: an expected utility method', in Bueno de
    Mesquita & Stokman (eds), *European Community Decision Making*, Yale University Press.

    Examples
    --------
    >>> median = weighted_median([1.0, 1.0], [1.0, 1.0], [0.0, 100.0])
    >>> float(median.lower), float(median.upper), float(median.midpoint)
    (0.0, 100.0, 50.0)
    """
    c, s, x = aligned(capability=capability, salience=salience, position=position)
    weight = products(c, s)
    order = np.argsort(x, axis=-1, kind="stable")
    x = np.take_along_axis(x, order, axis=-1)
    cumulative = np.cumsum(np.take_along_axis(weight, order, axis=-1), axis=-1)
    cumulative = cumulative / cumulative[..., -1:]
    tolerance = 1e-12
    lower = np.argmax(cumulative >= 0.5 - tolerance, axis=-1)
    upper = np.argmax(cumulative > 0.5 + tolerance, axis=-1)
    pick = [np.take_along_axis(x, index[..., None], axis=-1)[..., 0] for index in (lower, upper)]
    return WeightedMedian(*pick)
