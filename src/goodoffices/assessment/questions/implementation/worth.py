"""What each clause, gate, verifier and phase size is worth: the plan is changed in one thing and followed again, in the same draws."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.interval import Interval
from goodoffices.assessment.questions.implementation.courses import (
    MOST_STATES,
    Judged,
    Numbers,
    numbers_for,
)
from goodoffices.assessment.questions.implementation.risk import HORIZON, Risk
from goodoffices.assessment.wording import listing, percent
from goodoffices.assessment.worlds import Worlds
from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.course import (
    Compiled,
    compiled,
    course,
    halved,
    numbers_of,
    watched_better,
    watched_faster,
)
from goodoffices.models.implementation.plan import Plan, gated_throughout, with_clause, without_gates

DRAWS = 64
"""Changes are followed over so many of the draws."""
LITTLE = 0.01
"""A change of less than this is none."""
Draws = NDArray[np.float64]


@dataclass(frozen=True)
class Change:
    """A plan with one thing changed, or one party certain to keep its word, and what it comes to within five years, shapes (draws,)."""

    name: str
    completed: Draws
    war: Draws
    party: str = ""


@dataclass(frozen=True)
class Worth:
    """A plan as written, and with each change."""

    judged: Judged
    written: Change
    changes: tuple[Change, ...]

    def gain(self, change: Change) -> Interval:
        """Return by how much the change makes completion likelier."""
        return Interval.over(change.completed - self.written.completed, self.judged.stated)

    def spared(self, change: Change) -> Interval:
        """Return by how much the change makes war less likely."""
        return Interval.over(self.written.war - change.war, self.judged.stated)


def worth(followed: Risk, worlds: Worlds) -> Worth:
    """Try every change on a plan."""
    judged = followed.judged
    numbers = judged.first(DRAWS)
    written = _followed("as written", judged.ready, numbers)
    changes = (
        _followed(name, ready, {key: value[:DRAWS] for key, value in given.items()}, party)
        for name, ready, given, party in _changed(judged, worlds)
    )
    return Worth(judged, written, tuple(changes))


def worth_finding(found: Worth) -> Finding | None:
    """Say which changes make completion likelier or war less likely, and which do harm."""
    reading = found.judged.reading
    moment = reading.situation.moment
    if not found.changes:
        return None
    clauses = [change for change in found.changes if not change.party]
    ranked = sorted(clauses, key=lambda change: -found.gain(change).median)
    good = [c for c in ranked if found.gain(c).median >= LITTLE][:3]
    calm = [c for c in sorted(clauses, key=lambda c: -found.spared(c).median) if found.spared(c).median >= LITTLE][:2]
    bad = [c for c in clauses if found.spared(c).median <= -LITTLE][:2]
    parts = [
        f"{words} {listing([_told(change, end, found) for change in changes])}"
        for words, end, changes in (
            ("Completion becomes likelier", "completed", good),
            ("War becomes less likely", "war", calm),
            ("War becomes likelier", "war", bad),
        )
        if changes
    ]
    told = parts or ["None of the clauses, gates, verifiers and phase sizes tried makes much of a difference"]
    person = max((c for c in found.changes if c.party), key=lambda c: found.gain(c).median, default=None)
    if person and found.gain(person).median >= LITTLE:
        told.append(
            f"Of the parties most hangs on {reading.dossier.label(person.party)}: {_told(person, 'completed', found)}"
        )
    return Finding(
        f"implementation.{moment.id}.worth.{reading.text.id}",
        f"What each part of {reading.name} is worth, changed one at a time. {'. '.join(told)}.",
        8 if reading.is_open else 9,
        moment.id,
        numbers=tuple(
            Number(f"completed {c.name}", _median(c.completed), "draws" if found.judged.stated else "point")
            for c in found.changes
        ),
        confidence="low",
        confidence_in="the size of each effect",
        reason="the same draws with and without each change; the parties are taken to behave as judged, whatever the text says",
        sources=distinct(found.judged.sources),
    )


def worths_table(found: Sequence[Worth]) -> Table:
    """Return what each change does to completion and war."""
    rows: list[tuple[Cell, ...]] = []
    for each in found:
        for change in (each.written, *each.changes):
            same = change is each.written
            rows.append(
                (
                    each.judged.reading.text.name,
                    change.name,
                    percent(_median(change.completed)),
                    "" if same else _points(each.gain(change)),
                    percent(_median(change.war)),
                    "" if same else _points(each.spared(change)),
                )
            )
    columns = (
        "text", "the plan", "completed", "likelier by, in points", "war", "less likely by, in points",
    )  # fmt: skip
    note = (
        f"Chances within five years: medians over the first {DRAWS} draws; likelier and less likely by: the median of the differences draw by draw, which need not be the difference of the medians, and in brackets 80% of them. The conduct of the parties "
        "is taken to stay as judged."
    )
    return Table(
        "implementation.worth", "What each clause, gate, verifier and phase size is worth", columns, tuple(rows), note
    )


def _changed(judged: Judged, worlds: Worlds) -> Iterator[tuple[str, Compiled, Numbers, str]]:
    plan, conducts, known = judged.reading.plan, judged.conducts, judged.numbers
    watched = any(key[0] == "detection" for key in known)
    gates = [phase for phase in plan.phases if phase.gate]
    variants: list[tuple[str, Plan]] = []
    if gates:
        variants.append(("without any gate", without_gates(plan)))
    if plan.verifiers:
        variants.append(("with a gate of all parties before every phase", gated_throughout(plan)))
        if watched:
            variants.append(("with an exclusion clause at every gate and at the vote", with_clause(plan, "exclusion")))
    for name, other in variants:
        if other != plan:
            try:
                made = course(other, conducts)
                yield name, compiled(made, MOST_STATES), numbers_for(numbers_of(made), known, worlds), ""
            except ModelInputError:
                continue
    if watched:
        yield "if verifiers miss half as many breaches", judged.ready, dict(watched_better(known)), ""
    if any(key[0] == "delay" and value.max() > 0 for key, value in known.items()):
        yield "if verifiers take half as long", judged.ready, dict(watched_faster(known)), ""
    for phase in dict.fromkeys(conduct.phase for conduct in conducts):
        half = halved(plan, phase, conducts)
        made = course(half.plan, half.conducts, half.sizes)
        try:
            ready = compiled(made, MOST_STATES)
        except ModelInputError:
            continue
        yield f"with “{judged.reading.phases[phase].name}” in two halves", ready, dict(half.numbers(known, phase)), ""
    for party in dict.fromkeys(conduct.party for conduct in conducts):
        certain = {key: value * 0 if key[0] == "chance" and key[1] == party else value for key, value in known.items()}
        yield f"if {judged.reading.dossier.label(party)} surely kept its word", judged.ready, certain, party


def _followed(name: str, ready: Compiled, numbers: Numbers, party: str = "") -> Change:
    ends = ready.by_month(("completed", "war"), ready.chances(numbers), HORIZON)[:, -1]
    return Change(name, ends[0], ends[1], party)


def _told(change: Change, end: str, found: Worth) -> str:
    before, after = _median(getattr(found.written, end)), _median(getattr(change, end))
    return f"{change.name} ({percent(before)} → {percent(after)})"


def _median(values: Draws) -> float:
    return float(np.median(values))


def _points(held: Interval) -> str:
    def told(value: float) -> str:
        return f"{100 * value:+.0f}".replace("-", "−").replace("+0", "0").replace("−0", "0")

    return told(held.median) + (f" ({told(held.low)} to {told(held.high)})" if held.stated else "")
