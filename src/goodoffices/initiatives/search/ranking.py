"""Which of several plans is better, how surely, and which are not beaten in everything at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.initiatives.choosing.plans import Choice
from goodoffices.initiatives.evaluation import Evaluation
from goodoffices.initiatives.objectives import OBJECTIVES, RANKABLE, ObjectiveId

FloatArray = NDArray[np.float64]
RESAMPLES = 2_000
LEVELS = (0.10, 0.90)
EQUAL = 1e-12
ALIKE_SHARES, ALIKE_POINTS = 0.005, 0.5
"""Means that differ by less are not told apart."""


@dataclass(frozen=True, eq=False)
class Standing:
    """A plan among others.

    Attributes
    ----------
    mean : dict of str to float
        Of every objective.
    interval : dict of str to (float, float)
        80% intervals: of a share over resampled worlds, of anything else over the worlds themselves.
    leads : float
        In how many resamplings of the worlds it is the first of those compared.
    efficient : bool
        Whether no other plan compared is at least as good in every objective and better in one.
    """

    evaluation: Evaluation
    mean: dict[ObjectiveId, float]
    interval: dict[ObjectiveId, tuple[float, float]]
    leads: float
    efficient: bool


def rank(evaluations: Sequence[Evaluation], by: ObjectiveId, choice: Choice) -> list[Evaluation]:
    """Return plans, the best by one objective first; of those that are alike in it the cheaper, then the shorter.

    Doing nothing is cheapest and shortest, so that no plan stands above it that comes to the same.
    """

    def place(evaluation: Evaluation) -> tuple[float, float, int, tuple[str, ...]]:
        return -level(evaluation, by), choice.cost(evaluation.plan), len(evaluation.plan), evaluation.plan

    return sorted(evaluations, key=place)


def level(evaluation: Evaluation, by: ObjectiveId) -> float:
    """Return the mean of an objective in steps of what can be told apart, more being better; what was not asked comes last."""
    return level_of(evaluation.mean(by), by)


def level_of(value: float, by: ObjectiveId) -> float:
    """Return a value of an objective in steps of what can be told apart, more being better; nan comes last."""
    unit = ALIKE_SHARES if OBJECTIVES[by].is_share else ALIKE_POINTS
    return -np.inf if np.isnan(value) else float(OBJECTIVES[by].sign * np.round(value / unit))


def without_ballast(ordered: Sequence[Evaluation], by: ObjectiveId) -> list[Evaluation]:
    """Return plans in their order, without those that come to no more than a part of themselves does that stands before them."""
    kept: list[Evaluation] = []
    for evaluation in ordered:
        parts = [each for each in kept if set(each.plan) < set(evaluation.plan)]
        if not any(level(part, by) >= level(evaluation, by) for part in parts):
            kept.append(evaluation)
    return kept


def efficient(evaluations: Sequence[Evaluation]) -> NDArray[np.bool_]:
    """Return which plans are not beaten: no other is as good in every objective and better in one.

    Objectives that not every plan was asked about are left out.
    """
    told = [name for name in OBJECTIVES if all(not np.isnan(each.mean(name)) for each in evaluations)]
    if not told:
        return np.ones(len(evaluations), bool)
    values = np.array([[level(each, name) for name in told] for each in evaluations])
    found = np.ones(len(values), bool)
    for number, own in enumerate(values):
        others = values[found]
        found[number] = not ((others >= own).all(axis=1) & (others > own).any(axis=1)).any()
    return found


def compare(evaluations: Sequence[Evaluation], by: ObjectiveId, seed: int) -> list[Standing]:
    """Return how plans stand among each other; all must have the same worlds.

    Parameters
    ----------
    evaluations : sequence of Evaluation
        The first of equals leads.
    by : str
        By which objective.
    seed : int
        Of the resampling.
    """
    values = np.array([_values(each, by) for each in evaluations])
    resampled = _resampled(values, seed)
    first = np.argmax(np.round(OBJECTIVES[by].sign * resampled, 12), axis=0)
    keep = efficient(evaluations)
    return [
        Standing(
            evaluation,
            {name: evaluation.mean(name) for name in evaluation.scores},
            {name: _interval(evaluation, name, seed) for name in evaluation.scores},
            float((first == number).mean()),
            bool(keep[number]),
        )
        for number, evaluation in enumerate(evaluations)
    ]


def chance_better(one: Evaluation, other: Evaluation, by: ObjectiveId, seed: int) -> float:
    """Return how likely one plan is truly better than another: the share of resamplings of their common worlds in which it is.

    A tie counts half. The worlds are resampled together, for what both have in common does not tell them apart.
    """
    gap = OBJECTIVES[by].sign * (_values(one, by) - _values(other, by))
    means = _resampled(gap[None], seed)[0]
    return float((means > EQUAL).mean() + 0.5 * (np.abs(means) <= EQUAL).mean())


def is_told(evaluation: Evaluation, by: ObjectiveId) -> bool:
    """Whether plans can be ranked by an objective."""
    return by in RANKABLE and not np.isnan(evaluation.mean(by))


def _values(evaluation: Evaluation, by: ObjectiveId) -> FloatArray:
    values = evaluation.scores[by]
    return values[~np.isnan(values)]


def _resampled(values: FloatArray, seed: int) -> FloatArray:
    """Return means over resampled worlds, shape (rows, resamples)."""
    draws = values.shape[1]
    random = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, draws])))
    counts = random.multinomial(draws, np.full(draws, 1.0 / draws), size=RESAMPLES)
    return np.asarray(values @ counts.T / draws)


def _interval(evaluation: Evaluation, name: ObjectiveId, seed: int) -> tuple[float, float]:
    values = _values(evaluation, name)
    if not len(values):
        return float("nan"), float("nan")
    spread = _resampled(values[None], seed)[0] if OBJECTIVES[name].is_share else values
    low, high = np.quantile(spread, LEVELS)
    return float(low), float(high)
