"""Paths such as ``stances.japan.linkage.position``: from names to the value in a dossier, by the types of its records."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import get_args

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.record import Record
from goodoffices.dossier.storage.layout import ABOUT, FILES, DossierFile
from goodoffices.dossier.values.dates import Date
from goodoffices.errors import Problem, nearest
from goodoffices.initiatives.patching.parts import MISSING, NotThereError, index_of, name_of, row_index
from goodoffices.initiatives.patching.patch import Named, Row
from goodoffices.initiatives.patching.place import Place, as_record, hints_of, names_of, target_of

CHANGEABLE = {file.concept: file for file in FILES if file is not ABOUT and file.concept != "initiatives"}
"""Files whose values an initiative can change, by the word that a path begins with."""
MADE_BY_SETTING = ("stances", "capabilities")
"""Tables of which setting the fields of a row that is not there makes one."""


class PathError(Exception):
    """A path that leads nowhere; ``problem`` says where it ends and what could stand there."""

    def __init__(self, message: str, found: str, valid: Iterable[str], expected: str = "") -> None:
        names = list(valid)
        listed = ", ".join(names[:12]) + (", …" if len(names) > 12 else "")
        self.problem = Problem("", message, None, None, "at", found, expected or f"one of {listed}" if names else expected,
                               nearest(found, names))  # fmt: skip
        super().__init__(message)


def locate(dossier: Dossier, at: str, day: Date | None) -> Place:
    """Return where a path leads.

    Parameters
    ----------
    dossier : Dossier
        In which it leads somewhere.
    at : str
        The path.
    day : Date or None
        Of several rows for the same thing the one in force then is meant; without it the one that began last.

    Raises
    ------
    PathError
        If it leads nowhere.

    Examples
    --------
    >>> from goodoffices.casebook import case_folder
    >>> from goodoffices.dossier import read_dossier
    >>> case = read_dossier(case_folder("cambodia-1990"))
    >>> locate(case, "moments.tokyo_1990.must_sign", None).path
    ('moments', 'tokyo_1990', 'must_sign')
    """
    concept, *names = (part.strip() for part in at.split("."))
    file = CHANGEABLE.get(concept)
    if file is None:
        raise PathError("there is no file of this name that an initiative changes", concept, CHANGEABLE)
    content = getattr(dossier, file.attribute)
    container = tuple[file.record, ...] if file.is_table else dict[str, file.record]  # type: ignore[name-defined]
    place = Place((file.attribute,), content, container, file, named=file.defines)
    if not names:
        return place
    if file.is_table:
        place, names = _row(dossier, place, names, day)
    else:
        place = _entry(place, names.pop(0), is_last=len(names) == 0)
    for number, name in enumerate(names):
        place = _below(dossier, place, name, is_last=number == len(names) - 1)
    return place


def _entry(place: Place, name: str, is_last: bool) -> Place:
    now = place.now.get(name, MISSING)
    if now is MISSING and not is_last:
        raise PathError(f"{place.file.name} has no entry of this name", name, place.now)
    assert place.file.defines is not None
    return replace(
        place,
        path=(*place.path, name),
        now=now,
        hint=place.file.record,
        names=((place.file.defines, name),),
        is_part=True,
        is_in_mapping=True,
    )


def row_key(file: DossierFile) -> tuple[str, ...]:
    """Return the fields by which a path names a row of a table."""
    names = tuple(name for name in file.key if name != "from_")
    return ("id",) if "id" in names else names


def _row(dossier: Dossier, place: Place, names: Sequence[str], day: Date | None) -> tuple[Place, list[str]]:
    file = place.file
    fields = row_key(file)
    left = list(names)
    row: list[tuple[str, str | None]] = []
    for field in fields:
        is_left_out = (
            field == "issue" and file.concept == "capabilities" and (not left or left[0] not in dossier.issues)
        )
        if not left:
            if is_left_out:
                row.append((field, None))
                continue
            written = ".".join((file.concept, *(f.upper() for f in fields)))
            raise PathError("the path names no row", ".".join((file.concept, *names)), (), f"a path such as {written}")
        row.append((field, None if is_left_out else left.pop(0)))
    keyed: Row = tuple(row)
    spoken = _named_in_row(dossier, file, keyed)
    try:
        now = place.now[row_index(dossier, place.now, keyed, day)]
    except NotThereError:
        now = MISSING
        if file.concept not in MADE_BY_SETTING:
            valid = [".".join(str(getattr(record, field)) for field in fields) for record in place.now]
            found = ".".join(str(value) for _, value in keyed)
            raise PathError(f"{file.name} has no such row", found, dict.fromkeys(valid)) from None
    issue = next((value for field, value in keyed if field == "issue"), None)
    scale = _scale(dossier, issue)
    row_place = replace(
        place, path=(*place.path, keyed), now=now, hint=file.record, scale=scale, is_part=True, names=spoken
    )
    return row_place, left


def _named_in_row(dossier: Dossier, file: DossierFile, row: Row) -> tuple[Named, ...]:
    """Return what a row's key speaks of; refuse names that nothing has."""
    spoken: list[Named] = []
    for field, name in row:
        target = file.defines if field == "id" else target_of(hints_of(file.record).get(field, str))
        if name is None or target is None:
            continue
        known = names_of(dossier, target)
        if name not in known:
            raise PathError(f"there is no {target} of this name", name, known)
        spoken.append((target, name))
    return tuple(spoken)


