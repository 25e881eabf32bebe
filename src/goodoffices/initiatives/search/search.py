"""The search as a whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from goodoffices.assessment import DEFAULT_SEED
from goodoffices.assessment.chain import Aim, Chain
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.situation import at_moment
from goodoffices.errors import ModelInputError
from goodoffices.initiatives.bounding import BOUNDED, Bounds
from goodoffices.initiatives.checkpoint import Checkpoint
from goodoffices.initiatives.choosing.available import Available, available
from goodoffices.initiatives.choosing.calendar import Appointment, dates_of
from goodoffices.initiatives.choosing.plans import NOTHING, Choice, Plan
from goodoffices.initiatives.evaluation import Evaluation, Evaluator
from goodoffices.initiatives.objectives import OBJECTIVES, RANKABLE, ObjectiveId
from goodoffices.initiatives.patching import compiled_all
from goodoffices.initiatives.search.contending import contend
from goodoffices.initiatives.search.desk import Desk
from goodoffices.initiatives.search.exploring import explore
from goodoffices.initiatives.search.ranking import Standing, chance_better, compare, efficient, is_told, rank
from goodoffices.initiatives.search.replies import Reply, replies
from goodoffices.initiatives.search.strength import BreakEven, break_even, shares_of_lead
from goodoffices.initiatives.workers import workforce
from goodoffices.initiatives.workers.task import Assignment, Task

LEADERS = 5
"""So many plans are tried with other effects."""
MOST_EFFICIENT = 24
MOST_NAMED = 4
EXPLAINED = 3
"""Of so many the break-even is sought, and the replies of the others."""


@dataclass(frozen=True)
class Settings:
    """How to search.

    Attributes
    ----------
    by : str
        The objective that plans are ranked by.
    budget, money : float or None
        Limits on cost; None for no limit.
    most : int or None
        Most initiatives in a plan.
    draws : int
        Worlds in which every plan is assessed.
    rounds : tuple of int
        Worlds in which the contenders are assessed, round by round.
    times : int
        How often other strengths of all effects are tried.
    most_plans : int
        Up to so many plans, all are looked at.
    width : int
        Of how many plans the beam of a larger search is made.
    most_families : int
        So many families of plans at most are bounded in a larger search.
    seed : int
    workers : int or str
        See :func:`goodoffices.initiatives.workers.workforce`.
    """

    by: ObjectiveId = "agreement"
    budget: float | None = None
    money: float | None = None
    most: int | None = None
    draws: int = 64
    rounds: tuple[int, ...] = (256, 1024)
    times: int = 40
    most_plans: int = 5_000
    width: int = 32
    most_families: int = 5_000
    seed: int = DEFAULT_SEED
    workers: int | str = 1


@dataclass(frozen=True, eq=False)
class Found:
    """What a search found.

    Attributes
    ----------
    available : Available
        What the actor could do at the moment, and what not.
    standings : tuple of Standing
        The contenders, the best first, with doing nothing among them.
    better : float
        How likely the first is truly better than the second.
    alone : tuple of Evaluation
        Every initiative that can be taken by itself, assessed by itself.
    efficient : tuple of Evaluation
        Plans not beaten in every objective at once, by the worlds of the first round and by those of the last.
    breaks : tuple of BreakEven
        How much of its effects each leading plan needs to be worth more than doing nothing, and of the first plan how much of those
        of every initiative, one at a time, it needs to lead.
    leads : dict of tuple to float
        How often each leading plan leads with effects from half to one and a half of what is judged.
    replies : dict of tuple to tuple of Reply
    dates : dict of tuple to tuple of Appointment
    looked_at : int
        Number of plans assessed in the first round.
    complete : bool
        Whether these are all that are allowed.
    most : float or None
        What no plan that was not looked at can exceed in the worlds of the first round: minus infinity if none of them can
        come to more than the best that was, as far as is told apart, or to as much at less cost, ``None`` if no bound is known.
    chains : dict of tuple to Chain
        The whole way, of doing nothing and of the first plan, all changes that may fail taken as they likeliest go.
    """

    dossier: Dossier
    moment: str
    actor: str
    settings: Settings
    aim: Aim
    available: Available
    choice: Choice
    standings: tuple[Standing, ...]
    better: float
    alone: tuple[Evaluation, ...]
    efficient: tuple[Evaluation, ...]
    breaks: tuple[BreakEven, ...]
    leads: Mapping[Plan, float]
    replies: Mapping[Plan, tuple[Reply, ...]]
    dates: Mapping[Plan, tuple[Appointment, ...]]
    looked_at: int
    complete: bool
    most: float | None
    chains: Mapping[Plan, Chain]

    @property
    def skipped(self) -> Mapping[str, str]:
        """What the dossier lacks for steps of the chain, without any plan."""
        return self.chains[NOTHING].skipped

    @property
    def first(self) -> Standing:
        """The best plan, which may be to do nothing."""
        return self.standings[0]

    @property
    def nothing(self) -> Standing:
        """Doing nothing."""
        return next(standing for standing in self.standings if standing.evaluation.plan == NOTHING)


def search(
    dossier: Dossier,
    moment: str,
    actor: str,
    settings: Settings = Settings(),
    aim: Aim | None = None,
    keep: Path | None = None,
) -> Found:
    """Search for the initiatives of a party that move the outcome of a moment most.

    Parameters
    ----------
    dossier : Dossier
        The case, with initiatives that have changes.
    moment : str
        Which moment.
    actor : str
        Who acts.
    settings : Settings
        How to search.
    aim : Aim, optional
        What the actor wants; its stances at the moment, if left out.
    keep : Path, optional
        A file that finished work is kept in, and taken from if it was stopped before.

    Returns
    -------
    Found

    Raises
    ------
    NotFoundError
        If there is no such moment or party.
    ModelInputError
        If nothing can be chosen, or the dossier does not feed the objective.
    OutputError
        If finished work cannot be kept.

    Notes
    -----
    The same dossier, settings and seed give the same bits with any number of workers, stopped and gone on with or not.
    """
    if settings.by not in RANKABLE:
        raise ModelInputError(f"plans are ranked by one of {', '.join(RANKABLE)}, not by {settings.by!r}")
    possible = available(dossier, dossier.moment(moment), actor)
    assignment = Assignment(dossier, moment, actor, settings.seed, aim)
    own = assignment.evaluator()
    if not possible.open:
        why = "; ".join(
            f"“{dossier.initiatives[name].name}”: {reason}" for name, reason in [*possible.closed.items()][:MOST_NAMED]
        )
        more = f"; and {len(possible.closed) - MOST_NAMED} more" if len(possible.closed) > MOST_NAMED else ""
        told_why = f" ({why}{more})" if why else ""
        raise ModelInputError(
            f"no initiative of {dossier.label(actor)} is open at {dossier.moment(moment).name}{told_why}"
        )
    theirs = [
        each
        for party in dossier.moment(moment).participants
        if party != actor
        for each in available(dossier, dossier.moment(moment), party).open.values()
    ]
    compiled = compiled_all(
        dossier, [*possible.open.values(), *theirs]
    )  # mistakes in anybody's are told before the work
    patches = {name: compiled[name] for name in possible.open}
    choice = Choice(dossier, dossier.moment(moment), patches, settings.budget, settings.money, settings.most)
    with Checkpoint(keep, assignment) as checkpoint, workforce(assignment, settings.workers) as workers:
        desk = Desk(workers, checkpoint)
        by, draws = settings.by, settings.draws
        _check_told(desk.send([Task(NOTHING, draws)], "Doing nothing")[0], own, by, dossier.label(actor))
        bounds = Bounds(own, choice, by, draws) if by in BOUNDED else None
        explored = explore(choice, desk, bounds, by, draws, settings.most_plans, settings.width, settings.most_families)
        contenders = contend(explored.evaluations, choice, desk, by, settings.rounds)
        leaders = contenders[:LEADERS]
        leaders += [each for each in contenders if each.plan == NOTHING and each not in leaders]
        told = [each for each in leaders if each.plan != NOTHING][:EXPLAINED]
        last = settings.rounds[-1] if settings.rounds else draws
        breaks = _break_evens([each.plan for each in told], [each.plan for each in leaders], choice, desk, settings)
        beside = [each.plan for each in rank(_kept(explored.evaluations), by, choice)[:MOST_EFFICIENT]]
        single = [each.plan for each in explored.evaluations if len(each.plan) == 1]
        plans = dict.fromkeys([NOTHING, *(each.plan for each in contenders), *beside, *single])
        whole = desk.send([Task(plan, last) for plan in plans], f"All that is told, {last} draws")
        leads = shares_of_lead(leaders, choice, desk, by, last, settings.times, settings.seed) if told else {}
    spoken = dict.fromkeys([NOTHING, *(each.plan for each in told)])
    return Found(
        dossier,
        moment,
        actor,
        settings,
        own.aim or Aim(actor, {}, {}),
        possible,
        choice,
        tuple(compare(contenders, by, settings.seed)),
        chance_better(contenders[0], contenders[1], by, settings.seed) if len(contenders) > 1 else 0.5,
        tuple(rank([each for each in whole if len(each.plan) == 1], by, choice)),
        tuple(rank(_kept(whole), by, choice)),
        breaks,
        leads,
        {plan: replies(own, plan, last) for plan in spoken},
        {p: dates_of(dossier, choice.moment, [choice.initiatives[n] for n in p]) or () for p in spoken},
        len(explored.evaluations),
        explored.complete,
        explored.most,
        {p: own.chain(at_moment(own.outlook(p), moment), last) for p in (NOTHING, contenders[0].plan)},
    )


def _kept(evaluations: Sequence[Evaluation]) -> list[Evaluation]:
    return [each for each, kept in zip(evaluations, efficient(evaluations), strict=True) if kept]


def _break_evens(
    told: Sequence[Plan], leaders: Sequence[Plan], choice: Choice, desk: Desk, settings: Settings
) -> tuple[BreakEven, ...]:
    """Return how strong each initiative of the first plan must be for it to lead, and each plan for it to be worth more than nothing."""
    draws = settings.rounds[-1] if settings.rounds else settings.draws  # those by which the first leads
    found = [break_even(plan, "", [NOTHING], choice, desk, settings.by, draws) for plan in told]
    if told and told[0] == leaders[0]:
        first = told[0]
        parts = [part for name in first if choice.is_allowed(part := tuple(other for other in first if other != name))]
        rivals = list(dict.fromkeys(plan for plan in (*leaders[1:], *parts) if plan != first))
        found += [break_even(first, name, rivals, choice, desk, settings.by, draws) for name in first]
    return tuple(found)


def _check_told(nothing: Evaluation, evaluator: Evaluator, by: ObjectiveId, label: str) -> None:
    if is_told(nothing, by):
        return
    known = [name for name in RANKABLE if is_told(nothing, name)]
    lacking = "; ".join(f"{what}: {why}" for what, why in evaluator.skipped.items())
    if by == "home":
        lacking = f"somebody at home of {label} who could refuse, with what they ask for on an open issue (constituencies.yaml)"
    raise ModelInputError(
        f"plans of {label} cannot be ranked by {OBJECTIVES[by].name} at this moment"
        + (f"; they can by {', '.join(known)}" if known else "")
        + (f". What is lacking: {lacking}" if lacking else "")
    )
