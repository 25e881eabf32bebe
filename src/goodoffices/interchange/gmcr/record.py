"""A file of GMCR+ that is being read: its values by their places, and every problem kept for the end."""

from typing import Any

from goodoffices.dossier.storage.presenting import MOST_PROBLEMS
from goodoffices.errors import Problem
from goodoffices.interchange.gmcr.json_text import place_of

Path = tuple[str | int, ...]
LONGEST_NAME = 1_000


class Record:
    """A file, and what is wrong with it so far."""

    def __init__(self, file: str, text: str, data: Any) -> None:
        self.file, self.text, self.data = file, text, data
        self.wrong: list[tuple[Path, Problem, Path | None]] = []

    def tell(self, path: Path, message: str, found: str = "", expected: str = "", witness: Path | None = None) -> None:
        """Note a problem with a value."""
        field = ".".join(str(part + 1) if isinstance(part, int) else part for part in path)
        self.wrong.append((path, Problem(self.file, message, field=field, found=found, expected=expected), witness))

    def problems(self) -> list[Problem]:
        """Return what is wrong, with lines and columns."""
        found = []
        for path, problem, witness in self.wrong[: MOST_PROBLEMS + 1]:
            line, column = place_of(self.text, path)
            compare = f"{self.file}:{place_of(self.text, witness)[0]}" if witness else ""
            found.append(
                Problem(
                    self.file, problem.message, line, column, problem.field, problem.found, problem.expected,
                    witness=compare,
                )
            )  # fmt: skip
        return found

    def get(self, path: Path) -> Any:
        """Return a value, or None if there is none."""
        value = self.data
        for part in path:
            try:
                value = value[part]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def list(self, path: Path, expected: str, needed: bool = True) -> list[Any]:
        """Return a list; an empty one if there is none, which is a problem if it is needed or if something else is there."""
        value = self.get(path)
        if isinstance(value, list) and (value or not needed):
            return value
        if value is None and not needed:
            return []
        message = "this is missing" if value is None else "this is empty" if value == [] else "a list is expected here"
        self.tell(path, message, "" if value == [] else shown(value), expected)
        return []

    def name(self, path: Path, expected: str) -> str:
        """Return a name; an empty one and a problem if there is none."""
        value = self.get(path)
        if isinstance(value, str) and 0 < len(value.strip()) <= LONGEST_NAME and value.isprintable():
            return " ".join(value.split())
        self.tell(path, "this is missing" if value is None else "this is no name", shown(value), expected)
        return ""

    def number(self, path: Path, count: int) -> int | None:
        """Return the number of an option; None and a problem if there is no such option."""
        value = self.get(path)
        if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < count:
            return value
        expected = f"a number from 0 to {count - 1}" if count else "the number of an option"
        self.tell(path, "there is no such option", shown(value), expected)
        return None


def shown(value: Any) -> str:
    """Return a value as a message shows it: text and numbers as they stand, else what kind of thing it is."""
    kinds = {dict: "a record", list: "a list", bool: "true or false", type(None): ""}
    return kinds.get(type(value), str(value))
