"""A place in a dossier: what stands there, of which type, and what may stand there."""

import math
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.record import Record, Refers, Target, bare
from goodoffices.dossier.storage.layout import DEFINED_IN, DossierFile
from goodoffices.initiatives.patching.patch import Named, Path


@dataclass(frozen=True)
class Place:
    """Where a path leads.

    Attributes
    ----------
    path : tuple
        The way to it, as patches take it.
    now : object
        What stands there; ``MISSING`` if nothing of that name does yet.
    hint : object
        Type of what stands there, with all that annotates it.
    file : DossierFile
        File it belongs to.
    field : FieldInfo or None
        The field it is, if it is one.
    field_name : str
        Name of the field it is or lies in.
    holder : type of Record or None
        The record whose field it is.
    scale : tuple of float
        Ends of the scale of the issue that a position there speaks of.
    named : Target or None
        What its name refers to, if it is an entry or key.
    names : tuple of (str, str)
        Kind and name of all that the path speaks of.
    is_part : bool
        Whether it is an entry of a file, list or mapping, and not a field.
    is_new_field : bool
        Whether the record whose field it is has yet to be made.
    is_in_mapping : bool
        Whether it is an entry of a file or mapping, and not of a list.
    """

    path: Path
    now: Any
    hint: Any
    file: DossierFile
    field: FieldInfo | None = None
    field_name: str = ""
    holder: type[Record] | None = None
    scale: tuple[float, float] = (-math.inf, math.inf)
    named: Target | None = None
    names: tuple[Named, ...] = ()
    is_part: bool = False
    is_new_field: bool = False
    is_in_mapping: bool = False

    @property
    def kind(self) -> Any:
        """Its type without what annotates it."""
        return bare(self.hint)

    @property
    def record(self) -> type[Record] | None:
        """The record it is, if it is one."""
        return as_record(self.hint)

    @property
    def of(self) -> Any:
        """Type of the parts of a list or mapping, with what annotates it; ``None`` if it is neither."""
        if get_origin(self.kind) is tuple and get_args(self.kind)[1:] == (Ellipsis,):
            return get_args(self.kind)[0]
        return get_args(self.kind)[1] if get_origin(self.kind) is dict else None

    @property
    def is_entry(self) -> bool:
        """Whether it is an entry of a file."""
        return self.is_part and len(self.path) == 2

    @property
    def is_mapping(self) -> bool:
        """Whether it is a mapping."""
        return get_origin(self.kind) is dict


def as_record(hint: Any) -> type[Record] | None:
    """Return the record that a type is; None if it is another."""
    kind = bare(hint)
    return kind if isinstance(kind, type) and issubclass(kind, Record) else None


def sibling(place: Place, name: str) -> Place:
    """Return the place of another field of the record that a place lies in."""
    assert place.holder is not None
    attribute = next(a for a, field in place.holder.model_fields.items() if (field.alias or a) == name)
    return replace(
        place,
        path=(*place.path[:-1], attribute),
        hint=hints_of(place.holder)[attribute],
        field=place.holder.model_fields[attribute],
        field_name=name,
    )


@cache
def hints_of(record: type[BaseModel]) -> dict[str, Any]:
    """Return the types of a record's fields with all that annotates them."""
    return get_type_hints(record, include_extras=True)


def target_of(hint: Any) -> Target | None:
    """Return what a name of this type refers to."""
    return next(
        (mark.target for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Refers)),
        next((found for part in get_args(hint) if not as_record(part) and (found := target_of(part))), None),
    )


def names_of(dossier: Dossier, target: Target) -> dict[str, None]:
    """Return the names of one kind that a dossier has."""
    file = DEFINED_IN[target]
    content = getattr(dossier, file.attribute)
    return dict.fromkeys(row.id for row in content if row.id) if file.is_table else dict.fromkeys(content)
