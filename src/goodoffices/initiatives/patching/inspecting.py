"""Initiatives as they stand in the files of a dossier: which do not fit it, with file and line."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from goodoffices.assessment.wording import listing
from goodoffices.dossier import Inspection
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.initiative import Initiative
from goodoffices.dossier.storage.opening import read_contents
from goodoffices.dossier.storage.presenting import present
from goodoffices.dossier.storage.text.located import Located
from goodoffices.errors import DossierError, Problem, Severity
from goodoffices.initiatives.patching.compiling import FILE, compiled_all

SPOKEN_OF = frozenset(
    f"{name}.yaml"
    for name in (
        "parties", "issues", "moments", "options", "constituencies", "councils", "texts", "provisions", "phases", "verifiers", "forums",
    )
)  # fmt: skip
"""Files whose names stand in changes of other files."""


def places_of(path: Path) -> Located | None:
    """Return where the initiatives of a dossier at a path stand; None if they stand nowhere.

    Raises
    ------
    NotFoundError
        If there is no dossier.
    """
    return read_contents(path).files.get(FILE)


def change_problems(path: Path, inspection: Inspection) -> tuple[Problem, ...]:
    """Return what is wrong with the changes of a dossier's initiatives, as warnings: all else can be used without them.

    They are also looked at in a dossier that cannot be used, as far as its entries could be read: where an initiative speaks of a file
    with entries that could not, a path of it might seem to lead nowhere, and a note says that it was not looked at.

    Parameters
    ----------
    path : Path
        Where the dossier was read.
    inspection : Inspection
        What was read.
    """
    dossier = inspection.dossier or inspection.entries
    if dossier is None:
        return ()
    unread = _unread(path, dossier)
    if not any(initiative.changes or initiative.requires for initiative in dossier.initiatives.values()):
        return unread
    looked_at = [each for each in dossier.initiatives.values() if _is_readable(dossier, each, inspection.lost)]
    told = {(problem.file, problem.line, problem.column) for problem in inspection.problems}
    found = [each for each in _located(path, dossier, looked_at) if (each.file, each.line, each.column) not in told]
    warnings = tuple(replace(problem, severity=Severity.WARNING) for problem in found)
    if len(looked_at) == len(dossier.initiatives):
        return (*warnings, *unread)
    which = "what initiatives change" if not looked_at else "what some initiatives change"
    message = f"{which} was not looked at, as entries of {listing(sorted(inspection.lost))} could not be read"
    expected = "the errors above mended first"
    return (*warnings, Problem(FILE, message, field="changes", expected=expected, severity=Severity.NOTE), *unread)


def _unread(path: Path, dossier: Dossier) -> tuple[Problem, ...]:
    """Return a note that names the initiatives with changes that could not be read themselves, and where they stand."""
    located = places_of(path)
    if located is None or not isinstance(located.data, Mapping):
        return ()
    names = [
        name
        for name, fields in located.data.items()
        if name not in dossier.initiatives and isinstance(fields, Mapping) and "changes" in fields
    ]
    if not names:
        return ()
    told = listing([f"{name} ({located.witness((name,))})" for name in names])
    message = f"what {told} would change was not looked at, as {'it' if len(names) == 1 else 'they'} could not be read"
    expected = "the errors above mended first"
    return (Problem(FILE, message, field="changes", expected=expected, severity=Severity.NOTE),)


def _is_readable(
    dossier: Dossier, initiative: Initiative, lost: frozenset[str], asked_by: tuple[str, ...] = ()
) -> bool:
    """Whether nothing that an initiative builds on stands in a file with entries that could not be read."""
    if lost & SPOKEN_OF or any(
        change.at.partition(".")[0] in {_stem(file) for file in lost} for change in initiative.changes
    ):
        return False
    needed = [name for name in initiative.requires if name not in asked_by]
    return all(
        name in dossier.initiatives
        and _is_readable(dossier, dossier.initiatives[name], lost, (*asked_by, initiative.id))
        for name in needed
        if FILE in lost or name in dossier.initiatives
    )


def _stem(file: str) -> str:
    return file.partition(".")[0]


def with_places(path: Path, dossier: Dossier, error: DossierError) -> DossierError:
    """Return an error about initiatives of a dossier with file and line, as far as it is about them.

    Parameters
    ----------
    path : Path
        Where the dossier was read.
    dossier : Dossier
        What was read.
    error : DossierError
        What was found wrong with some of its initiatives, without places.
    """
    spoken = {(problem.field, problem.message) for problem in error.problems}
    everything = _located(path, dossier, dossier.initiatives.values())
    found = [problem for problem in everything if (problem.field, problem.message) in spoken]
    return DossierError(dossier.id, found) if found else error


def _located(path: Path, dossier: Dossier, initiatives: Iterable[Initiative]) -> tuple[Problem, ...]:
    contents = read_contents(path)
    try:
        compiled_all(dossier, initiatives, places=contents.files.get(FILE))
    except DossierError as error:
        return present(error.problems, contents.book)
    return ()
