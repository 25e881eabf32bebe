"""Better for all: what a signed package could still be exchanged for, and the next draft of a single text."""

from dataclasses import dataclass, replace
from itertools import combinations
from math import prod

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.dominance import efficient
from goodoffices.models.agreements.enumeration import METHOD as ENUMERATED
from goodoffices.models.agreements.logrolling import check_package
from goodoffices.models.agreements.merging import Progress, merge, trace
from goodoffices.models.agreements.points import largest_least_share
from goodoffices.models.agreements.problem import Problem
from goodoffices.models.agreements.searching import can_be_improved
from goodoffices.models.agreements.solution import Frontier
from goodoffices.models.agreements.solutions import METHOD as MERGED
from goodoffices.models.agreements.solutions import pareto_frontier

MOST_TRIED = 5_000_000
"""How many packages are looked at for the nearest improvement."""
_LONGEST = 20_000


@dataclass(frozen=True, eq=False)
class Nearest:
    """The improvements that change the fewest issues.

    Attributes
    ----------
    packages : ndarray of int64, shape (found, issues)
        Those that none other with as few changes is better than; none if nothing was found.
    utilities : ndarray, shape (found, parties)
    changes : int
        On how many issues they differ; if nothing was found, up to how many all packages were looked at.
    is_proved : bool
        Whether, if nothing was found, there is nothing.
    """

    packages: NDArray[np.int64]
    utilities: NDArray[np.float64]
    changes: int
    is_proved: bool


@dataclass(frozen=True, eq=False)
class SingleText:
    """The drafts of a single-text procedure.

    Attributes
    ----------
    drafts : ndarray of int64, shape (drafts, issues)
        The first is the one given.
    utilities : ndarray, shape (drafts, parties)
        Never falling for anybody.
    is_efficient : bool
        Whether it is proved that nothing improves on the last.
    """

    drafts: NDArray[np.int64]
    utilities: NDArray[np.float64]
    is_efficient: bool


def improvements(
    problem: Problem,
    signed: NDArray[np.int64],
    *,
    strictly: bool = False,
    most: int = 200_000,
    progress: Progress | None = None,
) -> Frontier:
    """Return the efficient packages that are better than a signed one (post-settlement settlements).

    Parameters
    ----------
    problem : Problem
        Its reservation values play no part: what is signed takes their place.
    signed : ndarray of int, shape (issues,)
    strictly : bool
        Better for every party; by default at least as good for all and better for one.
    most : int
        How many there may be, as for `pareto_frontier`.
    progress : callable, optional

    Returns
    -------
    Frontier
        Empty if the signed package is efficient already.

    Raises
    ------
    ModelInputError
        If it is no package, or if there are too many packages.

    References
    ----------
    Raiffa, H. (1985), 'Post-settlement settlements', *Negotiation Journal* 1(1), 9-12.

    Examples
    --------
    >>> security, land = np.array([[0., 10.], [4., 0.]]), np.array([[0., 4.], [10., 0.]])
    >>> improvements(Problem((security, land), np.zeros(2)), np.array([0, 1])).utilities.tolist()
    [[10.0, 10.0]]
    """
    check_package(problem, signed)
    at, least = _target(problem, signed, strictly)
    if problem.is_additive:
        levels = merge(problem.whole.worth, least, most, progress)
        packages, method = trace(levels, np.arange(len(levels[-1].vectors))), MERGED
    else:
        packages, method = pareto_frontier(problem, progress=progress).packages, ENUMERATED
    worth = problem.whole_utilities(packages)
    packages = packages[(worth >= least).all(axis=1) & (worth != at).any(axis=1)]
    return Frontier(packages, problem.utilities(packages), method)


def nearest_improvements(
    problem: Problem, signed: NDArray[np.int64], *, strictly: bool = False, most: int = MOST_TRIED
) -> Nearest:
    """Return the improvements on a package that change the fewest issues.

    Parameters
    ----------
    problem : Problem
        Its reservation values play no part.
    signed : ndarray of int, shape (issues,)
    strictly : bool
        Better for every party; by default at least as good for all and better for one.
    most : int
        How many packages are looked at.

    Returns
    -------
    Nearest

    Raises
    ------
    ModelInputError
        If it is no package, or cannot be told whether a better one exists.

    Notes
    -----
    All packages with one change, then all with two. Beyond that, where worth is additive, by a frontier on which the
    number of changes is one more thing to keep small; where that is too long, and where worth is not additive, by all with
    three changes, four, and so on, as long as `most` allows.

    Examples
    --------
    >>> security, land = np.array([[0., 10.], [4., 0.]]), np.array([[0., 4.], [10., 0.]])
    >>> found = nearest_improvements(Problem((security, land), np.zeros(2)), np.array([0, 1]))
    >>> found.changes, found.packages.tolist()
    (2, [[1, 0]])
    """
    check_package(problem, signed)
    at, least = _target(problem, signed, strictly)
    none = Nearest(np.zeros((0, len(signed)), np.int64), np.zeros((0, problem.parties)), len(signed), True)
    if problem.is_additive and not can_be_improved(problem, least, at):
        return none
    tried = 0
    for changes in range(1, len(signed) + 1):
        if changes == 3 and problem.is_additive:
            found = _by_merging(problem, signed, at, least)
            if found is not None:
                return found
        better: list[NDArray[np.int64]] = []
        for issues in combinations(range(len(signed)), changes):
            number = prod(problem.sizes[issue] - 1 for issue in issues)
            tried += number
            if tried > most:
                return replace(none, changes=changes - 1, is_proved=False)
            if number:
                better.append(_changed(problem, signed, issues, at, least))
        packages = np.concatenate(better) if better else none.packages
        if len(packages):
            packages = packages[efficient(problem.whole_utilities(packages))]
            return Nearest(packages, problem.utilities(packages), changes, True)
    return none


