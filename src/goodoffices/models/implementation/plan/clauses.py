"""Clauses that could be added to a plan: exclusion, gates of each party's own, a time limit."""

from collections.abc import Collection
from dataclasses import replace
from typing import Literal, get_args

from goodoffices.models.implementation.plan.language import Gate, Phase, Plan, Range

Clause = Literal["exclusion", "own_party", "time_limit"]
CLAUSES: tuple[Clause, ...] = get_args(Clause)
NOBODY_YET = ""
"""The verifier of a gate that a clause adds where the plan has none and names no verifier."""


def with_clause(plan: Plan, clause: Clause, at: Collection[str] | None = None) -> Plan:
    """Return a plan with a clause added to gates.

    Parameters
    ----------
    plan : Plan
        As written.
    clause : {"exclusion", "own_party", "time_limit"}
        The verifier may exclude a party that stops and the gate opens without it; each party passes by what it has itself
        completed; the gate opens after a time limit, confirmed or not.
    at : collection of str or None
        The phases whose gates get it; None for all. A phase without a gate that waits for others gets a gate with the clause if it is
        carried out by all together, since everybody waits for it; only phases in which parties owe steps have gates of each party's own.

    Returns
    -------
    Plan
        A new plan.

    Examples
    --------
    >>> from goodoffices.models.implementation.plan import Phase, Plan, Step, Verifier
    >>> plan = Plan((Phase("canton", (Step("a"),)), Phase("vote", gate=Gate("un", ("canton",)))), (Verifier("un"),))
    >>> with_clause(plan, "exclusion").phase("vote").gate.goes_on_without
    True
    """
    return replace(
        plan,
        phases=tuple(
            _with_gate(plan, phase, clause) if at is None or phase.id in at else phase for phase in plan.phases
        ),
    )


def without_gates(plan: Plan) -> Plan:
    """Return a plan in which each phase follows the phases that its gate would have confirmed, unconfirmed."""
    return replace(plan, phases=tuple(replace(phase, after=phase.waits_for, gate=None) for phase in plan.phases))


def gated_throughout(plan: Plan) -> Plan:
    """Return a plan in which a verifier must confirm to everyone the phases before each phase that has any."""
    return replace(
        plan,
        phases=tuple(
            replace(phase, gate=replace(phase.gate, of="every_party") if phase.gate else _new_gate(plan, phase))
            if phase.waits_for
            else phase
            for phase in plan.phases
        ),
    )


def _new_gate(plan: Plan, phase: Phase) -> Gate:
    return Gate(plan.verifiers[0].id if plan.verifiers else NOBODY_YET, phase.after)


def _with_gate(plan: Plan, phase: Phase, clause: Clause) -> Phase:
    gate = phase.gate
    if clause == "own_party" and not (gate and phase.steps):
        return phase
    if gate is None:
        if phase.steps or not phase.after:
            return phase
        gate = _new_gate(plan, phase)
    if clause == "exclusion":
        return replace(phase, gate=replace(gate, goes_on_without=True))
    if clause == "own_party":
        return replace(phase, gate=replace(gate, of="own_party"))
    return replace(phase, gate=replace(gate, opens_anyway=gate.opens_anyway or Range.point(0.0)))
