"""What happened? The dated record up to the last moment, and what followed it."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Answer, Cell, Figure, Method, Table
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.question import Question
from goodoffices.assessment.questions.record.documents import figures, noted, polls, remarks
from goodoffices.assessment.wording import count, listing
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.event import Event
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.citing import in_short
from goodoffices.evidence.chronology import chronology

MOST_ACTIVE = 4

METHOD = Method(
    "Chronology",
    "Events in the order of the earliest day their date can mean; a date is as precise as its source. Counts of acts "
    "measure what the source tells, not how busy a party was.",
)


def answer(question: Question, situations: Sequence[Situation], worlds: Worlds) -> Answer:  # noqa: ARG001
    """Put the record in order, up to the last moment; with hindsight declared, also what followed."""
    dossier, moment = situations[-1].dossier, situations[-1].moment
    ordered = chronology(dossier.events, moment.date)
    if not ordered.by_then:
        return Answer(question.id, question.title, missing=(f"events up to {moment.name} (events.csv)",))
    first, last = ordered.by_then[0], ordered.by_then[-1]
    busiest = [f"{dossier.label(party)} ({number})" for party, number in ordered.acts[:MOST_ACTIVE]]
    finding = Finding(
        "record.overview",
        f"The record holds {count(len(ordered.by_then), 'dated event')} from {first.date.in_words} to {last.date.in_words}; most "
        f"often it tells of acts by {listing(busiest)}.",
        priority=7,
        moment=moment.id,
        numbers=(Number("events", len(ordered.by_then), "exact"),),
        confidence="exact",
        reason="counted in the dossier; whose story the sources tell decides who acts most in it",
        sources=distinct([c for event in ordered.by_then for c in event.source]),
    )
    later = ordered.later if dossier.about.hindsight else ()
    tables = [_table(dossier, "record.events", "The record", ordered.by_then)]
    if later:
        tables.append(_table(dossier, "record.later", f"What followed {moment.name}", later, len(ordered.by_then) + 1))
    tables += [
        table for table in (polls(situations[-1]), figures(situations[-1]), remarks(situations[-1])) if table.rows
    ]
    return Answer(
        question.id,
        question.title,
        (finding, *noted(situations[-1])),
        tuple(tables),
        (_figure(situations, ordered.by_then),),
        (METHOD,),
    )


def _who(dossier: Dossier, event: Event) -> str:
    text = listing([dossier.label(party) for party in event.actor])
    return f"{text} → {listing([dossier.label(party) for party in event.target])}" if event.target else text


def _table(dossier: Dossier, table_id: str, title: str, events: Sequence[Event], start: int = 1) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            number,
            event.date.in_words,
            _who(dossier, event),
            event.place,
            event.summary + (f" [{event.note}]" if event.note else ""),
            in_short(dossier, event.source),
        )
        for number, event in enumerate(events, start)
    ]
    return Table(table_id, title, ("no", "date", "who", "place", "what", "source"), tuple(rows))


def _figure(situations: Sequence[Situation], events: Sequence[Event]) -> Figure:
    dossier = situations[-1].dossier
    rows: list[tuple[Cell, ...]] = [
        (
            number,
            event.date.earliest.isoformat(),
            event.date.latest.isoformat(),
            event.date.in_words,
            dossier.label(event.actor[0]),
            event.summary,
            "event",
        )
        for number, event in enumerate(events, 1)
        if event.actor
    ]
    rows += [
        (
            None,
            s.moment.date.earliest.isoformat(),
            s.moment.date.latest.isoformat(),
            s.moment.date.in_words,
            "",
            s.moment.name,
            "moment",
        )
        for s in situations
    ]
    return Figure(
        "record.timeline",
        "timeline",
        "The record as a timeline",
        "Events by the party that acts, from left to right in time; vertical lines mark the moments assessed. The "
        "table below lists every event.",
        Table("record.timeline.data", "Timeline", ("no", "from", "to", "date", "actor", "what", "kind"), tuple(rows)),
    )
