"""Points and frontiers: what a search over packages found, and how surely nothing better exists."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Point:
    """A package picked by a solution, with how surely it is the best.

    Attributes
    ----------
    packages : ndarray of int, shape (found, issues)
        The packages that reach the value; the first counts, more than one where there is a tie that the method can tell.
    utilities : ndarray, shape (parties,)
        What the first of them is worth to each party.
    value : float
        What the solution maximises, there.
    bound : float
        No package has a value above this; equal to `value` if it is proved to be the best.
    method : str
        In words: by enumeration, by branch and bound, …
    """

    packages: NDArray[np.int64]
    utilities: NDArray[np.float64]
    value: float
    bound: float
    method: str

    @property
    def is_proved(self) -> bool:
        """Whether nothing better exists."""
        return self.bound <= self.value

    @property
    def gap(self) -> float:
        """By how much, as a share of the value, the best could still be better."""
        return 0.0 if self.is_proved else (self.bound - self.value) / max(abs(self.value), 1e-300)


@dataclass(frozen=True, eq=False)
class Frontier:
    """The Pareto frontier: packages than which no other is at least as good for all and better for one.

    Attributes
    ----------
    packages : ndarray of int, shape (found, issues)
        One package for every combination of utilities on the frontier.
    utilities : ndarray, shape (found, parties)
        What they are worth, in decreasing order for the first party, then the second, and so on.
    method : str
        In words.
    """

    packages: NDArray[np.int64]
    utilities: NDArray[np.float64]
    method: str
