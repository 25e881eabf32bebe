"""Names that point at other records: parties, issues, texts and all else that has an id must exist.

Which fields refer to what is read off the records (:class:`~goodoffices.dossier.record.Refers`). References are checked
on the text of the files, so that a row with another mistake in it is checked too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from goodoffices.dossier.record import Record, Refers, Target
from goodoffices.dossier.storage.layout import DEFINED_IN, FILES, DossierFile
from goodoffices.dossier.storage.text.located import Located, Path
from goodoffices.dossier.values.citation import JUDGEMENT
from goodoffices.errors import Problem, nearest
from goodoffices.logic import Formula

KEY = "<key>"  # the names of the fields at this place are references
ANY = "*"
MOST_SUGGESTED = 200

Pattern = tuple[str, ...]
_CITATION = re.compile(r"\s*([a-z][a-z0-9_]*)\s*(?::|$)")
_ARTICLES = {"issue": "an issue", "option": "an option", "event": "an event", "initiative": "an initiative",
             "instrument": "an instrument", "source": "a document"}  # fmt: skip


@cache
def references_of(record: type[Record]) -> tuple[tuple[Pattern, Target], ...]:
    """Return the places of a record whose values are names of other records, and of what kind.

    >>> from goodoffices.dossier.moment import Moment
    >>> references_of(Moment)[0]
    (('at_table', '*'), 'party')
    """
    hints = get_type_hints(record, include_extras=True)
    return tuple(
        ((field.alias or name, *pattern), target)
        for name, field in record.model_fields.items()
        for pattern, target in _refers(hints[name])
    )


def _refers(kind: Any) -> Iterator[tuple[Pattern, Target]]:
    if hasattr(kind, "__metadata__"):
        yield from (((), mark.target) for mark in kind.__metadata__ if isinstance(mark, Refers))
        yield from _refers(kind.__origin__)
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from references_of(kind)
    elif get_origin(kind) is tuple:
        yield from (((ANY, *pattern), target) for pattern, target in _refers(get_args(kind)[0]))
    elif get_origin(kind) is dict:
        key, value = get_args(kind)
        yield from (((KEY,), target) for _, target in _refers(key))
        yield from (((ANY, *pattern), target) for pattern, target in _refers(value))
    else:
        for part in get_args(kind):
            yield from _refers(part)


def check_references(files: Mapping[str, Located]) -> list[Problem]:
    """Return a problem for every reference to a record that does not exist.

    References to the records of a file that could not be parsed are passed over: its own problem says enough.
    """
    known = {target: defined_names(file, files.get(file.name)) for target, file in DEFINED_IN.items()}
    unknown = {target for target, file in DEFINED_IN.items() if file.name in files and files[file.name].is_broken}
    problems: list[Problem] = []
    for file in FILES:
        located = files.get(file.name)
        if located is None:
            continue
        for pattern, target in references_of(file.record):
            if target not in unknown:
                problems += _with_suggestions(
                    _dangling_at(located, _in_file(file, pattern), target, known[target]), known[target], len(problems)
                )
        if "source" not in unknown:
            documents = {**known["source"], JUDGEMENT: None}
            problems += _with_suggestions(_dangling_citations(located, documents), documents, len(problems))
    return problems


def _with_suggestions(problems: Iterable[Problem], known: Iterable[str], told: int) -> Iterator[Problem]:
    """Add the nearest names to the first problems; with a hundred thousand of them nobody waits for the rest."""
    for number, problem in enumerate(problems, told):
        yield replace(problem, suggestion=nearest(problem.found, known)) if number < MOST_SUGGESTED else problem


def _in_file(file: DossierFile, pattern: Pattern) -> Pattern:
    return pattern if file.name == "dossier.yaml" else (ANY, *pattern)


def defined_names(file: DossierFile, located: Located | None) -> dict[str, None]:
    """Return the names that a file defines, in their order: its entries, or the ids in its rows."""
    if located is None:
        return {}
    if file.is_table:
        return dict.fromkeys(row["id"] for row in located.data if row.get("id"))
    return dict.fromkeys(located.data) if isinstance(located.data, Mapping) else {}


def _dangling_at(located: Located, pattern: Pattern, target: Target, known: Mapping[str, None]) -> Iterator[Problem]:
    for path, value in _matches(located.data, pattern):
        for name in _names(value, pattern, target):
            if name not in known:
                in_key = pattern[-1] == KEY
                place = located.key_place(path) if in_key else located.place(path)
                field = _field_name(path[:-1] if in_key else path)
                yield _dangling(located, place, field, name, target)


def _dangling_citations(located: Located, names: Mapping[str, None]) -> Iterator[Problem]:
    for path, value in _cells_named(located.data, "source"):
        for part in value.split(";"):
            match = _CITATION.match(part)
            if match and match[1] not in names:
                yield _dangling(located, located.place(path), "source", match[1], "source")


def _field_name(path: Path) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _dangling(
    located: Located,
    place: tuple[int | None, int | None],
    field: str,
    name: str,
    target: Target,
) -> Problem:
    return Problem(
        located.file,
        f"there is no {target} of this name",
        *place,
        field=field,
        found=name,
        expected=f"{_ARTICLES.get(target, f'a {target}')} defined in {DEFINED_IN[target].name}",
    )


def _names(value: object, pattern: Pattern, target: Target) -> list[str]:
    if not isinstance(value, str):
        return []
    if target == "option" and pattern[-1] == "statement":
        try:
            return list(Formula.parse(value).names)
        except ValueError:
            return []  # told where the statement is read
    if pattern[-1] == ANY:
        return [part.strip() for part in value.split(";") if part.strip()]
    return [value.strip()]


def _matches(value: object, pattern: Pattern, path: Path = ()) -> Iterator[tuple[Path, object]]:
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
