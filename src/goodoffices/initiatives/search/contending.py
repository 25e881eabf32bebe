"""Draws go to the contenders: every round has more worlds and fewer plans, and the last looks once more around the best."""

from collections.abc import Sequence

from goodoffices.initiatives.choosing.plans import NOTHING, Choice
from goodoffices.initiatives.evaluation import Evaluation
from goodoffices.initiatives.objectives import ObjectiveId
from goodoffices.initiatives.search.desk import Desk
from goodoffices.initiatives.search.ranking import efficient, rank, without_ballast
from goodoffices.initiatives.workers import Task

FIRST_ROUND = 24
"""So many plans come into the second round."""


def contend(
    evaluations: Sequence[Evaluation], choice: Choice, desk: Desk, by: ObjectiveId, rounds: Sequence[int]
) -> list[Evaluation]:
    """Return the contenders after the last round, the best first, with doing nothing among them.

    Parameters
    ----------
    evaluations : sequence of Evaluation
        All plans of the first round.
    rounds : sequence of int
        Number of worlds in each further round; the plans that go on are halved from one to the next.

    References
    ----------
    Karnin, Koren & Somekh (2013), 'Almost optimal exploration in multi-armed bandits', *ICML*, 1238-1246; here all plans share their
    worlds, those not beaten in any objective go on beside the best by one, and in the last round every plan one step from the best is
    looked at again.
    """
    ordered = without_ballast(rank(evaluations, by, choice), by)
    most = FIRST_ROUND
    for draws in rounds:
        ahead = ordered[:most]
        beside = [each for each, kept in zip(ordered[: 4 * most], efficient(ordered[: 4 * most]), strict=True) if kept]
        plans = dict.fromkeys([NOTHING, *(each.plan for each in ahead), *(each.plan for each in beside[: most // 2])])
        found = desk.send([Task(plan, draws) for plan in plans], f"Contenders, {draws} draws")
        if draws == rounds[-1]:
            found = _around_the_best(found, choice, desk, by, draws)
        ordered = without_ballast(rank(found, by, choice), by)
        most = max(4, most // 2)
    nothing = [each for each in ordered if each.plan == NOTHING]
    return [*ordered[:most], *(each for each in nothing if each not in ordered[:most])]


def _around_the_best(
    evaluations: Sequence[Evaluation], choice: Choice, desk: Desk, by: ObjectiveId, draws: int
) -> list[Evaluation]:
    """Return plans with those that one step from the best leads to, until none of these stands before it.

    The worlds of the first round are few: a plan that comes to more only in others was dropped there.
    """
    known = {each.plan: each for each in evaluations}
    while True:
        first = rank([*known.values()], by, choice)[0].plan
        new = [plan for plan in choice.neighbours(first) if plan not in known]
        found = desk.send([Task(plan, draws) for plan in new], "Plans one step from the best")
        known |= zip(new, found, strict=True)
        if rank([*known.values()], by, choice)[0].plan == first:
            return [*known.values()]
