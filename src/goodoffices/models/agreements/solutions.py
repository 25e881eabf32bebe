"""All solution points of a problem, by the method that suits its size."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.enumeration import METHOD as ENUMERATED
from goodoffices.models.agreements.enumeration import enumerate_packages
from goodoffices.models.agreements.merging import Level, Progress, merge, ties, trace
from goodoffices.models.agreements.points import RULES
from goodoffices.models.agreements.problem import Problem
from goodoffices.models.agreements.searching import (
    egalitarian_point,
    ideal_gains,
    kalai_smorodinsky_point,
    nash_point,
    utilitarian_point,
)
from goodoffices.models.agreements.solution import Frontier, Point

METHOD = "by merging the issues' frontiers"


@dataclass(frozen=True, eq=False)
class Solutions:
    """What each rule of fairness picks.

    Attributes
    ----------
    nash, kalai_smorodinsky, egalitarian, utilitarian : Point
    equal_gain : Point or None
        None where no frontier could be listed.
    ideal : ndarray, shape (parties,)
        The most each party can gain over its reservation value from a package acceptable to all.
    frontier : Frontier or None
        The efficient packages acceptable to all; None where there are too many to list.
    """

    nash: Point
    kalai_smorodinsky: Point
    egalitarian: Point
    utilitarian: Point
    equal_gain: Point | None
    ideal: NDArray[np.float64]
    frontier: Frontier | None


def pareto_frontier(
    problem: Problem, *, acceptable: bool = False, most: int = 200_000, progress: Progress | None = None
) -> Frontier:
    """Return the Pareto frontier.

    Parameters
    ----------
    problem : Problem
    acceptable : bool
        Only packages acceptable to all. They are efficient among all packages if they are so among the acceptable ones.
    most : int
        How many packages it may have, also over the first issues only.
    progress : callable, optional
        Called with the steps done and their number.

    Returns
    -------
    Frontier
        With no package if none is feasible (or, if asked for, acceptable).

    Raises
    ------
    ModelInputError
        If it has more than `most` packages, or if what ties issues to each other leaves too many packages to go through.

    Notes
    -----
    Additive worth: see `merge`, O(issues · options · frontier) for two parties. Otherwise by enumeration.

    Examples
    --------
    >>> worth = np.random.default_rng(1).integers(0, 101, (20, 2, 10)).astype(float)
    >>> frontier = pareto_frontier(Problem(tuple(worth), np.zeros(2)))
    >>> len(frontier.packages), frontier.utilities[0].tolist()
    (118, [1803.0, 1116.0])
    """
    if not problem.is_additive:
        found = enumerate_packages(problem, progress=progress)
        if not acceptable:
            return found.frontier
        rows = found.accepted.all(axis=1)
        return Frontier(found.frontier.packages[rows], found.frontier.utilities[rows], ENUMERATED)
    whole = problem.whole
    levels = merge(whole.worth, whole.reservation if acceptable else None, most, progress)
    return _frontier(problem, levels)


def solutions(
    problem: Problem, *, most: int | None = None, most_ties: int = 1000, progress: Progress | None = None
) -> Solutions | None:
    """Return all solution points, or None if no package is acceptable to all (`no_agreement` says why).

    Parameters
    ----------
    problem : Problem
    most : int, optional
        How long a frontier may be; beyond it the points are searched for one by one. 200,000 for up to three parties,
        20,000 for more unless given.
    most_ties : int
        How many packages that tie are listed for each point.
    progress : callable, optional
        Called with the steps done and their number while the frontier is built.

    Returns
    -------
    Solutions or None

    Raises
    ------
    ModelInputError
        If worth is not additive and there are too many packages to go through.

    Notes
    -----
    Every point but that of a search which stopped early is proved: its method says how, its gap how far from the best it
    may be.

    Examples
    --------
    >>> worth = np.random.default_rng(1).integers(0, 101, (9, 3, 10)).astype(float)
    >>> found = solutions(Problem(tuple(worth), np.zeros(3)))
    >>> found.nash.utilities.tolist(), found.nash.is_proved, found.kalai_smorodinsky.utilities.tolist()
    ([587.0, 704.0, 717.0], True, [675.0, 647.0, 651.0])
    """
    if not problem.is_additive:
        return _enumerated(problem, most_ties, progress)
    whole = problem.whole
    limit = most if most is not None else 200_000 if problem.parties <= 3 else 20_000
    try:
        levels = merge(whole.worth, whole.reservation, limit, progress)
    except ModelInputError:
        return _searched(problem)  # the frontier is too long to list
    gains = levels[-1].vectors - whole.reservation
    if not len(gains):
        return None
    points = {}
    for name, rule in RULES.items():
        rows, value = rule(gains, whole.units)
        found: list[NDArray[np.int64]] = []
        for row in rows.tolist():
            if sum(map(len, found)) < most_ties:
                found.append(ties(whole.worth, levels, row, most_ties - sum(map(len, found))))
        packages = np.concatenate(found)
        packages = packages[np.lexsort(packages.T[::-1])]
        points[name] = Point(packages, problem.utilities(packages[0]), value, value, METHOD)
    return Solutions(**points, ideal=gains.max(axis=0) / whole.units, frontier=_frontier(problem, levels))


def _frontier(problem: Problem, levels: list[Level]) -> Frontier:
    vectors = levels[-1].vectors
    return Frontier(trace(levels, np.arange(len(vectors))), vectors / problem.whole.units, METHOD)


def _enumerated(problem: Problem, most_ties: int, progress: Progress | None) -> Solutions | None:
    found = enumerate_packages(problem, most_ties=most_ties, progress=progress)
    if not found.points:
        return None
    rows = found.accepted.all(axis=1)
    utilities = found.frontier.utilities[rows]
    frontier = Frontier(found.frontier.packages[rows], utilities, found.frontier.method)
    return Solutions(**found.points, ideal=utilities.max(axis=0) - problem.reservation, frontier=frontier)


def _searched(problem: Problem) -> Solutions | None:
    nash = nash_point(problem)
    kalai_smorodinsky, egalitarian, utilitarian = (
        find(problem) for find in (kalai_smorodinsky_point, egalitarian_point, utilitarian_point)
    )
    ideal = ideal_gains(problem)
    if nash is None or kalai_smorodinsky is None or egalitarian is None or utilitarian is None or ideal is None:
        return None
    return Solutions(nash, kalai_smorodinsky, egalitarian, utilitarian, None, ideal[0] / problem.whole.units, None)
