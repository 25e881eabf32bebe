"""What is negotiated: issues with options, what each party makes of them, and which combinations are ruled out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.whole import Whole, in_whole_units

Packages = NDArray[np.int64]
"""Shape (..., issues): which option of every issue a package contains, counted from 0."""


@dataclass(frozen=True)
class Region:
    """A part of all packages: those that have one of the named options on every issue named.

    Attributes
    ----------
    allowed : tuple of (int, tuple of int)
        Issue and the options on it, counted from 0; issues not named may have any option.

    Examples
    --------
    >>> Region.of({0: [1], 2: [0, 1]}).holds(np.array([[1, 5, 0], [0, 5, 0]])).tolist()
    [True, False]
    """

    allowed: tuple[tuple[int, tuple[int, ...]], ...]

    @classmethod
    def of(cls, allowed: Mapping[int, "list[int] | tuple[int, ...]"]) -> "Region":
        """Build a region from options by issue."""
        return cls(tuple((issue, tuple(sorted(set(options)))) for issue, options in sorted(allowed.items())))

    def holds(self, packages: Packages) -> NDArray[np.bool_]:
        """Return which packages lie in the region, shape (...)."""
        inside = np.ones(packages.shape[:-1], bool)
        for issue, options in self.allowed:
            inside &= np.isin(packages[..., issue], options)
        return inside


@dataclass(frozen=True)
class Term:
    """What a combination is worth beyond its parts: a synergy of two provisions, or a rule over a region.

    Attributes
    ----------
    where : Region
        The packages to which it applies.
    values : tuple of float
        What each party gains there, on top of all else; negative for a loss.
    """

    where: Region
    values: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Problem:
    """A negotiation over packages.

    A package has one option of every issue. What it is worth to a party is the sum, over issues, of the worth of the
    option, and of all terms that apply. A package is acceptable to a party if it is worth at least its reservation value.

    Attributes
    ----------
    worth : tuple of ndarray, one for each issue, shape (parties, options of the issue)
        In units of the party's own; never compared between parties unless a solution says so.
    reservation : ndarray, shape (parties,)
        What no agreement is worth to each party.
    terms : tuple of Term
        Worth that is not additive over issues.
    forbidden : tuple of Region
        Combinations that cannot be agreed.

    Notes
    -----
    Worth is added up in whole units (see `in_whole_units`), so that 0.1 + 0.2 is 0.3 and ties are ties.

    Raises
    ------
    ModelInputError
        If there is no party or issue, if shapes do not fit, if a number is not finite, or if a region names an issue or option that
        does not exist.

    Examples
    --------
    >>> problem = Problem((np.array([[0., 4.], [3., 0.]]), np.array([[0., 1.], [5., 0.]])), np.array([0., 0.]))
    >>> problem.sizes, problem.parties, problem.package_count
    ((2, 2), 2, 4)
    >>> problem.utilities(np.array([1, 0])).tolist()
    [4.0, 5.0]
    """

    worth: tuple[NDArray[np.float64], ...]
    reservation: NDArray[np.float64]
    terms: tuple[Term, ...] = ()
    forbidden: tuple[Region, ...] = ()

    def __post_init__(self) -> None:
        """Check shapes, numbers and regions."""
        if not self.worth:
            raise ModelInputError("a negotiation needs at least one issue")
        if np.ndim(self.reservation) != 1 or not len(self.reservation):
            raise ModelInputError("a negotiation needs at least one party, with one reservation value for each")
        parties = len(self.reservation)
        for issue, worth in enumerate(self.worth):
            if worth.ndim != 2 or worth.shape[0] != parties or not worth.shape[1]:
                raise ModelInputError(
                    f"the worth of issue {issue} must have shape (parties, options) with {parties} parties and at least "
                    f"one option, not {worth.shape}"
                )
        numbers = [*self.worth, self.reservation, *(np.array(term.values) for term in self.terms)]
        if not all(np.isfinite(each).all() for each in numbers):
            raise ModelInputError("every worth must be a finite number; say with `forbidden` what cannot be agreed")
        if any(len(term.values) != parties for term in self.terms):
            raise ModelInputError(f"every term needs a value for each of {parties} parties")
        for region in (*(term.where for term in self.terms), *self.forbidden):
            for issue, options in region.allowed:
                if not 0 <= issue < len(self.worth) or not all(0 <= o < self.sizes[issue] for o in options):
                    raise ModelInputError(
                        f"a region names issue {issue} with options {options}, which do not all exist"
                    )

    @property
    def parties(self) -> int:
        """Number of parties."""
        return len(self.reservation)

    @cached_property
    def sizes(self) -> tuple[int, ...]:
        """Number of options of every issue."""
        return tuple(worth.shape[1] for worth in self.worth)

    @property
    def package_count(self) -> int:
        """Number of combinations, ruled out or not."""
        count = 1
        for size in self.sizes:
            count *= size
        return count

    @property
    def is_additive(self) -> bool:
        """Whether neither terms nor forbidden combinations tie issues to each other."""
        return not self.terms and not self.forbidden

    def utilities(self, packages: Packages) -> NDArray[np.float64]:
        """Return what packages are worth to every party, shape (..., parties)."""
        return self.whole_utilities(packages) / self.whole.units

    @cached_property
    def whole(self) -> Whole:
        """All worth as whole numbers."""
        terms = np.array([term.values for term in self.terms], np.float64).reshape(-1, self.parties)
        return in_whole_units(self.worth, self.reservation, terms)

    def whole_utilities(self, packages: Packages) -> NDArray[np.int64]:
        """Return what packages are worth to every party in whole units, shape (..., parties)."""
        total = np.zeros((*packages.shape[:-1], self.parties), np.int64)
        for issue, worth in enumerate(self.whole.worth):
            total += worth.T[packages[..., issue]]
        for term, values in zip(self.terms, self.whole.terms, strict=True):
            total += term.where.holds(packages)[..., None] * values
        return total

    def feasible(self, packages: Packages) -> NDArray[np.bool_]:
        """Return which packages are not ruled out, shape (...)."""
        can_be = np.ones(packages.shape[:-1], bool)
        for region in self.forbidden:
            can_be &= ~region.holds(packages)
        return can_be

    def acceptable(self, packages: Packages) -> NDArray[np.bool_]:
        """Return which packages are worth at least its reservation value to each party, shape (..., parties)."""
        return self.whole_utilities(packages) >= self.whole.reservation


def requires(
    issue: int, options: tuple[int, ...], other: int, needed: tuple[int, ...], sizes: tuple[int, ...]
) -> Region:
    """Return the region that 'these options on one issue require those on another' rules out.

    Examples
    --------
    >>> requires(0, (1,), 1, (2,), (2, 3))
    Region(allowed=((0, (1,)), (1, (0, 1))))
    """
    return Region.of({issue: options, other: tuple(o for o in range(sizes[other]) if o not in needed)})


def takes_effect_with(
    issue: int, options: tuple[int, ...], other: int, options_there: tuple[int, ...], sizes: tuple[int, ...]
) -> tuple[Region, Region]:
    """Return what 'these options on one issue and those on another only together' rules out."""
    return (
        requires(issue, options, other, options_there, sizes),
        requires(other, options_there, issue, options, sizes),
    )


def together(options: Mapping[int, int], values: tuple[float, ...]) -> Term:
    """Return the term that gives each party its value where all these options are agreed (a synergy)."""
    return Term(Region.of({issue: (option,) for issue, option in options.items()}), values)


def package_at(numbers: NDArray[np.int64], sizes: tuple[int, ...]) -> Packages:
    """Return packages by number, the last issue counting fastest, shape (..., issues)."""
    return np.stack(np.unravel_index(numbers, sizes), axis=-1)
