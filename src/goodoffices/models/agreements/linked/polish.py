"""Local search: change one issue, then two at once, as long as it helps."""

from collections.abc import Callable, Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.agreements.problem import Packages

MOST_AT_ONCE = 20_000
Score = Callable[[Packages], NDArray[np.float64]]


def polish(package: Packages, sizes: tuple[int, ...], score: Score, pairs: bool = True) -> Packages:
    """Return a package that no change of one issue, or of two if wanted, makes better.

    Parameters
    ----------
    package : ndarray of int, shape (issues,)
        Where to start.
    sizes : tuple of int
        Number of options of every issue.
    score : callable
        From packages, shape (count, issues), to numbers of which the greatest is best.
    pairs : bool
        Whether to try two issues at once where one does not help.

    Returns
    -------
    ndarray of int, shape (issues,)

    Notes
    -----
    The best of all changes is made every time; ties go to the first. With m issues of k options a step looks at mk packages, or at
    m²k²/2.
    """
    reached = float(score(package[None])[0])
    while True:
        best = package
        for changed in _neighbours(package, sizes, pairs):
            scores = score(changed)
            place = int(scores.argmax())
            if scores[place] > reached:
                reached, best = float(scores[place]), changed[place]
            if len(changed) < sum(sizes) + 1 and best is not package:
                break
        if best is package:
            return package
        package = best


def _neighbours(package: Packages, sizes: tuple[int, ...], pairs: bool) -> Iterator[Packages]:
    """Yield all packages that differ in one issue, then in blocks those that differ in two."""
    singles = [
        (issue, option) for issue, size in enumerate(sizes) for option in range(size) if option != package[issue]
    ]
    if not singles:
        return
    yield _with(package, np.array(singles)[:, None, :])
    if pairs:
        changes = np.array(singles)
        first, second = np.array([*combinations(range(len(singles)), 2)] or np.empty((0, 2), int)).T
        apart = changes[first, 0] != changes[second, 0]
        both = np.stack([changes[first[apart]], changes[second[apart]]], axis=1)
        for start in range(0, len(both), MOST_AT_ONCE):
            yield _with(package, both[start : start + MOST_AT_ONCE])


def _with(package: Packages, changes: NDArray[np.int64]) -> Packages:
    """Return the package with changes made, shape (count, issues); changes have shape (count, changed, 2)."""
    changed = np.repeat(package[None], len(changes), axis=0)
    rows = np.arange(len(changes))
    for place in range(changes.shape[1]):
        changed[rows, changes[:, place, 0]] = changes[:, place, 1]
    return changed
