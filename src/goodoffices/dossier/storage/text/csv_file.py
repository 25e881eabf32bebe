"""CSV tables: read as located text, written from text; columns are known beforehand and never sniffed."""

import csv
import io
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from goodoffices.dossier.storage.text.located import Located, TablePlaces
from goodoffices.dossier.storage.text.text_file import empty_file
from goodoffices.errors import Problem, nearest

MAX_ROWS = 250_000
MAX_CELL = 131_072
"""Longest cell in characters, as the standard library has it."""


def parse_csv(file: str, text: str, columns: Sequence[str], required: Sequence[str]) -> tuple[Located, list[Problem]]:
    """Parse a comma-separated table with a header into located rows.

    Parameters
    ----------
    file : str
        Name used in messages.
    text : str
        Content of the file.
    columns, required : sequence of str
        All columns the table may have, and those it must have.

    Returns
    -------
    Located
        ``data`` is a list of dicts from column to text; empty cells and unknown columns are left out.
    list of Problem
        Unknown, doubled and missing columns; rows with more cells than the header, which are left out.
    """
    if not text.strip():
        expected = f"a table with the columns {', '.join(required)}"
        return Located(file, []), [empty_file(file, expected)]
    reader = _Lines(text)
    rows = parse_rows(file, reader, columns, required)
    if reader.error:
        rows[1].append(Problem(file, reader.error, reader.start, expected=reader.expected))
    return rows


