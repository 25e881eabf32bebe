"""When a plan would be carried out, whether in time, and what a slip of one phase does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.interval import Interval
from goodoffices.assessment.questions.implementation.phrases import phase_names
from goodoffices.assessment.questions.implementation.readings import Reading
from goodoffices.assessment.questions.implementation.stated import drawn
from goodoffices.assessment.texts_in_words import people
from goodoffices.assessment.wording import listing, percent
from goodoffices.assessment.worlds import Worlds
from goodoffices.models.implementation.plan import (
    Schedule,
    Times,
    circle,
    in_time,
    schedule,
    step_days,
    undated_steps,
)

SLIP = 91.0
"""Three months, in days."""
FURTHER_SLIP = "three months longer: all is done by"
"""The column from which on the schedule says what a slip of each phase does."""
MONTH = 365.2425 / 12


@dataclass(frozen=True)
class Timing:
    """The schedule of a plan over the worlds, and the times behind it."""

    reading: Reading
    times: Times
    found: Schedule
    stated: bool

    @property
    def due(self) -> dict[str, float]:
        """The chance that each phase with a known last day is over by then."""
        return in_time(self.reading.plan, self.found)

    def after(self, phase: str, days: float) -> "Timing":
        """Return the same if a phase takes so many days longer."""
        times = self.times.slipped(self.reading.plan, phase, days)
        return Timing(self.reading, times, schedule(self.reading.plan, times), self.stated)

    def day(self, days: NDArray[np.float64]) -> str:
        """Return a median day as a date in words."""
        return _in_words(self.reading, float(np.median(days)))

    def span(self, days: NDArray[np.float64]) -> str:
        """Return the 80% interval of a day in words."""
        held = Interval.over(days, self.stated)
        return f"{_in_words(self.reading, held.low)} to {_in_words(self.reading, held.high)}"


def timing(reading: Reading, worlds: Worlds) -> Timing | str:
    """Return the schedule of a plan, or what it lacks for one.

    One draw of a phase's days counts for all parties whose own are not stated, and one draw of a verifier's delay for all its gates.
    """
    plan = reading.plan
    if reading.start == date.max:
        return f"a schedule of {reading.text.name}, whose date is not known"
    if circle(plan):
        return f"a schedule of {reading.text.name}, whose phases wait for one another in a circle"
    lacking = undated_steps(plan)
    if lacking:
        names = phase_names(reading, list(dict.fromkeys(phase for phase, _ in lacking)))
        return f"a schedule of {reading.text.name}, which needs days for {names} (`days` in phases.yaml)"

    own = {(phase.id, step.party) for phase in plan.phases for step in phase.steps if step.days}
    steps = {
        key: drawn(worlds, f"days of {key[1]} in {key[0]}" if key in own else f"days of {key[0]}", days)
        for key, days in step_days(plan).items()
    }
    delays = {}
    for phase in plan.phases:
        if phase.gate:
            delays[phase.id] = drawn(
                worlds, f"delay of {phase.gate.verifier}", plan.verifier(phase.gate.verifier).delay
            )
            if phase.gate.opens_anyway:
                limit = drawn(worlds, f"days after which {phase.id} opens anyway", phase.gate.opens_anyway)
                delays[phase.id] = np.minimum(delays[phase.id], limit)
    times = Times(steps, delays)
    arrays = [*steps.values(), *delays.values()]
    stated = any(array.min() < array.max() for array in arrays)
    return Timing(reading, times, schedule(plan, times), stated)


def schedule_finding(when: Timing) -> Finding:
    """Say when everything would be done, whether in time, and which way is the longest."""
    reading, found = when.reading, when.found
    moment = reading.situation.moment
    length = Interval.over(found.end, when.stated)
    critical = [phase.id for phase in reading.plan.phases if found.criticality(phase.id) > 0.5]
    interval = f" (80% of draws: {when.span(found.end)})" if when.stated else ""
    claim = (
        f"If everyone did everything, {reading.name} would be carried out by about {when.day(found.end)}{interval}, some "
        f"{length.median / MONTH:.0f} months after {_in_words(reading, 0.0)}."
    )
    if len(critical) < len(reading.plan.phases):
        claim += f" What decides it is {phase_names(reading, critical)}."
    gates = [delay for delay in when.times.delays.values() if delay.any()]
    if gates:
        waited = float(np.median(sum(gates)))
        claim += f" About {waited / MONTH:.1f} of these months are waiting for the verifier."
    due = when.due
    share, share_of = None, ""
    for number, (name, chance) in enumerate(due.items(), 1):
        day = reading.plan.phase(name).due
        assert day
        if number == len(due):
            share, share_of = chance, f"that “{reading.phases[name].name}” is then over in time ({day.name})"
        else:
            claim += (
                f" “{reading.phases[name].name}” is then over in time ({day.name}) in {percent(chance)} of the draws."
            )
    return Finding(
        f"implementation.{moment.id}.schedule.{reading.text.id}",
        claim,
        8 if reading.is_open else 9,
        moment.id,
        share,
        share_of,
        numbers=(
            Number("days until everything is done", length.median, "draws" if when.stated else "point", "days",
                   length.low if when.stated else None, length.high if when.stated else None),
            *(Number(f"{name} in time", chance, "draws" if when.stated else "point") for name, chance in due.items()),
        ),
        confidence="low",
        confidence_in="the dates",
        reason="days and delays are judged, and nobody is taken to stop or to stall",
        would_change="durations that somebody has measured",
        sources=distinct(reading.sources(list(reading.phases))),
    )  # fmt: skip


def slip_finding(when: Timing, days: float = SLIP) -> Finding | None:
    """Say what it does to the end, and to what must be over in time, if the phase before the last slips."""
    plan = when.reading.plan
    last = max(plan.phases, key=lambda phase: float(np.median(when.found.phase_ends(phase.id))))
    before = [phase for phase in plan.phases if phase.id in last.waits_for]
    if not before:
        return None
    phase = max(before, key=lambda other: float(np.median(when.found.phase_ends(other.id))))
    return slip_of(when, phase.id, days)


def slip_of(when: Timing, phase: str, days: float) -> Finding:
    """Say what a slip of one phase does to the end, and to what must be over in time."""
    reading = when.reading
    moment = reading.situation.moment
    late = when.after(phase, days)
    shift = float(np.median(late.found.end - when.found.end))
    due = [
        f"the chance that “{reading.phases[name].name}” is over in time goes from {percent(chance)} to {percent(late.due[name])}"
        for name, chance in when.due.items()
    ]
    moved = (
        f"everything is done by about {late.day(late.found.end)} in place of {when.day(when.found.end)}"
        if round(shift)
        else "the end does not move"
    )
    return Finding(
        f"implementation.{moment.id}.slip.{reading.text.id}.{phase}",
        f"If “{reading.phases[phase].name}” in {reading.name} takes {_length(days)} and nobody stops, {listing([moved, *due])}.",
        9,
        moment.id,
        numbers=(Number("days by which the end moves", shift, "draws" if when.stated else "point", "days"),),
        confidence="moderate",
        confidence_in="how far the end moves",
        reason="the same draws with and without the slip; nothing else is taken to change",
        sources=distinct(reading.sources([phase])),
    )


def schedule_table(timings: Sequence[Timing]) -> Table:
    """Return when each phase of each plan begins and ends, its float and criticality, and what a slip of it does."""
    rows: list[tuple[Cell, ...]] = []
    for when in timings:
        reading, found = when.reading, when.found
        for phase in reading.plan.phases:
            late = when.after(phase.id, SLIP)
            slack = np.min([days for (name, _), days in found.slack.items() if name == phase.id], axis=0)
            rows.append(
                (
                    reading.text.name,
                    reading.phases[phase.id].name,
                    people(reading.dossier, phase.parties) or "all together",
                    when.day(found.phase_begins(phase.id)),
                    when.day(found.phase_ends(phase.id)),
                    when.span(found.phase_ends(phase.id)) if when.stated else "",
                    round(float(np.median(slack))),
                    percent(found.criticality(phase.id)),
                    late.day(late.found.end),
                    "; ".join(f"{percent(when.due[name])} → {percent(late.due[name])}" for name in when.due),
                )
            )
    columns = (
        "text", "phase", "who", "begins", "ends", "80% of draws", "days to spare", "decides the end in", FURTHER_SLIP,
        "and in time",
    )  # fmt: skip
    note = (
        "Days are medians over the draws. To spare: how much longer the phase may take without the end moving. Decides the end: the share of "
        "draws in which it has no day to spare."
    )
    return Table(
        "implementation.schedule",
        "When it would be carried out, if everyone did everything",
        columns,
        tuple(rows),
        note,
    )


def _length(days: float) -> str:
    months = abs(days) / MONTH
    amount = f"{abs(days):.0f} days" if months < 2 or abs(months - round(months)) > 0.05 else f"{months:.0f} months"
    return f"{amount} {'longer' if days >= 0 else 'less'}"


def _in_words(reading: Reading, days: float) -> str:
    day = reading.day(days)
    return f"{day.day} {day:%B %Y}"
