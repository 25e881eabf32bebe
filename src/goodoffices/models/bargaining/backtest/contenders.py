"""Who is held against the record: the classical models, each with errors fitted to it, and the forecaster."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.models.bargaining.backtest.case import Case
from goodoffices.models.bargaining.compromise import compromise
from goodoffices.models.bargaining.inputs import FloatArray
from goodoffices.models.bargaining.nash import nash_reference_point, nash_worst_case
from goodoffices.models.bargaining.predictive import FACTORS, design
from goodoffices.models.bargaining.predictive.factors import HUNDREDTHS
from goodoffices.models.bargaining.salience_power_mean import salience_power_mean
from goodoffices.models.bargaining.weighted_mean import weighted_mean
from goodoffices.models.bargaining.weighted_median import weighted_median

FORECASTER, COMPROMISE = "forecaster", "compromise"


def _nash_reference_point(case: Case) -> float:
    if case.reference_point is None:
        return _nash_worst_case(case)
    bargain = nash_reference_point(case.capability, case.salience, case.position, case.reference_point)
    return float(bargain.settlement)


def _nash_worst_case(case: Case) -> float:
    return float(nash_worst_case(case.capability, case.salience, case.position))


CLASSICAL: dict[str, Callable[[Case], float]] = {
    COMPROMISE: lambda case: float(compromise(case.capability, case.salience, case.position)),
    "mean": lambda case: float(case.position.mean()),
    "capability-weighted mean": lambda case: float(weighted_mean(case.capability, case.position)),
    "mean, salience squared": lambda case: float(salience_power_mean(case.capability, case.salience, case.position)),
    "weighted median": lambda case: float(weighted_median(case.capability, case.salience, case.position).lower),
    "Nash, worst case": _nash_worst_case,
    "Nash, reference point": _nash_reference_point,
    "middle of the scale": lambda _: 50.0,
}
"""Forecast of each classical model for a case; of tied medians the lower, without a reference point the worst case."""
ROUNDNESS = np.stack(
    [(HUNDREDTHS == 0) | (HUNDREDTHS == 100), HUNDREDTHS == 50, HUNDREDTHS % 10 == 0, HUNDREDTHS % 5 == 0], axis=1
).astype(np.float64)


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
    """

    name: str
    factors: FloatArray
    point: FloatArray | None


def contenders(cases: Sequence[Case]) -> tuple[Contender, ...]:
    """Return the forecaster, then the classical models.

    Around its own forecast *m* each classical model gets errors that fall off with distance and squared distance, and
    that know of the ends, the middle and round numbers of the scale: :math:`p_k` as for the forecaster, with the factors
    ``end``, ``middle``, ``ten``, ``five``, :math:`|k - m|/100` and :math:`(k - m)^2/100^2`. That is more than the models
    say of themselves, so that they are not beaten for lack of an error bar.

    Parameters
    ----------
    cases : sequence of Case
        Past negotiations.

    Returns
    -------
    tuple of Contender
        The forecaster first, compromise second.

    Raises
    ------
    ModelInputError
        If a case holds numbers that the models cannot work with.
    """
    own = np.empty((len(cases), len(HUNDREDTHS), len(FACTORS)))
    for number, case in enumerate(cases):
        own[number] = design(case.capability, case.salience, case.position, case.reference_point).factors[0]
    found = [Contender(FORECASTER, own, None)]
    for name, forecast in CLASSICAL.items():
        point = np.array([forecast(case) for case in cases])
        found.append(Contender(name, around(point), point))
    return tuple(found)


def around(point: FloatArray) -> FloatArray:
    """Return the factors of an error distribution around each forecast, shape (cases, 101, 6)."""
    distance = np.abs(HUNDREDTHS - point[:, None]) / 100
    roundness = np.broadcast_to(ROUNDNESS, (len(point), *ROUNDNESS.shape))
    return np.concatenate([roundness, distance[..., None], distance[..., None] ** 2], axis=2)
