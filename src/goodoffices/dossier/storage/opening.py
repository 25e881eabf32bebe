"""Opening whatever lies at a path as a dossier: a folder, a zip archive or a workbook."""

import os
from pathlib import Path

from goodoffices.dossier.storage.containers.container import Container, Folder, RefusedError, read_file
from goodoffices.dossier.storage.containers.contents import Contents, read_files
from goodoffices.dossier.storage.containers.zip_file import MAX_ARCHIVE_BYTES, ZippedFolder
from goodoffices.errors import NotFoundError, Problem

ZIP, WORKBOOK = ".zip", ".xlsx"


def read_contents(path: Path) -> Contents:
    """Read the files of a dossier.

    Parameters
    ----------
    path : Path
        A folder, a zip archive or a workbook.

    Returns
    -------
    Contents
        The content, or the problem that keeps it from being read as a whole.

    Raises
    ------
    NotFoundError
        If there is nothing of that name, or something else.
    """
    kind = kind_of(path)
    try:
        if kind == WORKBOOK:
            # Most dossiers are folders; these need not load what reads workbooks.
            from goodoffices.dossier.storage.workbook.reading import read_workbook  # noqa: PLC0415

            return read_workbook(path.name, read_file(path, MAX_ARCHIVE_BYTES))
        container: Container = Folder(path) if kind == "" else ZippedFolder(read_file(path, MAX_ARCHIVE_BYTES))
        return read_files(container)
    except RefusedError as refused:
        if kind == "":
            raise NotFoundError(f"the folder {str(path)!r} cannot be used: {refused.message}") from refused
        return Contents(problems=[Problem(path.name, refused.message, found=refused.name, expected=refused.expected)])


def kind_of(path: Path) -> str:
    """Return what kind of dossier lies at a path: an empty string for a folder, ``.zip`` or ``.xlsx``.

    Raises
    ------
    NotFoundError
        If there is nothing of that name, or something else.
    """
    try:
        if path.is_dir():
            return ""
        suffix = path.suffix.lower()
        if path.exists():
            if suffix in (ZIP, WORKBOOK):
                return suffix
            raise NotFoundError(f"{str(path)!r} is not a dossier: a folder, a .zip or an .xlsx is expected")
    except (OSError, ValueError) as error:  # a name that the system refuses
        raise NotFoundError(f"{str(path)!r} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    raise NotFoundError(f"there is no folder, .zip or .xlsx {str(path)!r}")


def name_of(path: Path) -> str:
    """Return the id of the dossier at a path: the name of the folder, or of the file without its ending."""
    name = Path(os.path.realpath(path)).name
    return Path(name).stem if path.suffix.lower() in (ZIP, WORKBOOK) and not path.is_dir() else name
