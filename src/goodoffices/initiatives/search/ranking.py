"""Which of several plans is better, how surely, and which are not beaten in everything at once."""

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.initiatives.choosing.plans import Choice, Plan
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
    """Return plans, the best by one objective first; of those not told apart from the best that is left, the cheapest, then the shortest.

    Doing nothing is cheapest and shortest, so that no plan stands above it that comes to the same.
    """
    values = [worth(each, by) for each in evaluations]
    falling = sorted(range(len(values)), key=lambda number: -values[number])
    alike: list[tuple[float, int, Plan, int]] = []
    found: list[Evaluation] = []
    left, best, following = set(falling), 0, 0
    while left:
        while falling[best] not in left:
            best += 1
        top = values[falling[best]]
        while following < len(falling) and (
            values[falling[following]] == top or not is_more(top, values[falling[following]], by)
        ):
            number = falling[following]
            plan = evaluations[number].plan
            heapq.heappush(alike, (choice.cost(plan), len(plan), plan, number))
            following += 1
        number = heapq.heappop(alike)[-1]
        left.remove(number)
        found.append(evaluations[number])
    return found


def worth(evaluation: Evaluation, by: ObjectiveId) -> float:
    """Return the mean of an objective, turned so that more is better; what was not asked comes last."""
    value = OBJECTIVES[by].sign * evaluation.mean(by)
    return -np.inf if np.isnan(value) else float(value)


def is_more(one: float, other: float, by: ObjectiveId) -> bool:
    """Whether one worth by an objective is so much more than another that they are told apart."""
    return one - other >= _unit(by)


def without_ballast(ordered: Sequence[Evaluation], by: ObjectiveId) -> list[Evaluation]:
    """Return plans in their order, without those that come to no more than a part of themselves among them, as far as is told apart."""
    names = {name: place for place, name in enumerate(dict.fromkeys(name for each in ordered for name in each.plan))}
    holds = np.zeros((len(ordered), len(names) + 1), bool)
    for row, each in zip(holds, ordered, strict=True):
        row[[names[name] for name in each.plan]] = True
    packed, values = np.packbits(holds, axis=1), np.array([worth(each, by) for each in ordered])
    kept = []
    for number, each in enumerate(ordered):
        is_part = ~(packed & ~packed[number]).any(axis=1)
        is_part[number] = False
        if not any(not is_more(values[number], value, by) for value in values[is_part]):
            kept.append(each)
    return kept


def efficient(evaluations: Sequence[Evaluation]) -> NDArray[np.bool_]:
    """Return which plans are not beaten: no other is as good in every objective and better in one.

    Objectives that not every plan was asked about are left out.
    """
    told = [name for name in OBJECTIVES if all(not np.isnan(each.mean(name)) for each in evaluations)]
    if not told:
        return np.ones(len(evaluations), bool)
    values = np.array([[np.round(worth(each, name) / _unit(name)) for name in told] for each in evaluations])
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


def _unit(by: ObjectiveId) -> float:
    return ALIKE_SHARES if OBJECTIVES[by].is_share else ALIKE_POINTS


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
