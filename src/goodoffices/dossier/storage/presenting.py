"""How problems are told: in the order of the files, no more than a reader can use, and nothing printed at length."""

import re
from collections.abc import Iterable
from dataclasses import replace

from goodoffices.dossier.storage.layout import FILE_NAMES
from goodoffices.dossier.storage.text.located import EntryLine, SheetRow
from goodoffices.errors import Problem, Severity

MOST_PROBLEMS = 200
LONGEST_VALUE = 120
LONGEST_MESSAGE = 600
_FILE_NAME = re.compile(r"\b(" + "|".join(name.partition(".")[0] for name in FILE_NAMES) + r")\.(?:yaml|csv)\b")
_ORDER = {name: number for number, name in enumerate(FILE_NAMES)}


def present(problems: Iterable[Problem], book: str = "") -> tuple[Problem, ...]:
    """Return problems as they are shown: sorted, shortened, each once, and at most 200 of them.

    Parameters
    ----------
    problems : iterable of Problem
        As they were found.
    book : str
        Name of the workbook they were found in, if it was one.
    """
    found = sorted(dict.fromkeys(problems), key=_rank)
    shown = found[: MOST_PROBLEMS - 1] if len(found) > MOST_PROBLEMS else found
    told = [_shortened(_in_workbook(problem, book) if book else _in_own_file(problem)) for problem in shown]
    if rest := found[len(shown) :]:
        most = Severity.ERROR if any(p.severity is Severity.ERROR for p in rest) else rest[0].severity
        message = f"and {len(rest):,} more problems that are not listed"
        told.append(Problem(told[-1].file, message, expected="those above mended first", severity=most))
    return tuple(told)


def _rank(problem: Problem) -> tuple[int, str, str, int, int]:
    sheet = problem.line.sheet if isinstance(problem.line, SheetRow) else ""
    file = problem.line.file if isinstance(problem.line, EntryLine) else problem.file
    return _ORDER.get(problem.file, len(_ORDER)), file, sheet, problem.line or 0, problem.column or 0


def _in_own_file(problem: Problem) -> Problem:
    return replace(problem, file=problem.line.file) if isinstance(problem.line, EntryLine) else problem


def _in_workbook(problem: Problem, book: str) -> Problem:
    sheet = problem.line.sheet if isinstance(problem.line, SheetRow) else problem.sheet
    if not sheet and problem.file in _ORDER:
        sheet = problem.file.partition(".")[0]
    return replace(
        problem,
        file=book,
        sheet=sheet,
        line=None if problem.line is None else int(problem.line),
        message=re.sub(r"\bline (\d+)", r"row \1", _FILE_NAME.sub(r"the sheet \1", problem.message)),
        expected=_FILE_NAME.sub(r"the sheet \1", problem.expected),
    )


def _shortened(problem: Problem) -> Problem:
    return replace(
        problem,
        file=_printable(shorten(problem.file, LONGEST_VALUE)),
        message=_printable(shorten(problem.message, LONGEST_MESSAGE)),
        expected=_printable(shorten(problem.expected, LONGEST_MESSAGE)),
        field=_printable(shorten(problem.field, LONGEST_VALUE)),
        found=shorten(problem.found, LONGEST_VALUE),
        suggestion=shorten(problem.suggestion, LONGEST_VALUE),
    )


def _printable(text: str) -> str:
    """Return a text on one line: breaks in the names that an author gave are written out."""
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def shorten(text: str, most: int) -> str:
    """Return a text, or its beginning and how long it is if it is longer than `most` characters.

    >>> shorten("abcdefgh", 4)
    'abcd… (8 characters)'
    """
    return text if len(text) <= most else f"{text[:most]}… ({len(text):,} characters)"
