"""Solution points of additive problems by branch and bound, one at a time, for any number of parties and issues."""

from collections.abc import Callable
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.branching import Searched, search
from goodoffices.models.agreements.goals import Floats, Goal, Least, Product, Sum
from goodoffices.models.agreements.points import largest_least_gain, largest_least_share, largest_product, largest_sum
from goodoffices.models.agreements.problem import Problem
from goodoffices.models.agreements.relaxation import Additive
from goodoffices.models.agreements.solution import Point

NODES = 2000
"""Relaxed problems that a search solves before it stops and states the gap."""
METHOD = "by branch and bound, to one part in 10^9; ties not looked for"
Watch = Callable[[float, float], None]


def nash_point(problem: Problem, *, nodes: int = NODES, progress: Watch | None = None) -> Point | None:
    """Return a package with the largest product of gains, as defined by `largest_product`.

    Parameters
    ----------
    problem : Problem
        Additive.
    nodes : int
        After so many relaxed problems the search stops, and the point has a gap.
    progress : callable, optional
        Called at every node with the best score so far and its bound.

    Returns
    -------
    Point or None
        None if it is proved that no package is acceptable to all.

    Raises
    ------
    ModelInputError
        If the problem is not additive, or if the search stops before it finds anything or proves that there is nothing.

    Examples
    --------
    >>> worth = np.random.default_rng(1).integers(0, 101, (12, 6, 10)).astype(float)
    >>> point = nash_point(Problem(tuple(worth), np.zeros(6)))
    >>> point.is_proved, point.utilities.tolist()
    (True, [850.0, 898.0, 771.0, 823.0, 834.0, 832.0])
    """
    everyone = np.ones(problem.parties, bool)
    additive = _scaled(problem, _tops(problem))
    if additive is None:
        return None
    found = search(additive, Product(everyone, additive.scale), nodes=nodes, progress=progress)
    if found.package is None and np.isfinite(found.bound):
        raise _undecided(nodes)
    number = problem.parties
    if found.package is None and search(additive, Least(everyone), nodes=nodes, enough=0.0).package is None:
        return None
    while found.package is None and number:
        number -= 1
        tried = (
            [_masked(who, problem.parties) for who in combinations(range(problem.parties), number)] if number else []
        )
        every = [search(additive, Product(who, additive.scale), nodes=nodes, progress=progress) for who in tried]
        if number == 0:
            found = search(additive, Least(everyone), nodes=nodes, enough=0.0)
        elif any(each.package is not None for each in every):
            ideal = ideal_gains(problem, nodes=nodes)
            assert ideal is not None
            found = every[int(np.argmax([_log_product(additive, each, ideal[0]) for each in every]))]
    return _point(problem, found, largest_product, relative=True)


def egalitarian_point(problem: Problem, *, nodes: int = NODES, progress: Watch | None = None) -> Point | None:
    """Return a package with the largest least gain, as `largest_least_gain` defines it but for ties, and efficient.

    Parameters, returns and errors are those of `nash_point`.
    """
    return _least(problem, problem.whole.units, largest_least_gain, nodes, progress)


def kalai_smorodinsky_point(problem: Problem, *, nodes: int = NODES, progress: Watch | None = None) -> Point | None:
    """Return a package with the largest least share of what each could gain, as `largest_least_share`, but for ties.

    Parameters, returns and errors are those of `nash_point`. The ideal gains are searched for first, one for each party;
    where one of them is not proved, the point has no bound.
    """
    ideal = ideal_gains(problem, nodes=nodes)
    if ideal is None:
        return None
    gains, proved = ideal
    point = _least(problem, gains, largest_least_share, nodes, progress)
    if point is None or proved:
        return point
    return Point(point.packages, point.utilities, point.value, np.inf, point.method + "; ideal gains not proved")


def utilitarian_point(problem: Problem, *, nodes: int = NODES, progress: Watch | None = None) -> Point | None:
    """Return an acceptable package with the largest sum of gains, as defined by `largest_sum`.

    Parameters, returns and errors are those of `nash_point`.
    """
    units = problem.whole.units
    found = _sum(problem, 1.0 / units, nodes, progress, grain=1.0 if (units == units[0]).all() else 0.0)
    return None if found is None else _point(problem, found, largest_sum)


