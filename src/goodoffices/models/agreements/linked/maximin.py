"""The greatest smallest gain over linked packages: egalitarian and Kalai-Smorodinsky solutions."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.agreements.linked.formulation import Formulation
from goodoffices.models.agreements.linked.home import Country
from goodoffices.models.agreements.linked.search import EQUAL, Effort, Progress, Search, point
from goodoffices.models.agreements.linked.sums import efficient, ideal
from goodoffices.models.agreements.problem import Packages, Problem
from goodoffices.models.agreements.solution import Point

Floats = NDArray[np.float64]
METHOD = "branch and bound on a mixed-integer programme, smallest gains raised step by step"
SLACK = 1e-5
TIE_BREAK = 1e-9


def egalitarian(
    problem: Problem,
    homes: Sequence[Country] = (),
    effort: Effort = Effort(),  # noqa: B008 (frozen)
    progress: Progress | None = None,
) -> Point:
    r"""Return the package whose smallest gain is greatest among those that can be signed.

    The value is :math:`\min_i (u_i - r_i)`, so that the parties' units are taken to be comparable.

    Parameters
    ----------
    problem : Problem
    homes : sequence of Country
        Countries that must consent.
    effort : Effort
        When to stop without a proof.
    progress : callable, optional
        Called with the value and the bound after every programme solved.

    Returns
    -------
    Point
        Of the packages with the greatest smallest gain one than which no other is better for one party and at least as good
        for all, if time suffices to find it (`method` tells). Without packages if none can be signed.

    Notes
    -----
    After each package found, every party must get more than the smallest gain so far; where worth goes in steps, that is at
    least the next step. When nothing can, the best is proved.

    References
    ----------
    Kalai, E. (1977). Proportional solutions to bargaining situations: interpersonal utility comparisons. *Econometrica* 45(7), 1623-1630.

    Examples
    --------
    >>> problem = Problem((np.array([[0., 4., 2.], [4., 0., 3.]]), np.array([[5., 0.], [0., 5.]])), np.zeros(2))
    >>> found = egalitarian(problem)
    >>> found.value, found.utilities.tolist()
    (4.0, [5.0, 4.0])
    """
    return _maximin(problem, homes, effort, progress, np.ones(problem.parties), METHOD)


def kalai_smorodinsky(
    problem: Problem,
    homes: Sequence[Country] = (),
    effort: Effort = Effort(),  # noqa: B008 (frozen)
    progress: Progress | None = None,
) -> Point:
    r"""Return the package that gives everybody as large a share as can be of the most each could gain.

    The value is :math:`\min_i (u_i - r_i) / (b_i - r_i)` with the greatest worth :math:`b_i` to party i of any package that can be
    signed. On a set of separate packages gains can seldom be made equal shares; this is the greatest smallest share, not the
    most equal one.

    Parameters
    ----------
    problem, homes, effort, progress
        As for `egalitarian`.

    Returns
    -------
    Point
        As from `egalitarian`. If some :math:`b_i` was not proved in time, `method` says so; the value is then a share of the
        greatest worth found, and the bound is infinite.

    Notes
    -----
    A party that can gain nothing in any package that can be signed is left out of the minimum.

    References
    ----------
    Kalai, E. and Smorodinsky, M. (1975). Other solutions to Nash's bargaining problem. *Econometrica* 43(3), 513-518.

    Examples
    --------
    >>> problem = Problem((np.array([[0., 4., 2.], [4., 0., 3.]]), np.array([[5., 0.], [0., 5.]])), np.zeros(2))
    >>> found = kalai_smorodinsky(problem)
    >>> found.utilities.tolist(), round(found.value, 3)
    ([5.0, 4.0], 0.444)
    """
    clock = Search(Formulation(problem, homes), lambda packages: np.zeros(len(packages)), effort)
    best = np.empty(problem.parties)
    proved = True
    for party in range(problem.parties):
        share = Effort(max(clock.seconds_left / 2, 0.01), effort.nodes, effort.rounds)
        found = ideal(problem, party, homes, share, progress)
        if not len(found.packages):
            return found
        noise = EQUAL * max(1.0, abs(float(problem.reservation[party])))
        best[party] = found.value if found.value > noise else 0.0
        proved &= found.is_proved
    rest = Effort(max(clock.seconds_left, 0.01), effort.nodes, effort.rounds)
    method = METHOD if proved else f"{METHOD}; the most that each could gain was not proved in time"
    found = _maximin(problem, homes, rest, progress, best, method)
    return found if proved else Point(found.packages, found.utilities, found.value, np.inf, found.method)


def _maximin(
    problem: Problem,
    homes: Sequence[Country],
    effort: Effort,
    progress: Progress | None,
    per: Floats,
    method: str,
) -> Point:
    """Maximise the smallest gain, each divided by `per`; parties with 0 there are left out."""
    counted = np.flatnonzero(per > 0)
    if not len(counted):
        counted = np.arange(problem.parties)
    formulation = Formulation(problem, homes)
    steps = np.array([scale.step for scale in formulation.scales])
    origin = np.array([scale.reservation for scale in formulation.scales])
    rate = steps / np.where(per > 0, per, 1.0)

    def shares(packages: Packages) -> Floats:
        return np.asarray(((formulation.steps(packages) - origin) * rate)[:, counted])

    search = Search(formulation, lambda packages: shares(packages).min(axis=1), effort, progress)
    search.tie_break = lambda packages: TIE_BREAK * shares(packages).mean(axis=1)
    program = formulation.program
    unit = float(np.abs(rate[counted]).max())
    smallest = program.columns(1, -np.inf, np.inf)[0]
    for party in counted:
        program.row(
            np.array([formulation.u[party], smallest]),
            [rate[party] / unit, -1.0],
            origin[party] * rate[party] / unit,
            np.inf,
        )
    relaxed = program.maximise({int(smallest): 1.0}, seconds=search.seconds_left, relaxed=True)
    if relaxed.solution is not None:
        search.look_at(formulation.package(relaxed.solution))
        search.lower_bound_to(_attainable(relaxed.bound * unit + SLACK * unit, formulation, counted, rate))
    for _ in range(effort.rounds):
        if search.value > -np.inf:
            for party in counted:
                scale, reached = formulation.scales[party], search.value / rate[party] + origin[party]
                program.lower[formulation.u[party]] = max(scale.least, scale.above(reached))
            formulation.tighten(search.seconds_left)
        solved = program.maximise({int(smallest): 1.0}, seconds=search.seconds_left, nodes=effort.nodes)
        if solved.solution is not None:
            search.look_at(formulation.package(solved.solution))
        search.lower_bound_to(_attainable(solved.bound * unit + SLACK * unit, formulation, counted, rate))
        if search.is_over or solved.status == "none" or solved.solution is None:
            break
    if not search.packages:
        return search.point(method)
    return _made_efficient(problem, homes, search, method)


def _attainable(bound: float, formulation: Formulation, counted: NDArray[np.int64], rate: Floats) -> float:
    """Return the greatest smallest share that is not above the bound and that some party's steps can make."""
    if not np.isfinite(bound) or not all(formulation.scales[party].is_whole for party in counted):
        return bound
    attained = []
    for party in counted:
        origin = formulation.scales[party].reservation
        attained.append((np.floor(bound / rate[party] + origin + EQUAL) - origin) * rate[party])
    return float(max(attained))


def _made_efficient(problem: Problem, homes: Sequence[Country], search: Search, method: str) -> Point:
    found = search.point(method)
    if search.seconds_left <= 0:
        return Point(found.packages, found.utilities, found.value, found.bound, f"{method}; not made efficient in time")
    effort = Effort(search.seconds_left, search.effort.nodes, search.effort.rounds)
    better = efficient(problem, found.packages[0], homes, effort)
    method = (
        method if better.is_proved else f"{method}; not proved in time that none is better for one and worse for nobody"
    )
    return point(problem, [*better.packages[:1]], found.value, found.bound, method)
