"""The table of public scripts of the challenge model: one row per actor with capability, position and salience."""

from goodoffices.errors import nearest
from goodoffices.interchange.cells import SEPARATORS, Row, Sheet
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

NAMES = {
    "actor": ("actor", "stakeholder", "player", "party", "name"),
    "capability": ("capability", "capabilities", "influence", "power", "clout", "resources"),
    "position": ("position",),
    "salience": ("salience", "saliency"),
}
"""What each column may be called, in any case."""
NUMBERS = ("capability", "position", "salience")
_ENOUGH = 2


def separator_of(sheet: Sheet) -> str:
    """Return what separates the cells if this is such a table, else an empty string."""
    for separator in SEPARATORS:
        header = next(
            (row for row in Sheet(sheet.file, sheet.text).rows(separator) if not row[0].startswith("#")), None
        )
        if header and len({_kind(cell) for cell in header.cells} & set(NUMBERS)) >= _ENOUGH:
            return separator
    return ""


def read(sheet: Sheet, separator: str, title: str) -> Negotiation | None:
    """Return what the table holds, or None if its header lacks a column; problems are noted in the sheet.

    Lines that begin with ``#`` are passed over, and so are columns that are not needed.
    """
    rows = (row for row in sheet.rows(separator) if not row[0].startswith("#"))
    header = next(rows)
    found = _columns(sheet, header)
    if found is None:
        return None
    where, called = found
    columns = Columns(where["position"], where["salience"], where["capability"], (
        called["position"], called["salience"], called["capability"],
    ))  # fmt: skip
    actors: dict[str, Actor] = {}
    entries: list[Entry] = []
    for row in rows:
        if not row.width or sheet.surplus(row, header.width):
            continue
        name = row[where["actor"]]
        if not name:
            sheet.tell(row.line, where["actor"], "this cell is empty", called["actor"], expected="the name of an actor")
        elif name in actors:
            sheet.tell(
                row.line, where["actor"], f"{name!r} stands twice", called["actor"], name, "one row per actor",
                actors[name].line,
            )  # fmt: skip
        else:
            actors[name] = Actor(name, row.line)
        entry = read_entry(sheet, row, name, title, columns)
        if entry:
            entries.append(entry)
    check_weight(sheet, entries, columns.capability, called["capability"])
    entries, salience = with_salience_to_100(sheet, entries)
    low, high = _range(sheet, header, entries, columns)
    left_over = [cell for index, cell in enumerate(header.cells) if cell and index not in where.values()]
    assumed = (
        salience,
        f"the scale runs from {low:.15g} to {high:.15g}, the lowest and the highest position",
        *absent(list(actors.values()), entries),
        *([f"columns passed over: {', '.join(left_over)}"] if left_over else []),
    )
    form = "a table of capability, position and salience"
    issue = Question(title, header.line, low, high)
    return Negotiation(form, title, "", tuple(actors.values()), (issue,), tuple(entries), assumed)


def _kind(cell: str) -> str:
    return next((kind for kind, names in NAMES.items() if cell.casefold() in names), "")


def _columns(sheet: Sheet, header: Row) -> tuple[dict[str, int], dict[str, str]] | None:
    where: dict[str, int] = {}
    for index, cell in enumerate(header.cells):
        kind = _kind(cell)
        if kind in where:
            message = f"two columns for {kind}: {header[where[kind]]!r} and {cell!r}"
            sheet.tell(header.line, index, message, cell, cell, f"one column for {kind}")
        elif kind:
            where[kind] = index
    for kind, names in NAMES.items():
        if kind not in where:
            suggestion = next(
                (word for cell in header.cells if cell and not _kind(cell) and (word := nearest(cell, names))), ""
            )
            sheet.tell(
                header.line, None, f"the column for {kind} is missing", kind, ",".join(header.cells),
                f"a column named {' or '.join(names)}", suggestion=suggestion,
            )  # fmt: skip
    return (where, {kind: header[index] for kind, index in where.items()}) if len(where) == len(NAMES) else None


def _range(sheet: Sheet, header: Row, entries: list[Entry], columns: Columns) -> tuple[float, float]:
    """Return the lowest and the highest position; without two different ones there is no scale, which is a problem."""
    positions = [entry.position for entry in entries]
    if not positions:
        if not sheet.problems:
            sheet.tell(header.line, None, "no row gives a position", expected="at least two actors")
        return 0.0, 0.0
    low, high = min(positions), max(positions)
    if low == high and not sheet.problems:
        row = entries[0].row
        message = "all stand at one position, so there is no scale and nothing to bargain over"
        sheet.tell(
            row.line, columns.position, message, columns.names[0], row[columns.position], "two positions at least"
        )
    return low, high
