"""What a change means at the place its path leads to: one function for each operation."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from goodoffices.dossier.initiative import Change
from goodoffices.dossier.record import ID_PATTERN
from goodoffices.dossier.storage.validation import ID_EXPECTED
from goodoffices.errors import Problem, nearest
from goodoffices.initiatives.patching.parts import MISSING, NotThereError, index_of
from goodoffices.initiatives.patching.patch import Named, Path, Row
from goodoffices.initiatives.patching.paths import row_key
from goodoffices.initiatives.patching.place import Place, as_record, sibling
from goodoffices.initiatives.patching.values import (
    ValueProblem,
    named_in,
    read_amount,
    read_field,
    read_record,
    with_source,
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a change comes down to.

    Attributes
    ----------
    op, path, value
        As those of a :class:`~goodoffices.initiatives.patching.patch.Step`.
    spoken : tuple of (str, str)
        Kind and name of what the value refers to.
    makes : frozenset
        What is there only once the change is made.
    removes : frozenset of (str, str)
        Kind and name of the entries that it takes out.
    """

    op: Literal["set", "shift", "add", "remove"]
    path: Path
    value: Any
    spoken: tuple[Named, ...] = ()
    makes: frozenset[object] = frozenset()
    removes: frozenset[Named] = frozenset()


def meaning(change: Change, place: Place) -> Meaning:
    """Return what a change means at a place.

    Raises
    ------
    ValueProblem
        If it means nothing there.
    NotThereError
        If what it removes is not there.
    """
    match change.op:
        case "set":
            return _set(change, place)
        case "shift":
            return Meaning("shift", place.path, read_amount(place, change.value))
        case "add":
            return _add(change, place)
    return _remove(change, place)


def creation(changes: Sequence[Change], place: Place) -> Meaning:
    """Return the meaning of setting fields of a row or entry that is not there: it is made from all of them.

    Raises
    ------
    ValueProblem
        If they do not make one.
    """
    if len({change.chance for change in changes}) > 1:
        raise _refused("the changes that together make something new must have the same chance", "chance")
    assert place.holder is not None
    fields = {change.at.rpartition(".")[2].strip(): change.value for change in changes}
    key, source = place.path[-2], _source(changes[0])
    if isinstance(key, str):
        record = read_record(place.holder, fields, source)
        value: Any = {key: record}
    else:
        stated = {name: part for name, part in key if part is not None}
        since = {"from": str(changes[0].from_)} if changes[0].from_ else {}
        record = read_record(place.holder, {**stated, **since, **fields}, source)
        value = (record,)
    for name, given in fields.items():
        read_field(sibling(place, name), given)
    spoken = tuple(named_in(record, place.holder))
    return Meaning("add", place.path[:-2], value, spoken, frozenset({place.path[:-1]}))


def _set(change: Change, place: Place) -> Meaning:
    if place.is_part:
        if isinstance(place.path[-1], tuple):
            raise _refused("this is a whole row", expected="a field of it")
        if place.now is MISSING and not place.is_in_mapping:
            raise _refused("there is no such entry to set", "op", "set", "add")
        if not place.is_in_mapping and place.record is None:
            raise _refused("this is a name in a list", "op", "set", "add or remove")
    elif place.field is None:
        raise _refused("this is a whole file", expected="an entry and a field of it")
    elif place.field.is_required() and change.value in ("", [], {}):
        raise _refused("a value is missing", "value", expected="a value, or remove")
    if place.record and place.is_entry:
        value: Any = read_record(place.record, change.value, _source(change), id=_id(str(place.path[-1])))
    else:
        value = read_field(place, with_source(place.record, change.value, _source(change)))
    makes = frozenset({place.path}) if place.now is MISSING else frozenset()
    return Meaning("set", place.path, value, tuple(named_in(value, place.hint)), makes)


def _add(change: Change, place: Place) -> Meaning:
    if place.is_part and place.now is MISSING:
        return _add_named(change, place)
    if place.is_part and place.of is None:
        raise _refused("this is there already", found=_said(place.path[-1]))
    if place.of is None:
        raise _refused("this is no list", "op", "add", "set or shift")
    value = _entries(place, change.value, _source(change))
    names = list(value) if isinstance(value, dict) else [_name(part) for part in value]
    for name in filter(None, names):
        if _is_there(place.now, name):
            raise _refused("this is there already", "value", name)
    makes: set[object] = {(*place.path, name) for name in names}
    if place.field is None and place.file.defines:
        makes |= {(place.file.defines, name) for name in names}
    return Meaning("add", place.path, value, tuple(named_in(value, place.hint)), frozenset(makes))


def _add_named(change: Change, place: Place) -> Meaning:
    """Return the meaning of adding what the end of the path names."""
    key = place.path[-1]
    if isinstance(key, tuple):
        raise _refused("a row is added to its table", expected=place.file.concept)
    if place.record is not None:
        extra = {"id": _id(key)} if "id" in place.record.model_fields else {}
        value: Any = read_record(place.record, change.value, _source(change), **extra)
    elif place.is_in_mapping:
        value = read_field(place, change.value)
    else:
        raise _refused("a name is added to its list", expected="the path without it")
    makes: set[object] = {place.path}
    if place.is_entry and place.file.defines:
        makes.add((place.file.defines, key))
    added = {key: value} if place.is_in_mapping else (value,)
    return Meaning("add", place.path[:-1], added, tuple(named_in(value, place.hint)), frozenset(makes))


