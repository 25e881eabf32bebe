"""What is wrong with a plan before anybody does anything: what never begins, is unverified, has no date, or one side only."""

from collections.abc import Sequence

from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.questions.implementation.phrases import phase_names
from goodoffices.assessment.questions.implementation.readings import Reading
from goodoffices.assessment.texts_in_words import MOST_NAMED, people
from goodoffices.assessment.wording import count
from goodoffices.models.implementation.plan import circle, never_begun, unanswered, undated, untwinned, unverified

REASON = "as the dossier reads the texts; what is agreed outside them is not seen"


def weaknesses(reading: Reading) -> list[Finding]:
    """Return a finding for each kind of weakness that a plan has."""
    found = (never(reading), one_kind(reading), unwatched(reading), no_date(reading), unstated(reading))
    return [finding for finding in found if finding]


def never(reading: Reading) -> Finding | None:
    """Phases that cannot begin even if everybody does everything, and why."""
    shut = never_begun(reading.plan)
    waits = [f"“{reading.phases[name].name}”" for name in circle(reading.plan)]
    why = f": {' waits for '.join(waits)}" if waits else ""
    return _finding(
        reading,
        "never",
        f"Can never begin, even if everyone does everything: {phase_names(reading, shut)} in {reading.name}{why}.",
        "phases that can never begin",
        shut,
        "a first step that waits for nothing, and a gate that somebody can open",
        priority=3,
    )


def one_kind(reading: Reading) -> Finding | None:
    """Phases about arms that no phase about power is tied to, and the reverse."""
    alone = untwinned(reading.plan)
    clauses = []
    if alone.arms:
        clauses.append(
            f"{phase_names(reading, alone.arms)} in {reading.name} "
            f"{'leads' if len(alone.arms) == 1 else 'lead'} to no political step and {_wait(alone.arms)} for none"
        )
    if alone.power:
        clauses.append(
            f"{phase_names(reading, alone.power)} in {reading.name} {_wait(alone.power)} for no military step and "
            f"{'leads' if len(alone.power) == 1 else 'lead'} to none"
        )
    return _finding(
        reading,
        "one_kind",
        f"Arms and politics not tied ({reading.situation.moment.name}): {'; '.join(clauses)}.",
        "phases without a twin",
        (*alone.arms, *alone.power),
        "an order that ties the military and the political steps to one another",
    )


def unwatched(reading: Reading) -> Finding | None:
    """Phases with military steps that nobody confirms."""
    phases = unverified(reading.plan)
    return _finding(
        reading,
        "unwatched",
        f"Nobody confirms that it is done ({reading.situation.moment.name}): {phase_names(reading, phases)} ({reading.text.name}).",
        "phases that nobody confirms",
        phases,
        "a verifier whom both sides accept",
    )


def no_date(reading: Reading) -> Finding | None:
    """Days that something waits for and nobody knows."""
    missing = undated(reading.plan)
    clauses = [
        f"“{reading.phases[name].name}” in {reading.name} depends on an open date: {day.name}"
        for name, day in missing[:MOST_NAMED]
    ]
    return _finding(
        reading,
        "no_date",
        f"No day is known ({reading.situation.moment.name}): {'; '.join(clauses)}. Whoever can put off what is to happen "
        "then can put off what waits for it.",
        "days that nobody knows",
        [name for name, _ in missing],
        "a day, or a last day, in the text",
    )


def unstated(reading: Reading) -> Finding | None:
    """Breaches whose consequence the text does not state, or whose guarantor it does not name."""
    missing = unanswered(reading.plan)
    clauses = []
    for name, breach in missing[:MOST_NAMED]:
        whose = f" by {people(reading.dossier, breach.parties)}" if breach.parties else ""
        lacking = "" if breach.consequence == "none_stated" else ", where a guarantor is to step in and none is named"
        clauses.append(f"{breach.act}{whose} (“{reading.phases[name].name}” in {reading.text.name}){lacking}")
    if len(missing) > MOST_NAMED:
        clauses.append(count(len(missing) - MOST_NAMED, "other"))
    return _finding(
        reading,
        "unstated",
        f"No consequence is stated for a breach ({reading.situation.moment.name}): {'; '.join(clauses)}.",
        "breaches without a stated consequence",
        [name for name, _ in missing],
        "a consequence in the text",
    )


def _finding(
    reading: Reading,
    what: str,
    claim: str,
    counted: str,
    phases: Sequence[str],
    change: str,
    priority: int = 9,
) -> Finding | None:
    if not phases:
        return None
    moment, named = reading.situation.moment, tuple(dict.fromkeys(phases))
    return Finding(
        f"implementation.{moment.id}.{what}.{reading.text.id}",
        claim,
        priority if reading.is_open else 9,
        moment.id,
        numbers=(Number(counted, len(named), "exact"),),
        confidence="moderate",
        reason=REASON,
        would_change=change,
        sources=distinct(reading.sources(named)),
    )


def _wait(phases: Sequence[str]) -> str:
    return "waits" if len(phases) == 1 else "wait"
