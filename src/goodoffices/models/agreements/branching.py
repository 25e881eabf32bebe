"""Branch and bound over the options of additive problems: proof, or a stated gap, where no frontier can be listed."""

import heapq
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from math import prod

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.agreements.climbing import climb, mixtures, product_of
from goodoffices.models.agreements.goals import Goal
from goodoffices.models.agreements.relaxation import Additive, Relaxed, relax

CLOSE = 1e-9
"""A bound that is nearer than this to the best score counts as reached."""
_LISTED = 20_000
_ROUNDS = 4


@dataclass(frozen=True, eq=False)
class Searched:
    """What a search found.

    Attributes
    ----------
    package : ndarray of int64, shape (issues,), or None
        None if no package scores.
    score, bound : float
        Of the package; and what no package scores above. Minus infinity both if it is proved that none scores.
    nodes : int
        How many relaxed problems were solved.
    """

    package: NDArray[np.int64] | None
    score: float
    bound: float
    nodes: int


def search(
    additive: Additive,
    goal: Goal,
    *,
    grain: float = 0.0,
    nodes: int = 2000,
    enough: float = np.inf,
    start: NDArray[np.int64] | None = None,
    progress: Callable[[float, float], None] | None = None,
) -> Searched:
    """Return the package with the largest score, or the best found and a bound.

    Parameters
    ----------
    additive : Additive
    goal : Goal
    grain : float
        Two scores differ by at least this much or not at all; 0 if nothing is known.
    nodes : int
        After so many relaxed problems the search stops, and the gap is stated.
    enough : float
        Stop at a score of this much.
    start : ndarray of int64, shape (issues,), optional
        A package to begin with.
    progress : callable, optional
        Called at every node with the best score and the bound.

    Notes
    -----
    Best bound first. At a node the weights of the relaxed problem bound every single option too: one that lies too far
    behind the best of its issue cannot be part of a better package, and is dropped. What is left is listed once it has
    20,000 packages or fewer; else the issue whose options are most mixed in the relaxed solution is split in two.

    References
    ----------
    Land, A. H. & Doig, A. G. (1960), 'An automatic method of solving discrete programming problems', *Econometrica* 28(3),
    497-520. Nemhauser, G. L. & Wolsey, L. A. (1988), *Integer and Combinatorial Optimization*, Wiley, section II.5.2
    (fixing by reduced costs).
    """
    best, score, solved, order = start, -np.inf, 0, count()
    if start is not None:
        score = float(goal.score(additive.gains(start[None]) * additive.scale)[0])
    margin = max(grain * (1 - 1e-6), CLOSE)
    heap: list[tuple[float, int, NDArray[np.bool_], NDArray[np.float64] | None]] = [
        (-np.inf, next(order), additive.exists, None)
    ]
    while heap and solved < nodes and score < enough:
        if -heap[0][0] < score + margin:
            heap.clear()
            break
        inherited, _, allowed, weights = heapq.heappop(heap)
        if prod(allowed.sum(axis=1).tolist()) <= _LISTED:
            best, score = _list(additive, goal, allowed, best, score)
            continue
        relaxed: Relaxed | None = None
        for _ in range(_ROUNDS):
            relaxed = relax(additive, goal, allowed, weights)
            weights, solved = relaxed.weights, solved + 1
            bound = min(relaxed.bound, -inherited)
            if bound < score + margin or bound == -np.inf:
                break
            tried = mixtures(additive, allowed, relaxed.shares)
            package, reached = climb(additive, goal, tried, thorough=best is None)
            if reached > score:
                best, score = package, reached
            needed = goal.room(score + margin, weights) if best is not None else 0.0
            narrowed = allowed & (relaxed.weighted - relaxed.behind >= needed * (1 - CLOSE))
            same = bool((narrowed == allowed).all())
            allowed = narrowed
            if same or not allowed.any(axis=1).all():
                break
        assert relaxed is not None
        if progress:
            progress(score, max(bound, score))
        if bound < score + margin or bound == -np.inf or not allowed.any(axis=1).all():
            continue
        if prod(allowed.sum(axis=1).tolist()) <= _LISTED:
            best, score = _list(additive, goal, allowed, best, score)
            continue
        for part in _split(allowed, relaxed):
            heapq.heappush(heap, (-bound, next(order), part, weights))
    limit = max(score, -heap[0][0]) if heap else score
    return Searched(best, score, limit, solved)


def _list(
    additive: Additive, goal: Goal, allowed: NDArray[np.bool_], best: NDArray[np.int64] | None, score: float
) -> tuple[NDArray[np.int64] | None, float]:
    packages = product_of(allowed)
    scores = goal.score(additive.gains(packages) * additive.scale)
    first = int(scores.argmax())
    return (packages[first], float(scores[first])) if scores[first] > score else (best, score)


def _split(allowed: NDArray[np.bool_], relaxed: Relaxed) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    shares = np.where(allowed, relaxed.shares, 0.0)
    open_issues = allowed.sum(axis=1) > 1
    nearest = np.sort(np.where(allowed, relaxed.behind, np.inf), axis=1)[:, 1]
    pure = np.where(open_issues, shares.max(axis=1), np.inf)
    issue = int(np.lexsort((nearest, pure.round(6)))[0])
    one, rest = allowed.copy(), allowed.copy()
    option = int(shares[issue].argmax())
    if not allowed[issue, option]:
        option = int(allowed[issue].argmax())
    one[issue] = False
    one[issue, option] = True
    rest[issue, option] = False
    return one, rest
