"""How phases, steps and sequences of events are told in a sentence or a cell."""

from collections.abc import Sequence
from itertools import groupby

from goodoffices.assessment.questions.implementation.readings import Reading
from goodoffices.assessment.texts_in_words import people
from goodoffices.assessment.wording import count, listing
from goodoffices.models.implementation.plan import ALL, Clause, Event, Stop

CLAUSE: dict[Clause, str] = {
    "exclusion": "the verifier may exclude a party that stops, and the gates open without it",
    "own_party": "each party passes a gate by what it has itself completed",
    "time_limit": "a gate opens after a time limit, confirmed or not",
}
MOST_NAMED = 4


def phase_names(reading: Reading, phases: Sequence[str], last: str = "and") -> str:
    """Return phases in quotation marks."""
    named = [f"“{reading.phases[name].name}”" for name in phases[:MOST_NAMED]]
    if len(phases) > MOST_NAMED:
        named.append(count(len(phases) - MOST_NAMED, "other"))
    return listing(named, last)


def stopping(reading: Reading, stop: Stop) -> str:
    """Return what the one who stops does not do."""
    phase = reading.phases[stop.phase].name
    if stop.is_verifier:
        return f"{reading.dossier.verifiers[stop.who].name} does not open the gate before “{phase}”"
    return f"{reading.dossier.label(stop.who)} does not do its part in “{phase}”"


def told(reading: Reading, events: Sequence[Event]) -> list[str]:
    """Return a sequence of events as clauses, those of one phase in one."""
    return [
        _clause(reading, kind, phase, [event.party for event in group])
        for (kind, phase), group in groupby(events, key=lambda event: (event.kind, event.phase))
    ]


def _clause(reading: Reading, kind: str, phase: str, parties: list[str]) -> str:
    name = f"“{reading.phases[phase].name}”" if phase else ""
    if kind == "excluded":
        return f"{people(reading.dossier, parties)} is excluded"
    if kind == "opens":
        return f"the gate before {name} opens" + (
            f" for {people(reading.dossier, parties)}" if parties != [ALL] else ""
        )
    if kind == "opens_anyway":
        return f"the gate before {name} opens unconfirmed"
    if parties == [ALL]:
        return f"{name} takes place"
    owing = reading.plan.phase(phase).parties
    if len(parties) == len(owing) > 1:
        return f"everyone does its part in {name}"
    left = [party for party in owing if party not in parties]
    if len(left) < len(parties):
        return f"everyone but {people(reading.dossier, left)} does its part in {name}"
    return f"{people(reading.dossier, parties)} {'does' if len(parties) == 1 else 'do'} {'its' if len(parties) == 1 else 'their'} part in {name}"
