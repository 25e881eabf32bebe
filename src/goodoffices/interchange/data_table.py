"""A table of a published data set, from a CSV file or a workbook, with named columns and the place of every cell.

Unlike a table written for this program, such a file has many columns that nobody asks for, in an order of its own.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from goodoffices.dossier.storage.containers.container import MAX_TABLE_BYTES, RefusedError, read_file
from goodoffices.dossier.storage.containers.zip_file import Archive
from goodoffices.dossier.storage.text.text_file import decode
from goodoffices.dossier.storage.workbook.spreadsheet import Spreadsheet
from goodoffices.errors import DossierError, NotFoundError, Problem, nearest
from goodoffices.interchange.cells import MOST_PROBLEMS, MOST_ROWS, SEPARATORS

MOST_COLUMNS = 1_000
MOST_NAMED = 12
MISSING = frozenset({"", ".", "na", "n/a", "nan", "null"})
"""How statistics programs write a cell without a value."""
REMARK = "#"
"""With this begin lines above the names of the columns that are for readers only."""
_STATA = (b"<stata_dta>", b"\x71\x01", b"\x71\x02", b"\x72\x01", b"\x72\x02", b"\x73\x01", b"\x73\x02")


@dataclass
class DataTable:
    """The rows of a file by column, and what is wrong with it so far.

    Attributes
    ----------
    file : str
        Name of the file.
    sheet : str
        Of a workbook, the sheet.
    header : tuple of str
        Names of the columns as they stand, without blanks around them.
    rows : list of (int, list of str)
        Line or row in the file, from 1, and the cells.
    troubles : list of Problem
        Cells that could not be read, of which most stand in columns that nobody asks for.
    """

    file: str
    sheet: str
    header: tuple[str, ...]
    rows: list[tuple[int, list[str]]]
    header_line: int = 1
    troubles: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def tell(
        self, line: int | None, index: int | None, message: str, name: str = "", found: str = "", expected: str = "",
        suggestion: str = "", witness: int | None = None,
    ) -> None:  # fmt: skip
        """Note a problem with a line, or with one of its cells counted from 0."""
        if len(self.problems) < MOST_PROBLEMS:
            column = None if index is None else index + 1
            other = "" if witness is None else f"{self.file}:{witness}"
            self.problems.append(
                Problem(
                    self.file, message, line, column, name, found[:60], expected, suggestion=suggestion, witness=other,
                    sheet=self.sheet,
                )
            )  # fmt: skip

    def place(self, names: Sequence[str]) -> int | None:
        """Return the place of the first of these columns that the table has, whatever the case of its letters."""
        folded = [name.casefold() for name in self.header]
        return next((folded.index(name.casefold()) for name in names if name.casefold() in folded), None)

    def look_at(self, places: Iterable[int]) -> None:
        """Note what is wrong with the columns that are read: names that stand twice, cells that could not be read."""
        for place in sorted(set(places)):
            folded = [name.casefold() for name in self.header]
            if folded.count(folded[place]) > 1:
                again = folded.index(folded[place], place + 1)
                self.tell(
                    self.header_line, again, "this column stands twice", "", self.header[again], "each column once"
                )
            self.problems += [problem for problem in self.troubles if problem.column == place + 1]

    def need(self, what: str, names: Sequence[str]) -> int:
        """Return the place of a column; if there is none, note which names were expected and the nearest there is."""
        place = self.place(names)
        if place is not None:
            return place
        near = next((near for name in names if (near := nearest(name, self.header))), "")
        shown = ", ".join(self.header[:MOST_NAMED]) + (" …" if len(self.header) > MOST_NAMED else "")
        expected = f"a column {' or '.join(names)}; or say which one holds it"
        self.tell(self.header_line, None, f"there is no column for {what}", names[0], shown, expected, near)
        return -1

    def cell(self, row: Sequence[str], index: int | None) -> str:
        """Return a cell; empty if it is not there or says that there is no value."""
        text = row[index].strip() if index is not None and 0 <= index < len(row) else ""
        return "" if text.casefold() in MISSING else text

    def whole(self, line: int, row: Sequence[str], index: int, low: int, high: int) -> int | None:
        """Return the whole number in a cell; None if it is empty, or is no number from `low` to `high`, which is a problem."""
        text = self.cell(row, index)
        if not text:
            return None
        plain = text[:-2] if text.endswith(".0") else text
        if plain.isascii() and plain.isdigit() and len(plain) < 10 and low <= int(plain) <= high:
            return int(plain)
        expected = f"{low} or {high}" if high == low + 1 else f"a whole number from {low} to {high}"
        self.tell(line, index, "this value cannot be", self.header[index], text, expected)
        return None

    def finish(self) -> None:
        """Raise all that was found, in the order of the file.

        Raises
        ------
        DossierError
            If there is any problem.
        """
        if self.problems:
            order = sorted(self.problems, key=lambda problem: (problem.line or 0, problem.column or 0))
            raise DossierError(self.file, order)


def read_table(path: Path, wanted: Callable[[Sequence[str]], bool]) -> DataTable:
    """Read a CSV file (commas, semicolons or tabs; UTF-8) or an .xlsx workbook whose first row names the columns.

    Parameters
    ----------
    path : Path
        The file.
    wanted : callable
        Whether a header is that of the table looked for; of a workbook, the first such sheet is read, else the first.

    Raises
    ------
    NotFoundError
        If the file cannot be read.
    DossierError
        If it is no table.
    """
    try:
        content = read_file(path, MAX_TABLE_BYTES)
        table = _sheet(path.name, content, wanted) if content.startswith(b"PK") else _text(path.name, content)
    except RefusedError as refused:
        message = f"{str(path)!r} cannot be read: {refused.message}"
        raise NotFoundError(message + (f" (expected {refused.expected})" if refused.expected else "")) from refused
    if not table.header:
        table.tell(None, None, "the file is empty", expected="a first row with the names of the columns")
    elif not table.rows and not table.problems:
        table.tell(table.header_line, None, "the table has no rows", expected="rows below the names of the columns")
    table.finish()
    return table


def named(table: DataTable, columns: Mapping[str, str], known: Sequence[str]) -> dict[str, str]:
    """Check which columns a user has named for which of the known ones; an empty name leaves a column out.

    Raises
    ------
    DossierError
        If something is named that is not known, or is not in the table.
    """
    folded = {name.casefold(): name for name in known}
    chosen: dict[str, str] = {}
    for given, column in columns.items():
        if given.casefold() not in folded:
            shown = ", ".join(known[:MOST_NAMED]) + (" …" if len(known) > MOST_NAMED else "")
            table.tell(None, None, "no such column is read", "", given, f"one of {shown}", nearest(given, known))
        elif column and table.place([column]) is None:
            table.tell(
                table.header_line,
                None,
                f"there is no column {column!r}",
                given,
                suggestion=nearest(column, table.header),
            )
        else:
            chosen[folded[given.casefold()]] = column
    table.finish()
    return chosen


def _text(name: str, content: bytes) -> DataTable:
    if content.startswith(_STATA):
        raise RefusedError("this is a file of Stata", "the same table as .csv or .xlsx")
    text, problem = decode(name, content)
    if problem is not None:
        raise DossierError(name, [problem])
    first = next((line for line in text.split("\n") if line.strip() and not line.startswith(REMARK)), "")
    table = DataTable(name, "", (), [])
    for line, cells in _lines(table, text, max(SEPARATORS, key=first.count)):
        if not table.header and cells[0].startswith(REMARK):
            continue
        if not table.header:
            table.header, table.header_line = tuple(cell.strip() for cell in cells), line
        else:
            table.rows.append((line, cells))
            if any(cell.strip() for cell in cells[len(table.header) :]):
                table.tell(line, len(table.header), "this row has more cells than the table has columns")
    return table


def _lines(table: DataTable, text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text), delimiter=separator, strict=True)
    begins = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            said = "a quotation mark is never closed" if "unexpected end" in str(error) else str(error)
            table.tell(
                begins, None, f"this row cannot be divided into cells: {said}", expected="quotation marks in pairs"
            )
            return
        if any(cell.strip() for cell in cells):
            yield begins, cells
        begins = reader.line_num + 1
        if begins > MOST_ROWS:
            table.tell(begins, None, "the file has too many lines", expected=f"at most {MOST_ROWS:,}")
            return


def _sheet(name: str, content: bytes, wanted: Callable[[Sequence[str]], bool]) -> DataTable:
    book = Spreadsheet(Archive(content), MOST_COLUMNS)
    tables: list[DataTable] = []
    for cells in book.sheets:
        if cells.hidden:
            continue
        book.read(cells)
        (line, first), *rows = cells.rows or [(1, [])]
        table = DataTable(name, cells.name, tuple(cell.strip() for cell in first), rows, line)
        for row, column, message, found, expected in cells.problems:
            table.troubles.append(Problem(name, message, row, column, "", found[:60], expected, sheet=cells.name))
        tables.append(table)
        if wanted(table.header):
            return table
    if not tables:
        raise RefusedError("the workbook has no sheet that can be seen")
    return tables[0]
