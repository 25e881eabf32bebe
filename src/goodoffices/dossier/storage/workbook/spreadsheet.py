"""Reading the cells of an .xlsx workbook as text, in bounded time and memory, whatever program or person wrote it.

The parts of a workbook are small XML files in a zip archive. They are read as a stream, for a sheet may claim a million empty
rows; document types and entities, by which a few bytes become gigabytes, are refused.
"""

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from math import isfinite
from typing import NoReturn
from xml.parsers import expat

from goodoffices.dossier.storage.containers.container import MAX_TABLE_BYTES, RefusedError
from goodoffices.dossier.storage.containers.zip_file import Archive

MAX_SHEETS = 200
MAX_COLUMNS = 200
MAX_ROW = 2**20
MAX_CELLS = 3_000_000
MAX_CHARACTERS = 64 * 2**20
MAX_CELL = 32_767
"""The longest text a cell can have."""
_DATES = {14: "d/m/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 22: "d/m/yyyy h:mm"}
_TIMES = {18: "h:mm", 19: "h:mm:ss", 20: "h:mm", 21: "h:mm:ss", 45: "mm:ss", 46: "h:mm:ss", 47: "mm:ss"}
_PERCENTAGES = {9: "0%", 10: "0.00%"}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_DAMAGED = "this is not a workbook, or it is damaged"


@dataclass
class SheetCells:
    """The cells of one sheet that hold anything, row by row.

    Attributes
    ----------
    name : str
        As the workbook shows it.
    part : str
        Name of the part of the archive it was read from.
    hidden : bool
        Whether the workbook does not show it.
    rows : list of (int, list of str)
        Number of each row that holds anything, and its cells from the first column on.
    problems : list of (int, int, str, str, str)
        Row, column, message, found, expected.
    formulas : set of (int, int)
        Row and column of cells that hold a formula.
    """

    name: str
    part: str = ""
    hidden: bool = False
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    problems: list[tuple[int, int, str, str, str]] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)


