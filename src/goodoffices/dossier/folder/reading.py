"""Reading a dossier's folder: everything that is wrong is reported in one go, with its place."""

import hashlib
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from goodoffices.dossier.checks.check import Files, run
from goodoffices.dossier.checks.registry import CHECKS
from goodoffices.dossier.dossier import About, Dossier
from goodoffices.dossier.folder.csv_file import parse_csv
from goodoffices.dossier.folder.layout import ABOUT, FILE_NAMES, FILES, DossierFile
from goodoffices.dossier.folder.located import Located
from goodoffices.dossier.folder.located import Path as Place
from goodoffices.dossier.folder.migration import read_as_today
from goodoffices.dossier.folder.references import check_references
from goodoffices.dossier.folder.validation import validate
from goodoffices.dossier.folder.yaml_file import parse_yaml
from goodoffices.dossier.record import ID_PATTERN, Record
from goodoffices.errors import DossierError, NotFoundError, Problem, Severity, nearest

LOGGER = logging.getLogger(__name__)
MAX_FILE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True)
class Inspection:
    """What a look at a folder found: the dossier, if it can be used, and every problem."""

    dossier: Dossier | None
    problems: tuple[Problem, ...]

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


def read_dossier(folder: str | Path) -> Dossier:
    """Read a dossier.

    Parameters
    ----------
    folder : str or Path
        The folder that holds ``dossier.yaml``, ``parties.yaml`` and the rest.

    Returns
    -------
    Dossier
        The dossier; warnings are not shown (see :func:`inspect_dossier`).

    Raises
    ------
    NotFoundError
        If there is no such folder.
    DossierError
        If anything in it is wrong; the error carries all problems.
    """
    inspection = inspect_dossier(folder)
    if inspection.dossier is None:
        raise DossierError(Path(folder).name, inspection.errors)
    return inspection.dossier


def inspect_dossier(folder: str | Path) -> Inspection:
    """Read a dossier and return it with all problems found, errors and warnings.

    Raises
    ------
    NotFoundError
        If there is no such folder.
    """
    folder = Path(folder)
    reader = _Reader(folder)
    try:
        if not folder.is_dir():
            raise NotFoundError(f"there is no folder {str(folder)!r}")
        reader.read_files()
    except OSError as error:
        raise NotFoundError(f"the folder {str(folder)!r} cannot be read: {error.strerror or error}") from error
    read_as_today(reader.files)
    reader.validate_records()
    reader.problems += check_references(reader.files)
    read = reader.build()
    where = Files(reader.files, reader.row_places)
    reader.problems += run(read, where, tuple(check for check in CHECKS if check.looks_at_single_entries))
    usable = not reader.problems
    if usable:
        reader.problems += run(read, where, tuple(check for check in CHECKS if not check.looks_at_single_entries))
    order = {name: number for number, name in enumerate(FILE_NAMES)}
    ranked = sorted(
        dict.fromkeys(reader.problems),
        key=lambda p: (order.get(p.file, len(order)), p.file, p.line or 0, p.column or 0),
    )
    return Inspection(read if usable else None, tuple(ranked))


@dataclass
class _Reader:
    folder: Path
    files: dict[str, Located] = field(default_factory=dict)
    records: dict[str, list[tuple[Place, Record]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    missing_columns: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.hash = hashlib.sha256()

    def read_files(self) -> None:
        LOGGER.info("reading %s", self.folder)
        present = {path.name for path in self.folder.iterdir()}
        self._note_misspelt_files(present)
        for file in FILES:
            if file.name not in present:
                if file.required:
                    self.problems.append(
                        Problem(file.name, "this file is missing", expected="a file of this name in the folder")
                    )
                continue
            text = self._text(file)
            if text is None:
                self.files[file.name] = Located(file.name, [] if file.is_table else None, is_broken=True)
                continue
            self.hash.update(f"{file.name}\0{text}\0".encode())
            if file.is_table:
                located, problems = parse_csv(file.name, text, file.columns, file.required_columns)
                self.missing_columns[file.name] = frozenset(
                    problem.field for problem in problems if problem.message.endswith("is missing")
                )
            else:
                located, problems = parse_yaml(file.name, text)
            self.files[file.name] = located
            self.problems += problems

    def _note_misspelt_files(self, present: set[str]) -> None:
        for name in sorted(present.difference(FILE_NAMES)):
            if Path(name).suffix in (".csv", ".yaml", ".yml") and not name.startswith("."):
                self.problems.append(
                    Problem(
                        name,
                        "a dossier has no file of this name",
                        expected=f"one of {', '.join(FILE_NAMES)}",
                        suggestion=nearest(name, FILE_NAMES),
                    )
                )

    def _text(self, file: DossierFile) -> str | None:
        path = self.folder / file.name
        if path.is_dir():
            self.problems.append(Problem(file.name, "this is a folder", expected="a file of this name"))
            return None
        try:
            if path.stat().st_size > MAX_FILE_BYTES:
                limit = MAX_FILE_BYTES // 2**20
                self.problems.append(Problem(file.name, "the file is too large", expected=f"at most {limit} MiB"))
                return None
            content = path.read_bytes()
        except OSError as error:
            self.problems.append(Problem(file.name, f"the file cannot be read: {error.strerror}"))
            return None
        try:
            text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            self.problems.append(Problem(file.name, "the file is not UTF-8 text", line, expected="text saved as UTF-8"))
            return None
        control = next((i for i, c in enumerate(text) if c < " " and c not in "\t\n"), None)
        if control is not None:
            self.problems.append(
                Problem(
                    file.name,
                    "the file holds characters that are not text",
                    text.count("\n", 0, control) + 1,
                    found=repr(text[control]),
                    expected="plain text",
                )
            )
            return None
        return text

    def validate_records(self) -> None:
        for file in FILES:
            if file.name not in self.files or self.files[file.name].is_broken:
                continue
            located = self.files[file.name]
            self.records[file.name] = []
            for path, extra in self._record_places(file, located):
                record, problems = validate(
                    located, path, file.record, self.missing_columns.get(file.name, frozenset()), **extra
                )
                self.problems += problems
                if record is not None:
                    self.records[file.name].append((path, record))

    def _record_places(self, file: DossierFile, located: Located) -> Iterator[tuple[Place, dict[str, str]]]:
        if file is ABOUT:
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
                            expected="an id: lower-case letters, digits and _, starting with a letter",
                        )
                    )
                yield (name,), {"id": name}
        elif located.data is None:
            if file.required:
                self.problems.append(Problem(file.name, "the file is empty", 1, expected="at least one entry"))
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
                content["about"] = records[0][1] if records else About(title=self.folder.name)
            elif file.is_table:
                content[file.attribute] = tuple(record for _, record in records)
            else:
                content[file.attribute] = {str(path[0]): record for path, record in records}
        return Dossier(id=self.folder.resolve().name, digest=self.hash.hexdigest(), **content)


def _is_id(name: str) -> bool:
    return re.fullmatch(ID_PATTERN, name) is not None
