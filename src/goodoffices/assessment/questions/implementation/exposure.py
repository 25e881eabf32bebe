"""How far a plan lets one party get ahead of another, in phases and in arms given up."""

from dataclasses import dataclass

from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.questions.implementation.courses import recorded
from goodoffices.assessment.questions.implementation.phrases import phase_names
from goodoffices.assessment.questions.implementation.readings import Reading
from goodoffices.assessment.wording import count, percent
from goodoffices.models.implementation.plan import Exposure, Plan, exposures, force_gap


@dataclass(frozen=True)
class Ahead:
    """The furthest that anybody can get ahead of anybody.

    Attributes
    ----------
    lead : Exposure or None
        Where one has carried out the most phases that another owes and has not; None if nobody can be ahead.
    bare : Exposure or None
        Where one has given up the most of its forces that another, which has forces, still has; None if nobody gives up any.
    gap : float or None
        The share of its forces that the one has given up there, and the other not; None if no share is stated.
    """

    lead: Exposure | None
    bare: Exposure | None
    gap: float | None

    @property
    def phases(self) -> int:
        """How many phases the lead is."""
        return len(self.lead.lead) if self.lead else 0


def furthest_ahead(reading: Reading, plan: Plan) -> Ahead:
    """Return how far one can get ahead; of equal cases, one over the party that the text makes one think of."""
    kept = {
        (phase.id, step.party): step.keeps.likely
        for phase in plan.phases
        for step in phase.steps
        if step.keeps is not None
    }
    # With the likelier party first, the first of the largest is told.
    found = sorted(exposures(plan), key=lambda exposure: exposure.behind != reading.suspect)
    lead = max(found, key=lambda exposure: len(exposure.lead), default=None)
    armed = with_forces(reading)
    against = [exposure for exposure in found if {exposure.ahead, exposure.behind} <= armed]
    bare = max(against, key=lambda exposure: float(force_gap(exposure, kept)), default=None)
    gap = float(force_gap(bare, kept)) if bare and kept else None
    return Ahead(lead if lead and lead.lead else None, bare if gap else None, gap)


def with_forces(reading: Reading) -> set[str]:
    """Return the parties of which the dossier says that they have forces.

    It says so of whoever keeps a share of its own, owes a step in a phase about arms, or is judged as to what it does or gets in a war.
    """
    armed = {
        step.party
        for phase in reading.plan.phases
        for step in phase.steps
        if step.keeps is not None or "military" in phase.about
    }
    judged = (conduct for _, conduct in recorded(reading) if conduct.attacks or conduct.war or conduct.war_ahead)
    return armed | {conduct.party for conduct in judged}


def gap_in_words(found: Ahead) -> str:
    """Return the gap in forces as a cell."""
    return "not stated" if found.gap is None else percent(found.gap)


def exposure_finding(reading: Reading, written: Ahead, ungated: Ahead | None, gated: Ahead | None) -> Finding | None:
    """Say how far one side can get ahead as the plan is written, and how far without or with gates.

    A lead of one phase in which no arms are given up is nothing to tell: in any plan somebody is first.
    """
    lead = written.lead
    if lead is None or (written.phases < 2 and not written.gap):
        return None
    dossier, moment = reading.dossier, reading.situation.moment
    parts = [
        f"One-sided steps in {reading.name}: one party can get {count(written.phases, 'phase')} ahead of another"
        + (
            f"; {dossier.label(lead.ahead)} can have carried out {phase_names(reading, lead.lead)} while "
            f"{dossier.label(lead.behind)} has not."
            if written.phases > 1
            else "."
        )
    ]
    if written.bare:
        parts.append(_arms(reading, written.bare, written.gap or 0.0))
    if ungated and ungated.phases != written.phases:
        parts.append(f"Without gates it would be {count(ungated.phases, 'phase')}.")
    if gated and gated.phases != written.phases:
        parts.append(f"With a gate of all parties before every phase it would be {count(gated.phases, 'phase')}.")
    has_gates = any(phase.gate for phase in reading.plan.phases)
    other = ungated if has_gates else gated
    if written.gap and other and other.gap == written.gap:
        parts.append(
            f"{'The gates do' if has_gates else 'Gates would'} not narrow this gap in arms (what one has given up of its forces, and "
            "another has not), since they are given up within one phase; only smaller phases would."
        )
    numbers = [Number("phases ahead", written.phases, "exact")]
    if written.gap is not None:
        numbers.append(Number("share of forces given up more than another", written.gap, "point"))
    return Finding(
        f"implementation.{moment.id}.exposure.{reading.text.id}",
        " ".join(parts),
        8 if reading.is_open else 9,
        moment.id,
        numbers=tuple(numbers),
        confidence="moderate",
        reason="the furthest that the plan as recorded allows, not what anybody is likely to do; shares of forces at their "
        "likeliest values",
        would_change="gates of all parties, and phases that take smaller steps",
        sources=distinct(reading.sources(lead.lead)),
    )


def _arms(reading: Reading, bare: Exposure, gap: float) -> str:
    dossier = reading.dossier
    ahead, behind = dossier.label(bare.ahead), dossier.label(bare.behind)
    deciding = [
        name for name in bare.lead if any(s.keeps for s in reading.plan.phase(name).steps if s.party == bare.ahead)
    ]
    after = phase_names(reading, deciding or bare.lead)
    if gap == 1:
        return f"After {after} {ahead} can be without arms while {behind} has all of its own."
    return f"After {after} {ahead} can have given up {percent(gap)} of its forces more than {behind}."
