r"""The best weights for a bound: a smooth problem in as many unknowns as there are parties."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.agreements.goals import Floats, Goal

_SMOOTHING = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6)
_STEPS = 30
_HEAVIEST = 1e7
_ROUNDING = 1e-14


@dataclass(frozen=True, eq=False)
class Additive:
    """Additive gains in one array.

    Attributes
    ----------
    whole : ndarray of int64, shape (issues, options, parties)
        In whole units, padded with zeros where an issue has fewer options.
    exists : ndarray of bool, shape (issues, options)
        What is not padding.
    least : ndarray of int64, shape (parties,)
        What the sum over issues must reach.
    scale : ndarray, shape (parties,)
        What gains in whole units are multiplied by, so that they are about 1.
    """

    whole: NDArray[np.int64]
    exists: NDArray[np.bool_]
    least: NDArray[np.int64]
    scale: Floats

    @classmethod
    def of(cls, worth: Sequence[NDArray[np.int64]], least: NDArray[np.int64], scale: Floats) -> "Additive":
        """Put the worth of the issues, each of shape (parties, options), into one array."""
        most = max(each.shape[1] for each in worth)
        whole = np.zeros((len(worth), most, len(least)), np.int64)
        exists = np.zeros((len(worth), most), bool)
        for issue, each in enumerate(worth):
            whole[issue, : each.shape[1]] = each.T
            exists[issue, : each.shape[1]] = True
        return cls(whole, exists, least, scale)

    @cached_property
    def worth(self) -> Floats:
        """Scaled worth, shape (issues, options, parties)."""
        return self.whole * self.scale

    @cached_property
    def offset(self) -> Floats:
        """Scaled least sum, shape (parties,)."""
        return self.least * self.scale

    @cached_property
    def noise(self) -> Floats:
        """Rounding error of a sum over issues, at most, shape (parties,)."""
        return np.asarray(_ROUNDING * (np.abs(self.worth).max(axis=1).sum(axis=0) + np.abs(self.offset)))

    def gains(self, packages: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return what packages gain every party, in whole units, shape (..., parties)."""
        chosen: NDArray[np.int64] = self.whole[np.arange(len(self.whole)), packages].sum(axis=-2) - self.least
        return chosen


@dataclass(frozen=True, eq=False)
class Relaxed:
    """Weights and what follows from them.

    Attributes
    ----------
    weights : ndarray, shape (parties,)
    bound : float
        No acceptable package scores above.
    weighted : float
        The largest weighted sum of gains, and what rounding may have taken from it.
    behind : ndarray, shape (issues, options)
        How far each option's weighted worth is below the best of its issue; infinite for what is not allowed.
    shares : ndarray, shape (issues, options)
        In what mixture the relaxed solution takes the options.
    """

    weights: Floats
    bound: float
    weighted: float
    behind: Floats
    shares: Floats


def relax(additive: Additive, goal: Goal, allowed: NDArray[np.bool_], weights: Floats | None = None) -> Relaxed:
    r"""Return weights that make the goal's bound small, over the packages whose options are all allowed.

    Parameters
    ----------
    additive : Additive
    goal : Goal
    allowed : ndarray of bool, shape (issues, options)
        At least one option on every issue.
    weights : ndarray, shape (parties,), optional
        Where to start.

    Returns
    -------
    Relaxed
        A bound that holds whether or not the weights are the best ones.

    Notes
    -----
    The maximum over the options of an issue is smoothed to :math:`T \log \sum_o \exp(\lambda \cdot w_o / T)`; Newton's method
    with falling *T*, each step O(issues · options · parties²). The bound at the end takes the true maximum.

    References
    ----------
    Boyd, S. & Vandenberghe, L. (2004), *Convex Optimization*, Cambridge University Press, sections 3.1.5 (log-sum-exp),
    5.9 (duality) and 11.3 (barriers).
    """
    above = goal.above
    parties = len(above)
    start = 0 if weights is None else 2
    if weights is None:
        weights = above + 1.0 if goal.counted is None else np.full(parties, 1.0 / goal.counted.sum())
    found: Relaxed | None = None
    shares = np.zeros(allowed.shape)
    for smoothing in _SMOOTHING[start:]:
        barrier = np.where(goal.barrier > 0, goal.barrier, smoothing)
        value, slope, curve, shares = _smooth(additive, goal, allowed, weights, smoothing, barrier)
        for _ in range(_STEPS):
            step = _newton(slope, curve, goal.counted)
            decrease = float(slope @ step)
            if decrease > -1e-10:
                break
            falling = step < -1e-12
            length = (
                min(1.0, 0.95 * float(((above - weights)[falling] / step[falling]).min())) if falling.any() else 1.0
            )
            while length > 1e-8:
                trial = weights + length * step
                now = _smooth(additive, goal, allowed, trial, smoothing, barrier)
                if now[0] <= value + 1e-4 * length * decrease:
                    break
                length /= 2
            else:
                break
            weights = trial
            value, slope, curve, shares = now
            found = _relaxed(additive, goal, allowed, weights, shares)
            if found.bound == -np.inf or weights.max() > _HEAVIEST:
                return found
        candidate = _relaxed(additive, goal, allowed, weights, shares)
        if found is None or candidate.bound <= found.bound:
            found = candidate
    assert found is not None
    return found


def _smooth(
    additive: Additive, goal: Goal, allowed: NDArray[np.bool_], weights: Floats, smoothing: float, barrier: Floats
) -> tuple[float, Floats, Floats, Floats]:
    """Return value, slope and curvature in the weights, and the mixture of options."""
    worth = np.where(allowed, additive.worth @ weights, -np.inf)
    best = worth.max(axis=1, keepdims=True)
    powers = np.exp((worth - best) / smoothing)
    sums = powers.sum(axis=1, keepdims=True)
    shares = powers / sums
    room = weights - goal.above
    value = float(best.sum() + smoothing * np.log(sums).sum() - additive.offset @ weights - barrier @ np.log(room))
    mean = np.einsum("io,iop->ip", shares, additive.worth)
    slope = mean.sum(axis=0) - additive.offset - barrier / room
    apart = (additive.worth - mean[:, None, :]).reshape(-1, additive.worth.shape[2])
    spread = (apart * shares.reshape(-1, 1)).T @ apart
    curve = spread / smoothing + np.diag(barrier / room**2)
    return value, slope, curve, shares


def _newton(slope: Floats, curve: Floats, counted: Floats | None) -> Floats:
    scale = 1.0 / np.sqrt(np.maximum(np.diag(curve), 1e-300))
    scaled = curve * scale[:, None] * scale + 1e-12 * np.eye(len(slope))
    step: Floats = -scale * np.linalg.solve(scaled, scale * slope)
    if counted is not None:
        across = scale * np.linalg.solve(scaled, scale * counted)
        step = step - across * ((counted @ step) / (counted @ across))
    return step


def _relaxed(additive: Additive, goal: Goal, allowed: NDArray[np.bool_], weights: Floats, shares: Floats) -> Relaxed:
    worth = np.where(allowed, additive.worth @ weights, -np.inf)
    best = worth.max(axis=1, keepdims=True)
    weighted = float(best.sum() - (additive.offset - additive.noise) @ weights)
    return Relaxed(weights, goal.bound(weighted, weights), weighted, best - worth, shares)
