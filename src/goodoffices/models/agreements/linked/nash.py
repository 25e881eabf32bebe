"""The Nash bargaining solution over linked packages."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.agreements.linked.formulation import Formulation, Scale
from goodoffices.models.agreements.linked.home import Country
from goodoffices.models.agreements.linked.search import Effort, Progress, Search, point, solver_slack
from goodoffices.models.agreements.linked.signable import signable
from goodoffices.models.agreements.problem import Packages, Problem
from goodoffices.models.agreements.solution import Point

Floats = NDArray[np.float64]
LEAST_SHARE = 1e-6
COARSE = 8
FINE = (0.75, 0.85, 0.92, 0.96, 0.98, 0.99, 1.0, 1.01, 1.02, 1.04, 1.08, 1.15, 1.3)
KELLEY_ROUNDS = 40
KELLEY_ENOUGH = 1e-4
METHOD = (
    "branch and bound on a mixed-integer programme with cuts of the logarithm, every package named looked at exactly"
)


def nash(
    problem: Problem,
    homes: Sequence[Country] = (),
    effort: Effort = Effort(),  # noqa: B008 (frozen)
    progress: Progress | None = None,
) -> Point:
    r"""Return the package with the greatest product of gains among those that can be signed.

    The value is :math:`\prod_i (u_i - r_i)` over packages that are not ruled out, that every party accepts, and to which
    every country consents.

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
        Without packages and with the value −∞ if none was found; it is then proved that there is none if the bound is −∞ too. The value
        is 0 if no package leaves every party better off than its reservation value; the package is then any that can be signed.

    Notes
    -----
    The sum of logarithms :math:`t_i` is maximised below cuts. Where a party's worth goes in steps, a cut is the line through the
    logarithms of two neighbouring numbers of steps: no attainable gain lies above it, and two lie on it. Otherwise it is a
    tangent. Every package that the solver names is looked at exactly, improved by local search, and ruled out; the search ends
    when the solver's bound on all that are left, with its tolerances added, is below the best seen. That ends with a
    proof that holds up to faults of the solver beyond its tolerances, and with all packages that tie. Where
    worth has no step, a gain below a millionth of a party's range is not looked for, and the bound says so.

    References
    ----------
    Nash, J. F. (1950). The bargaining problem. *Econometrica* 18(2), 155-162.
    Kelley, J. E. (1960). The cutting-plane method for solving convex programs. *Journal of the SIAM* 8(4), 703-712.

    Examples
    --------
    >>> from goodoffices.models.agreements import Region
    >>> worth = (np.array([[0., 4.], [3., 0.]]), np.array([[0., 1.], [5., 0.]]))
    >>> found = nash(Problem(worth, np.zeros(2), forbidden=(Region.of({0: [1], 1: [0]}),)))
    >>> found.value, found.is_proved
    (3.0, True)
    """
    formulation = Formulation(problem, homes)
    curves = [_Curve(scale) for scale in formulation.scales]
    unit = float(sum(np.log(scale.step) for scale in formulation.scales))
    search = Search(formulation, lambda packages: _log_product(formulation, packages) - unit, effort, progress)
    for curve, column in zip(curves, formulation.u, strict=True):
        formulation.program.lower[column] = max(formulation.program.lower[column], curve.least)
    left_out = _left_out(curves)
    _search(search, curves)
    if (search.value == -np.inf and search.bound == -np.inf) or not search.packages:
        return _no_gain_for_all(problem, homes, search, unit, left_out)
    bound = max(search.bound, left_out)
    value = float((problem.utilities(search.packages[0]) - problem.reservation).prod())
    return point(problem, search.packages, value, value * float(np.exp(bound - search.value)), METHOD)


class _Curve:
    """The logarithm of a party's gain in steps, and lines above it."""

    def __init__(self, scale: Scale) -> None:
        self.scale = scale
        self.origin = scale.reservation
        range_ = scale.highest - max(scale.lowest, scale.reservation)
        self.least = scale.above(self.origin) if scale.is_whole else self.origin + LEAST_SHARE * max(range_, 0.0)
        self.most = scale.highest
        self._seen: set[float] = set()

    def cut(self, at: float) -> tuple[float, float] | None:
        """Return slope and constant of a line that no attainable gain's logarithm exceeds; None if it is known."""
        at = min(max(at, self.least), max(self.most, self.least))
        at = float(np.floor(at + 1e-6)) if self.scale.is_whole else at
        at = max(at, self.least)
        if at in self._seen:
            return None
        self._seen.add(at)
        gain = at - self.origin
        slope = float(np.log1p(1 / gain)) if self.scale.is_whole else 1 / gain
        return slope, float(np.log(gain)) - slope * at


