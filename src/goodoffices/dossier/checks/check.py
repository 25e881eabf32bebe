"""What a consistency check is, and how checks are run over a dossier and the files it was read from."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, get_args

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.record import Record
from goodoffices.dossier.storage.layout import ABOUT, FILES
from goodoffices.dossier.storage.text.located import Located, Path
from goodoffices.errors import Problem, Severity

Place = tuple[int | None, int | None]


@dataclass(frozen=True)
class Files:
    """Where things stand: the located text of every file, and for each table the place of each of its rows."""

    located: Mapping[str, Located]
    rows: Mapping[str, tuple[Path, ...]]

    def place(self, file: str, path: Path) -> Place:
        """Return line and column of a value in a YAML file."""
        return self.located[file].place(path)

    def key_place(self, file: str, path: Path) -> Place:
        """Return line and column of a field's name in a YAML file."""
        return self.located[file].key_place(path)

    def row_place(self, file: str, number: int, field: str = "") -> Place:
        """Return line and column of a row of a table, or of one of its cells."""
        row = self.rows[file][number]
        return self.located[file].place((*row, field) if field else row)

    def witness(self, file: str, path: Path) -> str:
        """Return a place as a reader is told it: file and line."""
        return self.located[file].witness(path)

    def row_witness(self, file: str, number: int) -> str:
        """Return the place of a row as a reader is told it."""
        return self.witness(file, self.rows[file][number])


Find = Callable[[Dossier, Files], Iterator[Problem]]


@dataclass(frozen=True)
class Check:
    """One consistency check.

    Attributes
    ----------
    severity : Severity
        An error keeps the dossier from being used; a warning does not; a note is worth a look and may be quite right.
    find : callable
        Yields what it found, with place and witness.
    """

    severity: Severity
    find: Find

    @property
    def name(self) -> str:
        """What messages call it."""
        return self.find.__name__.replace("_", "-")

    @property
    def looks_at_single_entries(self) -> bool:
        """Whether it also runs on what could be read of a dossier with mistakes in it.

        Errors are found in single entries; how entries fit together can only be told of a dossier without mistakes.
        """
        return self.severity is Severity.ERROR

    @property
    def holds(self) -> str:
        """What holds where the check finds nothing, in one sentence."""
        return (self.find.__doc__ or "").strip().splitlines()[0]


def run(dossier: Dossier, files: Files, checks: tuple[Check, ...]) -> list[Problem]:
    """Run checks and return what they found, each problem with the name and severity of its check."""
    return [
        replace(problem, severity=check.severity, check=check.name)
        for check in checks
        for problem in check.find(dossier, files)
    ]


def entries(dossier: Dossier, files: Files) -> Iterator[tuple[str, Path, Record]]:
    """Yield every entry of every file: the file's name, the entry's path in it, and the record."""
    for file in FILES:
        if file.name not in files.located:
            continue
        content = getattr(dossier, file.attribute)
        if file is ABOUT:
            yield file.name, (), content
        elif file.is_table:
            yield from (
                (file.name, path, row) for path, row in zip(files.rows.get(file.name, ()), content, strict=True)
            )
        else:
            yield from ((file.name, (name,), record) for name, record in content.items())


def records(dossier: Dossier, files: Files) -> Iterator[tuple[str, Path, Record]]:
    """Yield every record of a dossier, those within others too (a council's rules, a phase's gate)."""
    for file, path, record in entries(dossier, files):
        yield from ((file, place, part) for place, part in _within(path, record))


@cache
def _fields_with_records(record: type[Record]) -> tuple[tuple[str, str], ...]:
    """Return the fields that hold further records, each with its name as written in a file."""
    return tuple(
        (name, field.alias or name) for name, field in record.model_fields.items() if _holds_records(field.annotation)
    )


def _holds_records(kind: Any) -> bool:
    if isinstance(kind, type) and issubclass(kind, Record):
        return True
    return any(_holds_records(part) for part in get_args(kind))


def _within(path: Path, value: object) -> Iterator[tuple[Path, Record]]:
    if isinstance(value, Record):
        yield path, value
        for name, written in _fields_with_records(type(value)):
            yield from _within((*path, written), getattr(value, name))
    elif isinstance(value, tuple):
        for index, part in enumerate(value):
            yield from _within((*path, index), part)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _within((*path, key), part)
