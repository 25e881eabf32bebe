"""How far a plan lets one party get ahead of another, in phases and in arms given up."""

from dataclasses import dataclass

from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.questions.implementation.phrases import phase_names
from goodoffices.assessment.questions.implementation.readings import Reading
from goodoffices.assessment.wording import count, percent
from goodoffices.models.implementation.plan import Plan, exposures, force_gaps


@dataclass(frozen=True)
class Ahead:
    """The furthest that anybody can get ahead of anybody.

    Attributes
    ----------
    ahead, behind : str
        Who, of whom; empty if nobody can.
    lead : tuple of str
        The phases that the one has carried out, and the other owes and has not.
    gap : float or None
        The largest share of its forces that one party can have given up while another has them still; None if no share is stated.
    """

    ahead: str
    behind: str
    lead: tuple[str, ...]
    gap: float | None


def furthest_ahead(reading: Reading, plan: Plan) -> Ahead:
    """Return the longest lead of a plan; of several, one over the party that the text makes one think of."""
    kept = {
        (phase.id, step.party): step.keeps.likely
        for phase in plan.phases
        for step in phase.steps
        if step.keeps is not None
    }
    gap = max((float(value) for value in force_gaps(plan, kept).values()), default=0.0) if kept else None
    longest = max(exposures(plan), key=lambda found: (len(found.lead), found.behind == reading.suspect), default=None)
    if longest is None or not longest.lead:
        return Ahead("", "", (), gap)
    return Ahead(longest.ahead, longest.behind, longest.lead, gap)


def gap_in_words(found: Ahead) -> str:
    """Return the gap in forces as a cell."""
    return "not stated" if found.gap is None else percent(found.gap)


def exposure_finding(reading: Reading, written: Ahead, ungated: Ahead | None, gated: Ahead | None) -> Finding | None:
    """Say how far one side can get ahead as the plan is written, and how far without or with gates."""
    if not written.lead:
        return None
    dossier, moment = reading.dossier, reading.situation.moment
    claim = (
        f"One-sided steps in {reading.name}: the plan lets one party get {count(len(written.lead), 'phase')} ahead of another. "
        f"{dossier.label(written.ahead)} can have carried out {phase_names(reading, written.lead)} while "
        f"{dossier.label(written.behind)} has not"
    )
    if written.gap:
        claim += (
            f", and have given up {percent(written.gap)} of its forces more than the other"
            if written.gap < 1
            else (", and have no forces under arms while the other has all of its own")
        )
    claim += "."
    if ungated and len(ungated.lead) != len(written.lead):
        claim += f" Without gates it would be {count(len(ungated.lead), 'phase')}."
    if gated and len(gated.lead) != len(written.lead):
        claim += f" With a gate of all parties before every phase it would be {count(len(gated.lead), 'phase')}."
    if gated and written.gap and gated.gap == written.gap:
        claim += " Gates would not narrow the gap in arms, because they are given up within one phase: only smaller phases would."
    elif ungated and written.gap and ungated.gap == written.gap:
        claim += " The gates do not narrow the gap in arms, because they are given up within one phase: only smaller phases would."
    numbers = [Number("phases ahead", len(written.lead), "exact")]
    if written.gap is not None:
        numbers.append(Number("share of forces given up more than another", written.gap, "point"))
    return Finding(
        f"implementation.{moment.id}.exposure.{reading.text.id}",
        claim,
        8 if reading.is_open else 9,
        moment.id,
        numbers=tuple(numbers),
        confidence="moderate",
        reason="the furthest that the plan as recorded allows, not what anybody is likely to do; shares of forces at their "
        "likeliest values",
        would_change="gates of all parties, and phases that take smaller steps",
        sources=distinct(reading.sources(written.lead)),
    )
