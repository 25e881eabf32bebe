"""Tables behind the findings on texts."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.texts_in_words import LINKAGE, fate, people, who
from goodoffices.dossier.settlement import Settlement
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.citing import in_short


def tables(situations: Sequence[Situation], settlements: Sequence[Settlement]) -> tuple[Table, ...]:
    """Return the tables that have rows: texts, provisions and linkages."""
    last = situations[-1], settlements[-1]
    found = (
        _texts(*last),
        _provisions(situations, settlements),
        _linkages(*last),
    )
    return tuple(table for table in found if table.rows)


def _texts(situation: Situation, settlement: Settlement) -> Table:
    dossier, moment = situation.dossier, situation.moment
    rows: list[tuple[Cell, ...]] = [
        (
            f"{text.name} ({text.kind.replace('_', ' ')})",
            text.date.in_words,
            who(dossier, text),
            fate(dossier, text, moment.date),
            in_short(dossier, text.source),
        )
        for text in settlement.texts.values()
    ]
    columns = ("text", "date", "who", "what became of it", "source")
    return Table("texts.all", f"Texts on paper by {moment.name}", columns, tuple(rows))


def _provisions(situations: Sequence[Situation], settlements: Sequence[Settlement]) -> Table:
    """The provisions that were live at any of the moments, and at which."""
    dossier = situations[-1].dossier
    live: dict[str, list[Situation]] = {}
    for situation, settlement in zip(situations, settlements, strict=True):
        for provision in settlement.live:
            live.setdefault(provision.id, []).append(situation)
    order = list(settlements[-1].texts)
    found = sorted((settlements[-1].provisions[name] for name in live), key=lambda p: order.index(p.text))
    rows: list[tuple[Cell, ...]] = [
        (
            dossier.texts[p.text].name,
            p.name,
            p.kind,
            people(dossier, p.obliges),
            dossier.verifiers[p.verifier].name if p.verifier else "",
            "; ".join(
                f"{verb} {people(dossier, parties)}"
                for verb, parties in (("demanded by", p.demanded_by), ("opposed by", p.opposed_by))
                if parties
            ),
            _span(live[p.id], situations),
            in_short(dossier, p.source),
        )
        for p in found
    ]
    columns = ("text", "provision", "kind", "obliges", "verifier", "who wanted it", "open", "source")
    return Table("texts.provisions", "Provisions of texts open at the moments", columns, tuple(rows))


def _span(held: list[Situation], situations: Sequence[Situation]) -> str:
    """Return at which of the moments something held, in few words."""
    names = [situation.moment.name for situation in held]
    if len(held) == len(situations):
        return "throughout"
    if len(held) > 1 and held == list(situations[-len(held) :]):
        return f"from {names[0]}"
    if len(held) > 1 and held == list(situations[: len(held)]):
        return f"until {names[-1]}"
    return "; ".join(names)


def _linkages(situation: Situation, settlement: Settlement) -> Table:
    dossier, provisions = situation.dossier, settlement.provisions
    rows: list[tuple[Cell, ...]] = [
        (
            f"“{provisions[link.provision].name}” {LINKAGE[link.kind]} “{provisions[link.other].name}”.",
            " → ".join(dict.fromkeys(dossier.texts[provisions[p].text].name for p in (link.provision, link.other))),
            link.note,
            in_short(dossier, link.source),
        )
        for link in settlement.linkages
    ]
    return Table("texts.linkages", "How provisions hang together", ("linkage", "texts", "note", "source"), tuple(rows))
