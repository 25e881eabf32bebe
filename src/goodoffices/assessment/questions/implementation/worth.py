"""What each clause, gate, verifier and phase size is worth: the plan is changed in one thing and followed again, in the same draws."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.questions.implementation.chance import Chance
from goodoffices.assessment.questions.implementation.courses import (
    HORIZON,
    MOST_STATES,
    Judged,
    Numbers,
    numbers_for,
)
from goodoffices.assessment.questions.implementation.risk import Risk
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
    """One thing changed in a plan, or one party certain to keep its word.

    Attributes
    ----------
    gain : ndarray, shape (draws,)
        By how much it makes completion within five years likelier, draw by draw.
    spared : ndarray, shape (draws,)
        By how much it makes war less likely.
    party : str
        Which party keeps its word; empty for a change of the text or of how it is watched.
    """

    name: str
    gain: Draws
    spared: Draws
    party: str = ""


@dataclass(frozen=True)
class Worth:
    """What each change of a plan adds to what becomes of it as written.

    A chance with a change is that of the plan as written, over all its draws, and what the change adds in those in which it is tried.
    """

    followed: Risk
    changes: tuple[Change, ...]

    @property
    def judged(self) -> Judged:
        """The plan."""
        return self.followed.judged

    def completed(self, change: Change | None = None) -> float:
        """Return the chance of completion within five years, as written or with a change."""
        return self._with("completed", change.gain if change else None)

    def war(self, change: Change | None = None) -> float:
        """Return the chance that war comes first, as written or with a change."""
        return self._with("war", -change.spared if change else None)

    def _with(self, end: str, added: Draws | None) -> float:
        chance = self.followed.share(end).mean + (0.0 if added is None else _mean(added))
        return min(max(chance, 0.0), 1.0)


def worth(followed: Risk, worlds: Worlds) -> Worth:
    """Try every change on a plan."""
    judged = followed.judged
    numbers = judged.first(DRAWS)
    done, war = _ends(judged.ready, numbers)
    changes = []
    for name, ready, given, party in _changed(judged, worlds):
        done_then, war_then = _ends(ready, {key: value[:DRAWS] for key, value in given.items()})
        changes.append(Change(name, done_then - done, war - war_then, party))
    return Worth(followed, tuple(changes))


def worth_finding(found: Worth) -> Finding | None:
    """Say which changes make completion likelier or war less likely, and which do harm."""
    reading = found.judged.reading
    moment = reading.situation.moment
    if not found.changes:
        return None
    clauses = [change for change in found.changes if not change.party]
    good = [c for c in sorted(clauses, key=lambda change: -_mean(change.gain)) if _mean(c.gain) >= LITTLE][:3]
    calm = [c for c in sorted(clauses, key=lambda change: -_mean(change.spared)) if _mean(c.spared) >= LITTLE][:2]
    bad = [c for c in clauses if _mean(c.spared) <= -LITTLE][:2]
    done, war = percent(found.completed()), percent(found.war())
    parts = [
        f"{words} {listing([_told(change, end, found) for change in changes])}"
        for words, end, changes in (
            (f"Completion within five years ({done} as written) becomes likelier", "completed", good),
            (f"War ({war} as written) becomes less likely", "war", calm),
            (f"War ({war} as written) becomes likelier", "war", bad),
        )
        if changes
    ]
    told = parts or ["None of the clauses, gates, verifiers and phase sizes tried makes much of a difference"]
    person = max((c for c in found.changes if c.party), key=lambda c: _mean(c.gain), default=None)
    if person and _mean(person.gain) >= LITTLE:
        told.append(
            f"Of the parties most hangs on {reading.dossier.label(person.party)}: completion is likelier {_told(person, 'completed', found)}"
        )
    return Finding(
        f"implementation.{moment.id}.worth.{reading.text.id}",
        f"What each part of {reading.name} is worth, one thing changed and all else as written. {'. '.join(told)}.",
        8 if reading.is_open else 9,
        moment.id,
        numbers=tuple(
            Number(f"completed {c.name}", found.completed(c), "draws" if found.judged.stated else "point")
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
        name, stated = each.judged.reading.text.name, each.judged.stated
        rows.append((name, "as written", percent(each.completed()), "", percent(each.war()), ""))
        rows += [
            (
                name,
                change.name,
                percent(each.completed(change)),
                _points(Chance.over(change.gain, stated)),
                percent(each.war(change)),
                _points(Chance.over(change.spared, stated)),
            )
            for change in each.changes
        ]
    columns = (
        "text", "the plan", "completed within five years", "likelier by, in points", "war first", "less likely by, in points",
    )  # fmt: skip
    note = (
        "One thing changed, and all else as written; the parties are taken to behave as judged, whatever the text says. Likelier and less likely by: the "
        f"mean of the differences draw by draw, in the first {DRAWS} of them, with 80% in brackets."
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


def _ends(ready: Compiled, numbers: Numbers) -> tuple[Draws, Draws]:
    ends = ready.by_month(("completed", "war"), ready.chances(numbers), HORIZON)[:, -1]
    return ends[0], ends[1]


def _told(change: Change, end: str, found: Worth) -> str:
    return f"{change.name} ({percent(found.completed(change) if end == 'completed' else found.war(change))})"


def _mean(values: Draws) -> float:
    return float(np.mean(values))


def _points(held: Chance) -> str:
    def told(value: float) -> str:
        return f"{100 * value:+.0f}".replace("-", "−").replace("+0", "0").replace("−0", "0")

    return told(held.mean) + (f" ({told(held.low)} to {told(held.high)})" if held.stated else "")
