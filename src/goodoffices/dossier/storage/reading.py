"""Reading a dossier: everything that is wrong is reported in one go, with its place."""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from goodoffices.dossier.checks.check import Files, run
from goodoffices.dossier.checks.registry import CHECKS
from goodoffices.dossier.dossier import About, Dossier
from goodoffices.dossier.record import ID_PATTERN, Record
from goodoffices.dossier.storage.containers.container import Texts
from goodoffices.dossier.storage.containers.contents import Contents, read_files
from goodoffices.dossier.storage.layout import ABOUT, FILES, DossierFile
from goodoffices.dossier.storage.migration import read_as_today
from goodoffices.dossier.storage.opening import name_of, read_contents
from goodoffices.dossier.storage.presenting import present
from goodoffices.dossier.storage.references import check_references
from goodoffices.dossier.storage.text.located import Located
from goodoffices.dossier.storage.text.located import Path as Place
from goodoffices.dossier.storage.text.text_file import empty_file
from goodoffices.dossier.storage.validation import ID_EXPECTED, validate
from goodoffices.errors import DossierError, Problem, Severity

LOGGER = logging.getLogger(__name__)
MOST_PER_FILE = 2_000


@dataclass(frozen=True)
class Inspection:
    """What a look at a dossier found.

    Attributes
    ----------
    dossier : Dossier or None
        The dossier, if it can be used.
    problems : tuple of Problem
        What is wrong with it, the first 200.
    entries : Dossier or None
        All entries that could be read, even if they do not fit together so that the dossier cannot be used.
    lost : frozenset of str
        The files of which some entry could not be read.
    """

    dossier: Dossier | None
    problems: tuple[Problem, ...]
    entries: Dossier | None = None
    lost: frozenset[str] = frozenset()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the dossier from being used."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems it can be used with."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.WARNING)

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What is worth a look and may be quite right."""
        return tuple(problem for problem in self.problems if problem.severity is Severity.NOTE)


def read_dossier(path: str | Path) -> Dossier:
    """Read a dossier.

    Parameters
    ----------
    path : str or Path
        A folder that holds ``dossier.yaml``, ``parties.yaml`` and the rest, a zip archive of one, or a workbook with a
        sheet for each file.

    Returns
    -------
    Dossier
        The dossier; warnings are not shown (see :func:`inspect_dossier`).

    Raises
    ------
    NotFoundError
        If there is nothing of that name, or no dossier.
    DossierError
        If anything in it is wrong; the error carries the problems.
    """
    inspection = inspect_dossier(path)
    if inspection.dossier is None:
        raise DossierError(Path(path).name, inspection.errors)
    return inspection.dossier


def inspect_dossier(path: str | Path) -> Inspection:
    """Read a dossier (a folder, a zip archive or a workbook) and return it with the problems found.

    Raises
    ------
    NotFoundError
        If there is nothing of that name, or no dossier.
    """
    path = Path(path)
    LOGGER.info("reading %s", path)
    contents = read_contents(path)
    return _Reader(name_of(path), contents).inspect()


def inspect_texts(name: str, texts: Mapping[str, str]) -> Inspection:
    """Read a dossier from the texts of its files, by their names, and return it with the problems found."""
    return _Reader(name, read_files(Texts(texts))).inspect()


@dataclass
class _Reader:
    name: str
    contents: Contents
    records: dict[str, list[tuple[Place, Record]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def inspect(self) -> Inspection:
        files = self.contents.files
        self.problems += self.contents.problems
        if not files and self.problems:
            return Inspection(None, present(self.problems, self.contents.book))
        read_as_today(files)
        self.validate_records()
        lost = frozenset(problem.file for problem in self.problems)
        self.problems += check_references(files)
        read = self.build()
        where = Files(files, self.row_places)
        self.problems += run(read, where, tuple(check for check in CHECKS if check.looks_at_single_entries))
        usable = not self.problems
        if usable:
            self.problems += run(read, where, tuple(check for check in CHECKS if not check.looks_at_single_entries))
        told = present(self.problems, self.contents.book)
        return Inspection(read if usable else None, told, read, lost)

    def validate_records(self) -> None:
        for file in FILES:
            if file.name not in self.contents.files or self.contents.files[file.name].is_broken:
                continue
            located = self.contents.files[file.name]
            self.records[file.name] = []
            before = len(self.problems)
            for path, extra in self._record_places(file, located):
                if len(self.problems) - before > MOST_PER_FILE:
                    message = (
                        "there are more mistakes than are worth looking for; the rest of the file was not looked at"
                    )
                    self.problems.append(Problem(file.name, message, *located.place(path)))
                    break
                record, problems = validate(located, path, file.record, located.missing_columns, **extra)
                self.problems += problems
                if record is not None:
                    self.records[file.name].append((path, record))

    def _record_places(self, file: DossierFile, located: Located) -> Iterator[tuple[Place, dict[str, str]]]:
        if file is ABOUT and located.data is None:
            self.problems.append(empty_file(file.name, "at least a title, such as title: The river"))
        elif file is ABOUT:
            yield (), {}
        elif file.is_table:
            for index in range(len(located.data)):
                yield (index,), {}
        elif isinstance(located.data, Mapping):
            for name in located.data:
                if not _is_id(name):
                    self.problems.append(
                        Problem(
                            file.name,
                            "not an id",
                            *located.key_place((name,)),
                            found=name,
                            expected=ID_EXPECTED,
                        )
                    )
                yield (name,), {"id": name}
        elif located.data is None:
            if file.required:
                self.problems.append(empty_file(file.name, "at least one entry"))
        else:
            self.problems.append(
                Problem(file.name, "the file must name its entries", 1, expected="lines such as 'japan:' at the margin")
            )

    @property
    def row_places(self) -> dict[str, tuple[Place, ...]]:
        """Where the rows of each table stand, in the order of the dossier built from them."""
        return {name: tuple(path for path, _ in records) for name, records in self.records.items()}

    def build(self) -> Dossier:
        """Return a dossier of all records that could be read."""
        content: dict[str, Any] = {}
        for file in FILES:
            records = self.records.get(file.name, [])
            if file is ABOUT:
                content["about"] = records[0][1] if records else About(title=self.name)
            elif file.is_table:
                content[file.attribute] = tuple(record for _, record in records)
            else:
                content[file.attribute] = {str(path[0]): record for path, record in records}
        return Dossier(id=self.name, digest=self.contents.digest, **content)


def _is_id(name: str) -> bool:
    return re.fullmatch(ID_PATTERN, name) is not None
