"""What stands in the files of a dossier, whatever they lie in: located text of each, and what is wrong with it."""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from goodoffices.dossier.storage.containers.container import (
    MAX_TOTAL_BYTES,
    Container,
    Folder,
    RefusedError,
    largest,
    read_file,
)
from goodoffices.dossier.storage.containers.zip_file import MAX_ARCHIVE_BYTES, ZippedFolder
from goodoffices.dossier.storage.layout import FILE_NAMES, FILES, DossierFile
from goodoffices.dossier.storage.text.csv_file import parse_csv
from goodoffices.dossier.storage.text.located import Located
from goodoffices.dossier.storage.text.text_file import decode
from goodoffices.dossier.storage.text.yaml_file import parse_yaml
from goodoffices.errors import NotFoundError, Problem, nearest

ZIP, WORKBOOK = ".zip", ".xlsx"
MAX_VALUES = 3_000_000
"""Values and cells of all files together; as many take about 1.5 GB of memory."""


@dataclass
class Contents:
    """The files of a dossier as they were found.

    Attributes
    ----------
    files : dict of Located
        What stands in each file that is there, by the file's name.
    problems : list of Problem
        What is wrong with the files themselves.
    digest : str
        SHA-256 over names and contents.
    texts : dict of str
        The files' texts; empty for a workbook.
    book : str
        Name of the workbook; empty for a folder or an archive.
    """

    files: dict[str, Located] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    digest: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    book: str = ""


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


def read_files(container: Container) -> Contents:
    """Read the files of a dossier from what holds them.

    Raises
    ------
    RefusedError
        If the container cannot be listed.
    """
    present = container.names()
    contents = Contents(problems=list(misspelt(present, FILE_NAMES)))
    digest = hashlib.sha256()
    left, values = MAX_TOTAL_BYTES, MAX_VALUES
    for file in FILES:
        if file.name not in present:
            if file.required:
                expected = "a file of this name in the folder"
                contents.problems.append(Problem(file.name, "this file is missing", expected=expected))
            continue
        problem: Problem | None
        try:
            content = container.read(file.name, min(left, largest(file.name)))
        except RefusedError as refused:
            text, problem = "", Problem(file.name, refused.message, expected=refused.expected)
        else:
            left -= len(content)
            text, problem = decode(file.name, content)
        if problem is not None:
            contents.problems.append(problem)
            contents.files[file.name] = Located(file.name, [] if file.is_table else None, is_broken=True)
            continue
        digest.update(f"{file.name}\0{text}\0".encode())
        contents.texts[file.name] = text
        located, problems = parse(file, text)
        values -= sum(map(len, located.data)) if file.is_table else len(located.places)
        if values < 0:
            message, expected = (
                "the dossier holds too much with this file",
                f"at most {MAX_VALUES:,} values in all files",
            )
            located, problems = Located(file.name, [], is_broken=True), [Problem(file.name, message, expected=expected)]
        contents.files[file.name] = located
        contents.problems += problems
    contents.digest = digest.hexdigest()
    return contents


def parse(file: DossierFile, text: str) -> tuple[Located, list[Problem]]:
    """Parse the text of a dossier's file."""
    if file.is_table:
        return parse_csv(file.name, text, file.columns, file.required_columns)
    return parse_yaml(file.name, text)


def misspelt(present: Iterable[str], names: Iterable[str]) -> Iterable[Problem]:
    """Yield a problem for every file that looks as if it belonged to a dossier and does not."""
    valid = tuple(names)
    for name in sorted(set(present).difference(valid)):
        if Path(name).suffix in (".csv", ".yaml", ".yml") and not name.startswith("."):
            message, expected = "a dossier has no file of this name", f"one of {', '.join(valid)}"
            yield Problem(name, message, expected=expected, suggestion=nearest(name, valid))