class Spreadsheet:
    """A workbook whose sheets can be looked through one by one."""

    def __init__(self, archive: Archive, most_columns: int = MAX_COLUMNS) -> None:
        """Read what the sheets have in common.

        Raises
        ------
        RefusedError
            If the archive is no workbook.
        """
        self.archive, self.most_columns = archive, most_columns
        self.cells_left, self.characters_left = MAX_CELLS, MAX_CHARACTERS
        main = next((name for name in archive.names() if name.lower() == "xl/workbook.xml"), "xl/workbook.xml")
        self.sheets, self.starts_in_1904 = self._sheets(main)
        folder = posixpath.dirname(main)
        self.formats = self._formats(f"{folder}/styles.xml")
        self.strings = self._strings(f"{folder}/sharedStrings.xml")

    def _parse(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        text: Callable[[str], None],
    ) -> None:
        content = self.archive.read(part, 2 * MAX_TABLE_BYTES)
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _no_document_types
        parser.StartElementHandler = lambda name, given: start(_local(name), {_local(k): v for k, v in given.items()})
        parser.EndElementHandler = lambda name: end(_local(name))
        parser.CharacterDataHandler = text
        try:
            parser.Parse(content, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            raise RefusedError(_DAMAGED, name=part) from error

    def _sheets(self, main: str) -> tuple[list[SheetCells], bool]:
        if main not in self.archive.members:
            raise RefusedError("this is not a workbook", "an .xlsx file as spreadsheet programs save it")
        targets: dict[str, str] = {}
        found: list[tuple[SheetCells, str]] = []
        settings: dict[str, str] = {}

        def relation(name: str, given: dict[str, str]) -> None:
            if name == "Relationship":
                target = given.get("Target", "")
                absolute = target.startswith("/")
                targets[given.get("Id", "")] = (
                    target[1:] if absolute else posixpath.normpath(posixpath.join(posixpath.dirname(main), target))
                )

        def sheet(name: str, given: dict[str, str]) -> None:
            if name == "sheet":
                hidden = given.get("state", "visible") != "visible"
                found.append((SheetCells(given.get("name", ""), hidden=hidden), given.get("id", "")))
                if len(found) > MAX_SHEETS:
                    raise RefusedError("the workbook holds too many sheets", f"at most {MAX_SHEETS}")
            elif name == "workbookPr":
                settings.update(given)

        relations = f"{posixpath.dirname(main)}/_rels/{posixpath.basename(main)}.rels"
        if relations not in self.archive.members:
            raise RefusedError(_DAMAGED, name=relations)
        self._parse(relations, relation, _ignore, _ignore)
        self._parse(main, sheet, _ignore, _ignore)
        for cells, identifier in found:
            cells.part = targets.get(identifier, "")
        return [cells for cells, _ in found], settings.get("date1904") in ("1", "true")

    def _formats(self, part: str) -> list[str]:
        """Return the number format of every cell style; an empty string where it does not matter."""
        codes = {**_DATES, **_TIMES, **_PERCENTAGES}
        styles: list[str] = []
        inside: list[str] = []

        def start(name: str, given: dict[str, str]) -> None:
            inside.append(name)
            if name == "numFmt":
                codes[_whole(given.get("numFmtId", ""))] = given.get("formatCode", "")[:500]
            elif name == "xf" and "cellXfs" in inside and len(styles) < 2**16:
                styles.append(codes.get(_whole(given.get("numFmtId", "0")), ""))

        def end(_: str) -> None:
            inside.pop()

        if part in self.archive.members:
            self._parse(part, start, end, _ignore)
        return styles

    def _strings(self, part: str) -> list[str]:
        strings: list[str] = []
        state = _Text()

        def end(name: str) -> None:
            state.end(name)
            if name == "si":
                strings.append(self._count(state.take()))

        if part in self.archive.members:
            self._parse(part, state.start, end, state.text)
        return strings

    def _count(self, text: str) -> str:
        self.characters_left -= len(text)
        if self.characters_left < 0:
            raise RefusedError(
                "the workbook holds too much text", f"at most {MAX_CHARACTERS // 2**20} million characters"
            )
        return text

    def read(self, sheet: SheetCells) -> None:
        """Read the cells of a sheet.

        Raises
        ------
        RefusedError
            If it is damaged, or holds more than a dossier can.
        """
        if sheet.part not in self.archive.members:
            raise RefusedError(_DAMAGED, name=sheet.name)
        reader = _Cells(self, sheet)
        self._parse(sheet.part, reader.start, reader.end, reader.state.text)


class _Text:
    """Gathers the text of a cell or shared string, leaving out how it is pronounced."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.wanted = self.skipping = 0

    def start(self, name: str, _: dict[str, str]) -> None:
        if name == "rPh":
            self.skipping += 1
        elif name in ("t", "v"):
            self.wanted += 1

    def end(self, name: str) -> None:
        if name == "rPh":
            self.skipping -= 1
        elif name in ("t", "v"):
            self.wanted -= 1

    def text(self, text: str) -> None:
        if self.wanted and not self.skipping:
            self.pieces.append(text)

    def take(self) -> str:
        text = "".join(self.pieces)
        self.pieces = []
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class _Cells:
    """Reads one sheet's cells."""

    def __init__(self, book: Spreadsheet, sheet: SheetCells) -> None:
        self.book, self.sheet = book, sheet
        self.state = _Text()
        self.row = self.column = 0
        self.kind = self.style = ""
        self.has_value = self.has_formula = self.in_cell = False
        self.cells: list[str] = []

    def start(self, name: str, given: dict[str, str]) -> None:
        self.state.start(name, given)
        if name == "row":
            self.row = _whole(given["r"]) if "r" in given else self.row + 1
            self.column, self.cells = 0, []
            if not 0 < self.row <= MAX_ROW or (self.sheet.rows and self.row <= self.sheet.rows[-1][0]):
                raise RefusedError(_DAMAGED, name=f"{self.sheet.name}, row {self.row}")
        elif name == "c":
            self.column = _column(given["r"]) if "r" in given else self.column + 1
            self.kind, self.style = given.get("t", "n"), given.get("s", "")
            self.has_value = self.has_formula = False
            self.in_cell = True
            self.state.take()
        elif name == "f" and self.in_cell:
            self.has_formula = True
        elif name in ("v", "is") and self.in_cell:
            self.has_value = True

    def end(self, name: str) -> None:
        self.state.end(name)
        if name == "c":
            self.in_cell = False
            self._add(self.state.take())
        elif name == "row" and self.cells:
            self.sheet.rows.append((self.row, self.cells))

    def _add(self, raw: str) -> None:
        if self.has_formula:
            self.sheet.formulas.add((self.row, self.column))
            if not self.has_value or (not raw and self.kind != "str"):
                self._problem("the result of this formula is not stored in the workbook", "", "text, or a saved result")
                return
        text = self._text(raw) if self.has_value else ""
        if not text.strip():
            return
        if len(text) > MAX_CELL:
            self._problem("this cell holds too much text", text, f"at most {MAX_CELL:,} characters")
        elif self.column > self.book.most_columns:
            self._problem(
                "this cell stands far outside of the table", text, f"at most {self.book.most_columns} columns"
            )
        else:
            self.book.cells_left -= 1
            if self.book.cells_left < 0:
                raise RefusedError("the workbook holds too many cells", f"at most {MAX_CELLS:,}")
            if self.kind == "s":
                self.book._count(text)
            self.cells += [""] * (self.column - len(self.cells))
            self.cells[self.column - 1] = text

    def _problem(self, message: str, found: str, expected: str) -> None:
        self.sheet.problems.append((self.row, self.column, message, found[:1_000], expected))

    def _text(self, raw: str) -> str:
        match self.kind:
            case "s":
                number = _whole(raw.strip())
                return self.book.strings[number] if 0 <= number < len(self.book.strings) else ""
            case "inlineStr" | "str":
                return self.book._count(raw)
            case "b":
                return "true" if raw.strip() in ("1", "true") else "false"
            case "e":
                self._problem("this cell holds an error", raw.strip(), "a value")
                return ""
            case "d":
                return raw.strip().removesuffix("T00:00:00")
        return self._number(raw.strip())

    def _number(self, raw: str) -> str:
        if not raw:
            return ""
        try:
            value = float(raw) if len(raw) < 400 else float("inf")
        except ValueError:
            value = float("inf")
        if not isfinite(value):
            self._problem("this cell holds a number that cannot be read", raw, "a number")
            return ""
        style = _whole(self.style or "0")
        code = self.book.formats[style] if 0 <= style < len(self.book.formats) else ""
        letters = _QUOTED.sub("", code.split(";")[0]).lower()
        if "%" in letters:
            return f"{plain_number(value * 100)}%"
        if re.search("[dmyhs]", letters) and "general" not in letters:
            return self._date(value, letters)
        return plain_number(value)

    def _date(self, serial: float, letters: str) -> str:
        days = serial + (1462 if self.book.starts_in_1904 else 0)
        if days < 61 and not self.book.starts_in_1904:
            days += 1  # the calendar of these programs holds a 29 February 1900, which never was
        try:
            moment = datetime(1899, 12, 30) + timedelta(days=round(days * 86_400) / 86_400)
        except (OverflowError, ValueError):
            self._problem("this cell holds a date that cannot be", plain_number(serial), "a date")
            return ""
        if not set("dy") & set(letters) and ("h" in letters or "s" in letters):
            return moment.strftime("%H:%M:%S")
        if "d" not in letters and "y" in letters and "h" not in letters:
            return f"{moment.year:04d}-{moment.month:02d}" if "m" in letters else f"{moment.year:04d}"
        date = moment.date().isoformat()
        return date if moment.time() == moment.min.time() else moment.isoformat(timespec="seconds")


def plain_number(value: float) -> str:
    """Return a number in digits, as short as it can be said exactly, and never in powers of ten.

    >>> plain_number(60.0), plain_number(0.1), plain_number(1e-7)
    ('60', '0.1', '0.0000001')
    """
    text = format(Decimal(repr(value)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _column(reference: str) -> int:
    match = _REFERENCE.fullmatch(reference)
    if not match:
        raise RefusedError(_DAMAGED, name=reference[:20])
    number = 0
    for letter in match[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _ignore(*_: object) -> None:
    """Take no notice."""


def _no_document_types(*_: object) -> NoReturn:
    raise RefusedError(_DAMAGED, "a workbook without a document type")
