"""From a dossier's files to a workbook that a person fills in and a program reads back the same."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from goodoffices.dossier.storage.layout import ABOUT
from goodoffices.dossier.storage.workbook.cells import write_cell
from goodoffices.dossier.storage.workbook.sheets import FIELD, VALUE, Column, Sheet, sheets
from goodoffices.dossier.storage.workbook.spreadsheet import MAX_CELL, MAX_ROW
from goodoffices.errors import OutputError

FIXED_DATE = (1980, 1, 1, 0, 0, 0)
_NARROW, _MIDDLE, _WIDE = 14, 26, 60
_ROWS_WITH_LISTS = 5_000
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST_LIST = 255
_STAMP = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_TEXT, _HEADER = "Dossier text", "Dossier header"


def workbook_bytes(data: Mapping[str, Any]) -> bytes:
    """Return a workbook with the content of a dossier's files.

    Parameters
    ----------
    data : mapping
        By the file's name, its content as nested text.

    Returns
    -------
    bytes
        The .xlsx file, the same for the same content.

    Raises
    ------
    OutputError
        If something does not fit into a workbook.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for style in _styles():
        book.add_named_style(style)
    for sheet in sheets():
        if data.get(sheet.file.name):
            _write_sheet(book, sheet, data[sheet.file.name])
    if not book.worksheets:
        raise OutputError("there is nothing to write")
    written = io.BytesIO()
    book.save(written)
    return _without_time(written.getvalue())


def _write_sheet(book: Workbook, sheet: Sheet, content: Any) -> None:
    rows = list(_rows(sheet, content))
    used = {number for row in rows for number, cell in enumerate(row) if cell}
    columns: list[Column | None] = [*(None for _ in sheet.leading), *sheet.columns]
    shown = [n for n, column in enumerate(columns) if column is None or column.kind != "flow" or n in used]
    if len(rows) >= MAX_ROW:
        raise OutputError(f"the sheet {sheet.name} would have more rows than a workbook can hold")
    page: Worksheet = book.create_sheet(sheet.name)
    page.freeze_panes = f"{get_column_letter(len(sheet.leading) + 1)}2"
    for place, number in enumerate(shown, 1):
        letter, column = get_column_letter(place), columns[number]
        page.column_dimensions[letter].width = _width(sheet.header[number])
        if column and column.choices and len(",".join(column.choices)) <= _LONGEST_LIST:
            page.add_data_validation(_offer(letter, column.choices))
        header = page.cell(1, place, sheet.header[number])
        header.style = _HEADER
        if column and column.meaning:
            header.comment = Comment(column.meaning, "Good Offices", height=120, width=300)
        # Cells that are filled in later are text too, so that no number or date is made of them.
        page.column_dimensions[letter].number_format = "@"
        for line, row in enumerate(rows, 2):
            if text := row[number]:
                if len(text) > MAX_CELL:
                    raise OutputError(f"a cell of the sheet {sheet.name} would hold more than {MAX_CELL:,} characters")
                cell = page.cell(line, place, _ESCAPE.sub("_x005F_", text))
                cell.data_type = "s"  # text that starts with '=' is no formula
                cell.style = _TEXT


def _offer(letter: str, choices: Sequence[str]) -> DataValidation:
    offered = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
    offered.error, offered.errorTitle = "one of: " + ", ".join(choices)[:200], "Not a possible value"
    offered.showErrorMessage = True
    offered.add(f"{letter}2:{letter}{_ROWS_WITH_LISTS}")
    return offered


def _styles() -> tuple[NamedStyle, NamedStyle]:
    text = NamedStyle(_TEXT, number_format="@", alignment=Alignment(wrap_text=True, vertical="top"))
    header = NamedStyle(_HEADER, number_format="@", font=Font(bold=True), fill=PatternFill("solid", fgColor="E7ECF2"))
    return text, header


def _width(name: str) -> int:
    if name in (VALUE, "note", "summary", "remark", "says", "statement", "question", "title", "conditions", "expected"):
        return _WIDE
    return _MIDDLE if name in ("name", "source", "what", "duty", "act", FIELD) or name.startswith("of_") else _NARROW


def _rows(sheet: Sheet, content: Any) -> Iterator[list[str]]:
    if sheet.file is ABOUT:
        yield from ([name, write_cell(value, sheet.columns[0])] for name, value in content.items() if value is not None)
    elif sheet.file.is_table:
        yield from ([row.get(name, "") for name in sheet.header] for row in content)
    elif not sheet.path:
        for name, fields in content.items():
            yield [name, *(_written(fields or {}, column, True) for column in sheet.columns)]
    else:
        for name, fields in content.items():
            parts = _at(fields or {}, sheet.path)
            if isinstance(parts, Mapping):
                for key, part in parts.items():
                    yield [name, key, *_part(part, sheet)]
            elif isinstance(parts, list):
                for part in parts:
                    yield [name, *_part(part, sheet)]


def _part(part: Any, sheet: Sheet) -> list[str]:
    # A position alone is short for a record that has nothing but its first field.
    fields = part if isinstance(part, Mapping) else {sheet.columns[0].name: part}
    return [_written(fields, column, False) for column in sheet.columns]


def _written(fields: Mapping[str, Any], column: Column, spread: bool) -> str:
    value = _at(fields, column.path)
    if spread and column.kind == "flow" and isinstance(value, Mapping):
        return "" if _says_something(value) else "{}"  # its fields have columns of their own
    return write_cell(value, column)


def _says_something(value: Any) -> bool:
    if isinstance(value, Mapping):
        return any(_says_something(part) for part in value.values())
    return bool(value)


def _at(fields: Any, path: tuple[str, ...]) -> Any:
    for step in path:
        fields = fields.get(step) if isinstance(fields, Mapping) else None
    return fields


def _without_time(content: bytes) -> bytes:
    """Return a workbook as it is on any day: without the time it was made, its parts in order."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as made, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            part = made.read(name)
            if name == "docProps/core.xml":
                part = _STAMP.sub(b"", part)
            kept.writestr(entry(name), part)
    return packed.getvalue()


def entry(name: str) -> zipfile.ZipInfo:
    """Return what an archive says of one of its files: nothing that changes from day to day."""
    info = zipfile.ZipInfo(name, FIXED_DATE)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # else it would differ between systems
    info.external_attr = 0o644 << 16
    return info
