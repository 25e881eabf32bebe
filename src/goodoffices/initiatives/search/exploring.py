"""Which plans are looked at: all of them where they are few, else those to which improvements lead and no bound rules out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.initiatives.bounding import Bounds
from goodoffices.initiatives.choosing.plans import NOTHING, Choice, Plan
from goodoffices.initiatives.evaluation import Evaluation
from goodoffices.initiatives.objectives import ObjectiveId
from goodoffices.initiatives.search.branching import branch
from goodoffices.initiatives.search.desk import Desk
from goodoffices.initiatives.search.ranking import efficient, rank
from goodoffices.initiatives.workers import Task


@dataclass(frozen=True, eq=False)
class Explored:
    """The plans that were looked at.

    Attributes
    ----------
    evaluations : list of Evaluation
        Doing nothing among them.
    complete : bool
        Whether these are all plans that are allowed.
    most : float or None
        What no plan that was not looked at can exceed, on average over the worlds: minus infinity if none of them can come
        to more than the best, as far as is told apart, or to as much at less cost, ``None`` if no bound is known.
    """

    evaluations: list[Evaluation]
    complete: bool
    most: float | None


def explore(
    choice: Choice,
    desk: Desk,
    bounds: Bounds | None,
    by: ObjectiveId,
    draws: int,
    most_plans: int,
    width: int,
    most_families: int,
) -> Explored:
    """Assess plans: every one that is allowed if there are at most `most_plans`, else by beam search, then by branch and bound.

    The beam starts from doing nothing. From each of its plans it goes to every plan with an initiative more, less, or another
    instead, and keeps the best `width` by the objective and those that are not beaten in all objectives at once, until no plan comes in
    that was not seen. At the end no single step from the best plan leads to a better one. Where there are bounds, whole families of
    plans are then ruled out by them, and what they leave is assessed, until nothing is left that could be better or
    `most_families` were bounded.
    """
    plans = _at_most(choice.all_plans(), most_plans)
    if plans is not None:
        return Explored(
            desk.send([Task(plan, draws) for plan in plans], "Assessing plans"), complete=True, most=-np.inf
        )
    seen = _beam(choice, desk, by, draws, width)
    if bounds is None:
        return Explored([*seen.values()], complete=False, most=None)
    branched = branch(choice, bounds, desk, by, draws, seen, most_families, most_plans)
    return Explored([*seen.values(), *branched.evaluations], complete=False, most=branched.most)


def _beam(choice: Choice, desk: Desk, by: ObjectiveId, draws: int, width: int) -> dict[Plan, Evaluation]:
    seen = {NOTHING: desk.send([Task(NOTHING, draws)], "Assessing plans")[0]}
    beam: Sequence[Plan] = [NOTHING]
    expanded: set[Plan] = set()
    while beam:
        new = dict.fromkeys(plan for each in beam for plan in choice.neighbours(each) if plan not in seen)
        expanded |= set(beam)
        found = desk.send([Task(plan, draws) for plan in new], f"Assessing plans of {len(beam[0]) + 1} or so")
        seen |= zip(new, found, strict=True)
        ordered = rank([*seen.values()], by, choice)[:width]
        keep = [each.plan for each, kept in zip(ordered, efficient(ordered), strict=True) if kept]
        best = [each.plan for each in ordered[: max(1, width // 2)]]
        beam = [plan for plan in dict.fromkeys([*best, *keep]) if plan not in expanded]
    return seen


def _at_most(plans: Iterable[Plan], most: int) -> list[Plan] | None:
    found: list[Plan] = []
    for plan in plans:
        if len(found) == most:
            return None
        found.append(plan)
    return found
