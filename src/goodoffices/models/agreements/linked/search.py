"""The search that all solutions share: name a package, look at it exactly, rule it out, until nothing better can be left."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.agreements.linked.formulation import Formulation
from goodoffices.models.agreements.linked.polish import polish
from goodoffices.models.agreements.problem import Packages, Problem
from goodoffices.models.agreements.solution import Point

Floats = NDArray[np.float64]
Progress = Callable[[float, float], None]
"""Called with the best value and the bound after every programme solved; what it raises ends the search."""

WORST = -1e9
EQUAL = 1e-9
MOST_PAIRS = 200_000


@dataclass(frozen=True)
class Effort:
    """How long to search.

    Attributes
    ----------
    seconds : float
        Wall-clock time for the whole search. What is found within a limit of time can differ from run to run.
    nodes : int or None
        Nodes of branch and bound for each programme: a limit under which two runs give the same.
    rounds : int
        Programmes solved at most.
    """

    seconds: float = 60.0
    nodes: int | None = None
    rounds: int = 40


@dataclass
class Search:
    """The state of a search for the package with the greatest value.

    Attributes
    ----------
    formulation : Formulation
    value_of : callable
        Exact values of packages, shape (count, issues), that can be signed; others are kept from it.
    effort : Effort
    progress : callable or None
    tie_break : callable or None
        What local search adds to the values to tell packages of the same value apart.
    value, bound : float
        The best seen, and what nothing exceeds.
    packages : list of ndarray
        Those that reach the best value.
    """

    formulation: Formulation
    value_of: Callable[[Packages], Floats]
    effort: Effort
    progress: Progress | None = None
    tie_break: Callable[[Packages], Floats] | None = None
    value: float = -np.inf
    bound: float = np.inf
    packages: list[Packages] = field(default_factory=list)
    _started: float = field(default_factory=time.monotonic)
    _excluded: set[bytes] = field(default_factory=set)

    @property
    def seconds_left(self) -> float:
        """What is left of the time allowed."""
        return self.effort.seconds - (time.monotonic() - self._started)

    @property
    def is_over(self) -> bool:
        """Whether nothing better can be left, or time is up."""
        return self.bound <= self.value or self.seconds_left <= 0

    def values(self, packages: Packages) -> Floats:
        """Return exact values, −∞ for packages that cannot be signed."""
        can = self.formulation.lacking(packages) <= 0
        values = np.full(len(packages), -np.inf)
        if can.any():
            values[can] = self.value_of(packages[can])
        return values

    def score(self, packages: Packages) -> Floats:
        """Return values, and for packages that cannot be signed, far below, how near they are."""
        lacking = self.formulation.lacking(packages)
        scores = WORST * (1 + lacking)
        can = lacking <= 0
        if can.any():
            scores[can] = np.maximum(self.value_of(packages[can]), WORST)
            if self.tie_break is not None:
                scores[can] += self.tie_break(packages[can])
        return scores

    def look_at(self, package: Packages, polished: bool = True) -> Packages:
        """Take a package and what local search makes of it into account, rule both out, and return the better one."""
        sizes = self.formulation.problem.sizes
        better = polish(package, sizes, self.score, pairs=sum(sizes) ** 2 <= MOST_PAIRS) if polished else package
        for each in (package, better):
            key = np.asarray(each, np.int64).tobytes()
            if key in self._excluded:
                continue
            self._excluded.add(key)
            self.formulation.exclude(each)
            value = float(self.values(each[None])[0])
            near = EQUAL * max(1.0, abs(value))
            if value > self.value + near:
                self.value, self.packages = value, [each]
            elif value > -np.inf and value >= self.value - near:
                self.packages.append(each)
        return better

    def lower_bound_to(self, bound: float) -> None:
        """Take note of what no package that is left exceeds, and report."""
        self.bound = max(self.value, min(self.bound, bound))
        if self.progress is not None:
            self.progress(self.value, self.bound)

    def point(self, method: str) -> Point:
        """Return what was found."""
        return point(self.formulation.problem, self.packages, self.value, self.bound, method)


def point(problem: Problem, packages: list[Packages], value: float, bound: float, method: str) -> Point:
    """Return a point; one without packages if none was found."""
    if not packages:
        nothing = np.empty((0, len(problem.sizes)), np.int64)
        return Point(nothing, np.full(problem.parties, np.nan), -np.inf, bound, method)
    return Point(np.array(packages, np.int64), problem.utilities(packages[0]), value, bound, method)


def solver_slack(parties: int) -> float:
    """Return by how much the solver's tolerances of 1e-6 a row can add up in sums over parties."""
    return 2e-6 * (parties + 2)
