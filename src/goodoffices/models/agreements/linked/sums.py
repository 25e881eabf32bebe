"""The greatest sums over linked packages: utilitarian solution, the most that one can get, what is better for all."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.linked.formulation import Formulation
from goodoffices.models.agreements.linked.home import Country
from goodoffices.models.agreements.linked.search import Effort, Progress, Search
from goodoffices.models.agreements.linked.units import smallest_step
from goodoffices.models.agreements.problem import Packages, Problem
from goodoffices.models.agreements.solution import Point

Floats = NDArray[np.float64]
METHOD = "branch and bound on a mixed-integer programme"
SLACK = 1e-5


def utilitarian(
    problem: Problem,
    homes: Sequence[Country] = (),
    effort: Effort = Effort(),  # noqa: B008 (frozen)
    progress: Progress | None = None,
) -> Point:
    """Return the package with the greatest sum of utilities among those that can be signed.

    Parameters
    ----------
    problem : Problem
        The parties' units are taken to be comparable.
    homes : sequence of Country
        Countries that must consent.
    effort : Effort
        When to stop without a proof.
    progress : callable, optional
        Called with the value and the bound after every programme solved.

    Returns
    -------
    Point
        Without packages and with the value −∞ if none can be signed.

    Examples
    --------
    >>> problem = Problem((np.array([[0., 4., 2.], [4., 0., 3.]]), np.array([[5., 0.], [0., 5.]])), np.array([5., 0.]))
    >>> utilitarian(problem).utilities.tolist()
    [7.0, 3.0]
    """
    return greatest_sum(Formulation(problem, homes), np.ones(problem.parties), effort, progress)


def ideal(
    problem: Problem,
    party: int,
    homes: Sequence[Country] = (),
    effort: Effort = Effort(),  # noqa: B008 (frozen)
    progress: Progress | None = None,
) -> Point:
    """Return the package that is worth most to one party among those that can be signed.

    Parameters
    ----------
    problem, homes, effort, progress
        As for `utilitarian`.
    party : int
        Counted from 0.

    Returns
    -------
    Point
        The value is the gain over the party's reservation value.

    Examples
    --------
    >>> problem = Problem((np.array([[0., 4., 2.], [4., 0., 3.]]), np.array([[5., 0.], [0., 5.]])), np.array([0., 4.]))
    >>> ideal(problem, 0).value
    5.0
    """
    if not 0 <= party < problem.parties:
        raise ModelInputError(f"parties are counted from 0 to {problem.parties - 1}, not {party}")
    found = greatest_sum(Formulation(problem, homes), np.arange(problem.parties) == party, effort, progress)
    origin = float(problem.reservation[party])
    return Point(found.packages, found.utilities, found.value - origin, found.bound - origin, found.method)


def efficient(
    problem: Problem,
    package: Packages,
    homes: Sequence[Country] = (),
    effort: Effort = Effort(),  # noqa: B008 (frozen)
    progress: Progress | None = None,
) -> Point:
    """Return what is best for all from a package on: nobody gets less, and the sum of all gains is greatest.

    Parameters
    ----------
    problem : Problem
        Reservation values play no part: what the package is worth takes their place.
    package : ndarray of int, shape (issues,)
        Where to start, such as a text that has been signed.
    homes : sequence of Country
        Countries that must consent to what takes its place.
    effort : Effort
    progress : callable, optional

    Returns
    -------
    Point
        The value is by how much the parties' utilities grow, taken together. If it is 0 and proved, no package is better for one party and at
        least as good for all: the package given is efficient, and is the first of those returned. A package returned with a proof is
        always efficient.

    Raises
    ------
    ModelInputError
        If the package does not fit the problem, is ruled out, or if a country does not consent to it.

    Examples
    --------
    >>> problem = Problem((np.array([[0., 4., 2.], [4., 0., 3.]]), np.array([[5., 0.], [0., 5.]])), np.zeros(2))
    >>> better = efficient(problem, np.array([2, 1]))
    >>> better.value, efficient(problem, better.packages[0]).value
    (0.0, 0.0)
    """
    package = np.asarray(package, np.int64)
    if package.shape != (len(problem.sizes),) or (package < 0).any() or (package >= problem.sizes).any():
        raise ModelInputError("a package has one option of every issue, counted from 0")
    reached = problem.utilities(package)
    from_here = Problem(problem.worth, reached, problem.terms, problem.forbidden)
    formulation = Formulation(from_here, homes)
    if formulation.lacking(package[None])[0] > 0:
        raise ModelInputError("the package is ruled out, or a country does not consent to it")
    found = greatest_sum(formulation, np.ones(problem.parties), effort, progress, start=package)
    is_same = bool((found.packages[0] == package).all())
    value = 0.0 if is_same else found.value - float(reached.sum())
    return Point(found.packages, found.utilities, value, value + (found.bound - found.value), found.method)


def greatest_sum(
    formulation: Formulation,
    weights: NDArray[np.bool_] | Floats,
    effort: Effort,
    progress: Progress | None,
    start: Packages | None = None,
) -> Point:
    """Return the package with the greatest weighted sum of the parties' worth among those that a formulation admits."""
    program = formulation.program
    counts = weights.astype(float) * [scale.step for scale in formulation.scales]
    whole = all(scale.is_whole for scale, weight in zip(formulation.scales, weights, strict=True) if weight)
    step = smallest_step(counts) if whole else None

    def value_of(packages: Packages) -> Floats:
        return np.asarray(formulation.steps(packages) @ counts)

    search = Search(formulation, value_of, effort, progress)
    if start is not None:
        search.look_at(start, polished=False)
    unit = float(counts.max())
    objective = {int(column): float(each) / unit for column, each in zip(formulation.u, counts, strict=True) if each}
    total = program.row(np.array(list(objective), np.int64), list(objective.values()), -np.inf, np.inf)
    slack = SLACK * unit
    relaxed = program.maximise(objective, seconds=search.seconds_left, relaxed=True)
    if relaxed.solution is not None:
        search.look_at(formulation.package(relaxed.solution))
    for _ in range(effort.rounds):
        if search.value > -np.inf:
            program.limit(total, (search.value - slack if step is None else search.value + step - slack) / unit)
            formulation.tighten(search.seconds_left)
        solved = program.maximise(objective, seconds=search.seconds_left, nodes=effort.nodes)
        if solved.solution is not None:
            search.look_at(formulation.package(solved.solution))
        bound = solved.bound * unit + slack
        search.lower_bound_to(bound if step is None or not np.isfinite(bound) else np.floor(bound / step) * step)
        if search.is_over or solved.status == "none" or solved.solution is None:
            break
    return search.point(METHOD)
