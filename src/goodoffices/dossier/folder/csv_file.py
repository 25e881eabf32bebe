"""Reading CSV tables as located text; columns are known beforehand and never sniffed."""

import csv
import io
from collections.abc import Sequence

from goodoffices.dossier.folder.located import Located
from goodoffices.errors import Problem, nearest


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
    located = Located(file, [])
    problems: list[Problem] = []
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] | None = None
    start = 1
    try:
        for cells in reader:
            line, start = start, reader.line_num + 1
            if not any(cell.strip() for cell in cells) or (cells[0].lstrip().startswith("#")):
                continue
            if header is None and len(cells) == 1 and cells[0].count(";") >= len(required) - 1 > 0:
                located.is_broken = True
                problems.append(
                    Problem(
                        file,
                        "the cells are separated by semicolons",
                        line,
                        found=cells[0],
                        expected="commas: save the table as 'CSV UTF-8 (comma delimited)'",
                    )
                )
                return located, problems
            if header is None:
                header = [cell.strip() for cell in cells]
                located.places[()] = (line, 1)
                problems += _check_header(file, line, header, columns, required)
                continue
            header_is_short = not set(required) <= set(header)
            _read_row(located, problems, line, header, columns, cells, header_is_short)
    except csv.Error as error:
        problems.append(
            Problem(
                file,
                "this is not a valid table: a quotation mark is never closed"
                if "unexpected end" in str(error)
                else f"this is not a valid table: {error}",
                start,
                expected="cells separated by commas, double quotes in pairs",
            )
        )
    if header is None:
        problems.append(Problem(file, "the table has no header", 1, expected=",".join(columns)))
    return located, problems


def _check_header(
    file: str, line: int, header: list[str], columns: Sequence[str], required: Sequence[str]
) -> list[Problem]:
    problems = []
    for number, name in enumerate(header, 1):
        if name not in columns:
            problems.append(
                Problem(
                    file,
                    f"there is no column {name!r} in this table",
                    line,
                    number,
                    found=name,
                    expected=f"one of {', '.join(columns)}",
                    suggestion=nearest(name, columns),
                )
            )
        elif name in header[: number - 1]:
            problems.append(Problem(file, f"the column {name!r} stands twice", line, number, field=name))
    for name in required:
        if name not in header:
            found = ",".join(header)
            problems.append(
                Problem(
                    file,
                    f"the column {name!r} is missing",
                    line,
                    field=name,
                    found=found,
                    expected=f"a header with {', '.join(required)}",
                )
            )
    return problems


def _read_row(
    located: Located,
    problems: list[Problem],
    line: int,
    header: list[str],
    columns: Sequence[str],
    cells: list[str],
    header_is_short: bool,
) -> None:
    extra = [cell for cell in cells[len(header) :] if cell.strip()]
    if extra and header_is_short:
        return  # the header has lost a column, which has been told; the cells no longer stand under their names
    if extra:
        # One comma too many shifts all cells behind it; what they then seem to say would only confuse.
        problems.append(
            Problem(
                located.file,
                "this row has more cells than the header",
                line,
                len(header) + 1,
                found=extra[0].strip(),
                expected=f"{len(header)} cells; put a cell that contains a comma in double quotes",
            )
        )
        return
    rows: list[dict[str, str]] = located.data
    index = len(rows)
    located.places[(index,)] = (line, 1)
    row = {}
    for number, (name, cell) in enumerate(zip(header, cells, strict=False), 1):
        located.places[(index, name)] = (line, number)
        if cell.strip() and name in columns:
            row[name] = cell.strip()
    rows.append(row)
