"""A negotiation of which only draws of the parties' utilities are known."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.problem import Packages, Problem, Region, Term

Floats = NDArray[np.float64]
ROUNDING = 1e-9


@dataclass(frozen=True)
class DrawnTerm:
    """What a combination is worth beyond its parts, draw by draw.

    Attributes
    ----------
    where : Region
        The packages to which it applies.
    values : ndarray, shape (draws, parties)
        What each party gains there in each draw.
    """

    where: Region
    values: Floats


@dataclass(frozen=True)
class DrawnProblem:
    """A negotiation in many draws: the same options, other utilities and reservation values.

    Attributes
    ----------
    worth : tuple of ndarray, one for each issue, shape (draws, parties, options of the issue)
        In units of the party's own.
    reservation : ndarray, shape (draws, parties)
        What no agreement is worth to each party.
    terms : tuple of DrawnTerm
        Worth that is not additive over issues.
    forbidden : tuple of Region
        Combinations that cannot be agreed, the same in all draws.

    Raises
    ------
    ModelInputError
        If there is no draw, or if a draw is no problem.

    Examples
    --------
    >>> draws = np.random.default_rng(1).normal(0, 1, (500, 2, 3))
    >>> drawn = DrawnProblem((draws,), np.zeros((500, 2)))
    >>> drawn.draws, drawn.parties, drawn.sizes
    (500, 2, (3,))
    """

    worth: tuple[Floats, ...]
    reservation: Floats
    terms: tuple[DrawnTerm, ...] = ()
    forbidden: tuple[Region, ...] = ()

    def __post_init__(self) -> None:
        """Check shapes and numbers."""
        if self.reservation.ndim != 2 or not self.draws:
            raise ModelInputError("reservation values of draws must have shape (draws, parties), with one draw or more")
        for issue, worth in enumerate(self.worth):
            if worth.ndim != 3 or worth.shape[:2] != self.reservation.shape:
                raise ModelInputError(
                    f"the worth of issue {issue} must have shape (draws, parties, options) with {self.draws} draws and "
                    f"{self.parties} parties, not {worth.shape}"
                )
        if any(term.values.shape != self.reservation.shape for term in self.terms):
            raise ModelInputError(f"every term needs values of shape {self.reservation.shape}")
        numbers = [*self.worth, self.reservation, *(term.values for term in self.terms)]
        if not all(np.isfinite(each).all() for each in numbers):
            raise ModelInputError("every worth must be a finite number; say with `forbidden` what cannot be agreed")
        self.in_draw(0)

    @property
    def draws(self) -> int:
        """Number of draws."""
        return len(self.reservation)

    @property
    def parties(self) -> int:
        """Number of parties."""
        return int(self.reservation.shape[1])

    @property
    def sizes(self) -> tuple[int, ...]:
        """Number of options of every issue."""
        return tuple(worth.shape[2] for worth in self.worth)

    def in_draw(self, draw: int) -> Problem:
        """Return the negotiation in one draw."""
        terms = tuple(Term(term.where, tuple(term.values[draw].tolist())) for term in self.terms)
        return Problem(tuple(worth[draw] for worth in self.worth), self.reservation[draw], terms, self.forbidden)

    def on_average(self) -> Problem:
        """Return the negotiation with the mean of all numbers over draws."""
        terms = tuple(Term(term.where, tuple(term.values.mean(axis=0).tolist())) for term in self.terms)
        worth = tuple(each.mean(axis=0) for each in self.worth)
        return Problem(worth, self.reservation.mean(axis=0), terms, self.forbidden)

    def of_draws(self, draws: NDArray[np.integer]) -> "DrawnProblem":
        """Return the negotiation in some of the draws."""
        terms = tuple(DrawnTerm(term.where, term.values[draws]) for term in self.terms)
        return DrawnProblem(tuple(worth[draws] for worth in self.worth), self.reservation[draws], terms, self.forbidden)

    def gains(self, packages: Packages) -> Floats:
        """Return what packages are worth beyond reservation values, shape (packages, draws, parties)."""
        total = np.repeat(-self.reservation[None], len(packages), axis=0)
        for issue, worth in enumerate(self.worth):
            total += np.moveaxis(worth, 2, 0)[packages[:, issue]]
        for term in self.terms:
            total[term.where.holds(packages)] += term.values
        return total

    def accepts(self, packages: Packages) -> NDArray[np.bool_]:
        """Return which parties accept which packages in which draws, shape (packages, draws, parties)."""
        return np.asarray(self.gains(packages) >= -ROUNDING * np.maximum(1.0, np.abs(self.reservation)))

    def checked(self, packages: Packages) -> Packages:
        """Return packages as shape (count, issues) if they exist and are not ruled out."""
        packages = np.atleast_2d(np.asarray(packages, np.int64))
        if packages.ndim != 2 or packages.shape[1] != len(self.sizes):
            raise ModelInputError(f"packages must have shape (count, {len(self.sizes)})")
        if ((packages < 0) | (packages >= np.array(self.sizes))).any():
            raise ModelInputError("a package names an option that does not exist; options are counted from 0")
        if not self.in_draw(0).feasible(packages).all():
            raise ModelInputError("a package holds a combination that is ruled out")
        return packages


def blocks(packages: Packages, drawn: DrawnProblem, numbers_at_once: int = 4_000_000) -> Sequence[Packages]:
    """Return packages in blocks whose arrays of gains hold no more than so many numbers."""
    each = max(1, numbers_at_once // (drawn.draws * drawn.parties))
    return [packages[start : start + each] for start in range(0, len(packages), each)]
