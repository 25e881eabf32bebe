"""What the files of other bargaining programs have in common: who stands where on what, and how much it counts."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from goodoffices.interchange.cells import LARGEST, Row, Sheet

MOST_SALIENCE = 100.0
MOST_CAPABILITY = 1e9


@dataclass(frozen=True)
class Actor:
    """An actor: its short name, by which it is known in the file, its full name if there is one, and its line."""

    name: str
    line: int
    full: str = ""


@dataclass(frozen=True)
class Question:
    """An issue on a scale, with the positions that have a name."""

    name: str
    line: int
    low: float
    high: float
    wording: str = ""
    marks: tuple[tuple[float, str], ...] = ()


@dataclass(frozen=True)
class Entry:
    """What one actor wants on one issue, how much it cares and what it could bring to bear, in the file's own units."""

    actor: str
    issue: str
    position: float
    salience: float
    capability: float
    row: Row
    salience_column: int
    note: str = ""


@dataclass(frozen=True)
class Negotiation:
    """What a file holds, in the file's own units but for salience, which runs from 0 to 100.

    Attributes
    ----------
    form : str
        What kind of file it was, in words.
    title, summary : str
        What the file calls itself.
    actors, issues, entries : tuple
        What it holds; every entry names an actor and an issue that are there.
    assumed : tuple of str
        What the file does not say and was taken for granted, and what was left out, in words.
    """

    form: str
    title: str
    summary: str
    actors: tuple[Actor, ...]
    issues: tuple[Question, ...]
    entries: tuple[Entry, ...]
    assumed: tuple[str, ...]


@dataclass(frozen=True)
class Columns:
    """In which cells of a row the three numbers stand, counted from 0, and what the file calls them."""

    position: int
    salience: int
    capability: int
    names: tuple[str, str, str] = ("position", "salience", "capability")


def read_entry(
    sheet: Sheet, row: Row, actor: str, issue: str, columns: Columns, low: float = -LARGEST, high: float = LARGEST
) -> Entry | None:
    """Return what one actor wants on one issue, or None if that is left blank or anything in it is wrong.

    An actor whose position and salience are both blank takes no part in the issue. Any other blank is a mistake.
    """
    if not row[columns.position] and not row[columns.salience]:
        return None
    position, salience, capability = columns.names
    numbers = (
        sheet.number(row, columns.position, position, low, high),
        sheet.number(row, columns.salience, salience, 0, MOST_SALIENCE),
        sheet.number(row, columns.capability, capability, 0, MOST_CAPABILITY),
    )
    if None in numbers:
        return None
    x, s, c = (number or 0.0 for number in numbers)
    return Entry(actor, issue, x, s, c, row, columns.salience)


def with_salience_to_100(sheet: Sheet, entries: Sequence[Entry]) -> tuple[list[Entry], str]:
    """Return entries with salience from 0 to 100, and in words how it was read.

    If no salience is larger than 1, it runs from 0 to 1. If one is, it runs from 0 to 100, and fractions of 1 beside it
    are mistakes.
    """
    largest = max((entry.salience for entry in entries), default=0.0)
    if largest <= 1:
        return [replace(e, salience=times_100(e.salience)) for e in entries], "salience runs from 0 to 1"
    witness = next(entry.row.line for entry in entries if entry.salience == largest)
    for entry in entries:
        if 0 < entry.salience < 1:
            sheet.tell(
                entry.row.line, entry.salience_column,
                f"a fraction of 1 in a file in which salience goes up to {largest:g}",
                "salience", entry.row[entry.salience_column], "all from 0 to 1, or all from 0 to 100", witness,
            )  # fmt: skip
    return list(entries), "salience runs from 0 to 100"


def times_100(value: float) -> float:
    """Return a hundred times a number as it is written: 0.57 becomes 57 and not 56.99999999999999.

    >>> times_100(0.57)
    57.0
    """
    return float(Decimal(repr(value)) * 100)


def check_weight(sheet: Sheet, entries: Sequence[Entry], column: int, name: str) -> None:
    """Note a problem if nobody has any capability."""
    if entries and not any(entry.capability for entry in entries):
        sheet.tell(entries[0].row.line, column, "nobody has any capability", name, expected="at least one above 0")


def absent(actors: Sequence[Actor], entries: Sequence[Entry]) -> Iterator[str]:
    """Say which actors are left out because they have no position anywhere."""
    present = {entry.actor for entry in entries}
    missing = [f"{actor.name} (line {actor.line})" for actor in actors if actor.name not in present]
    if missing:
        yield f"left out, having neither position nor salience: {', '.join(missing)}"


def significant(value: float, digits: int = 12) -> float:
    """Return a number rounded to so many significant digits.

    >>> significant(100 * 0.65 / 1.05)
    61.9047619048
    """
    return round(value, digits - 1 - math.floor(math.log10(abs(value)))) if value else 0.0
