"""What a backtest found, as plain numbers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.bargaining.backtest.contenders import COMPROMISE, FORECASTER
from goodoffices.models.bargaining.backtest.losses import Losses, interval, resampled_means

COMPARED = ("error", "crps", "log_score")


@dataclass(frozen=True)
class Summary:
    """Mean losses of one model over some cases, in points of 100 where nothing else is said.

    Attributes
    ----------
    model : str
        Which model.
    cases : int
        Number of issues.
    mean_error, median_error, root_mean_square : float
        Of the point forecast.
    within_5, within_10 : float
        Share of point forecasts at most so many points off.
    crps, log_score : float
        Of the distribution.
    coverage, coverage_low, coverage_high : float
        Share of outcomes in the middle 80% of the distribution (randomised PIT), and its 95% interval by proposal.
    mode_within_5 : float
        Share of cases whose likeliest hundredth is at most five points off.
    """

    model: str
    cases: int
    mean_error: float
    median_error: float
    root_mean_square: float
    within_5: float
    within_10: float
    crps: float
    log_score: float
    coverage: float
    coverage_low: float
    coverage_high: float
    mode_within_5: float


@dataclass(frozen=True)
class Difference:
    """Mean paired difference in one loss, `model` less `against`, with its 95% interval by proposal.

    Attributes
    ----------
    model, against : str
        The two models.
    loss : str
        ``error``, ``crps`` or ``log_score``.
    mean, low, high : float
        The difference; below zero `model` is the better.
    """

    model: str
    against: str
    loss: str
    mean: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Whether the interval lies on one side of zero."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Section:
    """All models over one set of cases.

    Attributes
    ----------
    issues, proposals : int
        Size of the set.
    summaries : tuple of Summary
        One for each model.
    against_compromise : tuple of Difference
        Every other model against compromise.
    of_forecaster : tuple of Difference
        The forecaster against every other model.
    """

    issues: int
    proposals: int
    summaries: tuple[Summary, ...]
    against_compromise: tuple[Difference, ...]
    of_forecaster: tuple[Difference, ...]


def section(
    scored: Mapping[str, Losses], proposals: Sequence[str], seed: int, chosen: NDArray[np.int64] | None = None
) -> Section:
    """Sum up the losses of all models over some cases.

    Parameters
    ----------
    scored : mapping of str to Losses
        Losses of each model over all cases.
    proposals : sequence of str
        The proposal of each case.
    seed : int
        Seed of the resampling of proposals.
    chosen : ndarray of int, optional
        Numbers of the cases to sum up; all by default.

    Returns
    -------
    Section
        Means with intervals.
    """
    cases = np.arange(len(proposals)) if chosen is None else chosen
    names = [proposals[i] for i in cases]
    summaries = tuple(_summary(model, found, cases, names, seed) for model, found in scored.items())
    others = [model for model in scored if model != COMPROMISE]
    against = tuple(d for model in others for d in _differences(scored, model, COMPROMISE, cases, names, seed))
    own = tuple(
        d for model in scored if model != FORECASTER
        for d in _differences(scored, FORECASTER, model, cases, names, seed)
    )  # fmt: skip
    return Section(len(cases), len(set(names)), summaries, against, own)


def _summary(model: str, found: Losses, cases: NDArray[np.int64], names: list[str], seed: int) -> Summary:
    error, covered = found.error[cases], found.covered[cases]
    low, high = interval(resampled_means(covered, names, seed))
    return Summary(
        model=model,
        cases=len(cases),
        mean_error=float(error.mean()),
        median_error=float(np.median(error)),
        root_mean_square=float(np.sqrt((error**2).mean())),
        within_5=float((error <= 5).mean()),
        within_10=float((error <= 10).mean()),
        crps=float(found.crps[cases].mean()),
        log_score=float(found.log_score[cases].mean()),
        coverage=float(covered.mean()),
        coverage_low=low,
        coverage_high=high,
        mode_within_5=float(found.mode_near[cases].mean()),
    )


def _differences(
    scored: Mapping[str, Losses], model: str, against: str, cases: NDArray[np.int64], names: list[str], seed: int
) -> list[Difference]:
    columns = np.stack([(getattr(scored[model], n) - getattr(scored[against], n))[cases] for n in COMPARED], axis=1)
    drawn = resampled_means(columns, names, seed)
    return [
        Difference(model, against, name, float(columns[:, k].mean()), *interval(drawn[:, k]))
        for k, name in enumerate(COMPARED)
    ]
