"""Who is in this, and how are they tied? Parties, coalitions, backers."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Answer, Cell, Figure, Method, Table
from goodoffices.assessment.finding import Finding, distinct
from goodoffices.assessment.question import Question
from goodoffices.assessment.wording import capital, count, listing
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.party import Party, Tie
from goodoffices.dossier.situation import Situation, in_force
from goodoffices.dossier.values.citing import in_short
from goodoffices.dossier.values.dates import Date

VERBS = {
    "backs": "backs",
    "allied_with": "is allied with",
    "recognises": "recognises",
    "in_contact_with": "is in contact with",
    "hosts": "hosts",
    "co_chairs": "co-chairs",
    "opposes": "opposes",
    "leads": "leads",
    "serves": "serves",
}


OFFICES = ("leads", "serves")
"""Ties by which a person belongs to a party."""
METHOD = Method(
    "Parties and ties",
    "As the dossier records them; a tie is shown if it held at one of the moments. Whom a person leads or serves stands "
    "in the table of persons and is not drawn.",
)


def answer(question: Question, situations: Sequence[Situation], worlds: Worlds) -> Answer:  # noqa: ARG001
    """List the parties, and the ties in force at any of the moments."""
    dossier = situations[-1].dossier
    ties = [
        tie
        for tie in dossier.ties
        if any(in_force(tie.from_, tie.until, situation.moment.date) for situation in situations)
    ]
    drawn = [tie for tie in ties if not _is_office(dossier, tie)]
    return Answer(
        question.id,
        question.title,
        tuple(filter(None, (_overview(dossier), _backers(dossier, ties), _coalitions(dossier)))),
        tuple(
            t
            for t in (_parties_table(dossier, ties), _persons_table(situations[-1]), _ties_table(dossier, drawn))
            if t.rows
        ),
        (_figure(dossier, drawn),) if drawn else (),
        (METHOD,),
        () if dossier.ties else ("ties between the parties (ties.csv)",),
    )


def _overview(dossier: Dossier) -> Finding:
    kinds: dict[str, int] = {}
    for party in dossier.parties.values():
        kinds[party.kind] = kinds.get(party.kind, 0) + 1
    plurals = {"ministry": "ministries"}
    words = [count(number, kind, plurals.get(kind, "")) for kind, number in kinds.items()]
    return Finding(
        "parties.overview",
        f"{capital(count(len(dossier.parties), 'party is', 'parties are'))} described: {listing(words)}.",
        confidence="exact",
        reason="counted in the dossier",
    )


def _backers(dossier: Dossier, ties: Sequence[Tie]) -> Finding | None:
    backed: dict[str, list[Tie]] = {}
    for tie in ties:
        if tie.kind == "backs":
            backed.setdefault(tie.other, []).append(tie)
    if not backed:
        return None
    clauses = [
        f"{dossier.label(other)} by {listing(list(dict.fromkeys(dossier.label(tie.party) for tie in group)))}"
        for other, group in backed.items()
    ]
    return Finding(
        "parties.backers",
        f"Who is backed by whom: {'; '.join(clauses)}.",
        priority=6,
        confidence="moderate",
        reason="as the sources describe it; how much a backer can make its client do is a judgement",
        would_change="a backer that withdraws its support",
        sources=distinct([c for group in backed.values() for tie in group for c in tie.source]),
    )


def _coalitions(dossier: Dossier) -> Finding | None:
    coalitions = [party for party in dossier.parties.values() if party.kind == "coalition" and party.members]
    if not coalitions:
        return None
    clauses = [f"{party.name}: {listing([dossier.label(m.party) for m in party.members])}" for party in coalitions]
    return Finding(
        "parties.coalitions",
        f"Coalitions: {'; '.join(clauses)}.",
        confidence="moderate",
        reason="as the sources describe it",
        sources=distinct([c for party in coalitions for c in party.source]),
    )


def _names(party: Party) -> str:
    return "; ".join(f"{alias.name}{_dates(alias.from_, alias.until)}" for alias in party.aliases)


def _dates(from_: Date | None, until: Date | None) -> str:
    dates = " ".join(f"{word} {date.in_words}" for word, date in (("from", from_), ("until", until)) if date)
    return f" ({dates})" if dates else ""


def _is_office(dossier: Dossier, tie: Tie) -> bool:
    return tie.kind in OFFICES and dossier.parties[tie.party].kind == "person"


def _parties_table(dossier: Dossier, ties: Sequence[Tie]) -> Table:
    people: dict[str, list[str]] = {}
    for tie in ties:
        if _is_office(dossier, tie):
            role = " (leads)" if tie.kind == "leads" else ""
            people.setdefault(tie.other, []).append(f"{dossier.label(tie.party)}{role}")
    rows: list[tuple[Cell, ...]] = [
        (
            party.name,
            party.kind,
            _names(party),
            ", ".join(dossier.label(m.party) for m in party.members),
            *([", ".join(dict.fromkeys(people.get(party.id, ())))] if people else []),
            party.note,
            in_short(dossier, party.source),
        )
        for party in dossier.parties.values()
        if party.kind != "person"
    ]
    columns = ("party", "kind", "also known as", "members", *(["people"] if people else []), "note", "source")
    return Table("parties.all", "Parties", columns, tuple(rows))


def _persons_table(situation: Situation) -> Table:
    dossier = situation.dossier
    rows: list[tuple[Cell, ...]] = []
    for person in dossier.parties.values():
        if person.kind != "person":
            continue
        offices = [
            tie
            for tie in dossier.ties
            if tie.party == person.id and tie.kind in OFFICES and situation.may_tell(tie.from_, tie.source)
        ]
        rows.append(
            (
                person.name,
                _names(person),
                "; ".join(
                    f"{VERBS[tie.kind]} {dossier.label(tie.other)}{_dates(tie.from_, tie.until)}" for tie in offices
                ),
                person.note,
                in_short(dossier, distinct([*person.source, *(c for tie in offices for c in tie.source)])),
            )
        )
    columns = ("person", "also known as", "leads or serves", "note", "source")
    return Table("parties.persons", "Persons", columns, tuple(rows))


def _ties_table(dossier: Dossier, ties: Sequence[Tie]) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            dossier.label(tie.party),
            VERBS[tie.kind],
            dossier.label(tie.other),
            tie.from_.in_words if tie.from_ else "",
            tie.until.in_words if tie.until else "",
            tie.note,
            in_short(dossier, tie.source),
        )
        for tie in ties
    ]
    return Table("parties.ties", "Ties", ("party", "tie", "other", "from", "until", "note", "source"), tuple(rows))


def _figure(dossier: Dossier, ties: Sequence[Tie]) -> Figure:
    rows: list[tuple[Cell, ...]] = [(dossier.label(t.party), VERBS[t.kind], dossier.label(t.other)) for t in ties]
    return Figure(
        "parties.ties.figure",
        "ties",
        "Who is tied to whom",
        "Each line is one tie, from a party on the left, or between, to one further right. "
        + "; ".join(f"{row[0]} {row[1]} {row[2]}" for row in rows),
        Table("parties.ties.data", "Ties", ("party", "tie", "other"), tuple(rows)),
    )
