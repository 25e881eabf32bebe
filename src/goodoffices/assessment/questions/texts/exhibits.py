"""Tables and the picture behind the findings on texts."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Cell, Figure, Table
from goodoffices.assessment.questions.texts.phrases import CONSEQUENCE, LINKAGE, days, fate, people, who
from goodoffices.assessment.wording import listing
from goodoffices.dossier.phase import Phase
from goodoffices.dossier.settlement import Settlement, steps
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.citing import in_short
from goodoffices.dossier.values.quantity import Quantity

WHOSE = {"every_party": "everyone has completed", "own_party": "each for itself has completed"}


def tables(situations: Sequence[Situation], settlements: Sequence[Settlement]) -> tuple[Table, ...]:
    """Return the tables that have rows: texts, provisions, linkages, phases and verifiers."""
    last = situations[-1], settlements[-1]
    found = (
        _texts(*last),
        _provisions(situations, settlements),
        _linkages(*last),
        _phases(*last),
        _verifiers(*last),
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


def _phases(situation: Situation, settlement: Settlement) -> Table:
    dossier, date = situation.dossier, situation.moment.date
    rows: list[tuple[Cell, ...]] = []
    for text in settlement.texts.values():
        phases = settlement.phases_of(text.id)
        step = steps(phases)
        rows += [
            (
                f"{text.name} ({fate(dossier, text, date)})",
                step[phase.id] + 1,
                phase.name,
                _gate(situation, phase),
                dossier.verifiers[phase.verifier].name if phase.verifier else "",
                days(phase),
                _duties(situation, phase),
                "; ".join(
                    f"{b.act}{f' ({people(dossier, b.parties)})' if b.parties else ''}: {CONSEQUENCE[b.consequence]}"
                    for b in phase.breaches
                ),
                in_short(dossier, phase.source),
            )
            for phase in phases
        ]
    columns = ("text", "step", "phase", "begins when", "verifier", "days", "who owes what", "a breach brings", "source")
    note = "Days: the lowest, likeliest and highest judged."
    return Table("texts.phases", "How the texts would be carried out", columns, tuple(rows), note)


def _gate(situation: Situation, phase: Phase) -> str:
    dossier = situation.dossier
    if phase.gate is None:
        return f"after {_names(situation, phase.after)}" if phase.after else ""
    confirmed = f"{WHOSE[phase.gate.of]} {_names(situation, phase.gate.confirms)}"
    return f"{dossier.verifiers[phase.gate.verifier].name} confirms that {confirmed}"


def _duties(situation: Situation, phase: Phase) -> str:
    owed: dict[str, list[str]] = {}
    for obligation in phase.obligations:
        owed.setdefault(obligation.duty, []).append(obligation.party)
    return "; ".join(f"{people(situation.dossier, parties)}: {duty}" for duty, parties in owed.items())


def _names(situation: Situation, phases: Sequence[str]) -> str:
    return listing([f"“{situation.dossier.phases[name].name}”" for name in phases])


def _verifiers(situation: Situation, settlement: Settlement) -> Table:
    dossier = situation.dossier
    rows: list[tuple[Cell, ...]] = [
        (v.name, dossier.label(v.party), _range(v.detection), _range(v.delay_days), v.note, in_short(dossier, v.source))
        for v in settlement.verifiers.values()
    ]
    columns = ("verifier", "provided by", "finds a breach", "days it takes", "note", "source")
    note = "The chance that a breach is found runs from 0 to 1; ranges give the lowest, likeliest and highest value."
    return Table("texts.verifiers", "Who verifies", columns, tuple(rows), note)


def _range(quantity: Quantity | None) -> str:
    return str(quantity).replace("..", "–") if quantity else ""


def figures(situation: Situation, settlement: Settlement) -> tuple[Figure, ...]:
    """Return the phases as chains, one text below the other, if there are any."""
    dossier, date = situation.dossier, situation.moment.date
    rows: list[tuple[Cell, ...]] = []
    for text in settlement.texts.values():
        phases = settlement.phases_of(text.id)
        step = steps(phases)
        rows += [
            (
                f"{text.name} ({fate(dossier, text, date)})",
                phase.name,
                step[phase.id] + 1,
                days(phase),
                {"every_party": "all", "own_party": "each for itself"}[phase.gate.of] if phase.gate else "",
                dossier.label(dossier.verifiers[phase.gate.verifier].party) if phase.gate else "",
                bool(phase.verifier),
            )
            for phase in phases
        ]
    if not rows:
        return ()
    columns = ("text", "phase", "step", "days", "gate", "opened by", "verified")
    described = "; ".join(
        f"{row[0]}, step {row[2]}: {row[1]}" + (f", behind a gate that {row[5]} opens" if row[4] else "")
        for row in rows
    )
    return (
        Figure(
            "texts.phases.figure",
            "phases",
            "How the texts would be carried out, step by step",
            "One row of boxes per text, one box per phase, from left to right; a bar before a box is a gate that somebody "
            f"must open. {described}.",
            Table("texts.phases.data", "Phases", columns, tuple(rows)),
        ),
    )
