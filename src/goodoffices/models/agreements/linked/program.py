"""Rows and columns of a mixed-integer linear programme, and its solution by HiGHS through SciPy."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Solved:
    """What the solver says.

    Attributes
    ----------
    status : {"closed", "limit", "none"}
        The best found is the best there is, up to tolerances; a limit was met; nothing meets all rows.
    solution : ndarray or None
        The columns' values in the best found.
    bound : float
        No solution has a greater objective, up to the solver's tolerances; −∞ if there is none.
    """

    status: Literal["closed", "limit", "none"]
    solution: Floats | None
    bound: float


@dataclass
class Program:
    """A programme that grows by columns and rows and is solved for changing objectives.

    Attributes
    ----------
    lower, upper : list of float
        Bounds of the columns.
    integral : list of bool
        Which columns must be whole.
    """

    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    integral: list[bool] = field(default_factory=list)
    _places: list[NDArray[np.int64]] = field(default_factory=list)
    _values: list[Floats] = field(default_factory=list)
    _from: list[float] = field(default_factory=list)
    _to: list[float] = field(default_factory=list)

    def columns(self, count: int, lower: float, upper: float, *, integral: bool = False) -> NDArray[np.int64]:
        """Add columns and return their numbers."""
        start = len(self.lower)
        self.lower += [lower] * count
        self.upper += [upper] * count
        self.integral += [integral] * count
        return np.arange(start, start + count)

    def row(self, places: NDArray[np.int64], values: Sequence[float] | float, low: float, high: float) -> int:
        """Ask that the columns' sum, weighted with the values, lies between two numbers; return the row's number."""
        self._places.append(places)
        self._values.append(np.broadcast_to(np.asarray(values, float), places.shape))
        self._from.append(low)
        self._to.append(high)
        return len(self._from) - 1

    def limit(self, row: int, low: float) -> None:
        """Change the least that a row may be."""
        self._from[row] = low

    def replace(self, row: int, values: Sequence[float], low: float) -> None:
        """Change what a row's columns are weighted with, and the least that their sum may be."""
        self._values[row] = np.asarray(values, float)
        self._from[row] = low

    def maximise(
        self, objective: dict[int, float], *, seconds: float = np.inf, nodes: int | None = None, relaxed: bool = False
    ) -> Solved:
        """Return the solution with the greatest objective, given as values by column."""
        from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 (slow to import)
        from scipy.sparse import csr_array  # noqa: PLC0415

        if any(low > high for low, high in zip(self.lower, self.upper, strict=True)):
            return Solved("none", None, -np.inf)
        costs = np.zeros(len(self.lower))
        costs[list(objective)] = [-value for value in objective.values()]
        starts = np.concatenate(([0], np.cumsum([len(each) for each in self._places])))
        matrix = csr_array(
            (np.concatenate(self._values), np.concatenate(self._places), starts), shape=(len(self._from), len(costs))
        )
        options: dict[str, float | int] = {"mip_rel_gap": 0.0}
        if np.isfinite(seconds):
            options["time_limit"] = max(seconds, 0.01)
        if nodes is not None:
            options["node_limit"] = max(nodes, 1)
        for presolve in (False, True):
            found = milp(
                costs,
                integrality=np.zeros(len(costs)) if relaxed else np.array(self.integral, float),
                bounds=Bounds(np.array(self.lower), np.array(self.upper)),
                constraints=LinearConstraint(matrix, np.array(self._from), np.array(self._to)),
                options={**options, "presolve": presolve},
            )
            if found.status != 4:
                break
        if found.status == 2:
            return Solved("none", None, -np.inf)
        if found.status == 0:
            bound = found.fun if found.mip_dual_bound is None or relaxed else found.mip_dual_bound
            return Solved("closed", found.x, -float(bound))
        bound = -np.inf if found.mip_dual_bound is None else found.mip_dual_bound
        return Solved("limit", found.x, -float(bound))
