"""A negotiation as a mixed-integer linear programme.

One column x for every option, 1 if it is in the package; one column z for every combination that carries a term, squeezed
to 1 where all its issues lie in it and to 0 elsewhere; one column y for every group at home that may agree; one column u for
what the package is worth to each party, counted in the party's smallest step.
"""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.linked.home import ROUNDING, Country
from goodoffices.models.agreements.linked.program import Program
from goodoffices.models.agreements.linked.units import smallest_step
from goodoffices.models.agreements.problem import Packages, Problem, Region, Term

Floats = NDArray[np.float64]
ROUGHLY = 1e-4
STEPS_IF_NONE = 10.0


@dataclass(frozen=True)
class Scale:
    """How a party's or a group's worth is counted.

    Attributes
    ----------
    step : float
        What a unit of its column is worth.
    is_whole : bool
        Whether every package is worth a whole number of steps.
    lowest, highest : float
        Bounds, in steps, on what a package can be worth.
    reservation : float
        In steps; need not be whole.
    """

    step: float
    is_whole: bool
    lowest: float
    highest: float
    reservation: float

    @property
    def least(self) -> float:
        """The least that is acceptable, in steps."""
        return float(np.ceil(self.reservation - ROUNDING)) if self.is_whole else self.reservation

    def above(self, steps: float) -> float:
        """Return the next attainable number of steps above the one given, or that very number if steps are not whole."""
        return float(np.floor(steps + ROUNDING) + 1) if self.is_whole else steps

    def rounded(self, worth: Floats) -> Floats:
        """Return worth in steps."""
        return np.rint(worth / self.step) if self.is_whole else worth / self.step


@dataclass(frozen=True)
class _Group:
    """A group that may agree or not: the row that ties its column y to what a package is worth to it."""

    row: int
    y: int
    members: NDArray[np.int64]
    values: Floats
    scale: Scale


