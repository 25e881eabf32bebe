"""Who can stop everything by stopping where, what leads there, and which clause would remove it."""

from collections.abc import Iterator
from dataclasses import dataclass

from goodoffices.models.implementation.plan.clauses import CLAUSES, Clause, with_clause
from goodoffices.models.implementation.plan.language import Plan
from goodoffices.models.implementation.plan.net import Event, Net, Stop
from goodoffices.models.implementation.plan.running import Run, furthest_run


@dataclass(frozen=True)
class Remedy:
    """A clause that removes a deadlock, and the phases whose gates need it, none of which can be spared."""

    clause: Clause
    gates: tuple[str, ...]


@dataclass(frozen=True)
class Deadlock:
    """One can stop all.

    Attributes
    ----------
    stop : Stop
        Who stops, and where.
    sequence : tuple of Event
        A shortest sequence of events after which nothing can go on.
    blocked : tuple of str
        Phases that somebody waits to begin and cannot, in the order of the plan.
    remedies : tuple of Remedy
        Clauses each of which removes it, found by trying.
    """

    stop: Stop
    sequence: tuple[Event, ...]
    blocked: tuple[str, ...]
    remedies: tuple[Remedy, ...]


def possible_stops(plan: Plan) -> Iterator[Stop]:
    """Yield everyone who can stop somewhere: each party at each of its steps, each verifier at each of its gates."""
    for phase in plan.phases:
        yield from (Stop(party, phase.id) for party in phase.parties)
        if phase.gate:
            yield Stop(phase.gate.verifier, phase.id, is_verifier=True)


def deadlocks(plan: Plan) -> tuple[Deadlock, ...]:
    """Find how a single party or verifier can keep all others from going on.

    Parameters
    ----------
    plan : Plan
        One that can be carried out if everybody does everything (see :func:`~.never_begun`).

    Returns
    -------
    tuple of Deadlock
        One for each step and gate at which stopping leaves somebody waiting for ever, in the order of the phases.

    Notes
    -----
    At most (steps + gates)^2 runs of the plan for each clause.

    Examples
    --------
    >>> from goodoffices.models.implementation.plan import Gate, Phase, Plan, Step, Verifier
    >>> canton = Phase("canton", (Step("a"), Step("b")))
    >>> disarm = Phase("disarm", (Step("a"), Step("b")), after=("canton",), gate=Gate("un", ("canton",)))
    >>> for found in deadlocks(Plan((canton, disarm), (Verifier("un"),))):
    ...     print(found.stop.who, found.stop.phase, [remedy.clause for remedy in found.remedies])
    a canton ['exclusion', 'own_party', 'time_limit']
    b canton ['exclusion', 'own_party', 'time_limit']
    un disarm ['time_limit']
    """
    found = []
    for stop in possible_stops(plan):
        run = furthest_run(Net(plan, stop))
        if run.stuck:
            remedies = (remedy for clause in CLAUSES if (remedy := remedy_by(plan, stop, clause)))
            found.append(Deadlock(stop, run.events, _blocked(run), tuple(remedies)))
    return tuple(found)


def remedy_by(plan: Plan, stop: Stop, clause: Clause) -> Remedy | None:
    """Return at which gates a clause removes a deadlock, or None if it does so at none.

    The clause is tried at all gates, and taken away again from every gate at which the plan goes on without it.
    """
    at = [phase.id for phase in plan.phases if with_clause(plan, clause, (phase.id,)) != plan]
    if not at or _is_stuck(plan, stop, clause, at):
        return None
    for name in tuple(at):
        fewer = [other for other in at if other != name]
        if not _is_stuck(plan, stop, clause, fewer):
            at = fewer
    return Remedy(clause, tuple(at)) if at else None


def _is_stuck(plan: Plan, stop: Stop, clause: Clause, at: list[str]) -> bool:
    return bool(furthest_run(Net(with_clause(plan, clause, at), stop)).stuck)


def _blocked(run: Run) -> tuple[str, ...]:
    return tuple(dict.fromkeys(phase for phase, _ in run.stuck))
