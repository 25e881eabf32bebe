"""What is wrong with plans before anybody does anything: what never begins, is unverified, has no date, or one side only."""

from collections.abc import Sequence

from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.questions.implementation.phrases import phase_names
from goodoffices.assessment.questions.implementation.readings import Reading
from goodoffices.assessment.texts_in_words import MOST_NAMED, people
from goodoffices.assessment.wording import count, listing
from goodoffices.dossier.situation import Situation
from goodoffices.models.implementation.plan import circle, never_begun, unanswered, undated, untwinned, unverified

REASON = "as the dossier reads the texts; what is agreed outside them is not seen"


def weaknesses(situation: Situation, new: Sequence[Reading]) -> list[Finding]:
    """Return a finding for each kind of weakness that plans new at a moment have."""
    found = (never(situation, new), one_kind(situation, new), unwatched(situation, new), no_date(situation, new))
    return [finding for finding in (*found, unstated(situation, new)) if finding]


def never(situation: Situation, new: Sequence[Reading]) -> Finding | None:
    """Phases that cannot begin even if everybody does everything, and why."""
    clauses, phases = [], dict[str, Reading]()
    for reading in new:
        shut = never_begun(reading.plan)
        if shut:
            way = circle(reading.plan)
            waits = [f"“{reading.phases[name].name}”" for name in way]
            why = f": {' waits for '.join(waits)}" if way else ""
            clauses.append(f"{phase_names(reading, shut)} in {reading.name}{why}")
            phases |= dict.fromkeys(shut, reading)
    return _finding(
        situation,
        "never",
        f"Can never begin, even if everyone does everything: {'; '.join(clauses)}.",
        "phases that can never begin",
        phases,
        "a first step that waits for nothing, and a gate that somebody can open",
        priority=3,
    )


def one_kind(situation: Situation, new: Sequence[Reading]) -> Finding | None:
    """Phases about arms that no phase about power is tied to, and the reverse."""
    clauses, phases = [], dict[str, Reading]()
    for reading in new:
        alone = untwinned(reading.plan)
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
        phases |= dict.fromkeys((*alone.arms, *alone.power), reading)
    return _finding(
        situation,
        "one_kind",
        f"Arms and politics not tied ({situation.moment.name}): {'; '.join(clauses)}.",
        "phases without a twin",
        phases,
        "an order that ties the military and the political steps to one another",
    )


def unwatched(situation: Situation, new: Sequence[Reading]) -> Finding | None:
    """Phases with military steps that nobody confirms."""
    phases = {name: reading for reading in new for name in unverified(reading.plan)}
    return _finding(
        situation,
        "unwatched",
        f"Nobody confirms that it is done ({situation.moment.name}): {_by_text(new, phases)}.",
        "phases that nobody confirms",
        phases,
        "a verifier whom both sides accept",
    )


def no_date(situation: Situation, new: Sequence[Reading]) -> Finding | None:
    """Days that something waits for and nobody knows."""
    missing = [(reading, name, day) for reading in new for name, day in undated(reading.plan)]
    clauses = [
        f"“{reading.phases[name].name}” in {reading.name} depends on an open date: {day.name}"
        for reading, name, day in missing[:MOST_NAMED]
    ]
    return _finding(
        situation,
        "no_date",
        f"No day is known ({situation.moment.name}): {'; '.join(clauses)}. Whoever can put off what is to happen "
        "then can put off what waits for it.",
        "days that nobody knows",
        {name: reading for reading, name, _ in missing},
        "a day, or a last day, in the text",
    )


def unstated(situation: Situation, new: Sequence[Reading]) -> Finding | None:
    """Breaches whose consequence the text does not state, or whose guarantor it does not name."""
    missing = [(reading, name, breach) for reading in new for name, breach in unanswered(reading.plan)]
    clauses = []
    for reading, name, breach in missing[:MOST_NAMED]:
        whose = f" by {people(situation.dossier, breach.parties)}" if breach.parties else ""
        lacking = "" if breach.consequence == "none_stated" else ", where a guarantor is to step in and none is named"
        clauses.append(f"{breach.act}{whose} (“{reading.phases[name].name}” in {reading.text.name}){lacking}")
    if len(missing) > MOST_NAMED:
        clauses.append(count(len(missing) - MOST_NAMED, "other"))
    return _finding(
        situation,
        "unstated",
        f"No consequence is stated for a breach ({situation.moment.name}): {'; '.join(clauses)}.",
        "breaches without a stated consequence",
        {name: reading for reading, name, _ in missing},
        "a consequence in the text",
    )


def _finding(
    situation: Situation,
    what: str,
    claim: str,
    counted: str,
    phases: dict[str, Reading],
    change: str,
    priority: int = 9,
) -> Finding | None:
    if not phases:
        return None
    moment = situation.moment
    return Finding(
        f"implementation.{moment.id}.{what}",
        claim,
        priority if any(reading.is_open for reading in phases.values()) else 9,
        moment.id,
        numbers=(Number(counted, len(phases), "exact"),),
        confidence="moderate",
        reason=REASON,
        would_change=change,
        sources=distinct([c for name, reading in phases.items() for c in reading.sources([name])]),
    )


def _by_text(new: Sequence[Reading], phases: dict[str, Reading]) -> str:
    groups = [(reading, [name for name, own in phases.items() if own is reading]) for reading in new]
    return listing([f"{phase_names(reading, names)} ({reading.text.name})" for reading, names in groups if names])


def _wait(phases: Sequence[str]) -> str:
    return "waits" if len(phases) == 1 else "wait"
