"""What each bargaining model expects on one issue, over the same worlds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.interval import Interval
from goodoffices.dossier.stance import SALIENCE_SCALE
from goodoffices.models.bargaining import (
    MEAN_ERRORS_ON_EU_DECISIONS,
    compromise,
    nash_reference_point,
    nash_worst_case,
    weighted_mean,
    weighted_median,
)
from goodoffices.models.bargaining.challenge import multiverse
from goodoffices.models.bargaining.election import election_over_positions

FloatArray = NDArray[np.float64]
MOST_CONTESTS = 10_000_000
"""So many contests of two positions are held over all draws, for the election takes longer than the other models."""
FEWEST_DRAWS = 30
"""With fewer draws of uncertain inputs than this an interval would say nothing, and the model is left out."""
MOST_PARTIES = 40
"""With more parties all readings of the challenge model take too long for a brief."""


@dataclass(frozen=True, eq=False)
class Inputs:
    """One issue as the models see it.

    Attributes
    ----------
    capability, salience, position : ndarray, shape (draws, parties)
        Draws of the inputs; salience from 0 to 100.
    status_quo : ndarray, shape (draws,), or None
        What holds if nothing is agreed, where the dossier says so.
    low, high : float
        Ends of the scale.
    stated : bool
        Whether any input is uncertain.
    """

    capability: FloatArray
    salience: FloatArray
    position: FloatArray
    status_quo: FloatArray | None
    low: float
    high: float
    stated: bool


@dataclass(frozen=True)
class Expectation:
    """Where one model expects the issue to settle.

    Attributes
    ----------
    mean_error : float
        Its mean absolute error on past cases, in points of 100.
    """

    model: str
    settlement: Interval
    mean_error: float

    @property
    def has_merit(self) -> bool:
        """Whether the model did better on past cases than a guess at the middle of the scale."""
        return self.mean_error < MEAN_ERRORS_ON_EU_DECISIONS["middle of the scale"]


@dataclass(frozen=True)
class Readings:
    """The challenge model under all readings of its publications, each input at its likeliest value.

    Attributes
    ----------
    number : int
        How many readings.
    least, first_quartile, median, third_quartile, most : float
        The settlements, the weighted median after the last round, over the readings.
    share_settled : float
        Share of readings under which all parties come to rest.
    """

    number: int
    least: float
    first_quartile: float
    median: float
    third_quartile: float
    most: float
    share_settled: float


def compromise_expected(inputs: Inputs) -> Interval:
    """Return the settlement by the compromise model."""
    return Interval.over(compromise(inputs.capability, inputs.salience, inputs.position), inputs.stated)


def expectations(inputs: Inputs, exchanged: Interval | None) -> tuple[Expectation, ...]:
    """Return what each model expects, the compromise model first.

    Parameters
    ----------
    inputs : Inputs
        The issue.
    exchanged : Interval or None
        The settlement by the exchange model, which needs all issues at once.
    """
    c, s, x = inputs.capability, inputs.salience, inputs.position
    elections = min(len(x), MOST_CONTESTS // x.shape[1] ** 2)
    settled = {
        "capability-weighted mean": weighted_mean(c, x),
        "weighted median": weighted_median(c, s, x).midpoint,
        "Nash, worst case": nash_worst_case(c, s, x, inputs.low, inputs.high),
    }
    if elections >= min(len(x), FEWEST_DRAWS):
        held = slice(elections)
        voted = election_over_positions(c[held], s[held], x[held], (inputs.low, inputs.high))
        settled["election over positions"] = voted.expected
    if inputs.status_quo is not None:
        settled["Nash, reference point"] = nash_reference_point(c, s, x, inputs.status_quo).settlement
    intervals = {
        "compromise": compromise_expected(inputs),
        **{model: Interval.over(values, inputs.stated) for model, values in settled.items()},
        **({"exchange model": exchanged} if exchanged else {}),
    }
    return tuple(
        Expectation(model, interval, MEAN_ERRORS_ON_EU_DECISIONS[model]) for model, interval in intervals.items()
    )


def readings(c: FloatArray, s: FloatArray, x: FloatArray) -> Readings | None:
    """Return the spread of the challenge model over its readings; None with too many parties for that, or no weight.

    Parameters
    ----------
    c, s, x : ndarray, shape (parties,)
        The likeliest capability, salience from 0 to 100, and position.
    """
    if len(x) > MOST_PARTIES or not (c * s).any():
        return None
    found = multiverse(c, s / SALIENCE_SCALE[1], x)
    least, first, median, third, most = (float(value) for value in found.quantiles())
    return Readings(len(found.readings), least, first, median, third, most, float(found.share_settled))
