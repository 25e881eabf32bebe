"""From located text to records: every field that does not fit becomes a located problem."""

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from goodoffices.dossier.record import CITATIONS, ID_PATTERN, Record
from goodoffices.dossier.storage.text.located import Located, Path
from goodoffices.errors import Problem, nearest

ID_EXPECTED = "an id: lower-case letters, digits and _, starting with a letter"


def validate(
    located: Located, path: Path, record: type[Record], ignore: frozenset[str] = frozenset(), **extra: str
) -> tuple[Record | None, list[Problem]]:
    """Validate the mapping at `path` as a `record`.

    Parameters
    ----------
    located : Located
        The file's content.
    path : tuple
        Where in it the mapping stands.
    record : type of Record
        What it should be.
    ignore : frozenset of str
        Fields whose absence has been reported already (a table without the column).
    **extra : str
        Fields that do not stand in the mapping itself, such as its id.

    Returns
    -------
    Record or None
        The record, or None if anything was wrong.
    list of Problem
        Everything that was wrong.
    """
    value = located.data
    for part in path:
        value = value[part]
    if value is None:
        value = {}
    if not isinstance(value, Mapping):
        line, column = located.place(path)
        found = value if isinstance(value, str) else type(value).__name__
        return None, [
            Problem(located.file, "fields are expected here", line, column, found=str(found), expected="name: value")
        ]
    given = {key: part for key, part in value.items() if part is not None}
    for name in extra.keys() & given.keys():
        place = located.key_place((*path, name))
        message, expected = f"there is no field {name!r} here; the name of the entry is its {name}", "no such field"
        return None, [Problem(located.file, message, *place, name, located.text((*path, name)), expected)]
    try:
        return record.model_validate({**given, **extra}), []
    except ValidationError as error:
        details = error.errors(include_url=False)
        return None, [
            _explain(located, path, record, detail)
            for detail in details
            if not (detail["type"] == "missing" and detail["loc"][-1] in ignore) and not _is_echo(detail, details)
        ]


def _is_echo(detail: ErrorDetails, details: Sequence[ErrorDetails]) -> bool:
    """Whether a list is called empty only because none of its entries could be read."""
    at = detail["loc"]
    return detail["type"] == "too_short" and any(
        other["loc"][: len(at)] == at and other is not detail for other in details
    )


def _explain(located: Located, path: Path, record: type[Record], detail: ErrorDetails) -> Problem:
    # Pydantic marks an error in a mapping's key with this last part; the key itself stands before it.
    in_key = detail["loc"][-1:] == ("[key]",)
    where = path + tuple(part for part in detail["loc"] if part != "[key]")
    kind, context = detail["type"], detail.get("ctx", {})
    place = located.key_place(where) if in_key or kind == "extra_forbidden" else located.place(where)
    named = [str(part) for part in where if isinstance(part, str)]
    field_name = named[-1] if named else ""
    found = field_name if in_key else located.text(where)
    message, expected, suggestion = detail["msg"], "", ""
    match kind:
        case "missing":
            message, expected = f"{field_name!r} is missing", CITATIONS if field_name == "source" else "a value"
            field_name = ""
        case "extra_forbidden":
            fields = _fields_at(record, detail["loc"][:-1])
            message, expected = "there is no field of this name here", f"one of {', '.join(fields)}"
            found, suggestion = field_name, nearest(field_name, fields)
            if " " in field_name and not located.text(where):
                expected += "; or, if this is part of a text within { }, double quotes around the whole text"
        case "literal_error":
            choices = [word.strip(" '") for word in context["expected"].replace(" or ", ", ").split(", ")]
            message, expected = "not one of the possible values", f"one of {', '.join(choices)}"
            suggestion = nearest(found, choices)
        case "string_pattern_mismatch" if context.get("pattern") == ID_PATTERN:
            message, expected = "not an id", ID_EXPECTED
        case "string_too_short":
            message, expected = "empty", "some text"
        case "int_parsing" | "int_type" | "int_from_float":
            message, expected = "not a whole number", "a whole number such as 6"
        case "float_parsing" | "float_type" | "finite_number":
            message, expected = "not a number", "a number such as 60"
        case "bool_parsing" | "bool_type":
            message, expected = "neither true nor false", "true or false"
        case "greater_than_equal":
            message, expected = "too small", f"at least {context['ge']:g}"
        case "less_than_equal":
            message, expected = "too large", f"at most {context['le']:g}"
        case "tuple_type" | "list_type":
            message, expected = "a list is expected here", "[first, second] or lines that start with '- '"
        case "dict_type" | "model_type":
            message, expected = "fields are expected here", "name: value"
        case "string_type":
            message, expected = "text is expected here", "text"
        case "too_short":
            message, expected = "empty", "at least one entry"
        case "dossier_value":
            message, expected = context["why"], context["expected"]
    return Problem(located.file, message, *place, field_name, found, expected, suggestion)


def _fields_at(record: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    model: Any = record
    for part in loc:
        if isinstance(part, int):
            continue
        fields = {f.alias or name: f for name, f in model.model_fields.items()}
        model = _nested_model(fields[part].annotation) if part in fields else model
    return [field.alias or name for name, field in model.model_fields.items() if name != "id" or model is not record]


def _nested_model(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in getattr(annotation, "__args__", ()) if (found := _nested_model(part))), None)
