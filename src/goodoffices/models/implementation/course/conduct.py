"""What a party may do in place of its duty: hold back from some step on, attack when others are ahead, relent when found out."""

from dataclasses import dataclass
from typing import Literal

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.plan import Plan, Range

Answer = Literal["exclusion", "ends", "pressure", "none"]
"""What a breach that is found out brings: the party is excluded, the agreement is over, the party is pressed to go on, nothing."""
ANSWERS: dict[str, Answer] = {
    "exclusion": "exclusion",
    "aid_withheld": "pressure",
    "sanction": "pressure",
    "guarantor_steps_in": "pressure",
    "other_side_released": "ends",
    "talks_end": "ends",
    "none_stated": "none",
}


@dataclass(frozen=True)
class Conduct:
    """How one party may break a plan.

    Attributes
    ----------
    party, phase : str
        Who, and the first step that it may hold back; it then holds back its later steps too.
    chance : Range
        How likely it is that the party means to, 0 to 1.
    attack : Range
        Chance a month that it attacks once others are far enough ahead of it, 0 to 1.
    lead : int
        How many phases somebody must be ahead of it for that, 1 or more.
    against : tuple of str
        Whose lead counts; empty: anyone's.
    stalls : Range or None
        In what share of months one that holds back does nothing, 0 to 1; None: it never goes on.
    relents : Range or None
        Chance that it keeps its word after all once it has been found out and pressed: aid withheld, sanctions, a guarantor. None: never.
    excluded_attack : Range or None
        The chance a month of an attack once it is excluded; None: it does not attack then.
    early : bool
        Whether its intention is there from the start, so that it may attack, and be found out, also before the step that it holds back.
        Otherwise it is made up at that step.

    Examples
    --------
    >>> from goodoffices.models.implementation.plan import Range
    >>> Conduct("dk", "canton", chance=Range(0.1, 0.3, 0.5), attack=Range.point(0.1)).lead
    1
    """

    party: str
    phase: str
    chance: Range
    attack: Range = Range(0.0, 0.0, 0.0)  # noqa: RUF009 (frozen)
    lead: int = 1
    against: tuple[str, ...] = ()
    stalls: Range | None = None
    relents: Range | None = None
    excluded_attack: Range | None = None
    early: bool = False


def answer_to(plan: Plan, conduct: Conduct) -> Answer:
    """Return what holding back brings once it is found out: as the phase says, else the next phase that says anything.

    Where a phase names several consequences, that of the party's own breach counts before that of anyone's. A gate that goes on without
    the excluded lets the verifier exclude, whatever milder answer the text has.
    """
    names = [phase.id for phase in plan.phases]
    for name in names[names.index(conduct.phase) :]:
        breaches = plan.phase(name).breaches
        fitting = [b for b in breaches if conduct.party in b.parties] or [b for b in breaches if not b.parties]
        if fitting and ANSWERS[fitting[0].consequence] in ("exclusion", "ends"):
            return ANSWERS[fitting[0].consequence]
        if _excludes(plan, name):
            return "exclusion"
        if fitting:
            return ANSWERS[fitting[0].consequence]
    return "none"


def _excludes(plan: Plan, phase: str) -> bool:
    return any(p.gate.goes_on_without for p in plan.phases if p.gate and phase in p.gate.confirms)


def watcher_of(plan: Plan, conduct: Conduct) -> str:
    """Return who would find it out: the phase's verifier, else that of the first gate that confirms the phase; empty: nobody."""
    own = plan.phase(conduct.phase).verifier
    gates = [phase.gate for phase in plan.phases if phase.gate and conduct.phase in phase.gate.confirms]
    return own or next((gate.verifier for gate in gates if gate.verifier), "")


def checked(plan: Plan, conducts: tuple[Conduct, ...]) -> None:
    """Raise `ModelInputError` with all that does not fit a plan."""
    problems, seen = [], set[tuple[str, str]]()
    phases = {phase.id: phase for phase in plan.phases}
    for conduct in conducts:
        who = f"the conduct of {conduct.party!r} at {conduct.phase!r}"
        if conduct.phase not in phases or conduct.party not in phases[conduct.phase].parties:
            problems.append(f"{who}: it owes no such step")
        if (conduct.party, conduct.phase) in seen:
            problems.append(f"{who} is given twice")
        seen.add((conduct.party, conduct.phase))
        if conduct.lead < 1:
            problems.append(f"{who}: the lead is {conduct.lead}; it must be 1 or more")
        problems += [
            f"{who}: {other!r} is no other party of the plan"
            for other in conduct.against
            if other not in plan.parties or other == conduct.party
        ]
        problems += [
            f"{who}: {name} must ascend between 0 and 1"
            for name in ("chance", "attack", "stalls", "relents", "excluded_attack")
            if (held := getattr(conduct, name)) is not None and not held.within(0.0, 1.0)
        ]
    if problems:
        raise ModelInputError("; ".join(problems))
