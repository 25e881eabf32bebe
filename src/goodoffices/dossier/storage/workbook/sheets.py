"""How a dossier is laid out in a workbook: which sheets, with which columns. All of it is read off the records.

Every file has a sheet of its own, named without its ending. Entries of YAML files are rows that begin with their ``id``; a
record inside an entry is spread over columns such as ``scale.low``; a list of records has a sheet of its own, such as
``councils.formulas``, whose rows begin with the entry they belong to.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from goodoffices.dossier.record import Record, bare
from goodoffices.dossier.storage.layout import ABOUT, FILES, DossierFile
from goodoffices.dossier.storage.migration import RENAMED

Kind = Literal["text", "list", "map", "flow", "any"]
FIELD, VALUE, ID = "field", "value", "id"


@dataclass(frozen=True)
class Column:
    """One column: where in an entry its values belong, and how a cell is written.

    Attributes
    ----------
    name : str
        The header.
    path : tuple of str
        Names of the fields down to the value, within an entry or a part of one.
    kind : str
        ``text``; ``list`` (``a; b``); ``map`` (``a: 1; b: 2``); or ``flow``, anything deeper, as YAML on one line;
        ``any``, text or, if it begins with a bracket, brace or quotation mark, YAML on one line.
    choices : tuple of str
        The possible values, if they are a closed list.
    meaning : str
        What the field means, if the record says so.
    """

    name: str
    path: tuple[str, ...]
    kind: Kind = "text"
    choices: tuple[str, ...] = ()
    meaning: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: a file, or the lists of records within the entries of a file.

    Attributes
    ----------
    name : str
        As the workbook shows it.
    file : DossierFile
        The file whose content it holds.
    path : tuple of str
        Of a sheet of parts, the names of the fields down to them within an entry.
    leading : tuple of str
        Columns that say where a row belongs: its id; or the entry it is a part of, and its key if parts have one.
    columns : tuple of Column
        The others.
    required : tuple of str
        Columns that must be there.
    """

    name: str
    file: DossierFile
    path: tuple[str, ...]
    leading: tuple[str, ...]
    columns: tuple[Column, ...]
    required: tuple[str, ...]

    @property
    def header(self) -> tuple[str, ...]:
        """All columns, in order."""
        return (*self.leading, *(column.name for column in self.columns))

    @property
    def former_names(self) -> tuple[str, ...]:
        """Columns that fields of an older format stand in."""
        return tuple(r.old for r in RENAMED if r.file == self.file.name) if not self.path else ()


@cache
def sheets() -> tuple[Sheet, ...]:
    """Return every sheet a workbook can have, those of one file together."""
    return tuple(sheet for file in FILES for sheet in _sheets_of(file))


def _sheets_of(file: DossierFile) -> Iterator[Sheet]:
    if file is ABOUT:
        value = Column(VALUE, (VALUE,))
        yield Sheet(file.concept, file, (), (FIELD,), (value,), (FIELD, VALUE))
        return
    columns = tuple(_columns(file.record, (), True))
    if file.is_table:
        yield Sheet(file.concept, file, (), (), columns, file.required_columns)
        return
    own = tuple(column for column in columns if column.name != ID)
    required = tuple(name for name in file.required_columns if any(column.name == name for column in own))
    yield Sheet(file.concept, file, (), (ID,), own, tuple(dict.fromkeys((ID, *required))))
    for path, record, key in _parts(file.record, ()):
        leading = (f"of_{file.defines}", *((key,) if key else ()))
        needed = tuple(f.alias or name for name, f in record.model_fields.items() if f.is_required())
        name = ".".join((file.concept, *path))
        yield Sheet(name, file, path, leading, tuple(_columns(record, (), False)), (*leading, *needed))


def _columns(record: type[BaseModel], path: tuple[str, ...], spread: bool) -> Iterator[Column]:
    hints = get_type_hints(record, include_extras=True)
    for name, field in record.model_fields.items():
        kind = bare(hints[name])
        place = (*path, field.alias or name)
        title, meaning = ".".join(place), field.description or ""
        if spread and _record_of(kind):
            continue  # a sheet of its own
        if spread and _is_record(kind):
            yield Column(title, place, "flow", (), meaning)
            yield from _columns(kind, place, spread)
        elif get_origin(kind) is tuple and _is_word(bare(get_args(kind)[0])):
            yield Column(title, place, "list", (), meaning)
        elif get_origin(kind) is dict and not _is_record(bare(get_args(kind)[1])):
            yield Column(title, place, "map", (), meaning)
        elif _is_record(kind) or _record_of(kind):
            yield Column(title, place, "flow", (), meaning)
        elif _is_nested_text(kind):
            yield Column(title, place, "any", (), meaning)
        else:
            yield Column(title, place, "text", _choices(kind), meaning)


def _parts(record: type[BaseModel], path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], type[Record], str]]:
    hints = get_type_hints(record, include_extras=True)
    for name, field in record.model_fields.items():
        kind = bare(hints[name])
        place = (*path, field.alias or name)
        if part := _record_of(kind):
            yield place, part, _key_of(kind)
        elif _is_record(kind):
            yield from _parts(kind, place)


def _is_word(kind: Any) -> bool:
    return kind is str or get_origin(kind) is Literal


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _is_nested_text(kind: Any) -> bool:
    return get_origin(kind) in (Union, UnionType) and any(get_origin(part) is dict for part in get_args(kind))


def _record_of(kind: Any) -> type[Record] | None:
    """Return the record that a list or mapping holds, if it holds records."""
    if get_origin(kind) in (tuple, dict):
        part = bare(get_args(kind)[1 if get_origin(kind) is dict else 0])
        return part if _is_record(part) else None
    return None


def _key_of(kind: Any) -> str:
    if get_origin(kind) is not dict:
        return ""
    marks = getattr(get_args(kind)[0], "__metadata__", ())
    return next((mark.target for mark in marks if hasattr(mark, "target")), "key")


def _choices(kind: Any) -> tuple[str, ...]:
    if kind is bool:
        return ("true", "false")
    return tuple(str(word) for word in get_args(kind)) if get_origin(kind) is Literal else ()
