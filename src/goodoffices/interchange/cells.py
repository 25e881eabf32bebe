"""Cells of other programs' text files, each with its place: rows, strict numbers, and every problem kept for the end."""

import csv
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from goodoffices.dossier.storage.containers.container import RefusedError, read_file
from goodoffices.dossier.storage.text.text_file import decode, empty_file
from goodoffices.errors import DossierError, NotFoundError, Problem

SEPARATORS = (",", ";", "\t")
MOST_BYTES = 16 * 2**20
MOST_ROWS = 100_000
LONGEST_LINE = 200_000
MOST_PROBLEMS = 2_000
LARGEST = 1e12
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+", re.ASCII)


@dataclass(frozen=True)
class Row:
    """One line of a file as cells without the blanks around them; cells that are not there read as empty."""

    line: int
    cells: tuple[str, ...]

    def __getitem__(self, index: int) -> str:
        """Return one cell, counted from 0."""
        return self.cells[index] if index < len(self.cells) else ""

    @property
    def width(self) -> int:
        """Number of cells up to the last that holds anything."""
        return max((index for index, cell in enumerate(self.cells, 1) if cell), default=0)


@dataclass
class Sheet:
    """A file that is being read, and what is wrong with it so far."""

    file: str
    text: str
    problems: list[Problem] = field(default_factory=list)

    def lines(self) -> Iterator[tuple[int, str]]:
        """Yield the lines that hold anything, with their numbers from 1."""
        for line, text in enumerate(self.text.split("\n"), 1):
            if text.strip():
                yield line, text

    def rows(self, separator: str, quote: str = '"') -> Iterator[Row]:
        """Yield the rows; one that cannot be divided into cells becomes a problem."""
        for count, (line, text) in enumerate(self.lines()):
            if count >= MOST_ROWS:
                self.tell(line, None, "the file has too many lines", expected=f"at most {MOST_ROWS:,}")
                return
            if len(self.problems) > MOST_PROBLEMS:
                message = "there are more mistakes than are worth looking for; the rest of the file was not looked at"
                self.tell(line, None, message)
                return
            if len(text) > LONGEST_LINE:
                self.tell(line, None, "this line is too long", expected=f"at most {LONGEST_LINE:,} characters")
                continue
            try:
                (cells,) = csv.reader([text], delimiter=separator, quotechar=quote, skipinitialspace=True, strict=True)
            except csv.Error as error:
                said = "a quotation mark is never closed" if "unexpected end" in str(error) else str(error)
                self.tell(
                    line, None, f"this line cannot be divided into cells: {said}", expected="quotation marks in pairs"
                )
                continue
            yield Row(line, tuple(cell.strip() for cell in cells))

    def tell(
        self, line: int, index: int | None, message: str, name: str = "", found: str = "", expected: str = "",
        witness: int | None = None, suggestion: str = "",
    ) -> None:  # fmt: skip
        """Note a problem with a line, or with one of its cells counted from 0."""
        column = None if index is None else index + 1
        other = "" if witness is None else f"{self.file}:{witness}"
        self.problems.append(
            Problem(self.file, message, line, column, name, found, expected, suggestion=suggestion, witness=other)
        )

    def number(self, row: Row, index: int, name: str, low: float = -LARGEST, high: float = LARGEST) -> float | None:
        """Return the number in a cell, or None and a problem if there is none between `low` and `high`."""
        text = row[index]
        bounds = "" if (low, high) == (-LARGEST, LARGEST) else f" from {low:g} to {high:,.15g}"
        if _DECIMAL_COMMA.fullmatch(text):
            self.tell(
                row.line, index, "a number with a decimal comma", name, text, f"a point: {text.replace(',', '.')}"
            )
        elif not is_number(text):
            message = "this is no number" if text else "this cell is empty"
            self.tell(row.line, index, message, name, text, f"a number{bounds}")
        elif not (math.isfinite(value := float(text)) and low <= value <= high):
            self.tell(row.line, index, "this number cannot be", name, text, f"a number{bounds}")
        else:
            return value + 0.0  # never minus zero
        return None

    def surplus(self, row: Row, width: int) -> bool:
        """Whether a row has more than `width` cells, which is a problem: what they seem to say would only confuse."""
        if row.width > width:
            expected = (
                f"{width} cells; a decimal point and no comma in numbers, double quotes around a cell with a comma"
            )
            self.tell(row.line, width, "this row has too many cells", "", row[width], expected)
        return row.width > width


def read_sheet(path: Path, expected: str) -> Sheet:
    """Return a file of text, to be read as cells; `expected` says what it is to hold.

    Raises
    ------
    NotFoundError
        If the file cannot be read.
    DossierError
        If it is not text, or empty.
    """
    try:
        content = read_file(path, MOST_BYTES)
    except RefusedError as refused:
        raise NotFoundError(f"{str(path)!r} cannot be read: {refused.message}") from refused
    text, problem = decode(path.name, content)
    if problem is None and not text.strip():
        problem = empty_file(path.name, expected)
    if problem is not None:
        raise DossierError(path.name, [problem])
    return Sheet(path.name, text)


def is_number(text: str) -> bool:
    """Whether a cell holds a number with a decimal point or none."""
    return _NUMBER.fullmatch(text) is not None
