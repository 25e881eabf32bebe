"""What is wrong with a plan before any probability: what never begins, runs in a circle, is unverified or has no date."""

from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from goodoffices.models.implementation.plan.language import Appointment, Breach, Phase, Plan
from goodoffices.models.implementation.plan.net import Net
from goodoffices.models.implementation.plan.running import furthest_run

ABOUT_ARMS = frozenset({"military", "arms_control"})
ABOUT_POWER = frozenset({"political"})


@dataclass(frozen=True)
class Untwinned:
    """Phases about arms that neither wait for nor lead to one about power, and the reverse.

    Attributes
    ----------
    arms, power : tuple of str
        The phases without a twin.
    """

    arms: tuple[str, ...]
    power: tuple[str, ...]


def order(plan: Plan) -> tuple[str, ...]:
    """Return the phases, each after those that it waits for.

    Raises
    ------
    graphlib.CycleError
        If phases wait for one another in a circle.
    """
    return tuple(TopologicalSorter({phase.id: phase.waits_for for phase in plan.phases}).static_order())


def circle(plan: Plan) -> tuple[str, ...]:
    """Return phases that wait for one another, from one of them back to itself, or nothing.

    >>> circle(Plan((Phase("canton", after=("vote",)), Phase("vote", after=("canton",)))))
    ('canton', 'vote', 'canton')
    """
    try:
        order(plan)
    except CycleError as error:
        way: list[str] = error.args[1]
        first = way.index(min(way[:-1], key=[phase.id for phase in plan.phases].index))
        # The sorter names each after the one that waits for it; a reader follows who waits for whom.
        return tuple(reversed([*way[first:-1], *way[:first], way[first]]))
    return ()


def never_begun(plan: Plan) -> tuple[str, ...]:
    """Return the phases that nobody can begin even if everybody does everything: gates that nobody can open.

    >>> never_begun(Plan((Phase("canton", after=("vote",)), Phase("vote", after=("canton",)))))
    ('canton', 'vote')
    """
    return tuple(dict.fromkeys(phase for phase, _ in furthest_run(Net(plan)).stuck))


def unverified(plan: Plan) -> tuple[str, ...]:
    """Return the phases with steps about arms, or about nothing stated, that no verifier watches and no gate confirms."""
    confirmed = {name for phase in plan.phases if phase.gate for name in phase.gate.confirms}
    return tuple(
        phase.id
        for phase in plan.phases
        if phase.steps
        and not phase.verifier
        and phase.id not in confirmed
        and (not phase.about or phase.about & ABOUT_ARMS)
    )


def undated(plan: Plan) -> tuple[tuple[str, Appointment], ...]:
    """Return the days on which something is to begin or be over that nobody knows, with their phases."""
    return tuple(
        (phase.id, day) for phase in plan.phases for day in (phase.starts, phase.due) if day and day.day is None
    )


def unanswered(plan: Plan) -> tuple[tuple[str, Breach], ...]:
    """Return the breaches that bring nothing, or a guarantor who is not named, with their phases."""
    return tuple(
        (phase.id, breach)
        for phase in plan.phases
        for breach in phase.breaches
        if breach.consequence == "none_stated" or (breach.consequence == "guarantor_steps_in" and not breach.guarantors)
    )


def untwinned(plan: Plan) -> Untwinned:
    """Return the phases about arms that are not tied by the order of the plan to one about power, and the reverse.

    Examples
    --------
    >>> arms, power = frozenset({"military"}), frozenset({"political"})
    >>> untwinned(Plan((Phase("truce", about=arms), Phase("council", about=power))))
    Untwinned(arms=('truce',), power=('council',))
    >>> untwinned(Plan((Phase("truce", about=arms), Phase("council", after=("truce",), about=power))))
    Untwinned(arms=(), power=())
    """
    before = {phase.id: _before(plan, phase) for phase in plan.phases}
    about = {phase.id: phase.about for phase in plan.phases}

    def alone(phase: Phase, other: frozenset[str]) -> bool:
        tied = before[phase.id] | {name for name, earlier in before.items() if phase.id in earlier}
        return not phase.about & other and not any(about[name] & other for name in tied)

    return Untwinned(
        tuple(phase.id for phase in plan.phases if phase.about & ABOUT_ARMS and alone(phase, ABOUT_POWER)),
        tuple(phase.id for phase in plan.phases if phase.about & ABOUT_POWER and alone(phase, ABOUT_ARMS)),
    )


def _before(plan: Plan, phase: Phase) -> set[str]:
    found, todo = set[str](), [phase.id]
    while todo:
        new = set(plan.phase(todo.pop()).waits_for) - found
        found |= new
        todo += sorted(new)
    return found
