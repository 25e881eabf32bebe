"""How much of the judged effects a ranking needs: the break-even, and how often each plan leads if effects are half or one and a half."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.initiatives.choosing.plans import Choice, Plan
from goodoffices.initiatives.evaluation import Evaluation
from goodoffices.initiatives.objectives import ObjectiveId
from goodoffices.initiatives.search.desk import Desk
from goodoffices.initiatives.search.ranking import rank
from goodoffices.initiatives.workers import Task

STEPS = 6
"""Halvings of the interval in which the break-even lies: it is found to about a fiftieth."""
MOST = 2.0
"""Effects are tried up to so many times what is judged."""
SWING = 0.5


@dataclass(frozen=True)
class BreakEven:
    """How strong the effects of an initiative, or of a whole plan, must be for the plan to lead.

    Attributes
    ----------
    initiative : str
        Which initiative's effects are weaker or stronger than judged, wherever it is taken; empty: all of the plan's.
    factor : float or None
        The least multiple of what is judged with which the plan is ahead of all it is compared with: 0 if it is even without any
        effect; None if it is not even at `MOST` times what is judged.
    """

    plan: Plan
    initiative: str
    factor: float | None


def break_even(
    plan: Plan, initiative: str, rivals: Sequence[Plan], choice: Choice, desk: Desk, by: ObjectiveId, draws: int
) -> BreakEven:
    """Return how strong the effects of an initiative must be for a plan to lead some others.

    By halving the interval: that finds the point where there is one, as there is where more effect never does harm, and else one of
    several.

    Parameters
    ----------
    plan : tuple of str
        The plan.
    initiative : str
        One of its initiatives; empty for all of them at once.
    rivals : sequence of tuple of str
        What it has to be ahead of.
    """
    varied = {initiative} if initiative else set(plan)

    def leads(factor: float) -> bool:
        tasks = [
            Task(each, draws, tuple((name, factor) for name in sorted(set(each) & varied))) for each in (plan, *rivals)
        ]
        return rank(desk.send(tasks, "Break-even"), by, choice)[0].plan == plan

    if leads(0.0):
        return BreakEven(plan, initiative, 0.0)
    low, high = 0.0, 1.0
    if not leads(1.0):
        if not leads(MOST):
            return BreakEven(plan, initiative, None)
        low, high = 1.0, MOST
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (low, middle) if leads(middle) else (middle, high)
    return BreakEven(plan, initiative, high)


def shares_of_lead(
    leaders: Sequence[Evaluation], choice: Choice, desk: Desk, by: ObjectiveId, draws: int, times: int, seed: int
) -> dict[Plan, float]:
    """Return how often each of some plans leads if the effects of every initiative are anything from half to one and a half.

    The factors are drawn evenly, one for each initiative, and are the same for all plans.
    """
    names = sorted(choice.initiatives)
    random = np.random.Generator(np.random.PCG64(np.random.SeedSequence([seed, len(names)])))
    factors = 1.0 + SWING * (2.0 * random.random((times, len(names))) - 1.0)
    tasks = [
        Task(each.plan, draws, tuple((n, float(f)) for n, f in zip(names, row, strict=True) if n in each.plan))
        for row in factors
        for each in leaders
    ]
    found = desk.send(tasks, "Effects from half to one and a half")
    leads = {each.plan: 0 for each in leaders}
    for number in range(times):
        leads[rank(found[number * len(leaders) : (number + 1) * len(leaders)], by, choice)[0].plan] += 1
    return {plan: count / times for plan, count in leads.items()}
