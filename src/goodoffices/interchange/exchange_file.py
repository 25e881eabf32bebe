"""The text format of the exchange model's program (Decide): rows that begin with ``#A``, ``#P``, ``#M`` and ``#D``."""

import re
from dataclasses import dataclass, field, replace

from goodoffices.errors import nearest
from goodoffices.interchange.cells import Row, Sheet, is_number
from goodoffices.interchange.negotiation import (
    Actor,
    Columns,
    Entry,
    Negotiation,
    Question,
    absent,
    check_weight,
    read_entry,
    with_salience_to_100,
)

KINDS = {"#O": "title", "#A": "actor", "#P": "issue", "#M": "mark", "#D": "data", "#/": "remark"}
LOW, HIGH = 0.0, 100.0
"""The ends of a scale that no marks are given for, as the program has them."""
_COLUMNS = Columns(position=3, salience=4, capability=5, names=("position", "salience", "power"))
_COMMENT = 6
_ROW = re.compile(r"""^\s*(['"]?)\#[APMD]\1\s*([;,\t])""", re.MULTILINE)


@dataclass
class _Found:
    """The rows of a file by their kind; actors and issues by name."""

    title: list[str] = field(default_factory=list)
    actors: dict[str, Row] = field(default_factory=dict)
    issues: dict[str, Row] = field(default_factory=dict)
    marks: list[Row] = field(default_factory=list)
    data: list[Row] = field(default_factory=list)


def separator_of(sheet: Sheet) -> str:
    """Return what separates the cells if this is such a file, else an empty string."""
    match = _ROW.search(sheet.text)
    return match[2] if match else ""


def read(sheet: Sheet, separator: str, title: str) -> Negotiation:
    """Return what the file holds; problems are noted in the sheet.

    The scale of an issue runs from its lowest to its highest mark, or from 0 to 100 if it has none.
    """
    match = _ROW.search(sheet.text)
    found = _sort(sheet, separator, match[1] or '"' if match else '"')
    scales = _scales(sheet, found)
    entries = _entries(sheet, found, scales, separator)
    check_weight(sheet, entries, _COLUMNS.capability, "power")
    entries, salience = with_salience_to_100(sheet, entries)
    if not entries and not sheet.problems:
        sheet.tell(1, None, "no row gives a position", expected="rows '#D', actor, issue, position, salience, power")
    actors = tuple(Actor(name, row.line, row[2]) for name, row in found.actors.items())
    open_issues = {entry.issue for entry in entries}
    unused = [f"{name} (line {scale.line})" for name, scale in scales.items() if name not in open_issues]
    marked = {row[1] for row in found.marks}
    unmarked = [name for name in scales if name in open_issues and name not in marked]
    assumed = (
        salience,
        *([f"scales run from 0 to 100 where no marks are given: {', '.join(unmarked)}"] if unmarked else []),
        *([f"left out, since nobody has a position there: {', '.join(unused)}"] if unused else []),
        *absent(actors, entries),
    )  # fmt: skip
    issues = tuple(scale for name, scale in scales.items() if name in open_issues)
    name = "; ".join(found.title) or title
    return Negotiation("a file of the exchange model", name, "", actors, issues, tuple(entries), assumed)


def _sort(sheet: Sheet, separator: str, quote: str) -> _Found:
    found = _Found()
    for row in sheet.rows(separator, quote):
        kind = KINDS.get(row[0].upper())
        if kind == "title" and row[1]:
            found.title.append(row[1])
        elif kind in ("actor", "issue"):
            _name(sheet, row, kind, found.actors if kind == "actor" else found.issues)
        elif kind == "mark":
            found.marks.append(row)
        elif kind == "data":
            found.data.append(row)
        elif kind is None and row.width:
            expected = f"one of {', '.join(KINDS)}"
            sheet.tell(
                row.line, 0, "no kind of row that is known", "", row[0], expected, suggestion=nearest(row[0], KINDS)
            )
    return found


def _name(sheet: Sheet, row: Row, kind: str, known: dict[str, Row]) -> None:
    if not row[1]:
        sheet.tell(row.line, 1, "this cell is empty", kind, expected=f"the name of an {kind}")
    elif row[1] in known:
        sheet.tell(row.line, 1, f"{row[1]!r} stands twice", kind, row[1], "each name once", known[row[1]].line)
    else:
        known[row[1]] = row


def _scales(sheet: Sheet, found: _Found) -> dict[str, Question]:
    ends: dict[str, list[float]] = {}
    named: dict[str, list[tuple[float, str]]] = {}
    unknown: set[str] = set()
    for row in found.marks:
        issue, at = row[1], sheet.number(row, 2, "mark")
        if issue not in found.issues:
            _unknown(sheet, row, 1, "issue", found.issues, unknown)
        elif at is not None:
            ends.setdefault(issue, []).append(at)
            if meaning := " ".join(filter(None, row.cells[3:])):
                named.setdefault(issue, []).append((at, meaning))
    scales = {}
    for name, row in found.issues.items():
        low, high = (min(ends[name]), max(ends[name])) if name in ends else (LOW, HIGH)
        if low == high:
            message = f"all marks of the issue {name!r} stand at {low:g}, so that its scale has no length"
            sheet.tell(row.line, 1, message, "issue", name, "rows '#M' with a lower and a higher end")
        scales[name] = Question(name, row.line, low, high, row[2], tuple(named.get(name, ())))
    return scales


def _entries(sheet: Sheet, found: _Found, scales: dict[str, Question], separator: str) -> list[Entry]:
    entries = []
    seen: dict[tuple[str, str], int] = {}
    unknown: set[str] = set()
    for row in found.data:
        if separator == "," and is_number(row[_COMMENT]) and sheet.surplus(row, _COMMENT):
            continue  # decimal commas have divided its numbers in two
        actor, issue = row[1], row[2]
        if actor not in found.actors:
            _unknown(sheet, row, 1, "actor", found.actors, unknown)
        if issue not in scales:
            _unknown(sheet, row, 2, "issue", scales, unknown)
        if first := seen.get((actor, issue)):
            message = f"{actor!r} stands twice on the issue {issue!r}"
            sheet.tell(row.line, 1, message, "actor", actor, "one row per actor and issue", first)
        seen.setdefault((actor, issue), row.line)
        scale = scales.get(issue)
        bounds = (scale.low, scale.high) if scale else (LOW, HIGH)
        entry = read_entry(sheet, row, actor, issue, _COLUMNS, *bounds) if scale else None
        if entry:
            entries.append(replace(entry, note=" ".join(filter(None, row.cells[_COMMENT:]))))
    return entries


def _unknown(
    sheet: Sheet, row: Row, index: int, kind: str, known: dict[str, Row] | dict[str, Question], told: set[str]
) -> None:
    """Note once for each name that no row introduces it."""
    name = row[index]
    if f"{kind} {name}" in told:
        return
    told.add(f"{kind} {name}")
    expected = f"a row {'#A' if kind == 'actor' else '#P'} with this name"
    message = f"no row introduces this {kind}" if name else "this cell is empty"
    sheet.tell(row.line, index, message, kind, name, expected, suggestion=nearest(name, known))