def ideal_gains(problem: Problem, *, nodes: int = NODES) -> tuple[Floats, bool] | None:
    """Return the most that each party can gain from a package acceptable to all, in whole units, and whether that is proved.

    None if no package is acceptable to all.
    """
    ideal, proved = np.zeros(problem.parties), True
    for party in range(problem.parties):
        found = _sum(problem, np.eye(problem.parties)[party], nodes, None, grain=1.0)
        if found is None or found.package is None:
            return None
        ideal[party] = float(_gains(problem, found.package)[party])
        proved &= found.bound <= found.score
    return ideal, proved


def agreeable(problem: Problem, parties: tuple[int, ...], *, nodes: int = NODES) -> NDArray[np.int64] | None:
    """Return a package that some parties all accept, or None if it is proved that there is none.

    Raises
    ------
    ModelInputError
        If the search stops without an answer.
    """
    some = np.array(parties, np.int64)
    part = Problem(tuple(worth[some] for worth in problem.worth), problem.reservation[some])
    additive = _scaled(part, np.abs(_tops(part)) + 1.0)
    if additive is None:
        return None
    found = search(additive, Least(np.ones(len(parties), bool)), nodes=nodes, enough=0.0)
    if found.package is None and np.isfinite(found.bound):
        raise _undecided(nodes)
    return found.package


def most_for(problem: Problem, party: int, *, nodes: int = NODES) -> float:
    """Return the most that a package acceptable to all others is worth to a party; minus infinity if there is none.

    Raises
    ------
    ModelInputError
        If the search stops before that is proved.
    """
    least = problem.whole.reservation.copy()
    least[party] = sum(int(worth[party].min()) for worth in problem.whole.worth)
    found = _sum(problem, np.eye(problem.parties)[party], nodes, None, least, grain=1.0)
    if found is None or found.package is None:
        return -np.inf
    if found.bound > found.score:
        raise _undecided(nodes)
    return float(problem.utilities(found.package)[party])


def can_be_improved(problem: Problem, least: NDArray[np.int64], at: NDArray[np.int64], *, nodes: int = NODES) -> bool:
    """Return whether a package worth at least this much to all, in whole units, is worth anything else than the present.

    Raises
    ------
    ModelInputError
        If the search stops without an answer.
    """
    tops = np.array([worth.max(axis=1) for worth in problem.whole.worth]).sum(axis=0) - least
    if (tops < 0).any():
        return False
    additive = Additive.of(problem.whole.worth, least, 1.0 / np.maximum(tops, 1.0))
    goal: Goal = Sum(np.ones(problem.parties))
    now = float(((at - least) * additive.scale).sum())
    found = search(additive, goal, nodes=nodes, enough=max(now, 0.0) + 1e-12)
    if found.package is not None and found.score > now + 1e-12:
        return True
    if found.bound > max(now, found.score) + 1e-12:
        raise _undecided(nodes)
    return found.package is not None and bool((additive.gains(found.package) + least != at).any())


