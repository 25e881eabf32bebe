"""What the readings of several models have in common: named questions with a few possible answers."""

from dataclasses import fields
from typing import Any, get_args, get_type_hints

from goodoffices.errors import ModelInputError


def refuse_unknown_answers(reading: Any) -> None:
    """Refuse a dataclass in which a field with a list of possible words holds another one.

    Raises
    ------
    ModelInputError
        If a word is not among those of its field.
    """
    for choice, kind in get_type_hints(type(reading)).items():
        options = get_args(kind)
        if options and getattr(reading, choice) not in options:
            raise ModelInputError(f"{choice} is one of {', '.join(options)}; not {getattr(reading, choice)!r}")


def answers_of(reading: Any) -> dict[str, Any]:
    """Return every answer by the name of its question, without the name and version of the reading."""
    return {
        field.name: getattr(reading, field.name) for field in fields(reading) if field.name not in {"name", "version"}
    }
