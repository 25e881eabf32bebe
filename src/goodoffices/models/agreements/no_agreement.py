"""Why no package is acceptable to all, and what would unblock the talks."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.enumeration import enumerate_packages
from goodoffices.models.agreements.merging import merge, trace
from goodoffices.models.agreements.problem import Problem
from goodoffices.models.agreements.searching import agreeable, most_for

MOST_PARTIES = 16
"""With more parties, sets of them are not gone through."""
_LONGEST = 20_000
_NODES = 100


@dataclass(frozen=True, eq=False)
class Concession:
    """Lower reservation values with which a package becomes acceptable to all.

    Attributes
    ----------
    package : ndarray of int64, shape (issues,)
    cut : ndarray, shape (parties,)
        By how much each party's reservation value is lower, in its own units.
    value : float
        What is smallest: the sum of the cuts, or the largest of them as a share of the party's range.
    """

    package: NDArray[np.int64]
    cut: NDArray[np.float64]
    value: float


@dataclass(frozen=True, eq=False)
class NoAgreement:
    """Who blocks, and what would unblock.

    Attributes
    ----------
    conflicts : tuple of tuple of int
        The minimal sets of parties that cannot be satisfied together: no package is acceptable to all of a set, and one is
        to all but any one of them. A set of one is a party that rejects even its best package. The empty set alone: no
        package is feasible.
    blocking : tuple of int
        Parties that are in every one of these sets: without them the others could agree.
    alone : ndarray, shape (parties,)
        The smallest cut of each party's reservation value that makes a package acceptable to all if the others' stay as they
        are; infinite if no cut does, not a number if a search could not tell.
    least_sum, least_share : Concession or None
        The cuts with the smallest sum, which compares units one for one; and those whose largest, as a share of the range
        from a party's worst to its best feasible package, is smallest. None where there are too many packages to tell.
    undecided : tuple of tuple of int
        Sets of which a search could not tell whether they can agree; empty where a frontier was listed. If it holds all
        parties and there is no conflict, it is not known whether a package is acceptable to all.
    """

    conflicts: tuple[tuple[int, ...], ...]
    blocking: tuple[int, ...]
    alone: NDArray[np.float64]
    least_sum: Concession | None
    least_share: Concession | None
    undecided: tuple[tuple[int, ...], ...] = ()


def no_agreement(problem: Problem) -> NoAgreement | None:
    """Return why no package is acceptable to all, or None if one is.

    Raises
    ------
    ModelInputError
        If there are more than 16 parties; if worth is not additive and there are too many packages to go through.

    Notes
    -----
    Whatever some parties can be given together, some efficient package gives them. So the frontier decides, at most
    2^parties sets of it; where it is too long to list, branch and bound decides each set.

    Examples
    --------
    >>> land = np.array([[0., 6., 10.], [10., 6., 0.]])
    >>> found = no_agreement(Problem((land,), np.array([8., 7.])))
    >>> found.conflicts, found.alone.tolist(), found.least_sum.cut.tolist()
    (((0, 1),), [8.0, 7.0], [2.0, 1.0])
    """
    if problem.parties > MOST_PARTIES:
        raise ModelInputError(
            f"sets of parties are gone through for up to {MOST_PARTIES} parties, not {problem.parties}"
        )
    frontier = _frontier(problem)
    if frontier is None:
        return _by_search(problem)
    packages, vectors, lowest = frontier
    whole = problem.whole
    if not len(vectors):
        return NoAgreement(((),), (), np.full(problem.parties, np.inf), None, None)
    accepted = vectors >= whole.reservation
    if accepted.all(axis=1).any():
        return None
    patterns = np.unique(accepted, axis=0)
    conflicts = _minimal_sets(problem.parties, lambda some: bool(patterns[:, some].all(axis=1).any()))
    short = np.maximum(whole.reservation - vectors, 0) / whole.units
    alone = np.full(problem.parties, np.inf)
    for party in range(problem.parties):
        fits = np.delete(accepted, party, axis=1).all(axis=1)
        if fits.any():
            alone[party] = short[fits, party].min()
    span = np.maximum((vectors.max(axis=0) - lowest) / whole.units, 1e-300)
    sums, shares = short.sum(axis=1), (short / span).max(axis=1)
    by_sum = int(np.lexsort((shares, sums))[0])
    by_share = int(np.lexsort((sums, shares))[0])
    return NoAgreement(
        conflicts,
        _in_all(conflicts),
        alone,
        Concession(packages[by_sum], short[by_sum], float(sums[by_sum])),
        Concession(packages[by_share], short[by_share], float(shares[by_share])),
    )


def _frontier(problem: Problem) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]] | None:
    """Return packages, their worth in whole units, and each party's worst; None if there are too many."""
    if not problem.is_additive:
        found = enumerate_packages(problem)
        packages = found.frontier.packages
        return packages, problem.whole_utilities(packages), found.lowest
    try:
        levels = merge(problem.whole.worth, most=_LONGEST)
    except ModelInputError:
        return None
    lowest = np.array([worth.min(axis=1) for worth in problem.whole.worth]).sum(axis=0)
    return trace(levels, np.arange(len(levels[-1].vectors))), levels[-1].vectors, lowest


def _by_search(problem: Problem) -> NoAgreement | None:
    patterns: list[NDArray[np.bool_]] = []
    undecided: list[tuple[int, ...]] = []

    def can_agree(some: tuple[int, ...]) -> bool:
        if any(pattern[list(some)].all() for pattern in patterns):
            return True
        try:
            package = agreeable(problem, some, nodes=_NODES)
        except ModelInputError:
            undecided.append(some)
            return True
        if package is not None:
            patterns.append(problem.acceptable(package))
        return package is not None

    everyone = range(problem.parties)
    for size in (problem.parties, problem.parties - 1):  # what they can agree on settles most of the smaller sets
        for some in combinations(everyone, size):
            can_agree(some)
    if patterns and any(pattern.all() for pattern in patterns):
        return None
    undecided.clear()
    conflicts = _minimal_sets(problem.parties, can_agree)
    alone = np.array([_cut_alone(problem, party) for party in everyone])
    return NoAgreement(conflicts, _in_all(conflicts), alone, None, None, tuple(undecided))


def _cut_alone(problem: Problem, party: int) -> float:
    try:
        return float(problem.reservation[party] - most_for(problem, party, nodes=_NODES))
    except ModelInputError:
        return float("nan")


def _minimal_sets(parties: int, can_agree: Callable[[tuple[int, ...]], bool]) -> tuple[tuple[int, ...], ...]:
    found: list[tuple[int, ...]] = []
    for size in range(1, parties + 1):
        for some in combinations(range(parties), size):
            if not any(set(each) <= set(some) for each in found) and not can_agree(some):
                found.append(some)
    return tuple(found)


def _in_all(conflicts: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    return tuple(sorted(set.intersection(*(set(each) for each in conflicts)))) if conflicts else ()