def _entries(place: Place, data: Any, source: str) -> Any:
    """Return what is added to a file, list or mapping, in the form in which that holds it."""
    record = as_record(place.of)
    if record is None or (place.field is not None and place.is_mapping):
        return read_field(place, data)
    parts = data if isinstance(data, list) else [data]
    if place.field is not None:
        return read_field(place, [with_source(record, part, source) for part in parts])
    if place.file.is_table:
        return tuple(read_record(record, part, source) for part in parts)
    entries = {}
    for part in parts:
        if not isinstance(part, Mapping) or not isinstance(part.get("id"), str):
            raise _refused(
                "the new entry has no name", "value", expected=f"the path {place.file.concept}.NAME, or an id"
            )
        fields = {name: value for name, value in part.items() if name != "id"}
        entries[part["id"]] = read_record(record, fields, source, id=_id(part["id"]))
    return entries


def _remove(change: Change, place: Place) -> Meaning:
    if place.is_part and not change.value:
        if place.now is MISSING:
            raise NotThereError(_said(place.path[-1]))
        return Meaning("remove", place.path[:-1], place.path[-1:], removes=_removed(place, place.path[-1:]))
    if place.of is not None and change.value:
        names = tuple(_found(place, change.value))
        is_file = place.field is None and not place.is_part
        return Meaning("remove", place.path, names, removes=_removed(place, names) if is_file else frozenset())
    if place.field is None or change.value:
        expected = "the path of an entry, or of a list and what to take out"
        raise _refused("it is not said what is removed", expected=expected)
    if place.field.is_required():
        raise _refused("this must be there", "op", "remove", "set")
    return Meaning("set", place.path, place.field.get_default(call_default_factory=True))


def _removed(place: Place, keys: Sequence[str | Row]) -> frozenset[Named]:
    """Return kind and name of the entries of a file that are taken out."""
    defines = place.file.defines
    if defines is None or (place.is_part and not place.is_entry):
        return frozenset()
    names = (key if isinstance(key, str) else dict(key).get("id") for key in keys)
    return frozenset((defines, name) for name in names if name is not None)


def _found(place: Place, data: Any) -> Iterator[str | Row]:
    """Yield by which names what is to be removed is known."""
    for part in data if isinstance(data, list) else [data]:
        if isinstance(part, Mapping):
            yield _row_like(place, part)
            continue
        for name in filter(None, (word.strip() for word in str(part).split(";"))):
            if not _is_there(place.now, name):
                valid = list(place.now) if isinstance(place.now, dict) else list(filter(None, map(_name, place.now)))
                expected = f"one of {', '.join(valid[:12])}" if valid else ""
                raise _refused("there is nothing of this name", "value", name, expected, nearest(name, valid))
            yield name


def _row_like(place: Place, fields: Mapping[str, Any]) -> Row:
    if place.field is not None or not place.file.is_table:
        raise _refused("names are expected here", "value", expected="a name, or several in a list")
    columns = {field.alias or name: name for name, field in place.file.record.model_fields.items()}
    for name in fields:
        if name not in columns:
            expected = f"one of {', '.join(columns)}"
            raise _refused("there is no field of this name here", "value", name, expected, nearest(name, columns))
    for row in place.now:
        if all(_written(getattr(row, columns[name])) == _written(value) for name, value in fields.items()):
            return tuple(
                (key, None if getattr(row, key) is None else str(getattr(row, key))) for key in row_key(place.file)
            )
    raise _refused("no row says this", "value", str(dict(fields)), "fields as they stand in one row")


def _refused(
    message: str, field: str = "at", found: str = "", expected: str = "", suggestion: str = ""
) -> ValueProblem:
    return ValueProblem(Problem("", message, None, None, field, found, expected, suggestion))


def _id(name: str) -> str:
    if not re.fullmatch(ID_PATTERN, name):
        raise _refused("not an id", "id", name, ID_EXPECTED)
    return name


def _source(change: Change) -> str:
    return "; ".join(str(citation) for citation in change.source)


def _said(key: str | Row) -> str:
    return key if isinstance(key, str) else ".".join(value for _, value in key if value is not None)


def _name(part: Any) -> str:
    return part if isinstance(part, str) else getattr(part, "id", "") or ""


def _is_there(now: Any, name: str) -> bool:
    if isinstance(now, dict):
        return name in now
    try:
        index_of(now or (), name)
    except NotThereError:
        return False
    return True


def _written(value: Any) -> str:
    """Return a value as text, in which a list is the same whether it stands in a cell or not."""
    if isinstance(value, tuple | list):
        return ";".join(str(part) for part in value)
    return "" if value is None else ";".join(part.strip() for part in str(value).split(";"))
