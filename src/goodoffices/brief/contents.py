"""What a dossier holds, at a glance: the command `show`."""

from rich.console import Console
from rich.markup import escape

from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.wording import capital, count, listing
from goodoffices.brief.json import to_json
from goodoffices.brief.terminal import PROSE, print_table
from goodoffices.dossier.dossier import Dossier


def contents_json(dossier: Dossier) -> str:
    """Return the whole dossier as JSON text, every record with its fields as written."""
    records = {
        name: {key: record.model_dump(by_alias=True) for key, record in getattr(dossier, name).items()}
        for name in ("sources", "parties", "issues", "moments", "councils")
    }
    tables = {
        name: [row.model_dump(by_alias=True) for row in getattr(dossier, name)]
        for name in ("ties", "stances", "capabilities", "events")
    }
    about = dossier.about.model_dump()
    content = {"schema": "goodoffices.dossier/1", "id": dossier.id, "sha256": dossier.digest, "about": about}
    return to_json({**content, **records, **tables})


def print_contents(dossier: Dossier, out: Console) -> None:
    """Print title, question and short tables of parties, issues, moments and bodies."""
    out.print(f"[bold]{escape(dossier.about.title)}[/bold]  [dim]{escape(dossier.id)}[/dim]")
    for text in (dossier.about.question, dossier.about.summary):
        if text:
            out.print(escape(text), width=min(out.width, PROSE))
    for table in _tables(dossier):
        print_table(table, out)
    counts = [
        count(len(dossier.stances), "stance"),
        count(len(dossier.capabilities), "capability", "capabilities"),
        count(len(dossier.ties), "tie"),
        count(len(dossier.events), "event"),
        count(len(dossier.sources), "document"),
    ]
    out.print(f"\n{capital(listing(counts))}.")


def _tables(dossier: Dossier) -> list[Table]:
    parties: list[tuple[Cell, ...]] = [(p.id, p.name, p.kind) for p in dossier.parties.values()]
    issues: list[tuple[Cell, ...]] = [
        (
            i.id,
            i.name,
            f"{i.scale.low:g}–{i.scale.high:g}{f' {i.scale.unit}' if i.scale.unit else ''}"
            if i.scale
            else " | ".join(i.option_ids),
        )
        for i in dossier.issues.values()
    ]
    moments: list[tuple[Cell, ...]] = [
        (m.id, m.date.in_words, len(m.at_table), len(m.in_the_wings), ", ".join(m.issues))
        for m in dossier.moments.values()
    ]
    bodies: list[tuple[Cell, ...]] = [
        (c.id, c.name, ", ".join(f.id for f in c.formulas), ", ".join(r.id for r in c.rules))
        for c in dossier.councils.values()
    ]
    return [
        Table("parties", "Parties", ("id", "name", "kind"), tuple(parties)),
        Table("issues", "Issues", ("id", "name", "scale or options"), tuple(issues)),
        Table("moments", "Moments", ("id", "date", "at the table", "in the wings", "open issues"), tuple(moments)),
        Table("councils", "Bodies", ("id", "name", "formulas", "rules"), tuple(bodies)),
    ]
