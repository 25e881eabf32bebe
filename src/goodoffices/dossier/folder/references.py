"""Names that point at other records: parties, issues, options and documents must exist.

References are checked on the text of the files, so that a row with another mistake in it is checked too.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from goodoffices.dossier.folder.layout import FILES
from goodoffices.dossier.folder.located import Located, Path
from goodoffices.dossier.values.citation import JUDGEMENT
from goodoffices.errors import Problem, nearest

Target = Literal["party", "issue", "source"]
KEY = "<key>"  # the names of the fields at this place are references
ANY = "*"

REFERENCES: dict[str, tuple[tuple[tuple[str, ...], Target], ...]] = {
    "parties.yaml": (((ANY, "members", ANY, "party"), "party"),),
    "ties.csv": (((ANY, "party"), "party"), ((ANY, "other"), "party")),
    "moments.yaml": (
        ((ANY, "at_table", ANY), "party"),
        ((ANY, "in_the_wings", ANY), "party"),
        ((ANY, "signatories", ANY), "party"),
        ((ANY, "issues", ANY), "issue"),
        ((ANY, "status_quo", KEY), "issue"),
        ((ANY, "outcome", KEY), "issue"),
    ),
    "stances.csv": (((ANY, "party"), "party"), ((ANY, "issue"), "issue")),
    "capabilities.csv": (((ANY, "party"), "party"), ((ANY, "issue"), "issue")),
    "councils.yaml": (
        ((ANY, "formulas", ANY, "seats", KEY), "party"),
        ((ANY, "rules", ANY, "chair"), "party"),
    ),
    "events.csv": (((ANY, "actor"), "party"), ((ANY, "target"), "party")),
}
_DEFINED_IN: dict[Target, str] = {"party": "parties.yaml", "issue": "issues.yaml", "source": "sources.yaml"}
_LISTS_IN_CELLS = ("actor", "target")
_CITATION = re.compile(r"\s*([a-z][a-z0-9_]*)\s*(?::|$)")


def check_references(files: Mapping[str, Located]) -> list[Problem]:
    """Return a problem for every reference to a record that does not exist.

    References to the records of a file that could not be parsed are passed over: its own problem says enough.
    """
    known: dict[Target, tuple[str, ...]] = {
        target: tuple(files[name].data) if name in files and isinstance(files[name].data, Mapping) else ()
        for target, name in _DEFINED_IN.items()
    }
    unknown = {target for target, name in _DEFINED_IN.items() if name in files and files[name].is_broken}
    problems = []
    for file in FILES:
        located = files.get(file.name)
        if located is None:
            continue
        for pattern, target in REFERENCES.get(file.name, ()):
            if target in unknown:
                continue
            for path, value in _matches(located.data, pattern):
                for name in _names(value, pattern[-1]):
                    if name not in known[target]:
                        in_key = pattern[-1] == KEY
                        place = located.key_place(path) if in_key else located.place(path)
                        field = _field_name(path[:-1] if in_key else path)
                        problems.append(_dangling(located, place, field, name, target, known[target]))
        for path, value in _cells_named(located.data, "source"):
            for part in value.split(";") if "source" not in unknown else ():
                match = _CITATION.match(part)
                if match and match[1] not in (*known["source"], JUDGEMENT):
                    names = (*known["source"], JUDGEMENT)
                    problems.append(_dangling(located, located.place(path), "source", match[1], "source", names))
    return problems


def _field_name(path: Path) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _dangling(
    located: Located,
    place: tuple[int | None, int | None],
    field: str,
    name: str,
    target: Target,
    known: tuple[str, ...],
) -> Problem:
    what = {"party": "a party", "issue": "an issue", "source": "a document"}[target]
    return Problem(
        located.file,
        f"there is no {target} of this name",
        *place,
        field=field,
        found=name,
        expected=f"{what} defined in {_DEFINED_IN[target]}",
        suggestion=nearest(name, known),
    )


def _names(value: object, last: str) -> list[str]:
    if not isinstance(value, str):
        return []
    if last in (*_LISTS_IN_CELLS, ANY):
        return [part.strip() for part in value.split(";") if part.strip()]
    return [value.strip()]


def _matches(value: object, pattern: tuple[str, ...], path: Path = ()) -> Iterator[tuple[Path, object]]:
    if not pattern:
        yield path, value
        return
    head, rest = pattern[0], pattern[1:]
    if head == KEY:
        if isinstance(value, Mapping):
            for key in value:
                yield (*path, key), key
    elif isinstance(value, str) and pattern == (ANY,):
        yield path, value  # names separated by semicolons, as in a cell of a table
    elif isinstance(value, list) and head == ANY:
        for index, child in enumerate(value):
            yield from _matches(child, rest, (*path, index))
    elif isinstance(value, Mapping):
        for key, child in value.items():
            if head in (ANY, key):
                yield from _matches(child, rest, (*path, key))


def _cells_named(value: object, name: str, path: Path = ()) -> Iterator[tuple[Path, str]]:
    if isinstance(value, list):
        for index, child in enumerate(value):
            yield from _cells_named(child, name, (*path, index))
    elif isinstance(value, Mapping):
        for key, child in value.items():
            if key == name and isinstance(child, str):
                yield (*path, key), child
            else:
                yield from _cells_named(child, name, (*path, key))
