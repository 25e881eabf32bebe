"""The frontier of additive worth, issue by issue: what is dominated stays dominated whatever is added to it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.dominance import Vectors, efficient

Progress = Callable[[int, int], None]
"""Told how many steps are done, of how many."""


@dataclass(frozen=True, eq=False)
class Level:
    """The efficient ways to settle the first issues.

    Attributes
    ----------
    vectors : ndarray of int64, shape (found, parties)
    before, option : ndarray of int64, shape (found,)
        Row of the level before, and option of this issue, that each comes from.
    """

    vectors: Vectors
    before: NDArray[np.int64]
    option: NDArray[np.int64]
    _rows: dict[tuple[int, ...], int] = field(default_factory=dict)

    def row(self, vector: tuple[int, ...]) -> int | None:
        """Return the row that holds a vector, if there is one."""
        if not self._rows:
            self._rows.update((tuple(each), number) for number, each in enumerate(self.vectors.tolist()))
        return self._rows.get(vector)


def merge(
    worth: Sequence[Vectors], least: Vectors | None = None, most: int = 1_000_000, progress: Progress | None = None
) -> list[Level]:
    """Return the efficient vectors of the first issue, of the first two, and so on to all.

    Parameters
    ----------
    worth : sequence of ndarray of int64, shape (parties, options)
    least : ndarray of int64, shape (parties,), optional
        Leave out what cannot reach these, whatever else is agreed.
    most : int
        How many vectors a level may have.
    progress : callable, optional
        Called after each issue.

    Raises
    ------
    ModelInputError
        If there are more efficient vectors than `most`.

    Notes
    -----
    The Minkowski sum of the issues' sets of worth, pruned after each issue. O(issues · options · frontier), times the
    cost of telling what is dominated. Memory: all levels, and once the last times the options of an issue.
    """
    parties = worth[0].shape[0]
    rest = np.cumsum([each.max(axis=1) for each in worth][::-1], axis=0)[::-1]
    levels: list[Level] = []
    vectors = np.zeros((1, parties), np.int64)
    for issue, each in enumerate(worth):
        options = each.shape[1]
        if len(vectors) > most:
            raise ModelInputError(
                f"after {issue} of {len(worth)} issues there are more than {most} efficient ways to settle them; ask for "
                "single solutions instead of the whole frontier, or allow more"
            )
        sums = (vectors[:, None, :] + each.T[None, :, :]).reshape(-1, parties)
        rows = np.arange(len(sums))
        if least is not None:
            ahead = rest[issue + 1] if issue + 1 < len(worth) else np.zeros(parties, np.int64)
            rows = np.flatnonzero((sums >= least - ahead).all(axis=1))
        rows = rows[efficient(sums[rows])]
        vectors = sums[rows]
        levels.append(Level(vectors, rows // options, rows % options))
        if progress:
            progress(issue + 1, len(worth))
    return levels


def trace(levels: Sequence[Level], rows: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the package of each row of the last level, shape (rows, issues)."""
    packages = np.empty((len(rows), len(levels)), np.int64)
    for issue in range(len(levels) - 1, -1, -1):
        packages[:, issue] = levels[issue].option[rows]
        rows = levels[issue].before[rows]
    return packages


def ties(worth: Sequence[Vectors], levels: Sequence[Level], row: int, most: int) -> NDArray[np.int64]:
    """Return all packages worth the same as a row of the last level, at most so many, in order, shape (found, issues).

    Notes
    -----
    Every part of an efficient package is efficient among the ways to settle the same issues. So each step back from a row
    leads to a row of the level before, and no step is in vain: O(found · issues · options).
    """
    found: list[list[int]] = []
    path: list[int] = []

    def back(issue: int, vector: tuple[int, ...]) -> None:
        if len(found) >= most:
            return
        if issue < 0:
            found.append(path[::-1])
            return
        for option, added in enumerate(worth[issue].T.tolist()):
            before = tuple(a - b for a, b in zip(vector, added, strict=True))
            if not any(before) if issue == 0 else levels[issue - 1].row(before) is not None:
                path.append(option)
                back(issue - 1, before)
                path.pop()

    back(len(levels) - 1, tuple(levels[-1].vectors[row].tolist()))
    return np.array(sorted(found), np.int64).reshape(-1, len(levels))
