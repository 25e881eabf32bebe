"""Plain text values that remember where in a file they stood."""

from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]
Places = MutableMapping[Path, tuple[int, int]]


class SheetRow(int):
    """A row of a workbook: a line number that knows the sheet it belongs to."""

    sheet: str

    def __new__(cls, row: int, sheet: str) -> "SheetRow":
        """Return the row of that number of a sheet."""
        made = super().__new__(cls, row)
        made.sheet = sheet
        return made


class EntryLine(int):
    """A line of an entry that stands in a file of its own: a line number that knows its file."""

    file: str

    def __new__(cls, line: int, file: str) -> "EntryLine":
        """Return the line of that number of a file."""
        made = super().__new__(cls, line)
        made.file = file
        return made


class TablePlaces(Places):
    """The places of a table's rows and cells, told from the lines of its rows and the numbers of its columns."""

    def __init__(self, header_line: int, header: Sequence[str], lines: Sequence[int], sheet: str = "") -> None:
        self._header_line, self._sheet = header_line, sheet
        self._columns = {name: number for number, name in reversed(list(enumerate(header, 1)))}
        self._lines = lines
        self._others: dict[Path, tuple[int, int]] = {}

    def __getitem__(self, path: Path) -> tuple[int, int]:
        """Return line and column of the header, a row or a cell."""
        match path:
            case ():
                return self._line(self._header_line), 1
            case (int(row),) if row < len(self._lines):
                return self._line(self._lines[row]), 1
            case (int(row), str(name)) if row < len(self._lines) and name in self._columns:
                return self._line(self._lines[row]), self._columns[name]
        return self._others[path]

    def _line(self, line: int) -> int:
        return SheetRow(line, self._sheet) if self._sheet else line

    def __setitem__(self, path: Path, place: tuple[int, int]) -> None:
        """Note another place."""
        self._others[path] = place

    def __delitem__(self, path: Path) -> None:
        """Forget another place."""
        del self._others[path]

    def __iter__(self) -> Iterator[Path]:
        """Yield the paths of the header, the rows and the cells."""
        yield ()
        for row in range(len(self._lines)):
            yield (row,)
            yield from ((row, name) for name in self._columns)
        yield from self._others

    def __len__(self) -> int:
        """Return how many places there are."""
        return 1 + len(self._lines) * (1 + len(self._columns)) + len(self._others)


@dataclass
class Located:
    """The content of one file as nested dicts, lists and text, with the place of every part.

    ``places`` maps the path of a value (``("soc", "members", 0, "party")``) to its line and column, from 1.
    ``key_places`` does the same for the names of fields, for messages about a field itself.
    """

    file: str
    data: Any
    places: Places = field(default_factory=dict)
    key_places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    is_broken: bool = False
    """Whether the file could not be parsed, so that nothing can be said of its content."""
    missing_columns: frozenset[str] = frozenset()
    """Columns that a table ought to have and has not, which has been told once."""

    def place(self, path: Path) -> tuple[int | None, int | None]:
        """Return line and column of a value, or of the closest thing around it that has a place."""
        for length in range(len(path), -1, -1):
            place = self.places.get(path[:length])
            if place:
                return place
        return (None, None)

    def key_place(self, path: Path) -> tuple[int | None, int | None]:
        """Return line and column of a field's name."""
        return self.key_places.get(path) or self.place(path)

    def witness(self, path: Path) -> str:
        """Return a place as a reader is told it: file and line, or sheet and row."""
        line = self.place(path)[0]
        if isinstance(line, SheetRow):
            return f"{line.sheet}, row {line}"
        if isinstance(line, EntryLine):
            return f"{line.file}:{line}"
        return f"{self.file}:{line}" if line else self.file

    def add_entry(self, name: str, entry: "Located") -> None:
        """Add an entry that stands in a file of its own."""
        self.data[name] = entry.data
        self.key_places[name,] = self.places[name,] = (EntryLine(1, entry.file), 1)
        for mine, its in ((self.places, entry.places), (self.key_places, entry.key_places)):
            for path, (line, column) in its.items():
                if path:
                    mine[(name, *path)] = (EntryLine(line, entry.file), column)

    def rename(self, path: Path, name: str) -> None:
        """Give the field at `path` another name; it keeps its value, its place and its rank among its neighbours."""
        parent = self.data
        for part in path[:-1]:
            parent = parent[part]
        below = list(_paths(parent[path[-1]], path))
        fields = {name if key == path[-1] else key: value for key, value in parent.items()}
        parent.clear()
        parent.update(fields)
        for places in (self.places, self.key_places):
            for old in below:
                if old in places:
                    places[(*path[:-1], name, *old[len(path) :])] = places.pop(old)

    def text(self, path: Path) -> str:
        """Return the value at `path` as it was written, or an empty string if it is missing or not a scalar."""
        value = self.data
        for part in path:
            if isinstance(value, str):
                return value  # a cell that holds a list of names: the place within it is not told apart
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return ""
        return value if isinstance(value, str) else ""


def _paths(value: Any, path: Path) -> Iterator[Path]:
    yield path
    if isinstance(value, Mapping):
        for key, part in value.items():
            yield from _paths(part, (*path, key))
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from _paths(part, (*path, index))
