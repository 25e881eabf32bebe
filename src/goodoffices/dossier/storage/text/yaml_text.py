"""Writing nested text as YAML that reads back the same, as plain as it can be."""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

WIDTH = 110
_PLAIN = re.compile(r"[^\W_](?:[\w \-./()'+%<=>~;]|:(?! |$)|,(?= ))*")
_IN_FLOW = re.compile(r"[^\W_][\w \-./()+%<=>~]*")
_NUMBER = re.compile(r"-\d+(?:\.\d+)?")
_NULLS = ("null",)


def write_yaml(entries: Mapping[str, Any]) -> str:
    r"""Return entries as a YAML document.

    >>> print(write_yaml({"north": {"name": "North: the bank", "members": [{"party": "port"}]}}), end="")
    north:
      name: "North: the bank"
      members:
        - party: port
    """
    return "".join(f"{line}\n" for line in _mapping(entries, 0))


def _mapping(fields: Mapping[str, Any], depth: int) -> Iterator[str]:
    margin = "  " * depth
    for name, value in fields.items():
        key = f"{margin}{_scalar(name, _IN_FLOW)}:"
        if value is None:
            continue
        if isinstance(value, Mapping) and value:
            yield key
            yield from _mapping(value, depth + 1)
        elif isinstance(value, list) and any(isinstance(part, Mapping | list) for part in value):
            yield key
            for part in value:
                yield from _item(part, depth + 1)
        elif isinstance(value, str) and _can_be_folded(value, WIDTH - len(margin)):
            yield f"{key} >-"
            inner = f"{margin}  "
            yield from textwrap.wrap(
                value,
                WIDTH,
                initial_indent=inner,
                subsequent_indent=inner,
                break_long_words=False,
                break_on_hyphens=False,
            )
        else:
            yield f"{key} {flow(value) if not isinstance(value, str) else _scalar(value, _PLAIN)}"


def _item(part: Any, depth: int) -> Iterator[str]:
    margin = "  " * depth
    lines = list(_mapping(part, depth + 1)) if isinstance(part, Mapping) else []
    if not lines:
        yield f"{margin}- {flow(part)}"
        return
    yield f"{margin}- {lines[0].lstrip()}"
    yield from lines[1:]


def _can_be_folded(text: str, width: int) -> bool:
    if len(text) <= width or not text.isprintable() or "  " in text or text != text.strip(" "):
        return False
    return len(text.split(" ")) > 1


def flow(value: Any) -> str:
    """Return nested text as YAML on one line.

    >>> flow({"a": ["x", "1, 2"], "b": {}})
    '{a: [x, "1, 2"], b: {}}'
    """
    if isinstance(value, Mapping):
        parts = (f"{_scalar(str(key), _IN_FLOW)}: {flow(part)}" for key, part in value.items() if part is not None)
        return "{" + ", ".join(parts) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(part) for part in value) + "]"
    return "null" if value is None else _scalar(value, _IN_FLOW)


def _scalar(text: str, plain: re.Pattern[str]) -> str:
    is_short = len(text) < 1_000 and text == text.strip() and text.lower() not in _NULLS
    if is_short and (plain.fullmatch(text) or _NUMBER.fullmatch(text)):
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() else _escaped(c) for c in quoted)


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"
