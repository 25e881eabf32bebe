"""Every loss of a forecast, case by case, and their means with intervals that respect proposals."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.bargaining.inputs import FloatArray
from goodoffices.models.bargaining.predictive.factors import HUNDREDTHS, cells_of

LEVEL = 0.8
"""The middle part of a distribution whose coverage is counted."""
RESAMPLES = 4_000
_TINY = 1e-12


@dataclass(frozen=True, eq=False)
class Losses:
    """Losses of one model; every array has one value per case.

    Attributes
    ----------
    error : ndarray
        Absolute error of the point forecast, in points of 100.
    crps : ndarray
        Continuous ranked probability score of the distribution, in points of 100.
    log_score : ndarray
        Minus the logarithm of the probability of the outcome's hundredth.
    covered : ndarray
        Chance that the randomised PIT lies in the middle 80%.
    mode_near : ndarray
        1 where the likeliest hundredth lies within five points of the outcome.
    """

    error: FloatArray
    crps: FloatArray
    log_score: FloatArray
    covered: FloatArray
    mode_near: FloatArray


def losses(chance: FloatArray, outcome: FloatArray, point: FloatArray | None = None) -> Losses:
    """Return the losses of distributions over the hundredths of the scale.

    Parameters
    ----------
    chance : ndarray, shape (cases, 101)
        Probability of each hundredth.
    outcome : ndarray, shape (cases,)
        What was decided, from 0 to 100.
    point : ndarray, shape (cases,), optional
        The forecasts as numbers; the medians of the distributions by default.

    Returns
    -------
    Losses
        For the scores all probability of a hundredth is taken to stand at the hundredth itself.

    Examples
    --------
    >>> sure = np.zeros((1, 101))
    >>> sure[0, 40] = 1.0
    >>> found = losses(sure, np.array([50.0]))
    >>> float(found.error[0]), float(found.crps[0]), float(found.mode_near[0])
    (10.0, 10.0, 0.0)
    """
    upto = np.cumsum(chance, axis=1)
    upto /= upto[:, -1:]
    row, cell = np.arange(len(outcome)), cells_of(outcome, 0.0, 100.0)
    if point is None:
        point = np.argmax(upto >= 0.5 - _TINY, axis=1).astype(np.float64)
    below = np.where(cell > 0, upto[row, cell - 1], 0.0)
    tail = (1 - LEVEL) / 2
    inside = np.clip(upto[row, cell], tail, 1 - tail) - np.clip(below, tail, 1 - tail)
    mass = upto[row, cell] - below
    pit_covered = np.where(mass > 0, inside / np.where(mass > 0, mass, 1), (below > tail) & (below < 1 - tail))
    with np.errstate(divide="ignore"):
        log_score = -np.log(chance[row, cell])
    mode = chance.argmax(axis=1)
    return Losses(
        error=np.abs(point - outcome),
        crps=_crps(upto, outcome),
        log_score=log_score,
        covered=pit_covered,
        mode_near=(np.abs(mode - outcome) <= 5).astype(np.float64),
    )


def _crps(upto: FloatArray, outcome: FloatArray) -> FloatArray:
    # Between two neighbouring hundredths the distribution function is flat; the outcome may cut such a step in two.
    part = np.clip(outcome[:, None] - HUNDREDTHS[:-1], 0.0, 1.0)
    steps = upto[:, :-1]
    return np.asarray((part * steps**2 + (1 - part) * (1 - steps) ** 2).sum(axis=1))


def resampled_means(values: FloatArray, proposals: Sequence[str], seed: int) -> FloatArray:
    """Return means over cases when whole proposals are drawn anew, with replacement.

    Parameters
    ----------
    values : ndarray, shape (cases,) or (cases, columns)
        What is averaged; the columns share their draws.
    proposals : sequence of str
        The proposal of each case.
    seed : int
        Seed of the draws.

    Returns
    -------
    ndarray, shape (4000,) or (4000, columns)
        One mean for each resample.

    References
    ----------
    Cameron, A. C., Gelbach, J. B. & Miller, D. L. (2008), 'Bootstrap-based improvements for inference with clustered
    errors', *Review of Economics and Statistics* 90(3), for resampling clusters.
    """
    names, group = np.unique(np.asarray(proposals), return_inverse=True)
    columns = values.reshape(len(values), -1)
    sums = np.zeros((len(names), columns.shape[1] + 1))
    np.add.at(sums, group, np.column_stack([columns, np.ones(len(columns))]))
    drawn = _times_drawn(len(names), seed) @ sums
    return np.asarray((drawn[:, :-1] / drawn[:, -1:]).reshape(RESAMPLES, *values.shape[1:]))


@lru_cache(maxsize=8)
def _times_drawn(number: int, seed: int) -> FloatArray:
    """Return how often each proposal is drawn in each resample."""
    random = np.random.default_rng(seed)
    return random.multinomial(number, np.full(number, 1 / number), size=RESAMPLES).astype(np.float64)


def interval(resamples: FloatArray) -> tuple[float, float]:
    """Return the middle 95% of resampled means."""
    low, high = np.quantile(resamples, [0.025, 0.975])
    return float(low), float(high)


def cases_of(group: Sequence[str]) -> dict[str, NDArray[np.int64]]:
    """Return the numbers of the cases of each group, the groups by name."""
    names, place = np.unique(np.asarray(group), return_inverse=True)
    return {str(name): np.flatnonzero(place == number) for number, name in enumerate(names)}
