"""From the sheets of a workbook to the located text of a dossier's files."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from goodoffices.dossier.storage.containers.contents import Contents
from goodoffices.dossier.storage.containers.zip_file import Archive
from goodoffices.dossier.storage.layout import ABOUT, FILES, DossierFile
from goodoffices.dossier.storage.text.csv_file import parse_rows
from goodoffices.dossier.storage.text.located import Located, Path, SheetRow
from goodoffices.dossier.storage.text.text_file import hidden_in
from goodoffices.dossier.storage.workbook.cells import read_cell
from goodoffices.dossier.storage.workbook.sheets import FIELD, ID, VALUE, Sheet, sheets
from goodoffices.dossier.storage.workbook.spreadsheet import SheetCells, Spreadsheet
from goodoffices.errors import Problem, nearest

OWN = "#"
"""Sheets and rows that begin with this sign are the author's own."""


def read_workbook(book: str, content: bytes) -> Contents:
    """Read a dossier from a workbook.

    Parameters
    ----------
    book : str
        Name of the workbook, for messages.
    content : bytes
        The workbook.

    Returns
    -------
    Contents
        The files that the sheets stand for. The digest is that of their content as text.

    Raises
    ------
    RefusedError
        If it is no workbook, or one that a careful reader does not open.
    """
    spreadsheet = Spreadsheet(Archive(content))
    reader = _Reader(spreadsheet)
    reader.read()
    digest = hashlib.sha256()
    for name, located in reader.files.items():
        digest.update(f"{name}\0{json.dumps(located.data, ensure_ascii=False)}\0".encode("utf-8", "surrogatepass"))
    return Contents(reader.files, reader.problems, digest.hexdigest(), book=book)


