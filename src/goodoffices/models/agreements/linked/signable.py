"""Whether any package could be signed."""

from collections.abc import Iterable, Sequence

import numpy as np

from goodoffices.models.agreements.linked.formulation import Formulation
from goodoffices.models.agreements.linked.home import Country
from goodoffices.models.agreements.linked.search import Effort, Progress, Search
from goodoffices.models.agreements.problem import Problem
from goodoffices.models.agreements.solution import Point

METHOD = "feasibility of a mixed-integer programme"


def signable(
    problem: Problem,
    homes: Sequence[Country] = (),
    effort: Effort = Effort(),  # noqa: B008 (frozen)
    progress: Progress | None = None,
    accepting: Iterable[int] | None = None,
) -> Point:
    """Return a package that is not ruled out, that every party accepts and to which every country consents.

    Parameters
    ----------
    problem : Problem
    homes : sequence of Country
    effort : Effort
    progress : callable, optional
    accepting : iterable of int, optional
        Parties to which the package must be acceptable; all, if left out.

    Returns
    -------
    Point
        With the value 1 if there is one. Without packages and with the bound −∞ if there is none, with the bound 1 if the search ended
        before it was known. `explain_blockage` tells who blocks.

    Examples
    --------
    >>> problem = Problem((np.array([[0., 1.], [1., 0.]]),), np.array([1., 1.]))
    >>> nothing = signable(problem)
    >>> len(nothing.packages), nothing.is_proved
    (0, True)
    """
    formulation = Formulation(problem, homes, accepting)
    search = Search(formulation, lambda packages: np.ones(len(packages)), effort, progress, bound=1.0)
    for _ in range(effort.rounds):
        solved = formulation.program.maximise({}, seconds=search.seconds_left, nodes=effort.nodes)
        if solved.solution is not None:
            search.look_at(formulation.package(solved.solution))
        search.lower_bound_to(-np.inf if solved.status == "none" else 1.0)
        if search.is_over or solved.solution is None:
            break
    return search.point(METHOD)
