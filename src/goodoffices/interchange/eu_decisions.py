"""Past negotiations from a table in the form of the EU decisions data set: one row per issue and actor."""

import csv
import io
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from goodoffices.dossier.storage.text.csv_file import parse_csv
from goodoffices.dossier.storage.text.located import Located
from goodoffices.errors import DossierError, NotFoundError, Problem
from goodoffices.models.bargaining.backtest import Case

REQUIRED = ("issue", "proposal", "actor", "position", "salience", "capability_votes_max1", "outcome")
OPTIONAL = ("reference_point", "council_rule", "wave")
OF_THE_ISSUE = ("proposal", "outcome", *OPTIONAL)
INPUTS = ("position", "salience", "capability_votes_max1")
MOST_BYTES = 64 * 2**20
MOST_CAPABILITY = 1e9


@dataclass(frozen=True)
class LeftOut:
    """What a table holds that no model can use.

    Attributes
    ----------
    without_outcome : tuple of str
        Issues whose outcome is not known.
    without_weight : tuple of str
        Issues on which nobody who has a position carries any weight.
    rows : int
        Rows of the other issues that lack a position, a salience or a capability.
    """

    without_outcome: tuple[str, ...]
    without_weight: tuple[str, ...]
    rows: int


@dataclass(frozen=True, eq=False)
class EuDecisions:
    """What a table of past decisions holds.

    Attributes
    ----------
    cases : tuple of Case
        The issues that can be used, in the order of the file.
    rows, issues : int
        What the file holds, used or not.
    left_out : LeftOut
        What of it cannot be used.
    """

    cases: tuple[Case, ...]
    rows: int
    issues: int
    left_out: LeftOut


def read_eu_decisions(path: Path) -> EuDecisions:
    """Read past decisions, one row per issue and actor.

    The columns ``issue``, ``proposal``, ``actor``, ``position`` (0-100), ``salience`` (0-100),
    ``capability_votes_max1`` (0 or more, on any scale) and ``outcome`` (0-100, the same in every row of an issue) must be there;
    ``reference_point`` (0-100), ``council_rule`` and ``wave`` may be; any others are passed over. A cell may be empty
    if the number is not known.

    Parameters
    ----------
    path : Path
        A CSV file.

    Returns
    -------
    EuDecisions
        The cases, and what had to be left out.

    Raises
    ------
    NotFoundError
        If there is no such file.
    DossierError
        If anything in the file is wrong; the error carries every problem with its line.
    """
    text = _text(path)
    located, problems = parse_csv(path.name, text, _columns(text), REQUIRED)
    problems += _problems(located)
    if problems:
        raise DossierError(path.name, problems)
    issues: dict[str, list[dict[str, str]]] = {}
    for row in located.data:
        issues.setdefault(row["issue"], []).append(row)
    cases: list[Case] = []
    without_outcome, without_weight, rows_lost = [], [], 0
    for name, rows in issues.items():
        if "outcome" not in rows[0]:
            without_outcome.append(name)
            continue
        complete = [row for row in rows if all(column in row for column in INPUTS)]
        rows_lost += len(rows) - len(complete)
        if any(float(row["salience"]) * float(row["capability_votes_max1"]) > 0 for row in complete):
            cases.append(_case(name, complete))
        else:
            without_weight.append(name)
    left_out = LeftOut(tuple(without_outcome), tuple(without_weight), rows_lost)
    return EuDecisions(tuple(cases), len(located.data), len(issues), left_out)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise DossierError(path.name, [Problem(path.name, "the file is too large", expected="at most 64 MB")])
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        problem = Problem(path.name, "this is not UTF-8 text", line, expected="a CSV file saved as UTF-8")
        raise DossierError(path.name, [problem]) from error
    except FileNotFoundError as error:
        raise NotFoundError(f"there is no file {path}") from error
    except (OSError, ValueError) as error:
        raise NotFoundError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error


def _columns(text: str) -> list[str]:
    """Return the columns the table may have: those known, and any others its header names."""
    try:
        lines = csv.reader(io.StringIO(text, newline=""))
        header = next((cells for cells in lines if cells and not cells[0].lstrip().startswith("#")), [])
    except csv.Error:
        header = []
    others = dict.fromkeys(cell.strip() for cell in header)
    known = (*REQUIRED, *OPTIONAL)
    return [*known, *(name for name in others if name and name not in known)]


def _problems(located: Located) -> Iterator[Problem]:
    seen: dict[tuple[str, str], int] = {}
    first: dict[str, tuple[int, Mapping[str, str]]] = {}
    for index, row in enumerate(located.data):
        for column in ("issue", "proposal", "actor"):
            if column not in row and column not in located.missing_columns:
                yield _problem(located, index, column, "this cell is empty", "a name")
        yield from _bad_numbers(located, index, row)
        issue, actor = row.get("issue"), row.get("actor")
        if issue is None:
            continue
        start, other = first.setdefault(issue, (index, row))
        for column in OF_THE_ISSUE:
            if row.get(column) != other.get(column):
                message = f"issue {issue!r} has {other.get(column, 'nothing')!r} in its first row"
                yield _problem(
                    located, index, column, message, "the same in all rows of an issue", row.get(column, ""),
                    located.witness((start,)),
                )  # fmt: skip
        if actor is not None and (earlier := seen.setdefault((issue, actor), index)) != index:
            message = f"{actor!r} stands twice on issue {issue!r}"
            yield _problem(
                located, index, "actor", message, "one row per issue and actor", actor, located.witness((earlier,))
            )


def _bad_numbers(located: Located, index: int, row: Mapping[str, str]) -> Iterator[Problem]:
    for column in (*INPUTS, "outcome", "reference_point"):
        if column not in row:
            continue
        most = MOST_CAPABILITY if column == "capability_votes_max1" else 100
        expected = f"a number from 0 to {most:,.0f}"
        try:
            value = float(row[column])
        except ValueError:
            yield _problem(located, index, column, "this is no number", expected, row[column])
            continue
        if not (math.isfinite(value) and 0 <= value <= most):
            yield _problem(located, index, column, "this number cannot be", expected, row[column])


def _problem(
    located: Located, index: int, column: str, message: str, expected: str, found: str = "", witness: str = ""
) -> Problem:
    line, place = located.place((index, column))
    return Problem(located.file, message, line, place, field=column, found=found, expected=expected, witness=witness)


def _case(name: str, rows: list[dict[str, str]]) -> Case:
    position, salience, capability = (np.array([float(row[column]) for row in rows]) for column in INPUTS)
    first = rows[0]
    return Case(
        issue=name,
        proposal=first["proposal"],
        capability=capability,
        salience=salience,
        position=position,
        reference_point=float(first["reference_point"]) if "reference_point" in first else None,
        outcome=float(first["outcome"]),
        rule=first.get("council_rule", ""),
        period=first.get("wave", ""),
    )
