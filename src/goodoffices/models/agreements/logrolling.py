"""Logrolling explained: on which issue of a package who gives and who gains, and who gives what to whom."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.problem import Problem


@dataclass(frozen=True)
class Swap:
    """Two parties that give way to each other on different issues.

    Attributes
    ----------
    one, other : int
        The parties.
    one_gives, other_gives : tuple of int
        Issues on which the one loses and the other gains, and the other way round.
    """

    one: int
    other: int
    one_gives: tuple[int, ...]
    other_gives: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Logrolling:
    """A package against a reference.

    Attributes
    ----------
    gains : ndarray, shape (issues, parties)
        What each party gains on each issue, in its own units; negative if it gives.
    terms : ndarray, shape (parties,)
        What it gains by combinations of options, beyond the issues taken singly.
    reference : ndarray, shape (parties,)
        What the reference is worth.
    """

    gains: NDArray[np.float64]
    terms: NDArray[np.float64]
    reference: NDArray[np.float64]

    @property
    def total(self) -> NDArray[np.float64]:
        """What each party gains in all."""
        return np.asarray(self.gains.sum(axis=0) + self.terms)

    @property
    def given(self) -> NDArray[np.float64]:
        """What each party (row) gives up in favour of each other (column), in the giver's units, shape (parties, parties).

        What a party loses on an issue is split evenly among those who gain on it; it is given to nobody if nobody gains.
        """
        gainers = (self.gains > 0).astype(np.float64)
        share = gainers / np.maximum(gainers.sum(axis=1, keepdims=True), 1)
        return np.asarray(np.maximum(-self.gains, 0).T @ share)

    @property
    def swaps(self) -> tuple[Swap, ...]:
        """The pairs of parties that give way to each other, each on at least one issue."""
        lose, gain = self.gains < 0, self.gains > 0
        found = []
        for one in range(self.gains.shape[1]):
            for other in range(one + 1, self.gains.shape[1]):
                gives = np.flatnonzero(lose[:, one] & gain[:, other]).tolist()
                takes = np.flatnonzero(gain[:, one] & lose[:, other]).tolist()
                if gives and takes:
                    found.append(Swap(one, other, tuple(gives), tuple(takes)))
        return tuple(found)


def logrolling(problem: Problem, package: NDArray[np.int64], against: NDArray[np.int64] | None = None) -> Logrolling:
    """Return what each party gains and gives on every issue of a package.

    Parameters
    ----------
    problem : Problem
    package : ndarray of int, shape (issues,)
    against : ndarray of int, shape (issues,), optional
        A package to compare with: the status quo if it is one, or a text that lies on the table. By default the midpoint:
        each issue decided by itself with even odds for all its options (the mean of their worth). Combinations then count
        with the chance that they come about; what is forbidden plays no part.

    Returns
    -------
    Logrolling

    Raises
    ------
    ModelInputError
        If a package does not name one existing option of every issue.

    Notes
    -----
    Even odds need no order of the options. On a scale with evenly spread options and linear worth the mean is the middle
    option. O(issues · options · parties).

    References
    ----------
    Froman, L. A. & Cohen, M. D. (1970), 'Compromise and logroll: comparing the efficiency of two bargaining processes',
    *Behavioral Science* 15(2), 180-183. Raiffa, H. (1982), *The Art and Science of Negotiation*, Harvard University Press,
    chapters 10-11.

    Examples
    --------
    >>> security, land = np.array([[0., 10.], [4., 0.]]), np.array([[0., 4.], [10., 0.]])
    >>> trade = logrolling(Problem((security, land), np.zeros(2)), np.array([1, 0]))
    >>> trade.gains.tolist(), trade.given.tolist()
    ([[5.0, -2.0], [-2.0, 5.0]], [[0.0, 2.0], [2.0, 0.0]])
    >>> trade.swaps
    (Swap(one=0, other=1, one_gives=(1,), other_gives=(0,)),)
    """
    check_package(problem, package)
    chosen = np.array([worth[:, option] for worth, option in zip(problem.worth, package, strict=True)])
    by_terms = problem.utilities(package) - chosen.sum(axis=0) if problem.terms else np.zeros(problem.parties)
    if against is not None:
        check_package(problem, against)
        compared = np.array([worth[:, option] for worth, option in zip(problem.worth, against, strict=True)])
        reference = problem.utilities(against)
        terms_there = reference - compared.sum(axis=0) if problem.terms else np.zeros(problem.parties)
    else:
        compared = np.array([worth.mean(axis=1) for worth in problem.worth])
        terms_there = np.zeros(problem.parties)
        for term in problem.terms:
            chance = np.prod([len(options) / problem.sizes[issue] for issue, options in term.where.allowed])
            terms_there += float(chance) * np.array(term.values)
        reference = compared.sum(axis=0) + terms_there
    return Logrolling(chosen - compared, by_terms - terms_there, reference)


def check_package(problem: Problem, package: NDArray[np.int64]) -> None:
    """Check that a package names one option of every issue.

    Raises
    ------
    ModelInputError
        If it does not.
    """
    given = np.asarray(package)
    sizes = np.array(problem.sizes)
    if (
        given.shape != sizes.shape
        or not np.issubdtype(given.dtype, np.integer)
        or ((given < 0) | (given >= sizes)).any()
    ):
        raise ModelInputError(
            f"a package has one option, counted from 0, of each of {len(sizes)} issues; not {given.tolist()}"
        )
