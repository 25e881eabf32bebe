"""The plan as a picture, and the tables of its phases and verifiers."""

from collections.abc import Sequence

import numpy as np

from goodoffices.assessment.answer import Cell, Figure, Table
from goodoffices.assessment.interval import Interval
from goodoffices.assessment.questions.implementation.readings import Reading
from goodoffices.assessment.questions.implementation.timing import Timing
from goodoffices.assessment.texts_in_words import CONSEQUENCE, days, people
from goodoffices.assessment.wording import count, listing
from goodoffices.dossier.phase import Phase
from goodoffices.dossier.settlement import Settlement
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.citing import in_short
from goodoffices.dossier.values.quantity import Quantity

WHOSE = {"every_party": "everyone has completed", "own_party": "each for itself has completed"}
WITHOUT = {"waits": "; the excluded count too", "goes_on": "; it opens without whoever is excluded", "not_stated": ""}


def phases_table(readings: Sequence[Reading]) -> Table:
    """Return each phase: what opens it, who verifies, how long it takes, who owes what, what a breach brings."""
    rows: list[tuple[Cell, ...]] = [
        (
            reading.title,
            number,
            phase.name,
            _begins(reading.situation, phase),
            reading.dossier.verifiers[phase.verifier].name if phase.verifier else "",
            days(phase),
            _duties(reading.situation, phase),
            "; ".join(
                f"{b.act}{f' ({people(reading.dossier, b.parties)})' if b.parties else ''}: {CONSEQUENCE[b.consequence]}"
                for b in phase.breaches
            ),
            in_short(reading.dossier, phase.source),
        )
        for reading in readings
        for number, phase in enumerate(reading.phases.values(), 1)
    ]
    columns = ("text", "no.", "phase", "begins when", "verifier", "days", "who owes what", "a breach brings", "source")
    note = "Days: the lowest, likeliest and highest judged."
    return Table("implementation.phases", "How the texts would be carried out", columns, tuple(rows), note)


def verifiers_table(situation: Situation, settlement: Settlement) -> Table:
    """Return who verifies, how likely a breach is found, and how long it takes."""
    dossier = situation.dossier
    rows: list[tuple[Cell, ...]] = [
        (v.name, dossier.label(v.party), _range(v.detection), _range(v.delay_days), v.note, in_short(dossier, v.source))
        for v in settlement.verifiers.values()
    ]
    columns = ("verifier", "provided by", "finds a breach", "days it takes", "note", "source")
    note = "The chance that a breach is found runs from 0 to 1; ranges give the lowest, likeliest and highest value."
    return Table("implementation.verifiers", "Who verifies", columns, tuple(rows), note)


def plan_figure(readings: Sequence[Reading], timings: Sequence[Timing]) -> Figure:
    """Return the phases by party over time, with gates and last days; in order only where no days are stated."""
    known = {when.reading.text.id: when for when in timings}
    rows = [row for reading in readings for row in _bars(reading, known.get(reading.text.id))]
    columns = (
        "text", "phase", "who", "place", "begins", "ends", "ends early", "ends late", "gate", "opened by", "verified", "due", "due on",
    )  # fmt: skip
    described = "; ".join(
        f"{row[0]}: {row[1]} ({row[2]})"
        + (f", {row[4]} to {row[5]}" if row[4] else "")
        + (f", behind a gate that {row[9]} opens" if row[8] else "")
        for row in rows
    )
    return Figure(
        "implementation.phases.figure",
        "phases",
        "How the texts would be carried out, phase by phase",
        "One panel per text, one bar per phase and those who owe the same in it, from the median day on which it begins to that on which "
        "it ends; a thin line spans 80% of the draws of its end. A thick stroke before a bar is a gate that somebody must open; a dashed line "
        f"is a last day. Where no days are stated, bars stand in their order only. {described}.",
        Table("implementation.phases.data", "Phases", columns, tuple(rows)),
    )


def _bars(reading: Reading, when: Timing | None) -> list[tuple[Cell, ...]]:
    dossier = reading.dossier
    place = _places(reading)
    rows: list[tuple[Cell, ...]] = []
    for phase in reading.plan.phases:
        recorded = reading.phases[phase.id]
        gate = recorded.gate
        for who in _alike(phase.parties, phase.id, when):
            key = phase.id, who[0]
            begins = ends = early = late = ""
            if when:
                held = Interval.over(when.found.ends[key], when.stated)
                begins = reading.day(float(np.median(when.found.begins[key]))).isoformat()
                ends, early, late = (reading.day(value).isoformat() for value in (held.median, held.low, held.high))
            day = phase.due.day if phase.due else None
            rows.append(
                (
                    reading.title,
                    recorded.name,
                    _who(reading, who),
                    place[phase.id],
                    begins,
                    ends,
                    early,
                    late,
                    {"every_party": "all", "own_party": "each for itself"}[gate.of] if gate else "",
                    dossier.label(dossier.verifiers[gate.verifier].party) if gate else "",
                    bool(phase.verifier),
                    phase.due.name if phase.due else "",
                    reading.day(day).isoformat() if day is not None else "",
                )
            )
    return rows


def _who(reading: Reading, who: Sequence[str]) -> str:
    if who == ("",):
        return "all together"
    everyone = len(who) > 2 and set(who) == set(reading.plan.parties)
    return f"all {count(len(who), 'party', 'parties')}" if everyone else people(reading.dossier, who)


def _alike(parties: Sequence[str], phase: str, when: Timing | None) -> list[tuple[str, ...]]:
    """Return the parties of a phase in groups of those who begin and end on the same days."""
    groups: dict[tuple[bytes, ...], list[str]] = {}
    for party in parties or ("",):
        same = (when.found.begins[phase, party].tobytes(), when.found.ends[phase, party].tobytes()) if when else ()
        groups.setdefault(same, []).append(party)
    return [tuple(group) for group in groups.values()]


def _places(reading: Reading) -> dict[str, int]:
    """Return the place of each phase in the order, from 1; one after the latest it waits for."""
    place: dict[str, int] = {}
    for phase in reading.plan.phases:
        place[phase.id] = 1 + max((place.get(name, 0) for name in phase.waits_for), default=0)
    return place


def _begins(situation: Situation, phase: Phase) -> str:
    dossier = situation.dossier
    parts = []
    if phase.gate:
        confirmed = f"{WHOSE[phase.gate.of]} {_names(situation, phase.gate.confirms)}"
        parts.append(
            f"{dossier.verifiers[phase.gate.verifier].name} confirms that {confirmed}{WITHOUT[phase.gate.if_excluded]}"
        )
    elif phase.after:
        parts.append(f"after {_names(situation, phase.after)}")
    if phase.starts:
        parts.append(f"not before this: {phase.starts.on}")
    if phase.due:
        parts.append(f"to be over by this: {phase.due.on}")
    return "; ".join(parts)


def _duties(situation: Situation, phase: Phase) -> str:
    owed: dict[str, list[str]] = {}
    for obligation in phase.obligations:
        owed.setdefault(obligation.duty, []).append(obligation.party)
    told = "; ".join(f"{people(situation.dossier, parties)}: {duty}" for duty, parties in owed.items())
    return told or "nobody is named"


def _names(situation: Situation, phases: Sequence[str]) -> str:
    return listing([f"“{situation.dossier.phases[name].name}”" for name in phases])


def _range(quantity: Quantity | None) -> str:
    return str(quantity).replace("..", "–") if quantity else ""
