"""Finding the parts of a dossier by their names, and what stands there once a part is exchanged."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.record import Record
from goodoffices.dossier.situation import in_force, later_documents
from goodoffices.dossier.values.dates import Date
from goodoffices.initiatives.patching.patch import Path, Row

KNOWN_BY = ("id", "party", "name", "on", "at", "act")
"""Fields by which a record within a list is known, the first that it has."""
MISSING: Final = object()
"""Stands for what is not there."""


class NotThereError(LookupError):
    """A part on the way to a value is not there."""


def name_of(part: Record) -> str:
    """Return the name by which a record within a list is known; empty if it has none."""
    return next((str(getattr(part, field)) for field in KNOWN_BY if getattr(part, field, None)), "")


def index_of(parts: Sequence[Any], name: str) -> int:
    """Return where in a list something of that name stands; a part without a name goes by its number, from 1.

    Raises
    ------
    NotThereError
        If there is none.
    """
    for index, part in enumerate(parts):
        if (part if isinstance(part, str) else name_of(part) or str(index + 1)) == name:
            return index
    raise NotThereError(name)


def row_index(dossier: Dossier, rows: Sequence[Any], row: Row, day: Date | None) -> int:
    """Return the number of the row in force on a day; without a day, of the one that began last.

    Raises
    ------
    NotThereError
        If there is none.
    """
    (first, value), *others = row
    found = [
        index
        for index, record in enumerate(rows)
        if _text(getattr(record, first)) == value and all(_text(getattr(record, n)) == v for n, v in others)
    ]
    if len(found) > 1 or (found and day is not None):
        found = [index for index in found if day is None or _holds(dossier, rows[index], day)]
        found.sort(key=lambda index: _began(rows[index]))
    if not found:
        raise NotThereError(", ".join(str(v) for _, v in row))
    return found[-1]


def with_part(dossier: Dossier, holder: Any, path: Path, day: Date | None, change: Callable[[Any], Any]) -> Any:
    """Return what `holder` becomes if the part at `path` is changed; all else is shared with it.

    Raises
    ------
    NotThereError
        If a part on the way is not there.
    """
    if not path:
        return change(holder)
    name, rest = path[0], path[1:]
    if isinstance(holder, Record):
        assert isinstance(name, str)
        return holder.model_copy(update={name: with_part(dossier, getattr(holder, name), rest, day, change)})
    if isinstance(holder, dict):
        if rest and name not in holder:
            raise NotThereError(name)
        return {**holder, name: with_part(dossier, holder.get(name, MISSING), rest, day, change)}
    if not isinstance(holder, tuple):
        raise NotThereError(name)
    index = index_of(holder, name) if isinstance(name, str) else row_index(dossier, holder, name, day)
    return (*holder[:index], with_part(dossier, holder[index], rest, day, change), *holder[index + 1 :])


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _holds(dossier: Dossier, record: Any, day: Date) -> bool:
    if not in_force(getattr(record, "from_", None), None, day):
        return False
    return bool(dossier.about.hindsight) or not later_documents(dossier, record.source, day)


def _began(record: Any) -> str:
    from_ = getattr(record, "from_", None)
    return from_.earliest.isoformat() if from_ else ""
