"""Reading YAML 1.2 as located text: no value is guessed to be a number, a date or a truth value.

Only the structure is taken from YAML; what a scalar means is decided by the field it stands in. Anchors and
aliases are refused, which keeps a small file small.
"""

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from goodoffices.dossier.folder.located import Located, Path
from goodoffices.errors import Problem

_NULLS = ("", "~", "null")
MAX_DEPTH = 20


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
        Syntax errors, duplicate fields, anchors, excessive depth.
    """
    located = Located(file, None)
    try:
        node = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        located.is_broken = True
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
        hint = "check the indentation, and quote text that contains ': ' or starts with a special character"
        return located, [
            Problem(file, f"this is not valid YAML: {error.problem or error.context}; {hint}", line, column)
        ]
    except (YAMLError, RecursionError, ValueError) as error:
        located.is_broken = True
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error).splitlines()[0]
        return located, [Problem(file, f"this is not valid YAML: {reason}")]
    problems: list[Problem] = []
    if node is not None:
        located.data = _read(node, (), located, problems, set())
    return located, problems


def _read(node: Node, path: Path, located: Located, problems: list[Problem], seen: set[int]) -> Any:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    located.places[path] = (line, column)
    if id(node) in seen or node.anchor:
        problems.append(Problem(located.file, "anchors and aliases are not used in dossiers", line, column))
        return None
    seen.add(id(node))
    if len(path) > MAX_DEPTH:
        problems.append(Problem(located.file, f"nested more than {MAX_DEPTH} deep", line, column))
        return None
    if isinstance(node, ScalarNode):
        plain = node.style is None
        return None if plain and node.value.lower() in _NULLS else node.value
    if isinstance(node, SequenceNode):
        return [_read(child, (*path, i), located, problems, seen) for i, child in enumerate(node.value)]
    assert isinstance(node, MappingNode)  # YAML has three kinds of node; the checks above left this one
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        place = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if not isinstance(key_node, ScalarNode):
            problems.append(Problem(located.file, "a field's name must be plain text", *place))
            continue
        key = key_node.value
        if key in result:
            first = located.key_places[(*path, key)][0]
            problems.append(
                Problem(
                    located.file, f"this name stands twice; the first is on line {first}", *place, field=key, found=key
                )
            )
            continue
        located.key_places[(*path, key)] = place
        result[key] = _read(value_node, (*path, key), located, problems, seen)
    return result
