"""What differs between two dossiers, or two versions of one, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.record import Record
from goodoffices.dossier.storage.layout import ABOUT, FILES, DossierFile
from goodoffices.dossier.values.changed import Changed
from goodoffices.dossier.values.quantity import Quantity

_KNOWN_BY = ("id", "party", "name", "at", "act")
"""Fields by which a record within another is known again, the first that it has."""

LONGEST = 120
"""Texts longer than this are told to differ and not shown."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between two dossiers.

    Attributes
    ----------
    file : str
        File of the dossier it stands in.
    kind : {"added", "removed", "changed"}
        Whether an entry is new, gone, or says something else.
    entry : str
        Which entry, in words.
    field : str
        Which field of it, for instance ``rules.majority.quota``; empty if the entry as a whole is new or gone.
    before, after : str
        What stood there and what stands there now, as written in a dossier.
    words : str
        The difference as a sentence.
    """

    file: str
    kind: Literal["added", "removed", "changed"]
    entry: str
    field: str
    before: str
    after: str
    words: str


def compare(before: Dossier, after: Dossier) -> tuple[Difference, ...]:
    """Return what differs between two dossiers, file by file, in the order of the second.

    The order of entries, comments and the way a value is written do not count.

    Examples
    --------
    >>> from goodoffices.casebook import case_folder
    >>> from goodoffices.dossier import read_dossier
    >>> case = read_dossier(case_folder("cambodia-1990"))
    >>> compare(case, case)
    ()
    """
    return tuple(difference for file in FILES for difference in _in_file(file, before, after))


def _in_file(file: DossierFile, before: Dossier, after: Dossier) -> Iterator[Difference]:
    old, new = _entries(file, before), _entries(file, after)
    for key, record in new.items():
        if key not in old:
            entry = _label(file, record, after)
            yield Difference(file.name, "added", entry, "", "", entry, f"{entry} is new.")
    for key, record in old.items():
        if key not in new:
            entry = _label(file, record, before)
            yield Difference(file.name, "removed", entry, "", entry, "", f"{entry} is gone.")
    for key, record in new.items():
        if key in old and old[key] != record:
            yield from _changes(file, _label(file, record, after), old[key], record)


def _entries(file: DossierFile, dossier: Dossier) -> dict[tuple[str, ...], Record]:
    content: Any = getattr(dossier, file.attribute)
    if file is ABOUT:
        return {(): content}
    if not file.is_table:
        return {(name,): record for name, record in content.items()}
    keyed: dict[tuple[str, ...], Record] = {}
    for row in content:
        key = tuple(str(getattr(row, name)) for name in file.key)
        while key in keyed:  # rows that say the same thing twice are told apart by their number
            key = (*key, "again")
        keyed[key] = row
    return keyed


def _label(file: DossierFile, record: Record, dossier: Dossier) -> str:
    if file is ABOUT:
        return "The dossier"
    if not file.is_table:
        called = next(getattr(record, field) for field in ("name", "title", "says") if hasattr(record, field))
        return f"{_capital(str(file.defines))} {getattr(record, 'id', '')} ({called})"
    parts = [
        ("from " if name == "from_" else "") + _named(getattr(record, name), dossier)
        for name in file.key
        if getattr(record, name)
    ]
    return f"{_capital(_ROW.get(file.concept, file.concept.removesuffix('s')))} {', '.join(parts)}"


_ROW = {"capabilities": "capability", "infeasible": "infeasible combination", "remarks": "remark"}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _named(value: object, dossier: Dossier) -> str:
    if isinstance(value, str) and value in dossier.parties:
        return dossier.label(value)
    return _written(value)


def _changes(file: DossierFile, entry: str, old: Record, new: Record) -> Iterator[Difference]:
    before, after = dict(_values(old)), dict(_values(new))
    for path in dict.fromkeys((*after, *before)):
        was, is_ = before.get(path, ()), after.get(path, ())
        if was == is_ or not _in_both(path, before, after):
            continue
        field = ".".join(path)
        words = f"{entry}: {_sentence(field, was, is_)}"
        yield Difference(file.name, "changed", entry, field, _written(was), _written(is_), words)


def _in_both(
    path: tuple[str, ...], before: Mapping[tuple[str, ...], object], after: Mapping[tuple[str, ...], object]
) -> bool:
    """Whether every record on the way to a value is there in both; if not, that it is new or gone says enough."""
    return all(
        path[length] in names
        for length in range(1, len(path))
        for side in (before, after)
        if isinstance(names := side.get(path[:length]), tuple) and path[:length] != path
    )


def _values(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], object]]:
    """Yield the values of a record with the names that lead to them; of a list of records, the names of its parts too."""
    if isinstance(value, Record):
        for name, field in type(value).model_fields.items():
            if name != "id":
                yield from _values(getattr(value, name), (*path, field.alias or name))
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _values(part, (*path, key))
    elif isinstance(value, tuple) and value and isinstance(value[0], Record):
        taken: dict[str, None] = {}
        for number, part in enumerate(value, 1):
            name = next((str(getattr(part, key)) for key in _KNOWN_BY if getattr(part, key, None)), str(number))
            if name in taken:
                name = f"{name} ({number})"
            taken[name] = None
            yield from _values(part, (*path, name))
        yield path, tuple(taken)
    elif value not in ((), "", None):
        yield path, value


def _sentence(field: str, was: object, is_: object) -> str:
    if isinstance(was, Quantity) and isinstance(is_, Changed):
        known = was.effects if isinstance(was, Changed) else ()
        effects = "; then ".join(str(effect) for effect in is_.effects[len(known) :])
        return f"{field}, now {was}, {effects}."
    if isinstance(was, Quantity) and isinstance(is_, Quantity):
        verb = "rises" if is_.likely > was.likely else "falls" if is_.likely < was.likely else "changes"
        return f"{field} {verb} from {was} to {is_}."
    if isinstance(was, tuple) and isinstance(is_, tuple):
        gained, lost = [str(v) for v in is_ if v not in was], [str(v) for v in was if v not in is_]
        parts = [f"gains {', '.join(gained)}" if gained else "", f"loses {', '.join(lost)}" if lost else ""]
        return f"{field} {' and '.join(filter(None, parts)) or 'is in another order'}."
    before, after = _written(was), _written(is_)
    if not before:
        return f"{field} is now given: {_shown(after)}."
    if not after:
        return f"{field} is no longer given; it was {_shown(before)}."
    if max(len(before), len(after)) > LONGEST:
        return f"{field} is worded differently."
    return f"{field} is now {after}; it was {before}."


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()} …"


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "; ".join(str(part) for part in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