class _Lines:
    """The rows of a CSV text, each with the line it starts on; the iteration ends where the text is no table."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.start = 1
        self.error = ""
        self.expected = "cells separated by commas, double quotes in pairs"

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        try:
            reader = csv.reader(io.StringIO(self.text, newline=""), strict=True)
            for cells in reader:
                line, self.start = self.start, reader.line_num + 1
                if cells and not cells[0].lstrip().startswith("#") and any(cell.strip() for cell in cells):
                    yield line, cells
        except csv.Error as error:
            if "field larger" in str(error):
                self.error = "a cell here is too long, or a quotation mark is never closed"
                self.expected = f"at most {MAX_CELL:,} characters in a cell"
            elif "unexpected end" in str(error):
                self.error = "this is not a valid table: a quotation mark is never closed"
            else:
                self.error = f"this is not a valid table: {error}"


def parse_rows(
    file: str,
    rows: Iterable[tuple[int, list[str]]],
    columns: Sequence[str],
    required: Sequence[str],
    sheet: str = "",
) -> tuple[Located, list[Problem]]:
    """Read a table from rows of cells, the first of them its header.

    Parameters
    ----------
    file : str
        Name of the dossier's file.
    rows : iterable of (int, list of str)
        Number and cells of each row that holds anything.
    columns, required : sequence of str
        As for :func:`parse_csv`.
    sheet : str
        Name of the sheet the rows come from, if they come from a workbook.

    Returns
    -------
    Located, list of Problem
        As for :func:`parse_csv`.
    """
    located = Located(file, [])
    problems: list[Problem] = []
    header: list[str] = []
    lines = array("l")
    allowed = frozenset(columns)
    for line, cells in rows:
        if not header:
            if not sheet and len(cells) == 1 and cells[0].count(";") >= len(required) - 1 > 0:
                located.is_broken = True
                expected = "commas: save the table as 'CSV UTF-8 (comma delimited)'"
                problems.append(
                    Problem(file, "the cells are separated by semicolons", line, found=cells[0], expected=expected)
                )
                return located, problems
            header = [cell.strip() for cell in cells]
            located.places = TablePlaces(line, header, lines, sheet)
            located.missing_columns = frozenset(required).difference(header)
            problems += _check_header(located, header, columns, required)
        elif len(lines) >= MAX_ROWS:
            problems.append(Problem(file, "the table has too many rows", line, expected=f"at most {MAX_ROWS:,}"))
            break
        elif (row := _read_row(located, problems, line, header, allowed, cells)) is not None:
            lines.append(line)
            located.data.append(row)
    if not header:
        problems.append(Problem(file, "the table has no header", 1, expected=",".join(columns)))
    return located, problems


def _check_header(
    located: Located, header: list[str], columns: Sequence[str], required: Sequence[str]
) -> Iterator[Problem]:
    file, line = located.file, located.places[()][0]
    seen = set()
    for number, name in enumerate(header, 1):
        if name in seen and name in columns:
            yield Problem(file, f"the column {name!r} stands twice", line, number, field=name)
        elif name not in columns:
            yield Problem(
                file,
                f"there is no column {name!r} in this table",
                line,
                number,
                found=name,
                expected=f"one of {', '.join(columns)}",
                suggestion=nearest(name, columns),
            )
        seen.add(name)
    for name in required:
        if name not in header:
            found, expected = ",".join(header), f"a header with {', '.join(required)}"
            message = f"the column {name!r} is missing"
            yield Problem(file, message, line, field=name, found=found, expected=expected)


def _read_row(
    located: Located, problems: list[Problem], line: int, header: list[str], columns: Collection[str], cells: list[str]
) -> dict[str, str] | None:
    number = next((n for n, cell in enumerate(cells[len(header) :], len(header)) if cell.strip()), None)
    if number is not None:
        if not located.missing_columns:  # else the header has lost a column, which has been told
            # One comma too many shifts all cells behind it; what they then seem to say would only confuse.
            problems.append(
                Problem(
                    located.file,
                    "this row has more cells than the header",
                    line,
                    number + 1,
                    found=cells[number].strip(),
                    expected=f"{len(header)} cells; put a cell that contains a comma in double quotes",
                )
            )
        return None
    row: dict[str, str] = {}
    for name, cell in zip(header, cells, strict=False):
        if name in columns and (text := cell.strip()):
            row[name] = text
    return row


def write_csv(rows: Sequence[Mapping[str, str]], columns: Sequence[str], required: Sequence[str]) -> str:
    r"""Return a table as text; columns in which nothing stands are left out unless they are required.

    >>> write_csv([{"party": "japan", "note": "a, b"}], ["party", "note", "source"], ["party"])
    'party,note\njapan,"a, b"\n'
    >>> write_csv([{"note": "#1"}], ["party", "note"], [])
    'party,note\n,#1\n'
    """
    used = [name for name in columns if name in required or any(row.get(name) for row in rows)]
    if used and any(row.get(used[0], "").lstrip().startswith("#") for row in rows):
        # Such a row would be read as a comment, so a column that nothing can be hidden behind comes first.
        used[:0] = [name for name in columns if name not in used][:1]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(used)
    writer.writerows([row.get(name, "") for name in used] for row in rows)
    return text.getvalue()


def set_cell(text: str, row: int, column: str, value: str) -> str:
    r"""Return a CSV text with one cell changed; every other row stays as it is, letter by letter.

    Parameters
    ----------
    text : str
        The table.
    row : int
        Number of the row, from 0, comments and empty lines not counted.
    column : str
        Name of the column; it must stand in the header.
    value : str
        The new text.

    Raises
    ------
    LookupError
        If there is no such row or column.

    Examples
    --------
    >>> set_cell("party,note\n# first\njapan,\n", 0, "note", "host")
    'party,note\n# first\njapan,host\n'
    """
    rows = _Lines(text)
    header: list[str] | None = None
    number = 0
    for line, cells in rows:
        if header is None:
            header = [cell.strip() for cell in cells]
            continue
        if number == row:
            place = header.index(column) if column in header else -1
            if place < 0:
                raise KeyError(column)
            filled = [*cells, *[""] * (place + 1 - len(cells))]
            filled[place] = value
            changed = io.StringIO(newline="")
            csv.writer(changed, lineterminator="\n").writerow(filled)
            lines = text.split("\n")
            return (
                "\n".join(lines[: line - 1])
                + "\n" * (line > 1)
                + changed.getvalue()
                + "\n".join(lines[rows.start - 1 :])
            )
        number += 1
    raise IndexError(row)
