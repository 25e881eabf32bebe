"""What a single cell of a workbook says: text, a list, a mapping, or YAML on one line."""

import json
import re
from collections.abc import Mapping
from typing import Any

from goodoffices.dossier.storage.text.yaml_file import parse_yaml
from goodoffices.dossier.storage.text.yaml_text import flow
from goodoffices.dossier.storage.workbook.sheets import Column, Kind

_QUOTED = ("[", "{", '"')
_PLAIN_PART = re.compile(r"[^;:\[\]{}\s](?:[^;:]*[^;:\s])?")


def write_cell(value: Any, column: Column) -> str:
    """Return a value as the text of a cell of that column.

    >>> write_cell(["a", "b"], Column("parties", ("parties",), "list"))
    'a; b'
    >>> write_cell({"a": "1", "b": "2"}, Column("seats", ("seats",), "map"))
    'a: 1; b: 2'
    >>> write_cell({"a": ["1"]}, Column("seats", ("seats",), "map"))
    '{a: [1]}'
    """
    if value is None:
        return ""
    if column.kind == "list" and isinstance(value, list) and value and all(_is_plain(part) for part in value):
        return "; ".join(value)
    is_map = column.kind == "map" and isinstance(value, Mapping) and bool(value)
    if is_map and all(_is_plain(part) for pair in value.items() for part in pair):
        return "; ".join(f"{key}: {part}" for key, part in value.items())
    if column.kind == "any" and isinstance(value, str) and value.startswith(_QUOTED):
        return json.dumps(value, ensure_ascii=False)
    return value.strip() if isinstance(value, str) else flow(value)


def _is_plain(part: Any) -> bool:
    return isinstance(part, str) and _PLAIN_PART.fullmatch(part) is not None


def read_cell(text: str, kind: Kind) -> Any:
    """Return what a cell says.

    Raises
    ------
    ValueError
        If the cell is not of its kind; the message says why.

    Examples
    --------
    >>> read_cell("a: 1; b: 2", "map")
    {'a': '1', 'b': '2'}
    """
    if kind == "text":
        return text
    if text.startswith(_QUOTED if kind == "any" else ("[", "{")):
        located, problems = parse_yaml("", text)
        if problems:
            raise ValueError(problems[0].message)
        return located.data
    if kind == "list":
        return [part.strip() for part in text.split(";") if part.strip()]
    if kind in ("flow", "any"):
        return text
    pairs: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(";"))):
        name, colon, value = (word.strip() for word in part.partition(":"))
        if not colon or not name or not value:
            raise ValueError("pairs such as 'north: 2; south: 1' are expected here")
        if name in pairs:
            raise ValueError(f"the name {name!r} stands twice in this cell")
        pairs[name] = value
    return pairs