class _Reader:
    def __init__(self, spreadsheet: Spreadsheet) -> None:
        self.spreadsheet = spreadsheet
        self.files: dict[str, Located] = {}
        self.problems: list[Problem] = []

    def read(self) -> None:
        known = {sheet.name.casefold(): sheet for sheet in sheets()}
        found: dict[str, SheetCells] = {}
        told: set[str] = set()
        for cells in self.spreadsheet.sheets:
            name = cells.name.strip().casefold()
            if name not in known:
                self._tell_unknown(cells, tuple(known))
            elif name in found:
                self.problems.append(_of_sheet(cells.name, "there are two sheets of this name"))
            elif cells.hidden:
                self.problems.append(_of_sheet(cells.name, "this sheet is hidden", "a sheet that can be seen, or none"))
                told.add(name)
            else:
                found[name] = cells
                self.spreadsheet.read(cells)
        for file in FILES:
            own = [(sheet, found[sheet.name]) for sheet in sheets() if sheet.file is file and sheet.name in found]
            main = found.get(file.concept)
            if main and (main.rows or main.problems):
                self._read_file(file, own)
            elif file.required and file.concept not in told:
                what = "this sheet is empty" if main else "this sheet is missing"
                self.problems.append(_of_sheet(file.concept, what, "a sheet of this name with at least one entry"))
            elif file.concept not in told:  # sheets that nobody has filled in yet do no harm
                for sheet, cells in own:
                    if cells.rows:
                        message = (
                            f"the sheet {file.concept}, of which this holds parts, is {'empty' if main else 'missing'}"
                        )
                        self.problems.append(_of_sheet(sheet.name, message))

    def _tell_unknown(self, cells: SheetCells, known: tuple[str, ...]) -> None:
        if cells.hidden or cells.name.startswith(OWN):
            return
        self.spreadsheet.read(cells)
        if cells.rows:
            main = ", ".join(name for name in known if "." not in name)
            self.problems.append(
                Problem(
                    "",
                    "a dossier has no sheet of this name",
                    expected=f"one of {main}; begin the name with {OWN} to keep a sheet of your own",
                    suggestion=nearest(cells.name, known),
                    sheet=cells.name,
                )
            )

    def _read_file(self, file: DossierFile, own: list[tuple[Sheet, SheetCells]]) -> None:
        main, cells = own[0]
        table, is_usable = self._table(main, cells)
        if file.is_table:
            self.files[file.name] = table
            table.is_broken = not is_usable
            return
        located = Located(file.name, {})
        self.files[file.name] = located
        if not is_usable or table.missing_columns.intersection((ID, FIELD, VALUE)):
            located.is_broken = True
            return
        if file is ABOUT:
            self._read_about(located, table)
            return
        self._read_entries(located, main, table)
        for sheet, part_cells in own[1:]:
            part, is_usable = self._table(sheet, part_cells)
            if is_usable and not part.missing_columns.intersection(sheet.leading):
                self._read_parts(located, sheet, part)

    def _table(self, sheet: Sheet, cells: SheetCells) -> tuple[Located, bool]:
        """Return the rows of a sheet, and whether its header could be read."""
        name = sheet.name
        for row, column, message, found, expected in cells.problems:
            self.problems.append(
                Problem(sheet.file.name, message, SheetRow(row, name), column, found=found, expected=expected)
            )
        rows = (row for row in cells.rows if not next(filter(None, row[1]), "").lstrip().startswith(OWN))
        header = (*sheet.header, *sheet.former_names)
        located, problems = parse_rows(sheet.file.name, self._checked(sheet, rows), header, sheet.required, name)
        if not cells.rows and sheet.path:
            return located, False
        self.problems += [
            p if p.line is not None or p.sheet else _of_sheet(name, p.message, p.expected) for p in problems
        ]
        return located, () in located.places

    def _checked(self, sheet: Sheet, rows: Iterator[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
        for number, cells in rows:
            line = SheetRow(number, sheet.name)
            clean = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]
            for column, cell in enumerate(clean, 1):
                if not cell.isprintable() and (hidden := hidden_in(cell)):
                    message = "this cell holds characters that are not text"
                    self.problems.append(
                        Problem(sheet.file.name, message, line, column, found=hidden, expected="plain text")
                    )
                    clean[column - 1] = ""
            yield line, clean

    def _read_about(self, located: Located, table: Located) -> None:
        located.places[()] = table.places[()]
        for index, row in enumerate(table.data):
            place = table.places[index, FIELD]
            name = row.get(FIELD, "")
            if not name:
                self.problems.append(Problem(ABOUT.name, "the name of the field is missing", *place))
            elif name in located.data:
                first = located.key_places[name,][0]
                message = f"this name stands twice; the first is on line {first}"
                self.problems.append(Problem(ABOUT.name, message, *place, field=name, found=name))
            else:
                located.key_places[name,] = place
                located.places[name,] = table.places[index, VALUE]
                if VALUE in row:
                    located.data[name] = row[VALUE]

    def _read_entries(self, located: Located, sheet: Sheet, table: Located) -> None:
        located.places[()] = table.places[()]
        for index, row in enumerate(table.data):
            place = table.places[index, ID]
            name = row.get(ID, "")
            if not name:
                self.problems.append(
                    Problem(located.file, "the id of this row is missing", *place, field=ID, expected="an id")
                )
            elif name in located.data:
                first = located.key_places[name,][0]
                message = f"this name stands twice; the first is on line {first}"
                self.problems.append(Problem(located.file, message, *place, field=ID, found=name))
            else:
                located.key_places[name,] = located.places[name,] = place
                located.data[name] = {}
                self._fill(located, (name,), sheet, table, index)

    def _read_parts(self, located: Located, sheet: Sheet, table: Located) -> None:
        owner, *keys = sheet.leading
        for index, row in enumerate(table.data):
            entry, place = row.get(owner, ""), table.places[index, owner]
            if entry not in located.data:
                expected = f"an id of the sheet {sheet.file.concept}"
                message = f"there is no {sheet.file.defines} of this name" if entry else "this row belongs to no entry"
                suggestion = nearest(entry, located.data) if len(self.problems) < 200 else ""
                self.problems.append(Problem(located.file, message, *place, owner, entry, expected, suggestion))
                continue
            parent = located.data[entry]
            for step in sheet.path[:-1]:
                parent = parent.setdefault(step, {}) if isinstance(parent, dict) else None
            if not isinstance(parent, dict):
                continue  # what stands in the entry's own cell is no record, which is told where it is read
            path: Path = (entry, *sheet.path)
            parts = parent.setdefault(sheet.path[-1], {} if keys else [])
            located.places.setdefault(path, place)
            if keys:
                key, key_place = row.get(keys[0], ""), table.places[index, keys[0]]
                if not key or key in parts:
                    message = "this row has no name" if not key else "this name stands twice for one entry"
                    self.problems.append(Problem(located.file, message, *key_place, field=keys[0], found=key))
                    continue
                parts[key] = {}
                path = (*path, key)
                located.key_places[path] = key_place
            else:
                path = (*path, len(parts))
                parts.append({})
            located.places[path] = place
            self._fill(located, path, sheet, table, index)

    def _fill(self, located: Located, path: Path, sheet: Sheet, table: Located, index: int) -> None:
        row: dict[str, str] = table.data[index]
        target: Any = located.data
        for step in path:
            target = target[step]
        for column in sheet.columns:
            place = table.places.get((index, column.name))
            if place is None:
                continue
            located.places.setdefault((*path, *column.path), place)
            if column.name not in row:
                continue
            try:
                value = read_cell(row[column.name], column.kind)
            except ValueError as error:
                self.problems.append(
                    Problem(located.file, str(error), *place, field=column.name, found=row[column.name])
                )
                continue
            parent = target
            for number, step in enumerate(column.path[:-1], 1):
                located.places.setdefault((*path, *column.path[:number]), place)
                parent = parent.setdefault(step, {}) if isinstance(parent, dict) else None
            if isinstance(parent, dict):
                parent[column.path[-1]] = value
        for old in sheet.former_names:
            if old in row:
                target[old] = row[old]
                located.places[(*path, old)] = table.places[index, old]


def _of_sheet(sheet: str, message: str, expected: str = "") -> Problem:
    return Problem("", message, expected=expected, sheet=sheet)
