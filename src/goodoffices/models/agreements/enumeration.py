"""Every package, one after the other: the answer that no cleverness can get wrong, where there are not too many."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.dominance import efficient
from goodoffices.models.agreements.merging import Progress
from goodoffices.models.agreements.points import RULES
from goodoffices.models.agreements.problem import Packages, Problem, Region, package_at
from goodoffices.models.agreements.solution import Frontier, Point

CHUNK = 2**16
"""How many packages are held at once."""
MOST = 10**8
"""How many packages are gone through unless more are asked for."""
METHOD = "by enumeration of all packages"


@dataclass(frozen=True, eq=False)
class Enumeration:
    """What going through all packages finds.

    Attributes
    ----------
    feasible, acceptable : int
        How many packages are not ruled out, and how many of them every party accepts.
    frontier : Frontier
        The efficient ones of all feasible packages, whether accepted or not.
    accepted : ndarray of bool, shape (found, parties)
        Which party accepts which package on the frontier.
    lowest : ndarray of int64, shape (parties,)
        The worst feasible package for each party, in whole units; 0 if none is feasible.
    points : dict of str to Point
        By the names in `RULES`, each with all packages that tie; empty if no package is acceptable to all.
    """

    feasible: int
    acceptable: int
    frontier: Frontier
    accepted: NDArray[np.bool_]
    lowest: NDArray[np.int64]
    points: dict[str, Point]


def enumerate_packages(
    problem: Problem, *, most: int = MOST, most_ties: int = 100_000, progress: Progress | None = None
) -> Enumeration:
    """Go through all packages, whatever ties issues to each other.

    Parameters
    ----------
    problem : Problem
        With any terms and forbidden combinations.
    most : int
        How many packages there may be.
    most_ties : int
        How many packages that tie are kept for each point.
    progress : callable, optional
        Called after each chunk with the packages done and their number.

    Returns
    -------
    Enumeration

    Raises
    ------
    ModelInputError
        If there are more than `most` packages.

    Notes
    -----
    Twice over all packages: once for the frontier, once for what ties. Memory: 65,536 packages at a time, the frontier
    and the ties, whatever the number of packages.

    Examples
    --------
    >>> problem = Problem((np.array([[0., 4.], [3., 0.]]), np.array([[0., 1.], [5., 0.]])), np.array([1., 0.]))
    >>> found = enumerate_packages(problem)
    >>> found.acceptable, found.frontier.utilities.tolist(), found.points["nash"].packages.tolist()
    (3, [[5.0, 0.0], [4.0, 5.0], [0.0, 8.0]], [[1, 0]])
    """
    if problem.package_count > most:
        raise ModelInputError(f"{problem.package_count} packages are too many to go through; the limit is {most}")
    parties, whole = problem.parties, problem.whole
    vectors, numbers = np.zeros((0, parties), np.int64), np.zeros(0, np.int64)
    feasible = acceptable = 0
    lowest = np.full(parties, np.iinfo(np.int64).max)
    for start, worth, can_be in _chunks(problem):
        feasible += int(can_be.sum())
        acceptable += int((can_be & (worth >= whole.reservation).all(axis=1)).sum())
        rows = np.flatnonzero(can_be)
        lowest = np.minimum(lowest, worth[rows].min(axis=0, initial=np.iinfo(np.int64).max))
        together = np.concatenate([vectors, worth[rows]])
        found = np.concatenate([numbers, start + rows])
        keep = efficient(together)
        vectors, numbers = together[keep], found[keep]
        if progress:
            progress(min(start + len(worth), problem.package_count), 2 * problem.package_count)
    accepted = vectors >= whole.reservation
    frontier = Frontier(package_at(numbers, problem.sizes), vectors / whole.units, METHOD)
    points = _points(problem, vectors[accepted.all(axis=1)], most_ties, progress)
    return Enumeration(feasible, acceptable, frontier, accepted, lowest * bool(feasible), points)


def acceptable_packages(problem: Problem) -> Iterator[Packages]:
    """Yield the packages that every party accepts, in order, some at a time, each shape (found, issues).

    Examples
    --------
    >>> problem = Problem((np.array([[0., 4.], [3., 0.]]), np.array([[0., 1.], [5., 0.]])), np.array([1., 0.]))
    >>> [each.tolist() for each in acceptable_packages(problem)]
    [[[0, 1], [1, 0], [1, 1]]]
    """
    for start, worth, can_be in _chunks(problem):
        rows = np.flatnonzero(can_be & (worth >= problem.whole.reservation).all(axis=1))
        if len(rows):
            yield package_at(start + rows, problem.sizes)


def _points(problem: Problem, vectors: NDArray[np.int64], most: int, progress: Progress | None) -> dict[str, Point]:
    if not len(vectors):
        return {}
    whole = problem.whole
    gains = vectors - whole.reservation
    picked = {name: rule(gains, whole.units) for name, rule in RULES.items()}
    wanted = np.unique(vectors[np.concatenate([rows for rows, _ in picked.values()])], axis=0)
    tied: dict[tuple[int, ...], list[int]] = {tuple(each): [] for each in wanted.tolist()}
    for start, worth, can_be in _chunks(problem):
        rows = np.flatnonzero(can_be & np.isin(worth[:, 0], wanted[:, 0]))
        for row, vector in zip(rows.tolist(), worth[rows].tolist(), strict=True):
            kept = tied.get(tuple(vector))
            if kept is not None and len(kept) < most:
                kept.append(start + row)
        if progress:
            progress(problem.package_count + min(start + len(worth), problem.package_count), 2 * problem.package_count)
    points = {}
    for name, (rows, value) in picked.items():
        numbers = np.sort(np.concatenate([tied[tuple(each)] for each in vectors[rows].tolist()]))[:most].astype(
            np.int64
        )
        packages = package_at(numbers, problem.sizes)
        points[name] = Point(packages, problem.utilities(packages[0]), value, value, METHOD)
    return points


def _chunks(problem: Problem) -> Iterator[tuple[int, NDArray[np.int64], NDArray[np.bool_]]]:
    """Yield number of the first package, worth in whole units and feasibility, of packages that share the first issues."""
    sizes = problem.sizes
    split = len(sizes)
    while split and prod(sizes[split - 1 :]) <= CHUNK:
        split -= 1
    split = min(split, len(sizes) - 1)
    tail = package_at(np.arange(prod(sizes[split:])), sizes[split:])
    added = np.zeros((len(tail), problem.parties), np.int64)
    for issue in range(split, len(sizes)):
        added += problem.whole.worth[issue].T[tail[:, issue - split]]
    regions = [*(term.where for term in problem.terms), *problem.forbidden]
    inside = [_part(region, split, len(sizes)).holds(tail) for region in regions]
    terms = len(problem.terms)
    for number, head in enumerate(np.ndindex(*sizes[:split])):
        worth = added + sum((problem.whole.worth[issue][:, option] for issue, option in enumerate(head)), np.int64(0))
        can_be = np.ones(len(tail), bool)
        for place, region in enumerate(regions):
            if not all(head[issue] in options for issue, options in region.allowed if issue < split):
                continue
            if place < terms:
                worth += inside[place][:, None] * problem.whole.terms[place]
            else:
                can_be &= ~inside[place]
        yield number * len(tail), worth, can_be


def _part(region: Region, first: int, last: int) -> Region:
    return Region(tuple((issue - first, options) for issue, options in region.allowed if first <= issue < last))
