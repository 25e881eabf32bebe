"""The moves of a moment can be as they stand, and what a party would have of them can be put in an order."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

from goodoffices.dossier.checks.check import Files
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.moment import Moment
from goodoffices.dossier.option import Infeasible
from goodoffices.dossier.situation import in_force
from goodoffices.errors import Problem
from goodoffices.logic import Formula

MOST_NAMES = 12
"""Statements that name more moves between them are not compared."""


def things_can_be_as_they_stand(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """The moves that are made as things stand are no combination that cannot be.

    Correct taken_now in options.yaml, or the combination, or say from when until when it is ruled out.
    """
    for moment in dossier.moments.values():
        made = {option.id: option.taken_now for option in dossier.options.values()}
        at = {name for name, option in dossier.options.items() if not option.moments or moment.id in option.moments}
        rows = [(i, row) for i, row in enumerate(dossier.infeasible) if in_force(row.from_, row.until, moment.date)]
        broken = [(i, row) for i, row in rows if _names(row) & at and _holds(row, made)]
        if not broken:
            continue
        fixed = {
            name: taken
            for name, taken in made.items()
            if name not in at or (taken and not dossier.options[name].can_be_undone)
        }
        none = not _some_state([row for _, row in rows], fixed)
        for index, row in broken:
            yield Problem(
                "infeasible.csv",
                f"this row rules out how things stand at {moment.id}, so that nothing can be told there of which outcomes hold"
                + ("; with the other rows it leaves no combination of moves at all" if none else ""),
                *files.row_place("infeasible.csv", index),
                found=", ".join((*row.taken, *(f"not {name}" for name in row.not_taken))),
                expected="taken_now of one of these the other way round, another combination, or from and until",
                witness=files.witness(
                    "options.yaml", (next(name for name in (*row.taken, *row.not_taken) if name in at),)
                ),
            )


def statements_tell_states_apart(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """A preference statement is true of some combinations of moves and false of others.

    A statement that is always true, or never, tells nothing of what a party would have; correct it or take it out.
    """
    for index, row in enumerate(dossier.preferences):
        if len(row.statement.names) > MOST_NAMES:
            continue
        true = row.statement.over(_combinations(row.statement.names))
        if true.all() or not true.any():
            yield Problem(
                "preferences.csv",
                f"this is {'true' if true.all() else 'false'} whatever is done, and so tells nothing",
                *files.row_place("preferences.csv", index, "statement"),
                field="statement",
                found=str(row.statement),
                expected="a statement that moves can make true and false",
            )


def preferences_are_told_in_one_way(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Of a party's statements in force at a moment, all have a rank or all have a weight.

    Give all of them ranks, if each matters more than all that follow together, or all of them weights, if they add up.
    """
    told = set()
    for moment in dossier.moments.values():
        first: dict[str, int] = {}
        for index, row in enumerate(dossier.preferences):
            if not in_force(row.from_, row.until, moment.date):
                continue
            before = first.setdefault(row.party, index)
            has, other = ("a rank", "a weight") if row.weight is None else ("a weight", "a rank")
            if (dossier.preferences[before].weight is None) == (row.weight is None) or index in told:
                continue
            told.add(index)
            yield Problem(
                "preferences.csv",
                f"this statement of {row.party} has {has}, another in force at {moment.id} has {other}",
                *files.row_place("preferences.csv", index),
                field="rank" if row.weight is None else "weight",
                found=str(row.rank if row.weight is None else row.weight),
                expected=f"{other}, or {has} for all of them",
                witness=files.row_witness("preferences.csv", before),
            )


def preferences_have_an_order(dossier: Dossier, files: Files) -> Iterator[Problem]:
    """Of a party's statements in force at a moment, no two have the same rank and none says the opposite of a higher one.

    Give each a rank of its own; a statement that says the opposite of a higher one tells nothing, so take one of them out.
    """
    told = set()
    for moment in dossier.moments.values():
        for (first, second), field, what in _at_odds(dossier, moment):
            if (first, second) in told:
                continue
            told.add((first, second))
            yield Problem(
                "preferences.csv",
                f"{what} at {moment.id}",
                *files.row_place("preferences.csv", second),
                field=field,
                found=str(dossier.preferences[second].statement),
                expected="another rank" if field == "rank" else "another statement, or none",
                witness=files.row_witness("preferences.csv", first),
            )


def _at_odds(dossier: Dossier, moment: Moment) -> Iterator[tuple[tuple[int, int], str, str]]:
    rows = [(i, row) for i, row in enumerate(dossier.preferences) if in_force(row.from_, row.until, moment.date)]
    rows.sort(key=lambda pair: pair[1].rank or 0)
    for (i, one), (j, other) in combinations(rows, 2):
        if one.party == other.party:
            if one.rank == other.rank is not None:
                yield (i, j), "rank", f"{one.party} has two statements of rank {one.rank} in force"
            elif _opposite(one.statement, other.statement):
                yield (
                    (i, j),
                    "statement",
                    f"{one.party} is said to prefer the opposite of a statement that ranks higher"
                    if one.weight is None
                    else f"{one.party} is said to prefer a statement and its opposite, whose weights count against each other",
                )


def _opposite(one: Formula, other: Formula) -> bool:
    names = tuple(dict.fromkeys((*one.names, *other.names)))
    if set(one.names) != set(other.names) or len(names) > MOST_NAMES:
        return False
    truths = _combinations(names)
    return bool((one.over(truths) != other.over(truths)).all())


def _combinations(names: Sequence[str]) -> dict[str, NDArray[np.bool_]]:
    grid = np.array(list(product((False, True), repeat=len(names))))
    return {name: grid[:, place] for place, name in enumerate(names)}


def _names(row: Infeasible) -> set[str]:
    return {*row.taken, *row.not_taken}


def _holds(row: Infeasible, made: Mapping[str, bool]) -> bool:
    return all(made[name] for name in row.taken) and not any(made[name] for name in row.not_taken)


def _some_state(rows: Sequence[Infeasible], fixed: Mapping[str, bool]) -> bool:
    """Whether moves can be made and left so that no row holds, by trying one move after the other."""
    left = [
        row
        for row in rows
        if not any(fixed.get(name) is False for name in row.taken)
        and not any(fixed.get(name) for name in row.not_taken)
    ]
    open_ = [[name for name in (*row.taken, *row.not_taken) if name not in fixed] for row in left]
    if not all(open_):
        return False
    if not open_:
        return True
    name = min(open_, key=len)[0]
    return any(_some_state(left, {**fixed, name: taken}) for taken in (False, True))
