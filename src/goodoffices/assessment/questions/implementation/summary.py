"""One plan in three sentences: how likely it is completed and by when, where it most easily breaks, which change helps most."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.questions.implementation.phrases import phase_names
from goodoffices.assessment.questions.implementation.readings import Reading
from goodoffices.assessment.questions.implementation.risk import COMPLETED, Risk, likeliest_breaks
from goodoffices.assessment.questions.implementation.stopping import Variant, best_clause, who_stops
from goodoffices.assessment.questions.implementation.timing import Timing
from goodoffices.assessment.questions.implementation.worth import LITTLE, Change, Worth
from goodoffices.assessment.wording import capital, percent
from goodoffices.models.implementation.plan import never_begun


@dataclass
class Told:
    """What has been found of one plan.

    Attributes
    ----------
    reading : Reading
        The plan at the moment at which it was new.
    now : Reading
        The same at the last moment.
    tried, when, risk, worth : optional
        What it allows, its schedule, what becomes of it, and what each part is worth; None where that cannot be said.
    findings : list of Finding
        All that is told of it at length.
    """

    reading: Reading
    now: Reading
    tried: Sequence[Variant] | None = None
    when: Timing | None = None
    risk: Risk | None = None
    worth: Worth | None = None
    findings: list[Finding] = field(default_factory=list)

    @property
    def rank(self) -> tuple[bool, bool, int]:
        """The place among the plans: those on the table or agreed first, then those that are judged, then the latest."""
        return not self.now.is_open, self.risk is None, -self.reading.start.toordinal()


def summary_finding(plan: Told, leads: bool) -> Finding:
    """Say of a plan how likely it is completed and by when, where it most easily breaks, and which change helps most.

    The one that leads is a candidate for the first page ahead of single issues.
    """
    moment = plan.now.situation.moment
    sources = plan.reading.sources(list(plan.reading.phases))
    numbers: tuple[Number, ...] = ()
    if plan.risk:
        sources += plan.risk.judged.sources
        done, war = plan.risk.share("completed"), plan.risk.share("war")
        numbers = done.number(COMPLETED), war.number("war first within five years")
    sentences = (_how_likely(plan), _where(plan), _what_helps(plan))
    return Finding(
        f"implementation.{moment.id}.summary.{plan.reading.text.id}",
        " ".join(sentence for sentence in sentences if sentence),
        _priority(plan, leads),
        moment.id,
        numbers=numbers,
        confidence="low" if plan.risk or plan.when else "moderate",
        reason="the conduct of the parties, the days and the delays are judged"
        if plan.risk
        else "conduct is not judged",
        would_change="judgements of conduct by somebody else; what a party has done so far",
        sources=distinct(sources),
    )


def plans_table(told: Sequence[Told]) -> Table:
    """Return what becomes of each plan, under the same names as everywhere, and when it would be done; no rows if nobody's conduct is judged."""
    rows = tuple(_row(plan) for plan in told) if any(plan.risk for plan in told) else ()
    columns = (
        "text", COMPLETED, "war first", "somebody has stopped, and neither", "if completed, as likely as not by",
        "all done by, if everyone did everything",
    )  # fmt: skip
    note = (
        "Chances: means over the draws, with 80% of the draws in brackets. The two dates are counted differently, and the first can be the earlier: it "
        "is the month by which half of the courses that are completed are done, some much later, and in it who is done goes on without waiting for "
        "the others unless a gate holds it; the second adds up the days of phase after phase, in each of which everybody takes as long as the slowest."
    )
    return Table("implementation.plans", "The plans side by side", columns, rows, note)


def _row(plan: Told) -> tuple[Cell, ...]:
    date = plan.when.day(plan.when.found.end) if plan.when else "not known"
    if plan.risk is None:
        return (plan.now.title, "not judged", "not judged", "not judged", "", date)
    middle = plan.risk.half_by("completed")
    chances = [str(plan.risk.share(end)) for end in ("completed", "war", "stopped")]
    return (plan.now.title, *chances, "" if middle is None else plan.risk.day(middle), date)


def _priority(plan: Told, leads: bool) -> int:
    if not plan.now.is_open or never_begun(plan.reading.plan):
        return 9
    if plan.risk:
        return 2 if leads else 4
    return 6


def _how_likely(plan: Told) -> str:
    name, shut = plan.now.name, never_begun(plan.reading.plan)
    if shut:
        return f"{name} cannot be carried out as it stands: {phase_names(plan.reading, shut)} can never begin."
    if plan.risk:
        done, war = plan.risk.share("completed"), plan.risk.share("war")
        middle = plan.risk.half_by("completed")
        by = "" if middle is None else f", and if so as likely as not by {plan.risk.day(middle)}"
        is_, comes = ("is", "comes") if plan.now.is_open else ("would be", "would come")
        return f"{name} {is_} {COMPLETED} with a chance of {done}{by}; war {comes} first with a chance of {percent(war.mean)}."
    if plan.when:
        return (
            f"If everyone did everything, {name} would be carried out by about {plan.when.day(plan.when.found.end)}; how "
            "likely that is cannot be said while nobody’s conduct is judged."
        )
    return f"{name}: how likely it is carried out, and by when, cannot be said; what that takes is named under what is missing."


def _where(plan: Told) -> str:
    breaks = likeliest_breaks(plan.risk) if plan.risk else []
    if breaks:
        chance, party, phase = breaks[0]
        label = plan.reading.dossier.label(party)
        return f"It most easily breaks at “{plan.reading.phases[phase].name}”: {label} stops there with a chance of {percent(chance)}."
    if plan.tried is None:
        return ""
    found = plan.tried[0].deadlocks
    return f"One alone can break it: {who_stops(plan.reading, found)}." if found else "Nobody alone can stop it."


def _what_helps(plan: Told) -> str:
    if plan.worth:
        return _most_worth(plan.worth)
    if plan.tried and plan.tried[0].deadlocks:
        return capital(best_clause(plan.tried))
    return ""


def _most_worth(found: Worth) -> str:
    def gain(change: Change) -> float:
        return float(np.mean(change.gain))

    best = max((c for c in found.changes if not c.party), key=gain, default=None)
    person = max((c for c in found.changes if c.party), key=gain, default=None)
    if best and gain(best) >= LITTLE:
        said = f"Of the changes tried one by one, all else as written, this helps most: {best.name} the chance of completion is {percent(found.completed(best))}"
        worse = float(np.mean(best.spared)) <= -LITTLE
        return f"{said}{f', but that of war is {percent(found.war(best))} as well' if worse else ''}."
    said = "No clause, gate, verifier or phase size that was tried makes completion much likelier"
    if person and gain(person) >= LITTLE:
        said += f"; {person.name}, the chance of completion would be {percent(found.completed(person))}"
    return f"{said}."
