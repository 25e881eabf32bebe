"""The smallest change of one input of one party that brings the compromise to a target."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.inputs import FloatArray
from goodoffices.models.bargaining.levers.by_input import ByInput, Scene

ROUNDING = 1e-9
"""A value beyond the end of its range by no more than this share of the range counts as the end."""


@dataclass(frozen=True, eq=False)
class SmallestChange:
    """What each single input would have to become, each of shape (..., parties).

    Attributes
    ----------
    value : ByInput
        The input's new value; not a number where the target is out of reach.
    amount : ByInput
        New value less present one, in the input's units; not a number where the target is out of reach.
    share : ByInput
        Size of the change: of a position as a share of the scale, of salience as a share of the largest, of capability as
        a share of what it is, so that the ends of every range are at most 1 away; infinite where the target is out of
        reach.
    """

    value: ByInput
    amount: ByInput
    share: ByInput

    @property
    def in_reach(self) -> NDArray[np.bool_]:
        """Whether any single change would do, shape (...)."""
        return np.asarray(np.isfinite(self.share.stacked).any(axis=(-2, -1)))

    @property
    def least_share(self) -> FloatArray:
        """The smallest such share over all inputs and parties, shape (...); infinite if no single change would do."""
        return np.asarray(self.share.stacked.min(axis=(-2, -1)))


def smallest_change(
    capability: ArrayLike,
    salience: ArrayLike,
    position: ArrayLike,
    target: ArrayLike,
    low: float = 0.0,
    high: float = 100.0,
    largest_salience: float = 100.0,
    upward: ArrayLike | None = None,
) -> SmallestChange:
    r"""Return how little of one input of one party, all else equal, would bring the compromise to a target or past it.

    With the total weight *W*, the weight :math:`W_{-i}` and the mean position :math:`y_{-i}` of all others, and the
    target *t*:

    .. math::
        x_i' = x_i + (t - y) \frac{W}{c_i s_i}, \quad
        s_i' = \frac{W_{-i} (t - y_{-i})}{c_i (x_i - t)}, \quad
        c_i' = \frac{W_{-i} (t - y_{-i})}{s_i (x_i - t)}

    Parameters
    ----------
    capability, salience, position : array_like, shape (..., parties)
        As in :func:`~goodoffices.models.bargaining.compromise`; positions within the scale.
    target : array_like, shape (...)
        A settlement on the scale of positions.
    low, high, largest_salience : float
        As in :func:`compromise_full_range`; changes beyond the range of an input do not count.
    upward : array_like of bool, shape (...), optional
        Whether the target is to be reached from below. Draws at the target or past it then need no change. If left out,
        each draw comes from where it is.

    Returns
    -------
    SmallestChange

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is negative, not finite or out of its range, a range has no length, or all weights of
        a draw are zero.

    Notes
    -----
    O(parties) a draw. The compromise rises or falls steadily with every single input, so the change that brings it just to
    the target is the smallest that brings it there or past it. A party that stands at the target itself can draw the
    settlement near to it by weight, but never quite there.

    References
    ----------
    As for :func:`compromise_gradient`; the equation *y = t* solved for one input.

    Examples
    --------
    >>> change = smallest_change([1.0, 1.0], [50.0, 100.0], [0.0, 90.0], target=45.0)
    >>> change.value.position.tolist(), change.value.salience.tolist()
    ([nan, 67.5], [100.0, 50.0])
    >>> change.share.salience.tolist(), float(change.least_share)
    ([0.5, 0.5], 0.225)
    """
    scene = Scene.of(capability, salience, position, low, high, largest_salience)
    t = np.asarray(target, dtype=np.float64)
    if not np.isfinite(t).all():
        raise ModelInputError("target holds a value that is not finite")
    try:
        t = np.broadcast_to(t, scene.settlement.shape)
        rising = None if upward is None else np.broadcast_to(np.asarray(upward, dtype=np.bool_), t.shape)
    except ValueError as error:
        raise ModelInputError(f"target or upward does not fit the draws' shape {scene.settlement.shape}") from error
    gap = t - scene.settlement
    there = np.abs(gap) <= ROUNDING * (high - low)
    if rising is not None:
        there = there | np.where(rising, gap < 0, gap > 0)
    c, s, x = scene.given.capability, scene.given.salience, scene.given.position
    total = scene.weight.sum(axis=-1, keepdims=True)
    needed = t[..., None] * scene.others_weight - scene.others_pull
    alone = scene.others_weight == 0

    def weight_input(other: FloatArray) -> FloatArray:
        return _divided(np.where(alone, np.nan, needed), other * (x - t[..., None]))

    units = ByInput(c, np.full(x.shape, largest_salience), np.full(x.shape, high - low))
    ranges = ByInput(2 * c, np.full(x.shape, largest_salience), np.full(x.shape, high - low))
    starts = ByInput(np.zeros(x.shape), np.zeros(x.shape), np.full(x.shape, low))
    wanted = ByInput(weight_input(s), weight_input(c), x + _divided(gap[..., None] * total, scene.weight))
    found = [
        _within(new, now, start, span, there[..., None])
        for (_, new), (_, now), (_, start), (_, span) in zip(
            wanted.items(), scene.given.items(), starts.items(), ranges.items(), strict=True
        )
    ]
    value = ByInput(*found)
    amount = ByInput(*(new - now for (_, new), (_, now) in zip(value.items(), scene.given.items(), strict=True)))
    share = ByInput(
        *(_share(change, span) for (_, change), (_, span) in zip(amount.items(), units.items(), strict=True))
    )
    return SmallestChange(value, amount, share)


def _divided(above: FloatArray, below: FloatArray) -> FloatArray:
    above, below = np.broadcast_arrays(above, below)
    return np.asarray(np.divide(above, below, out=np.full(above.shape, np.nan), where=below != 0))


def _within(
    new: FloatArray, now: FloatArray, start: FloatArray, span: FloatArray, there: NDArray[np.bool_]
) -> FloatArray:
    slack = ROUNDING * span
    inside = (new >= start - slack) & (new <= start + span + slack)
    return np.where(there, now, np.where(inside, np.clip(new, start, start + span), np.nan))


def _share(change: FloatArray, span: FloatArray) -> FloatArray:
    share = np.divide(np.abs(change), span, out=np.zeros(change.shape), where=span > 0)
    return np.where(np.isnan(change), np.inf, share)
