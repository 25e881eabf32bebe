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
CALLED: dict[Clause, str] = {
    "exclusion": "An exclusion clause",
    "own_party": "Gates that each party passes alone",
    "time_limit": "A time limit on gates",
}
MOST_NAMED = 4


def phase_names(reading: Reading, phases: Sequence[str], last: str = "and") -> str:
    """Return phases in quotation marks."""
    named = [f"“{reading.phases[name].name}”" for name in phases[:MOST_NAMED]]
    if len(phases) > MOST_NAMED:
        named.append(count(len(phases) - MOST_NAMED, "other"))
    return listing(named, last)


def last_phases(reading: Reading) -> str:
    """Return who has to carry out the last phases, the ones that no other waits for, or that the text names nobody."""
    before = {name for phase in reading.plan.phases for name in phase.waits_for}
    last = [phase for phase in reading.plan.phases if phase.id not in before]
    owing = {
        phase.id: list(dict.fromkeys(duty.party for duty in reading.phases[phase.id].obligations)) for phase in last
    }
    told = [
        f"Last comes {phase_names(reading, [name])}, which {people(reading.dossier, parties)} {'has' if len(parties) == 1 else 'have'} to carry out."
        for name, parties in owing.items()
        if parties
    ]
    unowned = [name for name, parties in owing.items() if not parties]
    if unowned:
        pronoun = "it" if len(unowned) == 1 else "them"
        comes = "comes" if len(unowned) == 1 else "come"
        told.append(
            f"Last {comes} {phase_names(reading, unowned)}; the text names nobody who has to carry {pronoun} out."
        )
    return " ".join(told)


def stopping(reading: Reading, stop: Stop) -> str:
    """Return what the one who stops does not do, as a clause."""
    phase = reading.phases[stop.phase].name
    if stop.is_verifier:
        return f"{reading.dossier.verifiers[stop.who].name} does not open the gate before “{phase}”"
    return f"{reading.dossier.label(stop.who)} does not carry out “{phase}”"


def told(reading: Reading, events: Sequence[Event]) -> list[str]:
    """Return a sequence of events as clauses: what happens to one phase, or what the same parties do, in one."""
    clauses: list[tuple[str, list[str]]] = []
    for (kind, phase), group in groupby(events, key=lambda event: (event.kind, event.phase)):
        parties = [event.party for event in group]
        name = f"“{reading.phases[phase].name}”" if phase else ""
        if kind == "done":
            doing = _doing(reading, phase, parties)
            if doing and clauses and clauses[-1][0] == doing:
                clauses[-1][1].append(name)
            else:
                clauses.append((doing, [name if doing else f"{name} takes place"]))
        elif kind == "excluded":
            clauses.append(("", [f"{people(reading.dossier, parties)} is excluded"]))
        else:
            passing = f" for {people(reading.dossier, parties)}" if parties != [ALL] else ""
            unconfirmed = " unconfirmed" if kind == "opens_anyway" else ""
            clauses.append(("", [f"the gate before {name} opens{passing}{unconfirmed}"]))
    return [f"{doing} {listing(names)}".strip() for doing, names in clauses]


def _doing(reading: Reading, phase: str, parties: list[str]) -> str:
    if parties == [ALL]:
        return ""
    owing = reading.plan.phase(phase).parties
    left = [party for party in owing if party not in parties]
    if not left and len(owing) > 1:
        return "everyone carries out"
    if left and len(left) < len(parties):
        return f"everyone but {people(reading.dossier, left)} carries out"
    return f"{people(reading.dossier, parties)} {'carries' if len(parties) == 1 else 'carry'} out"
