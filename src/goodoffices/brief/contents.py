"""What a dossier holds, at a glance: the command `show`."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.wording import capital, count, listing
from goodoffices.brief.json import to_json
from goodoffices.brief.terminal import PROSE, print_table
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.record import Record
from goodoffices.dossier.storage.layout import FILES, DossierFile
from goodoffices.errors import NotFoundError, nearest

MOST_NAMED = 4
"""So many names of a file are shown before the rest is counted."""
SHOWN = ("dossier", "sources", "parties", "ties", "issues", "moments", "stances", "capabilities", "councils", "events")
"""Concepts that have a table of their own at a glance, or are counted in its last line."""


def contents_json(dossier: Dossier, concept: str = "") -> str:
    """Return the whole dossier, or one concept of it, as JSON text, every record with its fields as written."""
    files = [_file(concept)] if concept else FILES
    content = {"schema": "goodoffices.dossier/1", "id": dossier.id, "sha256": dossier.digest}
    return to_json({**content, **{file.attribute: _written(getattr(dossier, file.attribute)) for file in files}})


def print_concept(dossier: Dossier, concept: str, out: Console) -> None:
    """Print every entry of one file with all its fields: a table for a table, a paragraph per entry for the others.

    Raises
    ------
    NotFoundError
        If dossiers have no such concept.
    """
    file = _file(concept)
    content = getattr(dossier, file.attribute)
    if not content:
        out.print(f"{escape(dossier.id)} has nothing in {file.name}.")
    elif file.is_table:
        print_table(_rows(file, content), out, most=len(content))
    else:
        for key, record in content.items() if isinstance(content, dict) else [(dossier.id, content)]:
            out.print(f"[bold]{escape(key)}[/bold]")
            for name, value in _fields(record).items():
                for words in filter(None, map(_in_words, _lines(value) if name != "id" else ())):
                    line = Padding(f"[dim]{escape(name)}:[/dim] {escape(words)}", (0, 0, 0, 2), expand=False)
                    out.print(line, width=min(out.width, PROSE))


def _file(concept: str) -> DossierFile:
    known = {name: file for file in FILES for name in (file.concept, file.name)}
    if concept not in known:
        names = [file.concept for file in FILES]
        guess = nearest(concept, names)
        raise NotFoundError(
            f"a dossier has no concept {concept!r}"
            + (f"; did you mean {guess!r}?" if guess else f"; it has: {', '.join(names)}")
        )
    return known[concept]


def _written(content: Any) -> Any:
    """Return records as plain data, with fields named as in the files."""
    if isinstance(content, dict):
        return {key: record.model_dump(by_alias=True) for key, record in content.items()}
    if isinstance(content, tuple):
        return [row.model_dump(by_alias=True) for row in content]
    return content.model_dump(by_alias=True)


def _rows(file: DossierFile, content: Sequence[Record]) -> Table:
    """Return the rows of a file as a table, without the columns that are empty throughout."""
    cells = [{name: _in_words(value) for name, value in _fields(row).items()} for row in content]
    columns = tuple(name for name in file.columns if any(row[name] for row in cells))
    rows = tuple(tuple(row[name] for name in columns) for row in cells)
    return Table(file.concept, file.name, columns, rows)


def _fields(record: Record) -> dict[str, object]:
    return {field.alias or name: getattr(record, name) for name, field in type(record).model_fields.items()}


def _lines(value: object) -> tuple[object, ...]:
    """Return what stands in lines of its own: each of several records, or the value as a whole."""
    return value if isinstance(value, tuple) and any(isinstance(part, Record) for part in value) else (value,)


def _in_words(value: object) -> str:
    """Return a field's value in one line, as it is written in the file or nearly so."""
    if isinstance(value, Record):
        return _in_words(_fields(value))
    if isinstance(value, Mapping):
        return ", ".join(f"{name}: {text}" for name, part in value.items() if (text := _in_words(part)))
    if isinstance(value, tuple):
        return "; ".join(map(_in_words, value))
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else str(value)


def print_contents(dossier: Dossier, out: Console) -> None:
    """Print title, question, short tables of parties, issues, moments and bodies, and what else there is."""
    out.print(f"[bold]{escape(dossier.about.title)}[/bold]  [dim]{escape(dossier.id)}[/dim]")
    for text in (dossier.about.question, dossier.about.summary):
        if text:
            out.print(escape(text), width=min(out.width, PROSE))
    for table in _tables(dossier):
        print_table(table, out)
    others = _others(dossier)
    if others.rows:
        print_table(others, out)
        out.print(f"[dim]For all of one kind add its name to the command, such as {others.rows[0][0]}.[/dim]")
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


def _others(dossier: Dossier) -> Table:
    """Return what the dossier holds beside the everyday files: how much, and the first names."""
    rows: list[tuple[Cell, ...]] = []
    for file in FILES:
        content = getattr(dossier, file.attribute)
        if file.concept in SHOWN or not content:
            continue
        names = list(dict.fromkeys(filter(None, (_name(row) for row in content))))
        more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
        rows.append((file.concept, len(content), ", ".join(names[:MOST_NAMED]) + more))
    return Table("others", "Also in this dossier", ("what", "entries", "names"), tuple(rows))


def _name(entry: object) -> str:
    """Return what an entry is called: its id, or what stands in the first column of a row without one."""
    if not isinstance(entry, Record):
        return str(entry)
    return _in_words(getattr(entry, "id", None) or next(iter(_fields(entry).values())))
