"""Changing single values of a dossier where they stand: in a folder, inside a zip archive, in a cell of a workbook."""

import codecs
import copy
import io
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from goodoffices.dossier.storage.containers.container import MAX_TOTAL_BYTES, RefusedError, largest, read_file
from goodoffices.dossier.storage.containers.zip_file import MAX_ARCHIVE_BYTES, Archive, ZippedFolder
from goodoffices.dossier.storage.layout import ABOUT, FOLDERS
from goodoffices.dossier.storage.opening import WORKBOOK, ZIP
from goodoffices.dossier.storage.text.csv_file import set_cell
from goodoffices.dossier.storage.text.located import Located, SheetRow
from goodoffices.dossier.storage.text.text_file import decode, hidden_in
from goodoffices.dossier.storage.text.yaml_file import parse_yaml
from goodoffices.dossier.storage.workbook.cell_edit import with_cell
from goodoffices.dossier.storage.workbook.cells import write_cell
from goodoffices.dossier.storage.workbook.reading import read_workbook
from goodoffices.dossier.storage.workbook.sheets import Sheet, sheets
from goodoffices.dossier.storage.workbook.spreadsheet import Spreadsheet
from goodoffices.errors import NotFoundError, OutputError
from goodoffices.files import write_atomically

Place = tuple[str | int, ...]


def set_value(file: Path, path: Place, value: str) -> None:
    r"""Set one value in a dossier's file; comments, order and everything else stay as they are.

    Parameters
    ----------
    file : Path
        The file, for instance ``my-case/parties.yaml``; in an archive or workbook ``my-case.zip/parties.yaml`` or
        ``my-case.xlsx/parties.yaml``.
    path : tuple
        Names of fields and list indices down to the value, which must exist except for its last name. In a table the number
        of the row, from 0, and the column.
    value : str
        The new text.

    Raises
    ------
    NotFoundError
        If the file or a part of the path does not exist.
    OutputError
        If the file cannot be parsed or written; it is left as it was.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "parties.yaml"
    >>> _ = file.write_text("japan:  # host of the talks\n  name: Japan\n  kind: state\n")
    >>> set_value(file, ("japan", "short"), "Tokyo")
    >>> print(file.read_text(), end="")
    japan:  # host of the talks
      name: Japan
      kind: state
      short: Tokyo
    """
    if hidden := hidden_in(value):
        raise OutputError(f"{file} was left as it was: the new value holds {hidden}")
    container, name = _container_and_name(file)
    suffix = container.suffix.lower()
    try:
        if suffix in (ZIP, WORKBOOK) and container.is_file():
            content = read_file(container, MAX_ARCHIVE_BYTES)
            if suffix == ZIP:
                zipped = ZippedFolder(content)
                if zipped.root + name not in zipped.archive.members:
                    raise NotFoundError(f"{container} holds no {name}")
                changed = with_value(file, zipped.read(name, largest(name)), path, value)
                new = with_members(zipped.archive, {zipped.root + name: changed})
            else:
                new = _with_cell_value(file, content, path, value)
            write_atomically(container, new)
        else:
            write_atomically(file, with_value(file, read_file(file, largest(file.name)), path, value))
    except RefusedError as refused:
        problem = NotFoundError if not file.exists() and not container.is_file() else OutputError
        raise problem(f"cannot read {file}: {refused.message}") from refused


def _container_and_name(file: Path) -> tuple[Path, str]:
    """Return where a file lies, and its name there: that of an entry in a file of its own begins with its folder's."""
    if file.parent.name in FOLDERS and file.parent.parent.is_file():
        return file.parent.parent, f"{file.parent.name}/{file.name}"
    return file.parent, file.name


def with_value(file: Path, content: bytes, path: Place, value: str) -> bytes:
    """Return the content of a file with one value changed; see :func:`set_value`."""
    text, problem = decode(file.name, content)
    if problem:
        raise OutputError(f"{file} cannot be parsed and was left as it was; run the check for the place")
    try:
        changed = (
            set_cell(text, *_cell(path), value) if file.suffix == ".csv" else _with_yaml_value(file, text, path, value)
        )
    except (LookupError, TypeError, ValueError) as error:
        if isinstance(error, NotFoundError):
            raise
        raise NotFoundError(f"{file.name} has no {'.'.join(map(str, path))}") from error
    return saved_like(content, changed)


