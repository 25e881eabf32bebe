"""JSON whose values can be found again in the text."""

import json
from collections.abc import Sequence
from typing import Any

from goodoffices.dossier.storage.text.text_file import empty_file
from goodoffices.errors import Problem

_BLANKS = " \t\n\r"


def parse_json(file: str, text: str) -> tuple[Any, list[Problem]]:
    r"""Return the value that a text holds, and what is wrong with it as JSON.

    >>> print(parse_json("a.gmcr", '{"x": 1,\n}')[1][0])
    a.gmcr:2:1: this is not valid JSON: Expecting property name enclosed in double quotes
    >>> parse_json("a.gmcr", '{"x": 1, "x": 2}')[1][0].message
    'a name stands twice in one record'
    """
    problems: list[Problem] = []

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            names = [name for name, _ in pairs]
            twice = next(name for name in names if names.count(name) > 1)
            problems.append(Problem(file, "a name stands twice in one record", found=twice, expected="each name once"))
        return made

    if not text.strip():
        return None, [empty_file(file, "a conflict as GMCR+ writes it")]
    try:
        return json.loads(text, object_pairs_hook=once), problems
    except json.JSONDecodeError as error:
        return None, [Problem(file, f"this is not valid JSON: {error.msg}", error.lineno, error.colno)]
    except RecursionError:
        return None, [Problem(file, "this is nested too deeply to be a conflict")]
    except ValueError:
        return None, [Problem(file, "a number has too many digits")]


def place_of(text: str, path: Sequence[str | int]) -> tuple[int, int]:
    r"""Return line and column of a value in a valid text, or of the closest thing around it that is there.

    >>> place_of('{"a": 1,\n "b": [5, 7]}', ["b", 1])
    (2, 11)
    >>> place_of('{"a": 1}', ["b"])
    (1, 1)
    """
    decoder = json.JSONDecoder()
    at = _skip(text, 0)
    for part in path:
        inside = _inside(decoder, text, at, part)
        if inside is None:
            break
        at = inside
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _inside(decoder: json.JSONDecoder, text: str, at: int, part: str | int) -> int | None:
    opening, place, number = text[at], _skip(text, at + 1), 0
    if opening != ("{" if isinstance(part, str) else "["):
        return None
    while text[place] not in "}]":
        key: str | int = number
        if opening == "{":
            key, place = decoder.raw_decode(text, place)
            place = _skip(text, _skip(text, place) + 1)
        if key == part:
            return place
        place = _skip(text, decoder.raw_decode(text, place)[1])
        place = _skip(text, place + 1) if text[place] == "," else place
        number += 1
    return None


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANKS:
        at += 1
    return at
