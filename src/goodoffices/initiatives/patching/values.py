"""Values of changes: read by the type of the field they are for, as they would be in a file."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import create_model
from pydantic.fields import FieldInfo

from goodoffices.dossier.record import OnScale, Record, Refers, bare, values_between
from goodoffices.dossier.storage.text.located import Located
from goodoffices.dossier.storage.validation import validate
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.quantity import EXPECTED, Quantity
from goodoffices.dossier.values.ranking import Ranking
from goodoffices.errors import Problem
from goodoffices.initiatives.patching.patch import Named
from goodoffices.initiatives.patching.place import Place, hints_of
from goodoffices.logic import Formula


class ValueProblem(Exception):  # noqa: N818 - it carries problems that are told together with others
    """A value that does not fit where it is to stand; ``problems`` says why."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems
        super().__init__()


def read_record(record: type[Record], data: Any, source: str, **extra: str) -> Record:
    """Return a record from its fields; without a source of its own it has that of the change.

    Raises
    ------
    ValueProblem
        If the fields do not make one.
    """
    made, problems = validate(Located("", with_source(record, data, source)), (), record, frozenset(), **extra)
    if made is None:
        raise ValueProblem(*problems)
    return made


def with_source(record: type[Record] | None, data: Any, source: str) -> Any:
    """Return the fields of a record with a source, if it takes one and has none."""
    if record is not None and isinstance(data, Mapping) and "source" in record.model_fields:
        return {"source": source, **data}
    return data


def read_field(place: Place, data: Any) -> Any:
    """Return what a field, or a part of a list or mapping, would hold.

    Raises
    ------
    ValueProblem
        If the value does not fit.
    """
    name = place.field_name or "value"
    if place.field is not None and place.holder is not None:
        model = _model_of_field(place.holder, str(place.path[-1]), name)
    else:
        model = create_model("Part", __base__=Record, value=(place.hint, ...))
        name = "value"
    made, problems = validate(Located("", {name: data}), (), model)
    if made is None:
        raise ValueProblem(*problems)
    value = getattr(made, "value")  # noqa: B009 - the model is made above
    check_position(place, value)
    return value


@cache
def _model_of_field(record: type[Record], attribute: str, alias: str) -> type[Record]:
    field = record.model_fields[attribute]
    info = FieldInfo.merge_field_infos(field, alias=alias, validation_alias=alias)
    hint = hints_of(record)[attribute]
    return create_model("Part", __base__=Record, value=(hint, info))


def check_position(place: Place, value: Any) -> None:
    """Refuse a position beyond the scale of its issue.

    Raises
    ------
    ValueProblem
        If it lies there.
    """
    low, high = limits(place)
    if isinstance(value, Quantity) and not value.within(low, high):
        found, expected = str(value), values_between(low, high)
        raise ValueProblem(Problem("", "outside its scale", field="value", found=found, expected=expected))


def limits(place: Place) -> tuple[float, float]:
    """Return the ends of the scale of a number; infinite where it has none."""
    scale = next(_marks(place.hint, OnScale), None)
    if scale is not None:
        return scale.low, scale.high
    if {Quantity, Ranking} <= set(get_args(place.kind)):
        return place.scale
    low, high = -math.inf, math.inf
    fields = [place.field, *_marks(place.hint, FieldInfo)]
    for part in (mark for field in fields if field is not None for mark in field.metadata):
        low, high = max(low, getattr(part, "ge", low)), min(high, getattr(part, "le", high))
    return (0.0, 1.0) if place.kind is Fraction else (low, high)


def _marks(hint: Any, kind: type[Any]) -> Iterator[Any]:
    yield from (mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, kind))
    for part in get_args(hint):
        if bare(part) is bare(hint):
            yield from _marks(part, kind)


def read_amount(place: Place, data: Any) -> Quantity:
    """Return by how much a number moves.

    Raises
    ------
    ValueProblem
        If it is no number, or what it is to move is none.
    """
    now = place.now
    if isinstance(now, bool) or not isinstance(now, Quantity | int | float | Fraction):
        what = "nothing" if now is None or not isinstance(now, Ranking) else "a ranking"
        message = f"{what} stands there that could be shifted"
        raise ValueProblem(Problem("", message, field="op", found="shift", expected="set, or the path of a number"))
    try:
        amount = Quantity.parse(data if isinstance(data, str) else "")
    except ValueError as error:
        found = data if isinstance(data, str) else ""
        raise ValueProblem(Problem("", str(error), field="value", found=found, expected=EXPECTED)) from error
    whole = not isinstance(now, int) or amount.likely == int(amount.likely)
    if not isinstance(now, Quantity) and not (amount.is_point and whole):
        expected = "a whole number such as 6" if isinstance(now, int) else "a number such as 0.1"
        raise ValueProblem(Problem("", "not a range here", field="value", found=str(data), expected=expected))
    return amount


def named_in(value: Any, hint: Any) -> Iterator[Named]:
    """Yield kind and name of everything that a value of a type refers to."""
    mark = next((mark for mark in getattr(hint, "__metadata__", ()) if isinstance(mark, Refers)), None)
    if mark is not None and isinstance(value, str | Formula):
        yield from ((mark.target, name) for name in ([value] if isinstance(value, str) else value.names))
    elif isinstance(value, Record):
        for name, kind in hints_of(type(value)).items():
            if name in type(value).model_fields:
                yield from named_in(getattr(value, name), kind)
    elif isinstance(value, Citation):
        if not value.is_judgement:
            yield "source", value.document
    elif isinstance(value, tuple):
        kinds = get_args(bare(hint))
        for part in value:
            yield from named_in(part, kinds[0] if kinds else None)
    elif (
        isinstance(value, dict) and get_origin(bare(hint)) is dict
    ):  # free fields, as of a change, refer to nothing yet
        key, of = get_args(bare(hint))
        for name, part in value.items():
            yield from named_in(name, key)
            yield from named_in(part, of)
    elif mark is None and hint is not None:
        inner = next((part for part in get_args(hint) if bare(part) is bare(hint) and part is not hint), None)
        if inner is not None:
            yield from named_in(value, inner)


def revalidated(record: Record) -> Record:
    """Return a record made anew from its fields, those of records within it first, so that what holds for it is checked.

    Raises
    ------
    ValueProblem
        If its fields no longer make one.
    """
    fields = {name: _revalidated(getattr(record, name)) for name in type(record).model_fields}
    made, problems = validate(Located("", fields), (), type(record))
    if made is None:
        raise ValueProblem(*(replace(problem, found="") for problem in problems))
    return made


def _revalidated(value: Any) -> Any:
    if isinstance(value, Record):
        return revalidated(value)
    if isinstance(value, tuple):
        return tuple(_revalidated(part) for part in value)
    if isinstance(value, dict):
        return {key: _revalidated(part) for key, part in value.items()}
    return value
