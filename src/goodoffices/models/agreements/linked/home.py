"""Consent at home: which groups of a country a package suits, and whether they are enough."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.problem import Packages, Problem, Term

ROUNDING = 1e-9


@dataclass(frozen=True)
class Country:
    """A country in which groups must agree to what its negotiator signs.

    A group agrees to a package that is worth at least its reservation value to it. The country consents if the groups that
    agree have together at least the weight `quota`, and those that must agree are among them.

    Attributes
    ----------
    worth : tuple of ndarray, one for each issue, shape (groups, options of the issue)
        In units of each group's own.
    reservation : ndarray, shape (groups,)
        What no agreement is worth to each group.
    weights : ndarray, shape (groups,)
        Seats or votes of each group, not negative.
    quota : float
        The weight that suffices: for two thirds of 180 seats 120, for more than half of them 91.
    must_agree : tuple of int
        Groups without which nothing passes.
    terms : tuple of Term
        Worth that is not additive over issues, with a value for each group.

    Raises
    ------
    ModelInputError
        If the arrays do not speak of the same groups, a number is not finite, a weight is negative, the quota is more than
        all weights together, or a group that must agree does not exist.

    Examples
    --------
    >>> worth = (np.array([[0., 3.], [2., 0.], [0., 1.]]),)
    >>> senate = Country(worth, np.ones(3), np.array([40., 35., 25.]), quota=60, must_agree=(0,))
    >>> senate.agree(np.array([[0], [1]])).tolist(), senate.consents(np.array([[0], [1]])).tolist()
    ([[False, True, False], [True, False, True]], [False, True])
    """

    worth: tuple[NDArray[np.float64], ...]
    reservation: NDArray[np.float64]
    weights: NDArray[np.float64]
    quota: float
    must_agree: tuple[int, ...] = ()
    terms: tuple[Term, ...] = ()

    def __post_init__(self) -> None:
        """Check shapes, weights and quota."""
        Problem(self.worth, self.reservation, self.terms)
        groups = len(self.reservation)
        if np.shape(self.weights) != (groups,) or not np.isfinite(self.weights).all() or (self.weights < 0).any():
            raise ModelInputError(f"a country with {groups} groups needs a weight of at least 0 for each")
        if not self.quota <= self.weights.sum() * (1 + ROUNDING):
            raise ModelInputError(f"the quota {self.quota} is more than all weights together, {self.weights.sum()}")
        if not all(0 <= group < groups for group in self.must_agree):
            raise ModelInputError(f"groups that must agree are counted from 0 to {groups - 1}, not {self.must_agree}")

    @property
    def groups(self) -> int:
        """Number of groups."""
        return len(self.reservation)

    def agree(self, packages: Packages) -> NDArray[np.bool_]:
        """Return which groups agree to packages, shape (..., groups)."""
        worth = Problem(self.worth, self.reservation, self.terms).utilities(packages)
        return worth >= self.reservation - ROUNDING * np.maximum(1.0, np.abs(self.reservation))

    def consents(self, packages: Packages) -> NDArray[np.bool_]:
        """Return whether the country consents to packages, shape (...)."""
        return self.lacking(packages) <= 0

    def lacking(self, packages: Packages) -> NDArray[np.float64]:
        """Return which share of all weight is lacking, plus one for each group that must agree and does not, shape (...)."""
        agree = self.agree(packages)
        total = max(float(self.weights.sum()), 1.0)
        short = self.quota / total - agree @ self.weights / total
        missing = (~agree[..., list(self.must_agree)]).sum(axis=-1)
        return np.asarray(np.where(short > ROUNDING, short, 0.0) + missing)