class Formulation:
    """A programme whose solutions are the packages that can be signed.

    Parameters
    ----------
    problem : Problem
    homes : sequence of Country
        Countries that must consent.
    accepting : iterable of int, optional
        Parties to which the package must be acceptable; all, if left out.
    """

    def __init__(self, problem: Problem, homes: Sequence[Country] = (), accepting: Iterable[int] | None = None) -> None:
        for country in homes:
            if tuple(worth.shape[1] for worth in country.worth) != problem.sizes:
                raise ModelInputError("a country's groups must have a worth for the same options as the parties")
        self.problem = problem
        self.homes = tuple(homes)
        self.program = Program()
        self.first = np.concatenate(([0], np.cumsum(problem.sizes)))
        self.x = self.program.columns(int(self.first[-1]), 0.0, 1.0, integral=True)
        for start, end in zip(self.first, self.first[1:], strict=False):
            self.program.row(self.x[start:end], 1.0, 1.0, 1.0)
        self._regions: dict[Region, int] = {}
        for region in problem.forbidden:
            self._forbid(region)
        self.scales = tuple(_scale(problem, party) for party in range(problem.parties))
        self.u = self._utilities()
        self.accepting = tuple(range(problem.parties)) if accepting is None else tuple(accepting)
        for party in self.accepting:
            self.program.lower[self.u[party]] = self.scales[party].least
        self._undecided: list[_Group] = []
        for country in self.homes:
            self._consent(country)

    def steps(self, packages: Packages) -> Floats:
        """Return what packages are worth to every party in its steps, shape (..., parties)."""
        worth = self.problem.utilities(packages)
        return np.stack([scale.rounded(worth[..., party]) for party, scale in enumerate(self.scales)], axis=-1)

    def lacking(self, packages: Packages) -> Floats:
        """Return how far packages are from being signed: 0 for those that all parties accept and all countries consent to.

        Combinations ruled out count one each; a party's shortfall counts as a share of its range; a country's as a share
        of its weight.
        """
        total = np.zeros(packages.shape[:-1])
        for region in self.problem.forbidden:
            total += region.holds(packages)
        steps = self.steps(packages)
        for party in self.accepting:
            scale = self.scales[party]
            short = scale.least - steps[..., party]
            total += np.where(short > ROUNDING * max(1.0, abs(scale.least)), short, 0.0) / (
                scale.highest - scale.lowest + 1
            )
        for country in self.homes:
            total += country.lacking(packages)
        return total

    def package(self, solution: Floats) -> Packages:
        """Return the package that a solution stands for: of every issue the option with the largest share."""
        shares = solution[self.x]
        pairs = zip(self.first, self.first[1:], strict=False)
        return np.array([int(np.argmax(shares[start:end])) for start, end in pairs])

    def exclude(self, package: Packages) -> None:
        """Rule one package out."""
        self.program.row(self.x[self.first[:-1] + package], 1.0, -np.inf, len(package) - 1.0)

    def tighten(self, seconds: float) -> None:
        """Let the rows of groups at home allow no more than what linear relaxations leave possible by now.

        Worth while once the programme asks for more than the best seen: the least that a package can then be worth to a group is
        far above the least of all packages, and a row that must hold only where the group agrees binds the tighter.
        """
        started = time.monotonic()
        undecided, self._undecided = self._undecided, []
        for place, group in enumerate(undecided):
            left = seconds - (time.monotonic() - started)
            if left <= 0:
                self._undecided += undecided[place:]
                return
            ends = []
            for sign in (-1.0, 1.0):
                objective = dict(zip(group.members.tolist(), (sign * group.values).tolist(), strict=True))
                solved = self.program.maximise(objective, seconds=left, relaxed=True)
                ends.append(sign * solved.bound)
            lowest, highest = ends[0] - ROUGHLY, ends[1] + ROUGHLY
            if not np.isfinite(ends).all():
                self._undecided.append(group)
            elif highest < group.scale.least:
                self.program.upper[group.y] = 0.0
            elif lowest > group.scale.lowest:
                short = max(group.scale.least - lowest, 0.0)
                self.program.replace(group.row, [*group.values, -short], group.scale.least - short)
                self._undecided.append(group)

    def _members(self, issue: int, options: Sequence[int]) -> NDArray[np.int64]:
        return np.asarray(self.x[self.first[issue] + np.array(options, int)])

    def _forbid(self, region: Region) -> None:
        parts = _parts(region, self.problem.sizes)
        if parts is not None:
            members = np.concatenate([self._members(*part) for part in parts] or [np.empty(0, np.int64)])
            self.program.row(members, 1.0, -np.inf, len(parts) - 1.0)

    def _where(self, region: Region) -> NDArray[np.int64] | None:
        """Return the columns whose sum is 1 in the region and 0 elsewhere; none of them, but a constant, if it is all."""
        parts = _parts(region, self.problem.sizes)
        if parts is None:
            return None
        if len(parts) == 1:
            return self._members(*parts[0])
        if not parts:
            return self._members(0, range(self.problem.sizes[0]))
        key = Region(tuple(parts))
        if key not in self._regions:
            column = self.program.columns(1, 0.0, 1.0)[0]
            everything = [self._members(*part) for part in parts]
            for members in everything:
                self.program.row(np.append(members, column), [*[1.0] * len(members), -1.0], 0.0, np.inf)
            together = np.concatenate(everything)
            self.program.row(np.append(together, column), [*[1.0] * len(together), -1.0], -np.inf, len(parts) - 1.0)
            self._regions[key] = int(column)
        return np.array([self._regions[key]])

    def _expression(
        self, worth: Sequence[Floats], terms: Sequence[Term], member: int
    ) -> tuple[NDArray[np.int64], Floats]:
        """Return the columns, each once, and what each adds to the worth of a package for one party or group."""
        total: dict[int, float] = {}
        for column, value in zip(self.x, np.concatenate([table[member] for table in worth]), strict=True):
            total[int(column)] = float(value)
        for term in terms:
            columns = self._where(term.where)
            for column in [] if columns is None else columns:
                total[int(column)] = total.get(int(column), 0.0) + term.values[member]
        kept = {column: value for column, value in total.items() if value}
        return np.array(list(kept), np.int64), np.array(list(kept.values()), float)

    def _utilities(self) -> NDArray[np.int64]:
        columns = []
        for party, scale in enumerate(self.scales):
            column = self.program.columns(1, scale.lowest, scale.highest)[0]
            members, values = self._expression(self.problem.worth, self.problem.terms, party)
            self.program.row(np.append(members, column), [*(values / scale.step), -1.0], 0.0, 0.0)
            columns.append(column)
        return np.array(columns)

    def _consent(self, country: Country) -> None:
        """Let y be 1 only where the group's worth reaches its reservation value, and ask for enough of them."""
        quota, agreeing, weights = country.quota, [], []
        plain = Problem(country.worth, country.reservation, country.terms)
        for group in range(country.groups):
            scale = _scale(plain, group)
            members, values = self._expression(country.worth, country.terms, group)
            short = scale.least - scale.lowest
            if group in country.must_agree:
                self.program.row(members, [*(values / scale.step)], scale.least, np.inf)
                quota -= country.weights[group]
            elif short <= 0:
                quota -= country.weights[group]
            elif scale.highest >= scale.least:
                y = self.program.columns(1, 0.0, 1.0, integral=True)[0]
                row = self.program.row(np.append(members, y), [*(values / scale.step), -short], scale.lowest, np.inf)
                self._undecided.append(_Group(row, int(y), members, values / scale.step, scale))
                agreeing.append(y)
                weights.append(country.weights[group])
        if quota > ROUNDING * max(1.0, float(country.weights.sum())):
            step = smallest_step(country.weights)
            per = step if step is not None else float(country.weights.max())
            needed = float(np.ceil(quota / per - ROUNDING)) if step is not None else quota / per
            self.program.row(np.array(agreeing, np.int64), [weight / per for weight in weights], needed, np.inf)


def _parts(region: Region, sizes: tuple[int, ...]) -> list[tuple[int, tuple[int, ...]]] | None:
    """Return a region issue by issue, without those on which it allows everything; None if nothing lies in it."""
    allowed: dict[int, set[int]] = {}
    for issue, options in region.allowed:
        allowed[issue] = allowed.get(issue, set(range(sizes[issue]))) & set(options)
    if not all(allowed.values()):
        return None
    return [(issue, tuple(sorted(s))) for issue, s in sorted(allowed.items()) if len(s) < sizes[issue]]


def _scale(problem: Problem, party: int) -> Scale:
    """Return in which steps a party's worth is counted and between which ends it lies."""
    terms = np.array([term.values[party] for term in problem.terms])
    lowest = sum(float(worth[party].min()) for worth in problem.worth) + float(terms.clip(max=0).sum())
    highest = sum(float(worth[party].max()) for worth in problem.worth) + float(terms.clip(min=0).sum())
    numbers = np.concatenate([*(worth[party] for worth in problem.worth), terms])
    step = smallest_step(numbers)
    whole = step is not None
    if step is None:
        step = max(highest - lowest, float(np.abs(numbers).max())) / STEPS_IF_NONE
    ends = np.array([lowest, highest]) / step
    ends = np.rint(ends) if whole else ends + np.array([-1, 1]) * ROUNDING * STEPS_IF_NONE
    return Scale(step, whole, float(ends[0]), float(ends[1]), float(problem.reservation[party]) / step)
