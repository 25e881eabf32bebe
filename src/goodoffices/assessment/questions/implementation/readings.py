"""Plans as the texts of a dossier give them: one for each text with phases, as of a moment."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from goodoffices.assessment.questions.implementation.stated import stated
from goodoffices.assessment.texts_in_words import fate
from goodoffices.dossier import phase as record
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.settlement import Settlement, waits_for
from goodoffices.dossier.situation import Situation, in_force, later_documents
from goodoffices.dossier.text import Text
from goodoffices.dossier.values.citation import Citation
from goodoffices.models.implementation.plan import (
    Appointment,
    Breach,
    Gate,
    Phase,
    Plan,
    Step,
    Verifier,
)


@dataclass(frozen=True)
class Reading:
    """A text read as a plan.

    Attributes
    ----------
    text : Text
        The text.
    phases : dict of str to Phase
        Its phases and those of other texts that these wait for, as recorded.
    plan : Plan
        The same for the model. Whoever provides a verifier of the plan counts as that verifier and not as a party.
    start : date
        Day 0 of the plan: the last day that the text's date can mean.
    """

    situation: Situation
    text: Text
    phases: Mapping[str, record.Phase]
    plan: Plan
    start: date
    is_open: bool

    @property
    def dossier(self) -> Dossier:
        """The dossier that the text stands in."""
        return self.situation.dossier

    @property
    def name(self) -> str:
        """The text as a finding names it, with what became of it."""
        return f"“{self.text.name}” ({self.fate})"

    @property
    def title(self) -> str:
        """The text as a row or panel names it, with what became of it."""
        return f"{self.text.name} ({self.fate})"

    @property
    def fate(self) -> str:
        """What became of the text by the moment, in words."""
        return fate(self.dossier, self.text, self.situation.moment.date)

    @property
    def suspect(self) -> str:
        """The party told of as the example of one that stops: one whose breach is spoken of, that refused, or the last."""
        owing = self.plan.parties
        named = [
            *(party for phase in self.plan.phases for breach in phase.breaches for party in breach.parties),
            *self.text.refused_by,
        ]
        return next((party for party in named if party in owing), owing[-1] if owing else "")

    def sources(self, phases: Sequence[str]) -> list[Citation]:
        """Return the citations of phases and of their gates."""
        chosen = [self.phases[name] for name in phases]
        return [
            citation for phase in chosen for citation in (*phase.source, *(phase.gate.source if phase.gate else ()))
        ]

    def day(self, days: float) -> date:
        """Return the date so many days after the start."""
        return self.start + timedelta(days=min(round(days), (date.max - self.start).days))


def readings_at(situation: Situation, settlement: Settlement) -> tuple[Reading, ...]:
    """Return the plan of each text on paper that has phases, but for those that are only a part of another's plan."""
    found: dict[str, dict[str, record.Phase]] = {}
    for text in settlement.texts:
        own = settlement.phases_of(text)
        if own:
            found[text] = {phase.id: phase for phase in _with_all_before(own, settlement)}
    return tuple(
        _reading(situation, settlement, settlement.texts[text], phases)
        for text, phases in found.items()
        if not any(set(phases) < set(others) for others in found.values())
    )


def _with_all_before(own: Sequence[record.Phase], settlement: Settlement) -> Iterator[record.Phase]:
    todo, seen = [phase.id for phase in own], set[str]()
    while todo:
        name = todo.pop()
        if name not in seen and name in settlement.phases:
            seen.add(name)
            todo += waits_for(settlement.phases[name])
    earlier = [phase for text in settlement.texts for phase in settlement.phases_of(text) if phase.id in seen]
    mine = {phase.id for phase in own}
    yield from (phase for phase in earlier if phase.id not in mine)
    yield from own


def _reading(situation: Situation, settlement: Settlement, text: Text, phases: Mapping[str, record.Phase]) -> Reading:
    dossier = situation.dossier
    named = dict.fromkeys(
        name
        for phase in phases.values()
        for name in (phase.verifier, phase.gate.verifier if phase.gate else None)
        if name
    )
    verifiers = tuple(
        Verifier(name, stated(dossier.verifiers[name].detection), stated(dossier.verifiers[name].delay_days))
        for name in named
    )
    watching = {dossier.verifiers[name].party for name in named}
    start = text.date.latest
    plan = Plan(
        tuple(_phase(situation, settlement, phase, phases, watching, start) for phase in phases.values()), verifiers
    )
    return Reading(situation, text, phases, plan, start, text.id in settlement.open)


def _phase(
    situation: Situation,
    settlement: Settlement,
    phase: record.Phase,
    phases: Mapping[str, record.Phase],
    watching: set[str],
    start: date,
) -> Phase:
    # A party that owes two things in a phase takes one step, as long as the longer and as deep as the deeper of them.
    owed: dict[str, Step] = {}
    for obligation in phase.obligations:
        if obligation.party not in watching:
            step = Step(obligation.party, obligation.duty, stated(obligation.days), stated(obligation.keeps))
            owed[obligation.party] = _together(owed[obligation.party], step) if obligation.party in owed else step
    gate = None
    if phase.gate:
        confirms = tuple(dict.fromkeys(name for name in phase.gate.confirms if name in phases))
        goes_on = phase.gate.if_excluded == "goes_on"
        gate = Gate(phase.gate.verifier, confirms, phase.gate.of, goes_on, stated(phase.gate.opens_anyway))
    return Phase(
        phase.id,
        tuple(owed.values()),
        tuple(dict.fromkeys(name for name in phase.after if name in phases)),
        gate,
        stated(phase.days),
        phase.verifier or "",
        _appointment(situation, phase.starts, start),
        _appointment(situation, phase.due, start, last=True),
        tuple(_breach(situation, breach) for breach in phase.breaches),
        frozenset(settlement.provisions[name].kind for name in phase.provisions if name in settlement.provisions),
    )


def _together(first: Step, second: Step) -> Step:
    days = max((days for days in (first.days, second.days) if days), key=lambda days: days.likely, default=None)
    keeps = min((keeps for keeps in (first.keeps, second.keeps) if keeps), key=lambda keeps: keeps.likely, default=None)
    return Step(first.party, f"{first.duty}; {second.duty}", days, keeps)


def _breach(situation: Situation, breach: record.Breach) -> Breach:
    instruments = situation.dossier.instruments
    if breach.instrument:
        means = [instruments[breach.instrument]]
    else:
        means = [
            means
            for means in instruments.values()
            if means.kind == "guarantee"
            and breach.consequence == "guarantor_steps_in"
            and in_force(means.from_, means.until, situation.moment.date)
            and (not means.used_on or not breach.parties or set(means.used_on) & set(breach.parties))
        ]
    holders = dict.fromkeys(party for held in means for party in held.held_by)
    return Breach(breach.act, breach.consequence, breach.parties, tuple(holders))


def _appointment(
    situation: Situation, day: record.Appointment | None, start: date, last: bool = False
) -> Appointment | None:
    if day is None:
        return None
    dossier = situation.dossier
    when, sources = day.date, day.source
    window = next((window for window in dossier.windows if window.id == day.window), None)
    if when is None and window is not None:
        when = (window.until or window.from_) if last else window.from_
        sources = (*sources, *window.source)
    hidden = not dossier.about.hindsight and later_documents(dossier, sources, situation.moment.date)
    if when is None or hidden:
        return Appointment(day.on)
    return Appointment(day.on, float(((when.latest if last else when.earliest) - start).days))
