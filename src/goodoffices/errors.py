"""Every error a user can meet, as one small tree.

::

    GoodOfficesError
    ├── DossierError       (also ValueError)   the dossier's files hold problems; carries all of them
    ├── ModelInputError    (also ValueError)   a model was given arrays it cannot work with
    ├── NotFoundError      (also LookupError)  no case, moment or folder of that name
    ├── OutputError        (also OSError)      a result could not be written
    └── PatchConflictError (also ValueError)   initiatives that cannot be taken together; carries all conflicts

The command line prints these as plain messages and exits with code 2; nothing else should reach a user.
"""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

LONGEST_NAME = 100
MOST_COMPARED = 1_000
_LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"


class Severity(StrEnum):
    """How much a problem matters.

    An error stops the reading; a warning is shown and the work goes on; a note is worth a look and may be quite right.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with an input file, told so that the author can mend it without asking.

    Attributes
    ----------
    file : str
        Name of the file, relative to the dossier's folder.
    message : str
        What is wrong, in words.
    line, column : int or None
        Where, counted from 1; ``None`` where the file as a whole is meant.
    field : str
        Name of the field or column.
    found, expected : str
        What stands there and what was expected instead.
    suggestion : str
        The nearest valid name, if there is one.
    severity : Severity
        Whether the dossier can be used all the same.
    check : str
        Name of the consistency check that found it; empty for what the reading itself found.
    witness : str
        File and line of what it does not agree with.
    sheet : str
        Of a workbook, the sheet; `line` and `column` are then its row and column.
    """

    file: str
    message: str
    line: int | None = None
    column: int | None = None
    field: str = ""
    found: str = ""
    expected: str = ""
    suggestion: str = ""
    severity: Severity = Severity.ERROR
    check: str = ""
    witness: str = ""
    sheet: str = ""

    def __str__(self) -> str:
        """Return the problem as one readable line."""
        place = (
            self._cell()
            if self.sheet
            else ":".join(str(p) for p in (self.file, self.line, self.column) if p is not None)
        )
        details = [f"found {self.found!r}"] if self.found else []
        if self.expected:
            details.append(f"expected {self.expected}")
        text = f"{place}: {self.field + ': ' if self.field else ''}{self.message}"
        if details:
            text += f" ({'; '.join(details)})"
        if self.suggestion:
            text += f". Did you mean {self.suggestion!r}?"
        if self.witness:
            text += f" Compare {self.witness}." if self.suggestion else f". Compare {self.witness}."
        if self.check:
            text += f" [{self.check}]"
        return text

    def _cell(self) -> str:
        place = f"{self.file}, {self.sheet}"
        if self.line and self.column:
            return f"{place}!{column_letters(self.column)}{self.line}"
        return f"{place}, row {self.line}" if self.line else place


def column_letters(number: int) -> str:
    """Return the name of a column of a workbook, counted from 1.

    >>> column_letters(3), column_letters(28)
    ('C', 'AB')
    """
    letters = ""
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


class GoodOfficesError(Exception):
    """The root of the tree: anything this package says about what it was given."""


class DossierError(GoodOfficesError, ValueError):
    """The dossier cannot be used as it stands; ``problems`` lists everything found, in file order."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        self.name = name
        self.problems = tuple(problems)
        count = len(self.problems)
        super().__init__(
            f"{name}: {count} problem{'' if count == 1 else 's'}\n" + "\n".join(str(p) for p in self.problems)
        )


class ModelInputError(GoodOfficesError, ValueError):
    """A model was given numbers it cannot work with (shapes that do not match, weights all zero, …)."""


class PatchConflictError(GoodOfficesError, ValueError):
    """Initiatives that cannot be taken together; ``conflicts`` lists every pair with what stands between them."""

    def __init__(self, conflicts: Iterable[object]) -> None:
        self.conflicts = tuple(conflicts)
        super().__init__("\n".join(str(conflict) for conflict in self.conflicts))


class NotFoundError(GoodOfficesError, LookupError):
    """Nothing of that name; the message gives the nearest valid one."""


class OutputError(GoodOfficesError, OSError):
    """A result could not be written where the user wanted it."""


def nearest(name: str, valid: Iterable[str]) -> str:
    """Return the valid name most like `name`, or an empty string if none is close.

    >>> nearest("funcinpek", ["soc", "funcinpec", "kpnlf"])
    'funcinpec'
    """
    if len(name) > LONGEST_NAME:
        return ""
    folded = {candidate.casefold(): candidate for candidate in valid}
    word = name.casefold()
    if len(folded) > MOST_COMPARED:  # comparing with each would take seconds; one slip of the pen is looked for instead
        return next((folded[near] for near in _one_slip_away(word) if near in folded), "")
    matches = difflib.get_close_matches(word, folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else ""


def _one_slip_away(word: str) -> Iterator[str]:
    parts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    yield word
    yield from (a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1)
    yield from (a + b[1:] for a, b in parts if b)
    yield from (a + letter + b[1:] for a, b in parts if b for letter in _LETTERS)
    yield from (a + letter + b for a, b in parts for letter in _LETTERS)