def _scale(dossier: Dossier, issue: str | None) -> tuple[float, float]:
    scale = dossier.issues[issue].scale if issue in dossier.issues else None
    return (scale.low, scale.high) if scale else (-math.inf, math.inf)


def _below(dossier: Dossier, place: Place, name: str, is_last: bool) -> Place:
    if record := place.record:
        return _field(place, record, name)
    if place.of is None:
        raise PathError(f"{place.field_name or 'this'} has no parts", name, (), "the path to end before it")
    if place.now is None or place.now is MISSING:
        raise PathError(f"there is no {place.field_name} yet", name, (), f"{place.field_name} set as a whole")
    if place.is_mapping:
        return _key(dossier, place, name, is_last)
    try:
        now = place.now[index_of(place.now, name)]
    except NotThereError:
        parts = [part if isinstance(part, str) else name_of(part) or str(i) for i, part in enumerate(place.now, 1)]
        if not is_last:
            raise PathError(f"{place.field_name} has no part of this name", name, parts) from None
        now = MISSING
    target = None if as_record(place.of) else target_of(place.of)
    names = (*place.names, (target, name)) if target else place.names
    return replace(
        place,
        path=(*place.path, name),
        now=now,
        hint=place.of,
        field=None,
        is_part=True,
        named=target,
        names=names,
        is_in_mapping=False,
    )


def _key(dossier: Dossier, place: Place, name: str, is_last: bool) -> Place:
    target = target_of(get_args(place.kind)[0])
    if target is not None and name not in (known := names_of(dossier, target)):
        raise PathError(f"there is no {target} of this name", name, known)
    now = place.now.get(name, MISSING)
    if now is MISSING and not is_last and as_record(place.of) is None:
        raise PathError(f"{place.field_name} has nothing of this name", name, place.now)
    scale = _scale(dossier, name) if target == "issue" else place.scale
    names = (*place.names, (target, name)) if target else place.names
    return replace(
        place,
        path=(*place.path, name),
        now=now,
        hint=place.of,
        field=None,
        scale=scale,
        is_part=True,
        named=target,
        names=names,
        is_in_mapping=True,
    )


def _field(place: Place, record: type[Record], name: str) -> Place:
    fields = {f.alias or attribute: attribute for attribute, f in record.model_fields.items() if attribute != "id"}
    if name not in fields:
        raise PathError(f"{_called(place, record)} has no field of this name", name, fields)
    if place.now is None or (place.now is MISSING and not place.is_part):
        raise PathError(f"there is no {place.field_name} yet", name, (), f"{place.field_name} set as a whole")
    is_new = place.now is MISSING
    attribute = fields[name]
    return replace(
        place,
        path=(*place.path, attribute),
        now=MISSING if is_new else getattr(place.now, attribute),
        hint=hints_of(record)[attribute],
        field=record.model_fields[attribute],
        field_name=name,
        holder=record,
        is_part=False,
        is_new_field=is_new,
        named=None,
    )


def _called(place: Place, record: type[Record]) -> str:
    return (
        f"the {record.__name__.lower()} {place.path[-1]}"
        if isinstance(place.path[-1], str)
        else f"a row of {place.file.name}"
    )
