"""Who is held against the record: the classical models, each with errors fitted to it, and the forecaster."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.models.bargaining.backtest.case import Case
from goodoffices.models.bargaining.challenge import challenge_model
from goodoffices.models.bargaining.compromise import compromise
from goodoffices.models.bargaining.election import election_over_positions
from goodoffices.models.bargaining.inputs import FloatArray
from goodoffices.models.bargaining.nash import nash_reference_point, nash_worst_case
from goodoffices.models.bargaining.predictive import FACTORS, design
from goodoffices.models.bargaining.predictive.errors import ERROR_PENALTY, around
from goodoffices.models.bargaining.predictive.factors import HUNDREDTHS
from goodoffices.models.bargaining.predictive.fitting import PENALTY
from goodoffices.models.bargaining.salience_power_mean import salience_power_mean
from goodoffices.models.bargaining.weighted_mean import weighted_mean
from goodoffices.models.bargaining.weighted_median import weighted_median

FORECASTER, PLACES, COMPROMISE = "forecaster", "places alone", "compromise"
"""The forecaster, the part of it that weighs places, and the model that makes up the rest."""


def _nash_reference_point(case: Case) -> float:
    if case.reference_point is None:
        return _nash_worst_case(case)
    bargain = nash_reference_point(case.capability, case.salience, case.position, case.reference_point)
    return float(bargain.settlement)


def _nash_worst_case(case: Case) -> float:
    return float(nash_worst_case(case.capability, case.salience, case.position))


def _challenge(case: Case) -> float:
    salience = case.salience / max(100.0, case.salience.max())
    return float(challenge_model(case.capability, salience, case.position).forecast)


CLASSICAL: dict[str, Callable[[Case], float]] = {
    COMPROMISE: lambda case: float(compromise(case.capability, case.salience, case.position)),
    "mean": lambda case: float(case.position.mean()),
    "capability-weighted mean": lambda case: float(weighted_mean(case.capability, case.position)),
    "mean, salience squared": lambda case: float(salience_power_mean(case.capability, case.salience, case.position)),
    "weighted median": lambda case: float(weighted_median(case.capability, case.salience, case.position).lower),
    "Nash, worst case": _nash_worst_case,
    "Nash, reference point": _nash_reference_point,
    "election over positions": lambda case: float(
        election_over_positions(case.capability, case.salience, case.position).expected
    ),
    "challenge model": _challenge,
    "middle of the scale": lambda _: 50.0,
}
"""Forecast of each classical model for a case; of tied medians the lower, without a reference point the worst
case; of the election over positions the mean; the challenge model as Scholz and others read it, ten rounds."""


@dataclass(frozen=True, eq=False)
class Contender:
    """One model on all cases.

    Attributes
    ----------
    name : str
        What the model is called.
    factors : ndarray, shape (cases, 101, factors)
        What its distribution is fitted with.
    point : ndarray, shape (cases,), or None
        Its forecast as a number; ``None`` where the median of its distribution is meant.
    penalty : float
        How strongly the fit pulls coefficients towards zero.
    """

    name: str
    factors: FloatArray
    point: FloatArray | None
    penalty: float = ERROR_PENALTY


def contenders(cases: Sequence[Case]) -> tuple[Contender, ...]:
    """Return what weighs places in the forecaster, then the classical models.

    Around its own forecast *m* each classical model gets errors that fall off with distance and squared distance, and
    that know of the ends, the middle and round numbers of the scale (see
    :data:`~goodoffices.models.bargaining.predictive.ERROR_FACTORS`). That is more than the models
    say of themselves, so that they are not beaten for lack of an error bar.

    Parameters
    ----------
    cases : sequence of Case
        Past negotiations.

    Returns
    -------
    tuple of Contender
        The places first, compromise second.

    Raises
    ------
    ModelInputError
        If a case holds numbers that the models cannot work with.
    """
    own = np.empty((len(cases), len(HUNDREDTHS), len(FACTORS)))
    for number, case in enumerate(cases):
        own[number] = design(case.capability, case.salience, case.position, case.reference_point).factors[0]
    found = [Contender(PLACES, own, None, PENALTY)]
    for name, forecast in CLASSICAL.items():
        point = np.array([forecast(case) for case in cases])
        found.append(Contender(name, around(point), point))
    return tuple(found)
