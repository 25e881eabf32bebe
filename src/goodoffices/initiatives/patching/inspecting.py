"""Initiatives as they stand in the files of a dossier: which do not fit it, with file and line."""

from dataclasses import replace
from pathlib import Path

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.storage.opening import read_contents
from goodoffices.dossier.storage.presenting import present
from goodoffices.dossier.storage.text.located import Located
from goodoffices.errors import DossierError, Problem, Severity
from goodoffices.initiatives.patching.compiling import FILE, compiled_all


def places_of(path: Path) -> Located | None:
    """Return where the initiatives of a dossier at a path stand; None if they stand nowhere.

    Raises
    ------
    NotFoundError
        If there is no dossier.
    """
    return read_contents(path).files.get(FILE)


def change_problems(path: Path, dossier: Dossier) -> tuple[Problem, ...]:
    """Return what is wrong with the changes of a dossier's initiatives, as warnings: all else can be used without them.

    Parameters
    ----------
    path : Path
        Where the dossier was read.
    dossier : Dossier
        What was read.
    """
    if not any(initiative.changes for initiative in dossier.initiatives.values()):
        return ()
    contents = read_contents(path)
    try:
        compiled_all(dossier, places=contents.files.get(FILE))
    except DossierError as error:
        found = present(error.problems, contents.book)
        return tuple(replace(problem, severity=Severity.WARNING) for problem in found)
    return ()
