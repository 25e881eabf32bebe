"""What stands in the files of a dossier, whatever they lie in: located text of each, and what is wrong with it."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from goodoffices.dossier.storage.containers.container import (
    MAX_TOTAL_BYTES,
    Container,
    RefusedError,
    largest,
)
from goodoffices.dossier.storage.layout import FILE_NAMES, FILES, FOLDERS, DossierFile, entry_file
from goodoffices.dossier.storage.text.csv_file import parse_csv
from goodoffices.dossier.storage.text.located import Located
from goodoffices.dossier.storage.text.text_file import decode
from goodoffices.dossier.storage.text.yaml_file import parse_yaml
from goodoffices.errors import Problem, nearest

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


def read_files(container: Container) -> Contents:
    """Read the files of a dossier from what holds them.

    Raises
    ------
    RefusedError
        If the container cannot be listed.
    """
    return _FilesReader(container).read()


class _FilesReader:
    """Reads one file after another, while what may still be read grows less."""

    def __init__(self, container: Container) -> None:
        self.container = container
        self.contents = Contents()
        self.digest = hashlib.sha256()
        self.left, self.values = MAX_TOTAL_BYTES, MAX_VALUES

    def read(self) -> Contents:
        present = self.container.names()
        self.contents.problems += misspelt(present, FILE_NAMES)
        for file in FILES:
            if file.name in present:
                self.contents.files[file.name] = self._file(file, file.name)
            elif file.required:
                expected = "a file of this name in the folder"
                self.contents.problems.append(Problem(file.name, "this file is missing", expected=expected))
        for file in FOLDERS.values():
            if file.folder in present:
                self._entries(file)
        self.contents.digest = self.digest.hexdigest()
        return self.contents

    def _entries(self, file: DossierFile) -> None:
        """Read the entries of a file that stand in files of their own."""
        names = self.container.names_in(file.folder)
        whole = self.contents.files.setdefault(file.name, Located(file.name, {}))
        if not isinstance(whole.data, dict) and not whole.is_broken and whole.data is None:
            whole.data = {}
        for name in sorted(names):
            path = f"{file.folder}/{name}"
            if entry_file(path) is None:
                if Path(name).suffix in (".yml", ".csv", ".json") and not name.startswith("."):
                    message, expected = "this is no file of an entry", "a name that ends in .yaml"
                    self.contents.problems.append(Problem(path, message, expected=expected))
                continue
            if name.startswith("."):
                continue
            entry, located = name.removesuffix(".yaml"), self._file(file, path)
            if located.is_broken or not isinstance(whole.data, dict):
                continue
            if entry in whole.data:
                line = whole.key_place((entry,))[0]
                message = f"this {file.defines} stands in {file.name} already, on line {line}"
                self.contents.problems.append(Problem(path, message, 1, found=entry, expected="each id once"))
            else:
                whole.add_entry(entry, located)

    def _file(self, file: DossierFile, name: str) -> Located:
        problem: Problem | None
        try:
            content = self.container.read(name, min(self.left, largest(name)))
        except RefusedError as refused:
            text, problem = "", Problem(name, refused.message, expected=refused.expected)
        else:
            self.left -= len(content)
            text, problem = decode(name, content)
        broken = Located(name, [] if file.is_table else None, is_broken=True)
        if problem is not None:
            self.contents.problems.append(problem)
            return broken
        self.digest.update(f"{name}\0{text}\0".encode())
        self.contents.texts[name] = text
        located, problems = parse(file, text, name)
        self.values -= sum(map(len, located.data)) if file.is_table else len(located.places)
        if self.values < 0:
            message, expected = (
                "the dossier holds too much with this file",
                f"at most {MAX_VALUES:,} values in all files",
            )
            located, problems = broken, [Problem(name, message, expected=expected)]
        self.contents.problems += problems
        return located


def parse(file: DossierFile, text: str, name: str = "") -> tuple[Located, list[Problem]]:
    """Parse the text of a dossier's file, or of an entry of it that stands in a file of its own name."""
    if file.is_table:
        return parse_csv(file.name, text, file.columns, file.required_columns)
    return parse_yaml(name or file.name, text)


def misspelt(present: Iterable[str], names: Iterable[str]) -> Iterable[Problem]:
    """Yield a problem for every file that looks as if it belonged to a dossier and does not."""
    valid = tuple(names)
    for name in sorted(set(present).difference(valid)):
        if Path(name).suffix in (".csv", ".yaml", ".yml") and not name.startswith("."):
            message, expected = "a dossier has no file of this name", f"one of {', '.join(valid)}"
            yield Problem(name, message, expected=expected, suggestion=nearest(name, valid))