def _least(
    problem: Problem,
    sizes: Floats,
    rule: Callable[[NDArray[np.int64], Floats], tuple[NDArray[np.int64], float]],
    nodes: int,
    progress: Watch | None,
) -> Point | None:
    who = sizes > 0
    if not who.any():
        who, sizes = np.ones(len(sizes), bool), np.ones(len(sizes))
    tops = _tops(problem)
    if (tops < 0).any():
        return None
    common = max(float((tops[who] / sizes[who]).min()), 1.0)
    scale = np.where(who, 1.0 / np.where(who, sizes * common, 1.0), 1.0 / np.maximum(tops, 1.0))
    additive = _scaled(problem, 1.0 / scale)
    assert additive is not None
    grain = float(scale[0]) if (scale == scale[0]).all() else 0.0
    found = search(additive, Least(who), grain=grain, nodes=nodes, progress=progress)
    if found.package is None:
        if np.isfinite(found.bound):
            raise _undecided(nodes)
        return None
    present = problem.whole_utilities(found.package)
    better = _sum(problem, 1.0 / problem.whole.units, max(nodes // 10, 10), None, present, start=found.package)
    if better is not None and better.package is not None:
        value = goal_value(additive, Least(who), better.package)
        found = Searched(
            better.package, value, value if found.bound <= found.score else max(found.bound, value), found.nodes
        )
    return _point(problem, found, rule, sizes=sizes, who=who)


def goal_value(additive: Additive, goal: Goal, package: NDArray[np.int64]) -> float:
    """Return what one package scores."""
    return float(goal.score((additive.gains(package) * additive.scale)[None])[0])


def _sum(
    problem: Problem,
    factors: Floats,
    nodes: int,
    progress: Watch | None,
    least: NDArray[np.int64] | None = None,
    grain: float = 0.0,
    start: NDArray[np.int64] | None = None,
) -> Searched | None:
    whole = problem.whole
    if not problem.is_additive:
        raise _not_additive()
    least = whole.reservation if least is None else least
    tops = np.array([worth.max(axis=1) for worth in whole.worth]).sum(axis=0) - least
    if (tops < 0).any():
        return None
    common = max(float(tops.max()), 1.0)
    additive = Additive.of(whole.worth, least, np.full(problem.parties, 1.0 / common))
    largest = float(factors.max())
    found = search(additive, Sum(factors / largest), grain=grain / common, nodes=nodes, start=start, progress=progress)
    if found.package is None and np.isfinite(found.bound):
        raise _undecided(nodes)
    return None if found.package is None else found


def _point(
    problem: Problem,
    found: Searched,
    rule: Callable[[NDArray[np.int64], Floats], tuple[NDArray[np.int64], float]],
    *,
    relative: bool = False,
    sizes: Floats | None = None,
    who: NDArray[np.bool_] | None = None,
) -> Point:
    """Return what was found as a point, its value in the rule's own terms."""
    assert found.package is not None
    gains = _gains(problem, found.package)
    value = (
        rule(gains[None], problem.whole.units)[1]
        if sizes is None or who is None
        else float((gains[who] / sizes[who]).min())
    )
    over = found.bound - found.score
    if over <= 0:
        bound = value
    elif relative:
        bound = value * float(np.exp(over))
    else:
        bound = value * found.bound / found.score if found.score > 0 else np.inf
    return Point(found.package[None], problem.utilities(found.package), value, bound, METHOD)


def _gains(problem: Problem, package: NDArray[np.int64]) -> NDArray[np.int64]:
    gains: NDArray[np.int64] = problem.whole_utilities(package) - problem.whole.reservation
    return gains


def _tops(problem: Problem) -> Floats:
    tops = np.array([worth.max(axis=1) for worth in problem.whole.worth]).sum(axis=0)
    return np.asarray(tops - problem.whole.reservation, np.float64)


def _scaled(problem: Problem, sizes: Floats) -> Additive | None:
    if not problem.is_additive:
        raise _not_additive()
    if (_tops(problem) < 0).any():
        return None
    return Additive.of(problem.whole.worth, problem.whole.reservation, 1.0 / np.maximum(sizes, 1.0))


def _masked(who: tuple[int, ...], parties: int) -> NDArray[np.bool_]:
    mask = np.zeros(parties, bool)
    mask[list(who)] = True
    return mask


def _log_product(additive: Additive, found: Searched, ideal: Floats) -> float:
    if found.package is None:
        return -np.inf
    gains = additive.gains(found.package)
    return float(np.log(gains[gains > 0] / ideal[gains > 0]).sum())


def _not_additive() -> ModelInputError:
    return ModelInputError("this search is for worth that is additive over issues, with nothing forbidden")


def _undecided(nodes: int) -> ModelInputError:
    return ModelInputError(
        f"after {nodes} relaxed problems no package acceptable to all was found, nor proved not to exist; allow more"
    )
