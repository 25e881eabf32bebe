"""Changing one cell of a workbook; all else in it (formats, charts, sheets of the author's own) stays as it is."""

import re
from xml.parsers import expat
from xml.sax.saxutils import escape

from goodoffices.dossier.storage.workbook.spreadsheet import MAX_CELL
from goodoffices.errors import OutputError, column_letters

_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_REFERENCE = re.compile(r"([A-Z]+)[0-9]+")


def with_cell(sheet: bytes, row: int, column: int, text: str) -> bytes:
    """Return the XML of a sheet with other text in one cell, which keeps its format.

    Parameters
    ----------
    sheet : bytes
        The sheet's part of the workbook.
    row, column : int
        The cell, from 1. The row must be there.
    text : str
        What the cell is to say.

    Raises
    ------
    OutputError
        If the cell holds a formula or cannot be found, or the text is too long for a cell.
    """
    if len(text) > MAX_CELL:
        raise OutputError(f"a cell can hold no more than {MAX_CELL:,} characters")
    finder = _Finder(sheet, row, column)
    finder.find()
    if finder.has_formula:
        raise OutputError(f"the cell {column_letters(column)}{row} holds a formula and was left as it was")
    if finder.end < finder.start or finder.start < 0:
        raise OutputError(f"the row {row} cannot be changed; save the workbook anew with a spreadsheet program")
    style = f' s="{finder.style}"' if finder.style.isdigit() else ""
    value = escape(_ESCAPE.sub("_x005F_", text)).encode("ascii", "xmlcharrefreplace").decode("ascii")
    prefix = finder.prefix
    cell = (
        f'<{prefix}c r="{column_letters(column)}{row}"{style} t="inlineStr">'
        f'<{prefix}is><{prefix}t xml:space="preserve">{value}</{prefix}t></{prefix}is></{prefix}c>'
    )
    return sheet[: finder.start] + cell.encode("ascii") + sheet[finder.end :]


class _Finder:
    """Finds from which byte to which a cell stands, or where it would."""

    def __init__(self, sheet: bytes, row: int, column: int) -> None:
        self.sheet, self.wanted = sheet, (row, column)
        self.row = self.column = 0
        self.start = self.end = -1
        self.style = self.prefix = ""
        self.has_formula = self.inside = self.done = False

    def find(self) -> None:
        if b"\0" in self.sheet[:64]:
            return  # an encoding that no spreadsheet program writes
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        try:
            self.parser.Parse(self.sheet, True)
        except expat.ExpatError:
            self.start = -1

    def _start(self, name: str, given: dict[str, str]) -> None:
        prefix, _, local = name.rpartition(":")
        if local == "row":
            self.row = int(given["r"]) if "r" in given else self.row + 1
            self.column = 0
        elif local == "c" and not self.done:
            match = _REFERENCE.fullmatch(given.get("r", ""))
            self.column = _number(match[1]) if match else self.column + 1
            if self.row == self.wanted[0] and self.column >= self.wanted[1]:
                self.prefix = f"{prefix}:" if prefix else ""
                self.start = self.end = self.parser.CurrentByteIndex
                self.inside = self.column == self.wanted[1]
                self.style = given.get("s", "") if self.inside else ""
                self.done = True
        elif local == "f" and self.inside:
            self.has_formula = True

    def _end(self, name: str) -> None:
        prefix, _, local = name.rpartition(":")
        place = self.parser.CurrentByteIndex
        if local == "c" and self.inside:
            self.inside = False
            self.end = self._tag_end(place)
        elif local == "row" and self.row == self.wanted[0] and not self.done:
            self.done = True
            self.prefix = f"{prefix}:" if prefix else ""
            if self.sheet[place : place + 2] == b"</":
                self.start = self.end = place

    def _tag_end(self, place: int) -> int:
        """Return where a tag ends that starts at `place`; '>' may stand in the quotes of an attribute."""
        quote = b""
        while place < len(self.sheet):
            character = self.sheet[place : place + 1]
            place += 1
            if quote:
                quote = b"" if character == quote else quote
            elif character in (b'"', b"'"):
                quote = character
            elif character == b">":
                break
        return place


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
