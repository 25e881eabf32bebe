"""A file of NegMAS that is being read: its values by their places, and every problem kept for the end."""

from dataclasses import dataclass, field
from typing import Any

from goodoffices.dossier.storage.text.located import Located, Path
from goodoffices.errors import Problem
from goodoffices.interchange.cells import LARGEST, is_number


@dataclass
class File:
    """A file that is being read, and what is wrong with it so far."""

    located: Located
    problems: list[Problem] = field(default_factory=list)

    def tell(
        self, path: Path, message: str, found: str = "", expected: str = "", suggestion: str = "", witness: str = ""
    ) -> None:
        """Note a problem with a value."""
        name = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        place = self.located.place(path)
        self.problems.append(
            Problem(self.located.file, message, *place, name, found, expected, suggestion, witness=witness)
        )

    def get(self, path: Path) -> Any:
        """Return a value, or None if there is none."""
        value = self.located.data
        for part in path:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def list(self, path: Path, expected: str) -> list[Any]:
        """Return a list; an empty one and a problem if there is none."""
        value = self.get(path)
        if isinstance(value, list) and value:
            return value
        self.tell(path, "a list is expected here" if value is not None else "this is missing", expected=expected)
        return []

    def number(self, path: Path, missing: float | None = None, whole: bool = False) -> float:
        """Return a number; 0 and a problem if there is none."""
        value = self.get(path)
        wanted = "a whole number" if whole else "a number"
        if value is None and missing is not None:
            return missing
        if not isinstance(value, str) or not is_number(value):
            self.tell(path, "this is missing" if value is None else "this is no number", shown(value), wanted)
        elif abs(float(value)) > LARGEST or (whole and not float(value).is_integer()):
            self.tell(path, "this number cannot be", value, wanted)
        else:
            return float(value) + 0.0
        return 0.0

    def type(self, path: Path) -> str:
        """Return the last part of what a record says it is."""
        value = self.get((*path, "type"))
        return value.rpartition(".")[2] if isinstance(value, str) else ""


def shown(value: Any) -> str:
    """Return a value as a message shows it: text as it stands, else what kind of thing it is."""
    return value if isinstance(value, str) else "" if value is None else type(value).__name__