def saved_like(content: bytes, text: str) -> bytes:
    r"""Return a text with the line ends and the mark at the beginning that a file had before.

    >>> saved_like(b"\xef\xbb\xbfa\r\n", "b\n")
    b'\xef\xbb\xbfb\r\n'
    """
    if b"\r\n" in content:
        text = text.replace("\n", "\r\n")
    return (codecs.BOM_UTF8 if content.startswith(codecs.BOM_UTF8) else b"") + text.encode()


def _cell(path: Place) -> tuple[int, str]:
    row, column = path
    return int(row), str(column)


def _with_yaml_value(file: Path, text: str, path: Place, value: str) -> str:
    left = f"{file} cannot be parsed and was left as it was; run the check for the place"
    before, problems = parse_yaml(file.name, text)
    if problems:
        raise OutputError(left)
    wanted = copy.deepcopy(before.data)
    _put(wanted, path, value)
    yaml = YAML(typ="rt")
    yaml.preserve_quotes = True
    yaml.width = 2**20  # long lines stay as their author broke them
    if dash := re.search(r"^( *)[^\s#-][^\n]*:[^\n]*\n( *)- ", text, flags=re.MULTILINE):
        offset = max(0, len(dash[2]) - len(dash[1]))
        yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    buffer = io.StringIO()
    try:
        content = yaml.load(text)
        _put(content, path, value)
        yaml.dump(content, buffer)
    except (YAMLError, LookupError, TypeError, ValueError, AttributeError) as error:
        raise OutputError(left) from error
    after, problems = parse_yaml(file.name, buffer.getvalue())
    if problems or after.data != wanted:
        raise OutputError(
            f"{file} was left as it was: the value cannot be set without changing others; edit it by hand"
        )
    return buffer.getvalue()


def _put(content: Any, path: Place, value: str) -> None:
    place = content
    for part in path[:-1]:
        place = place[part]
    if place is None or isinstance(place, str):
        raise KeyError(path[-1])
    place[path[-1]] = value


def with_members(archive: Archive, changes: Mapping[str, bytes]) -> bytes:
    """Return an archive with some of its members changed; the others stay as they are.

    Raises
    ------
    RefusedError
        If a member is damaged.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as kept:
        for name, info in archive.members.items():
            kept.writestr(copy.copy(info), changes[name] if name in changes else archive.read(name, MAX_TOTAL_BYTES))
    return packed.getvalue()


def _with_cell_value(file: Path, content: bytes, path: Place, value: str) -> bytes:
    contents = read_workbook(file.parent.name, content)
    located = contents.files.get(file.name)
    lacking = NotFoundError(f"{file.parent} has no {'.'.join(map(str, path))} in {file.name}")
    if located is None:
        raise lacking
    length = next((n for n in range(len(path), 0, -1) if path[:n] in located.places), 0)
    line, column = located.places.get(path[:length], (0, 0))
    if not isinstance(line, SheetRow) or not length:
        raise lacking
    sheet = next(sheet for sheet in sheets() if sheet.name == line.sheet)
    within = path[_depth(sheet) : length]
    of_cell = next((c for c in sheet.columns if c.path == within or sheet.file is ABOUT), None)
    if of_cell is None:
        raise lacking  # the names of entries and parts are not values
    text = value
    if rest := path[length:]:
        try:
            whole = _value_at(located, path[:length])
            _put(whole, rest, value)
        except (LookupError, TypeError) as error:
            raise lacking from error
        text = write_cell(whole, of_cell)
    archive = Archive(content)
    spreadsheet = Spreadsheet(archive)
    part = next(cells.part for cells in spreadsheet.sheets if cells.name.strip().casefold() == line.sheet)
    return with_members(archive, {part: with_cell(archive.read(part, MAX_TOTAL_BYTES), int(line), column, text)})


def _depth(sheet: Sheet) -> int:
    """Return how many steps lead to a row: its number or id, or the entry, the list and the number or key in it."""
    return 1 if not sheet.path else 2 + len(sheet.path)


def _value_at(located: Located, path: Place) -> Any:
    value = located.data
    for part in path:
        value = value[part]
    if isinstance(value, str):  # a list as it stands in a cell
        return [part.strip() for part in value.split(";") if part.strip()]
    return copy.deepcopy(value)
