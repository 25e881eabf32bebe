"""Reading YAML 1.2 as located text: no value is guessed to be a number, a date or a truth value.

Only the structure is taken from YAML; what a scalar means is decided by the field it stands in. Anchors, aliases and
tags are refused, and depth and number of values are bounded, which keeps a small file small.
"""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
)

from goodoffices.dossier.storage.text.located import Located, Path
from goodoffices.errors import Problem

_NULLS = ("", "~", "null")
MAX_DEPTH = 20
MAX_VALUES = 250_000


class _StopReadingError(Exception):
    """Something after which nothing more can be said of a file."""

    def __init__(self, message: str, event: Event, expected: str = "") -> None:
        self.message, self.event, self.expected = message, event, expected


def parse_yaml(file: str, text: str) -> tuple[Located, list[Problem]]:
    """Parse one YAML document into located text values.

    Parameters
    ----------
    file : str
        Name used in messages.
    text : str
        Content of the file.

    Returns
    -------
    Located
        The content; ``data`` is None if the file is empty or cannot be parsed.
    list of Problem
        Syntax errors, duplicate fields, anchors, tags, excessive depth or size.
    """
    located = Located(file, None)
    reader = _Reader(located)
    try:
        reader.read(YAML(typ="safe", pure=True).parse(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        hint = "check the indentation, and quote text that contains ': ' or starts with a special character"
        said = " ".join(str(error.problem or error.context).split())
        problem = Problem(file, f"this is not valid YAML: {said}; {hint}", line, column)
    except _StopReadingError as stop:
        problem = Problem(file, stop.message, *_place(stop.event), expected=stop.expected)
    except (YAMLError, ValueError) as error:
        problem = Problem(file, f"this is not valid YAML: {str(error).splitlines()[0] if str(error) else 'unreadable'}")
    else:
        return located, reader.problems
    return Located(file, None, is_broken=True), [problem]


class _Reader:
    """Builds nested text from the parser's events, which come one at a time however deep the file is nested."""

    def __init__(self, located: Located) -> None:
        self.located = located
        self.problems: list[Problem] = []
        self.count = 0

    def read(self, events: Iterator[Event]) -> None:
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise _StopReadingError("a second document begins here", event, "one document, without '---'")
            elif isinstance(event, NodeEvent):
                self.located.data = self.value(event, events, ())

    def value(self, event: NodeEvent, events: Iterator[Event], path: Path) -> Any:
        line, column = _place(event)
        self.located.places[path] = (line, column)
        self.count += 1
        if self.count > MAX_VALUES:
            raise _StopReadingError("the file holds too many values", event, f"at most {MAX_VALUES:,}")
        if len(path) > MAX_DEPTH:
            raise _StopReadingError(f"nested more than {MAX_DEPTH} deep", event)
        if self.is_refused(event, line, column):
            for _ in _rest(event, events):
                pass
            return None
        if isinstance(event, ScalarEvent):
            plain = event.style is None
            return None if plain and event.value.lower() in _NULLS else event.value
        if isinstance(event, MappingStartEvent):
            return self.mapping(events, path)
        items: list[Any] = []
        for child in events:
            if isinstance(child, CollectionEndEvent):
                break
            assert isinstance(child, NodeEvent)  # the parser promises nodes up to the end of the sequence
            items.append(self.value(child, events, (*path, len(items))))
        return items

    def mapping(self, events: Iterator[Event], path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_event in events:
            if isinstance(key_event, CollectionEndEvent):
                break
            place = _place(key_event)
            if not isinstance(key_event, ScalarEvent):
                assert isinstance(key_event, NodeEvent)
                self.problems.append(Problem(self.located.file, "a field's name must be plain text", *place))
                self.skip(key_event, events)
                self.skip(next(events), events)
                continue
            key = key_event.value
            if self.is_refused(key_event, *place):
                self.skip(next(events), events)
            elif key in result:
                first = self.located.key_places[(*path, key)][0]
                message = f"this name stands twice; the first is on line {first}"
                self.problems.append(Problem(self.located.file, message, *place, field=key, found=key))
                self.skip(next(events), events)
            else:
                self.located.key_places[(*path, key)] = place
                value = next(events)
                assert isinstance(value, NodeEvent)
                result[key] = self.value(value, events, (*path, key))
        return result

    def is_refused(self, event: NodeEvent, line: int, column: int) -> bool:
        """Whether a node is one that dossiers do not use; the problem is noted."""
        if event.anchor or isinstance(event, AliasEvent):
            self.problems.append(
                Problem(self.located.file, "anchors and aliases are not used in dossiers", line, column)
            )
            return True
        if isinstance(event, ScalarEvent | CollectionStartEvent) and event.tag:
            self.problems.append(
                Problem(
                    self.located.file,
                    "tags are not used in dossiers",
                    line,
                    column,
                    found=event.tag,
                    expected="the bare value; quote text that starts with '!'",
                )
            )
            return True
        return False

    def skip(self, event: Event, events: Iterator[Event]) -> None:
        for part in chain((event,), _rest(event, events)):
            self.count += 1
            if self.count > MAX_VALUES:
                raise _StopReadingError("the file holds too many values", part, f"at most {MAX_VALUES:,}")


def _rest(event: Event, events: Iterator[Event]) -> Iterator[Event]:
    """Yield what follows the start of a node up to its end."""
    depth = int(isinstance(event, CollectionStartEvent))
    while depth:
        part = next(events)
        if isinstance(part, CollectionStartEvent):
            depth += 1
        elif isinstance(part, CollectionEndEvent):
            depth -= 1
        yield part


def _place(event: Event) -> tuple[int, int]:
    return event.start_mark.line + 1, event.start_mark.column + 1
