"""A distribution on a scale that has both points of its own and stretches in between."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.inputs import FloatArray
from goodoffices.models.bargaining.predictive.factors import cells_of

_TINY = 1e-12


@dataclass(frozen=True, eq=False)
class _Curve:
    """The distribution function at its knots, from below and from above, linear in between."""

    knots: FloatArray
    below: FloatArray
    upto: FloatArray


@dataclass(frozen=True, eq=False)
class PredictiveDistribution:
    """Where an issue may be settled: points that carry probability, and an even spread within the hundredths.

    Attributes
    ----------
    low, high : float
        Ends of the scale.
    points, point_mass : ndarray, shape (points,)
        Points in rising order, and the probability that the outcome is just there.
    cell_mass : ndarray, shape (101,)
        Probability spread evenly within each hundredth of the scale (from half a hundredth below it to half above).

    Examples
    --------
    >>> even = PredictiveDistribution(0.0, 100.0, np.array([0.0, 100.0]), np.array([0.5, 0.5]), np.zeros(101))
    >>> even.mean, even.median, float(even.crps(100.0))
    (50.0, 0.0, 25.0)
    """

    low: float
    high: float
    points: FloatArray
    point_mass: FloatArray
    cell_mass: FloatArray

    def cdf(self, value: ArrayLike) -> FloatArray:
        """Return the probability of an outcome at or below each value."""
        return self._at(np.asarray(value, dtype=np.float64), "right")

    def cdf_below(self, value: ArrayLike) -> FloatArray:
        """Return the probability of an outcome below each value, the value itself left out."""
        return self._at(np.asarray(value, dtype=np.float64), "left")

    def chance_between(self, low: float, high: float) -> float:
        """Return the probability of an outcome from one value to another, both included."""
        return float(self.cdf(high) - self.cdf_below(low))

    def quantile(self, share: ArrayLike) -> FloatArray:
        """Return the smallest value with at least a share of the probability at or below it.

        Raises
        ------
        ModelInputError
            If a share is not between 0 and 1.
        """
        q = np.asarray(share, dtype=np.float64)
        if not ((q >= 0) & (q <= 1)).all():
            raise ModelInputError("a quantile is asked for by a share between 0 and 1")
        curve = self._curve
        at = np.searchsorted(curve.upto, np.maximum(q - _TINY, _TINY), side="left")
        before = np.maximum(at - 1, 0)
        rise = curve.below[at] - curve.upto[before]
        part = np.clip((q - curve.upto[before]) / np.where(rise > 0, rise, 1.0), 0.0, 1.0)
        inside = curve.knots[before] + part * (curve.knots[at] - curve.knots[before])
        return np.asarray(np.where(q > curve.below[at] + _TINY, curve.knots[at], inside))

    def interval(self, level: float = 0.8) -> tuple[float, float]:
        """Return the middle part of the distribution that holds at least a level of the probability."""
        ends = self.quantile([(1 - level) / 2, (1 + level) / 2])
        return float(ends[0]), float(ends[1])

    @property
    def median(self) -> float:
        """The value with half of the probability on each side."""
        return float(self.quantile(0.5))

    @property
    def mean(self) -> float:
        """The expected outcome."""
        curve = self._curve
        middle = (curve.knots[1:] + curve.knots[:-1]) / 2
        jumps, spread = curve.upto - curve.below, curve.below[1:] - curve.upto[:-1]
        return float(curve.knots @ jumps + middle @ spread)

    @property
    def mode(self) -> float:
        """The likeliest outcome: of the likeliest hundredth the point with most probability, or its middle."""
        cell = int(self.hundredths.argmax())
        inside = np.flatnonzero(cells_of(self.points, self.low, self.high) == cell)
        if not len(inside) or not self.point_mass[inside].any():
            return self.low + cell / 100 * (self.high - self.low)
        return float(self.points[inside[self.point_mass[inside].argmax()]])

    @cached_property
    def hundredths(self) -> FloatArray:
        """Probability of each hundredth of the scale, shape (101,)."""
        cells = cells_of(self.points, self.low, self.high)
        return np.asarray(np.bincount(cells, self.point_mass, 101) + self.cell_mass)

    def crps(self, outcome: ArrayLike) -> FloatArray:
        r"""Return the continuous ranked probability score of each outcome, in units of the scale; 0 is perfect.

        .. math:: \int \bigl(F(t) - 1\{y \le t\}\bigr)^2 \, dt

        It is the expected distance to the outcome less half of the expected distance between two draws, and for a
        forecast of one point the absolute error. The integral is exact.

        References
        ----------
        Gneiting, T. & Raftery, A. E. (2007), 'Strictly proper scoring rules, prediction, and estimation', *Journal of
        the American Statistical Association* 102(477), 359-378.
        """
        y = np.asarray(outcome, dtype=np.float64)
        curve = self._curve
        start, end, length = curve.upto[:-1], curve.below[1:], np.diff(curve.knots)
        left = np.concatenate([[0.0], np.cumsum(_squares(start, end, length))])
        right = np.concatenate([np.cumsum(_squares(1 - start, 1 - end, length)[::-1])[::-1], [0.0]])
        inside = np.clip(y, self.low, self.high)
        at = np.clip(np.searchsorted(curve.knots, inside, side="right") - 1, 0, len(length) - 1)
        step = inside - curve.knots[at]
        here = start[at] + (end[at] - start[at]) * step / length[at]
        first = left[at] + _squares(start[at], here, step)
        second = right[at + 1] + _squares(1 - here, 1 - end[at], length[at] - step)
        return np.asarray(first + second + np.abs(y - inside))

    def log_score(self, outcome: ArrayLike) -> FloatArray:
        """Return minus the natural logarithm of the probability given to each outcome's hundredth of the scale.

        Raises
        ------
        ModelInputError
            If an outcome lies off the scale.
        """
        y = np.asarray(outcome, dtype=np.float64)
        if not ((y >= self.low) & (y <= self.high)).all():
            raise ModelInputError(f"the outcome lies off the scale, which runs from {self.low:g} to {self.high:g}")
        with np.errstate(divide="ignore"):
            return np.asarray(-np.log(self.hundredths[cells_of(y, self.low, self.high)]))

    def pit(self, outcome: ArrayLike) -> tuple[FloatArray, FloatArray]:
        """Return the probabilities below, and at or below, each outcome; the randomised PIT lies evenly between them.

        References
        ----------
        Czado, C., Gneiting, T. & Held, L. (2009), 'Predictive model assessment for count data', *Biometrics* 65(4).
        """
        return self.cdf_below(outcome), self.cdf(outcome)

    def draws(self, number: int, seed: int) -> FloatArray:
        """Return outcomes drawn at random, the same ones for the same seed."""
        return self.quantile(np.random.default_rng(seed).random(number))

    @cached_property
    def _curve(self) -> _Curve:
        length = self.high - self.low
        edges = np.clip(self.low + (np.arange(102) - 0.5) / 100 * length, self.low, self.high)
        knots = np.union1d(edges, self.points)
        middle = (knots[1:] + knots[:-1]) / 2
        cell = np.clip(np.searchsorted(edges, middle, side="right") - 1, 0, 100)
        spread = self.cell_mass[cell] * np.diff(knots) / np.diff(edges)[cell]
        jumps = np.zeros(len(knots))
        np.add.at(jumps, np.searchsorted(knots, self.points), self.point_mass)
        whole = jumps.sum() + spread.sum()
        upto = (np.cumsum(jumps) + np.concatenate([[0.0], np.cumsum(spread)])) / whole
        below = np.concatenate([[0.0], upto[:-1] + spread / whole])
        upto[-1] = 1.0
        return _Curve(knots, np.minimum(below, upto), upto)

    def _at(self, value: FloatArray, side: str) -> FloatArray:
        curve = self._curve
        upper = np.searchsorted(curve.knots, value, side="right")
        lower = np.clip(upper - 1, 0, len(curve.knots) - 1)
        following = np.clip(upper, 0, len(curve.knots) - 1)
        width = curve.knots[following] - curve.knots[lower]
        part = (value - curve.knots[lower]) / np.where(width > 0, width, 1.0)
        inside = curve.upto[lower] + np.clip(part, 0, 1) * np.where(
            width > 0, curve.below[following] - curve.upto[lower], 0
        )
        if side == "left":
            inside = np.where(value == curve.knots[lower], curve.below[lower], inside)
        inside = np.where(value > self.high, 1.0, inside)
        return np.asarray(np.where(value < self.low, 0.0, inside))


def _squares(start: FloatArray, end: FloatArray, length: FloatArray) -> FloatArray:
    """Integral of the square of a straight line."""
    return np.asarray(length * (start * start + start * end + end * end) / 3)