def _log_product(formulation: Formulation, packages: Packages) -> Floats:
    steps = formulation.steps(packages)
    with np.errstate(divide="ignore"):
        worth = [
            np.log(scale.step * (steps[..., party] - scale.reservation).clip(min=0))
            for party, scale in enumerate(formulation.scales)
        ]
    return np.asarray(np.sum(worth, axis=0))


def _left_out(curves: list[_Curve]) -> float:
    """Return the greatest value that a package with a gain too small to be looked for can have."""
    tops = [float(np.log(max(curve.most - curve.origin, 1e-300))) for curve in curves]
    out = -np.inf
    for party, curve in enumerate(curves):
        if not curve.scale.is_whole and curve.least > curve.origin:
            out = max(out, float(np.log(curve.least - curve.origin)) + sum(tops) - tops[party])
    return out


def _search(search: Search, curves: list[_Curve]) -> None:
    """Place cuts by linear relaxations, then solve the programme until nothing better can be left."""
    formulation, program = search.formulation, search.formulation.program
    if any(curve.most < curve.least or curve.least <= curve.origin for curve in curves):
        search.lower_bound_to(-np.inf)
        return
    logs = program.columns(len(curves), -np.inf, np.inf)

    def cut(party: int, at: float) -> None:
        if line := curves[party].cut(at):
            program.row(np.array([logs[party], formulation.u[party]]), [1.0, -line[0]], -np.inf, line[1])

    for party, curve in enumerate(curves):
        for share in np.geomspace(1, max(curve.most - curve.origin, 2.0), COARSE):
            cut(party, curve.origin + share)
    objective = {int(column): 1.0 for column in logs}
    for _ in range(KELLEY_ROUNDS):
        relaxed = program.maximise(objective, seconds=search.seconds_left, relaxed=True)
        if relaxed.status == "none":
            search.lower_bound_to(-np.inf)
            return
        if relaxed.solution is None:
            break
        at = relaxed.solution[formulation.u]
        true = sum(float(np.log(max(g - c.origin, 1e-300))) for g, c in zip(at, curves, strict=True))
        for party in range(len(curves)):
            cut(party, float(at[party]))
        if relaxed.bound - true < KELLEY_ENOUGH:
            break
    if relaxed.solution is not None:
        for party, curve in enumerate(curves):
            for share in FINE:
                cut(party, curve.origin + share * (float(relaxed.solution[formulation.u[party]]) - curve.origin))
        search.look_at(formulation.package(relaxed.solution))
    slack = solver_slack(len(curves))
    search.lower_bound_to(relaxed.bound + slack)
    cutoff = program.row(logs, 1.0, -np.inf, np.inf)
    for _ in range(search.effort.rounds):
        if search.value > -np.inf:
            program.limit(cutoff, search.value - slack)
            formulation.tighten(search.seconds_left)
        solved = program.maximise(objective, seconds=search.seconds_left, nodes=search.effort.nodes)
        if solved.solution is not None:
            better = search.look_at(formulation.package(solved.solution))
            for party, steps in enumerate(formulation.steps(better)):
                cut(party, float(steps))
                cut(party, float(steps) - 1)
            for party, steps in enumerate(solved.solution[formulation.u]):
                cut(party, float(steps))
        search.lower_bound_to(solved.bound + slack)
        if search.is_over or solved.status == "none" or solved.solution is None:
            break


def _no_gain_for_all(problem: Problem, homes: Sequence[Country], search: Search, unit: float, left_out: float) -> Point:
    """Return a package that can be signed with a product of 0, if there is one."""
    bound = max(search.bound, left_out)
    some = signable(problem, homes, Effort(max(search.seconds_left, 0.1), search.effort.nodes), search.progress)
    if not len(some.packages):
        return point(problem, [], -np.inf, some.bound if some.bound == -np.inf else float(np.exp(bound + unit)), METHOD)
    gains = (some.utilities - problem.reservation).clip(min=0)
    value = float(gains.prod())
    return point(problem, [some.packages[0]], value, max(value, float(np.exp(bound + unit))), METHOD)
