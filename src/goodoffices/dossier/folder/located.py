"""Plain text values that remember where in a file they stood."""

from dataclasses import dataclass, field
from typing import Any

Path = tuple[str | int, ...]


@dataclass
class Located:
    """The content of one file as nested dicts, lists and text, with the place of every part.

    ``places`` maps the path of a value (``("soc", "members", 0, "party")``) to its line and column, from 1.
    ``key_places`` does the same for the names of fields, for messages about a field itself.
    """

    file: str
    data: Any
    places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    key_places: dict[Path, tuple[int, int]] = field(default_factory=dict)
    is_broken: bool = False
    """Whether the file could not be parsed, so that nothing can be said of its content."""

    def place(self, path: Path) -> tuple[int | None, int | None]:
        """Return line and column of a value, or of the closest thing around it that has a place."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return (None, None)

    def key_place(self, path: Path) -> tuple[int | None, int | None]:
        """Return line and column of a field's name."""
        return self.key_places.get(path) or self.place(path)

    def rename(self, path: Path, name: str) -> None:
        """Give the field at `path` another name; it keeps its value, its place and its rank among its neighbours."""
        parent = self.data
        for part in path[:-1]:
            parent = parent[part]
        fields = {name if key == path[-1] else key: value for key, value in parent.items()}
        parent.clear()
        parent.update(fields)
        renamed = (*path[:-1], name)
        for places in (self.places, self.key_places):
            for old in [place for place in places if place[: len(path)] == path]:
                places[(*renamed, *old[len(path) :])] = places.pop(old)

    def text(self, path: Path) -> str:
        """Return the value at `path` as it was written, or an empty string if it is missing or not a scalar."""
        value = self.data
        for part in path:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return ""
        return value if isinstance(value, str) else ""
