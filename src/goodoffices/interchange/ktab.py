"""The scenario file of KTAB's spatial model of politics: two lines that say what follows, then one row per actor."""

import re
from itertools import islice

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
)

LOW, HIGH = 0.0, 100.0
MOST_DIMENSIONS = 500
_FIRST = 3
_COUNT = re.compile(r"[1-9][0-9]{0,8}")
_WORD = re.compile(r"\b(?:position|pstn|pos)\b\.?|^(?:position|pstn|pos)(?=\d|_|$)", re.IGNORECASE)


def separator_of(sheet: Sheet) -> str:
    """Return what separates the cells if this is such a file, else an empty string."""
    for separator in SEPARATORS:
        rows = Sheet(sheet.file, sheet.text).rows(separator)
        if any(_is_header(row) for row in islice(rows, 2)):
            return separator
    return ""


def read(sheet: Sheet, separator: str, title: str) -> Negotiation | None:
    """Return what the file holds, or None if its two first lines do not say what follows; problems are noted in the sheet.

    As in KTAB, the order of the columns counts and not their names, and positions and saliences run from 0 to 100.
    """
    rows = sheet.rows(separator)
    first = next(rows)
    if _is_header(first):
        if not sheet.problems:
            expected = "name, description, number of actors, number of dimensions"
            sheet.tell(first.line, None, "the line that says what follows is missing above this one", expected=expected)
        return None
    header = next(rows)
    counts = [_count(sheet, first, index, name) for index, name in ((2, "actors"), (3, "dimensions"))]
    sheet.surplus(first, 4)
    issues = _dimensions(sheet, header)
    actor_count, dimension_count = counts
    if dimension_count is not None and dimension_count != len(issues):
        sheet.tell(
            first.line, 3, "the columns are of another number of dimensions", "dimensions", first[3],
            f"{len(issues)}, as line {header.line} has it", header.line,
        )  # fmt: skip
    if sheet.problems:
        return None
    actors: dict[str, Actor] = {}
    entries: list[Entry] = []
    count = 0
    for row in rows:
        count += bool(row.width)
        if not row.width or sheet.surplus(row, _FIRST + 2 * len(issues)):
            continue
        name = row[0]
        if not name:
            sheet.tell(row.line, 0, "this cell is empty", "Actor", expected="the name of an actor")
        elif name in actors:
            sheet.tell(row.line, 0, f"{name!r} stands twice", "Actor", name, "one row per actor", actors[name].line)
        else:
            actors[name] = Actor(name, row.line, row[1])
        for number, issue in enumerate(issues):
            at = _FIRST + 2 * number
            columns = Columns(at, at + 1, 2, (header[at], header[at + 1], header[2]))
            if entry := read_entry(sheet, row, name, issue.name, columns, LOW, HIGH):
                entries.append(entry)
    if actor_count is not None and actor_count != count:
        sheet.tell(
            first.line, 2, "the file holds another number of actors", "actors", first[2], f"{count}, one for each row"
        )
    if not entries and not sheet.problems:
        sheet.tell(header.line, None, "no row gives a position", expected="at least two actors")
    check_weight(sheet, entries, 2, header[2])
    assumed = ("positions and salience run from 0 to 100, as in KTAB", *absent(list(actors.values()), entries))
    name, summary = first[0] or title, first[1]
    return Negotiation("a KTAB scenario", name, summary, tuple(actors.values()), issues, tuple(entries), assumed)


def _is_header(row: Row) -> bool:
    return [cell.casefold() for cell in row.cells[:2]] == ["actor", "description"]


def _count(sheet: Sheet, first: Row, index: int, name: str) -> int | None:
    text = first[index]
    if _COUNT.fullmatch(text):
        return int(text)
    expected = "a whole number; the first line holds name, description, number of actors, number of dimensions"
    sheet.tell(first.line, index, "this is no number of " + name, name, text, expected)
    return None


def _dimensions(sheet: Sheet, header: Row) -> tuple[Question, ...]:
    """Return the issues named by the columns, which come in pairs: position, salience."""
    pairs, odd = divmod(header.width - _FIRST, 2)
    if pairs < 1 or odd:
        found = ",".join(header.cells)
        expected = "Actor, Description, Influence, then a position and a salience for each dimension"
        sheet.tell(header.line, None, "the columns do not come in pairs", "", found, expected)
        return ()
    if pairs > MOST_DIMENSIONS:
        sheet.tell(header.line, None, "there are too many dimensions", expected=f"at most {MOST_DIMENSIONS}")
        return ()
    issues: dict[str, Question] = {}
    for number in range(pairs):
        at = _FIRST + 2 * number
        position, salience = header[at], header[at + 1]
        if "sal" in position.casefold() and "sal" not in salience.casefold():
            expected = "the position before the salience"
            sheet.tell(header.line, at, "a salience stands where a position is read", position, position, expected)
        name = _WORD.sub("", position).strip(" _-:")
        if not name or name.isdigit():
            name = f"Dimension {name or number + 1}"
        if name in issues:
            sheet.tell(header.line, at, f"the dimension {name!r} stands twice", position, position, "each name once")
        issues[name] = Question(name, header.line, LOW, HIGH)
    return tuple(issues.values())