def single_text(
    problem: Problem, draft: NDArray[np.int64], *, strictly: bool = False, most: int = MOST_TRIED
) -> SingleText:
    """Return the drafts of a single-text procedure: each is the last, changed as little as may be to the good of all.

    Parameters
    ----------
    problem : Problem
        Its reservation values play no part: every draft is judged against the one before.
    draft : ndarray of int, shape (issues,)
        The first draft.
    strictly : bool
        Every party must prefer each revision; by default none must object and one must prefer it.
    most : int
        How many packages are looked at for each revision.

    Returns
    -------
    SingleText

    Raises
    ------
    ModelInputError
        As `nearest_improvements`.

    Notes
    -----
    Of revisions with as few changes, the one with the largest least share of what each party could gain by such a
    revision (`largest_least_share`). A mediator who knows less than the problem states will take more rounds.

    References
    ----------
    Raiffa, H. (1982), *The Art and Science of Negotiation*, Harvard University Press, chapter 14 (Camp David). Fisher, R.
    & Ury, W. (1981), *Getting to Yes*, Houghton Mifflin, chapter 6 (the one-text procedure).

    Examples
    --------
    >>> worth = tuple(np.random.default_rng(2).integers(0, 11, (4, 2, 3)).astype(float))
    >>> text = single_text(Problem(worth, np.zeros(2)), np.array([0, 0, 0, 0]))
    >>> text.utilities.tolist(), text.is_efficient
    ([[25.0, 15.0], [28.0, 16.0]], True)
    """
    drafts = [np.asarray(draft)]
    while True:
        found = nearest_improvements(problem, drafts[-1], strictly=strictly, most=most)
        if not len(found.packages):
            every = np.array(drafts, np.int64)
            return SingleText(every, problem.utilities(every), found.is_proved)
        gains = problem.whole_utilities(found.packages) - problem.whole_utilities(drafts[-1])
        rows, _ = largest_least_share(gains, problem.whole.units)
        drafts.append(found.packages[rows[0]])


def _target(problem: Problem, signed: NDArray[np.int64], strictly: bool) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    at = problem.whole_utilities(np.asarray(signed))
    if not problem.feasible(np.asarray(signed)):
        raise ModelInputError(f"the package {np.asarray(signed).tolist()} is ruled out by what is forbidden")
    return at, at + int(strictly)


def _changed(
    problem: Problem,
    signed: NDArray[np.int64],
    issues: tuple[int, ...],
    at: NDArray[np.int64],
    least: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return the packages that differ on exactly these issues and are better."""
    others = [np.delete(np.arange(problem.sizes[issue]), signed[issue]) for issue in issues]
    if problem.is_additive:
        worth = at
        for issue, options in zip(issues, others, strict=True):
            each = problem.whole.worth[issue]
            worth = worth[..., None, :] + (each[:, options] - each[:, [signed[issue]]]).T
        rows = np.argwhere((worth >= least).all(axis=-1) & (worth != at).any(axis=-1))
        packages = np.tile(signed, (len(rows), 1))
        for place, (issue, options) in enumerate(zip(issues, others, strict=True)):
            packages[:, issue] = options[rows[:, place]]
        return packages
    grid = np.stack([each.ravel() for each in np.meshgrid(*others, indexing="ij")], axis=1)
    packages = np.tile(signed, (len(grid), 1))
    packages[:, list(issues)] = grid
    worth = problem.whole_utilities(packages)
    better = problem.feasible(packages) & (worth >= least).all(axis=1) & (worth != at).any(axis=1)
    return np.asarray(packages[better])


def _by_merging(
    problem: Problem, signed: NDArray[np.int64], at: NDArray[np.int64], least: NDArray[np.int64]
) -> Nearest | None:
    worth = []
    for issue, each in enumerate(problem.whole.worth):
        changed = -np.ones((1, each.shape[1]), np.int64)
        changed[0, signed[issue]] = 0
        worth.append(np.concatenate([each, changed]))
    try:
        levels = merge(worth, np.append(least, -len(signed)), _LONGEST)
    except ModelInputError:
        return None
    vectors = levels[-1].vectors
    rows = np.flatnonzero((vectors[:, :-1] != at).any(axis=1))
    rows = rows[vectors[rows, -1] == vectors[rows, -1].max()]
    packages = trace(levels, rows)
    return Nearest(packages, problem.utilities(packages), int(-vectors[rows[0], -1]), True)
