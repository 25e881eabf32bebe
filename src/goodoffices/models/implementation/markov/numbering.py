"""States as whole numbers: every variable has some bits of one number."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.implementation.markov.expressions import Variable

Codes = NDArray[np.int64]
BITS = 62
"""A state is kept in one whole number of so many bits; a variable of r values takes as many as r - 1 has digits in base two."""


@dataclass(frozen=True)
class Numbering:
    """Where each variable stands in the number of a state.

    Attributes
    ----------
    variables : tuple of Variable
        In the order of the model.
    shifts : dict of str to int
        How many bits stand below each.
    """

    variables: tuple[Variable, ...]
    shifts: dict[str, int]

    @classmethod
    def of(cls, variables: Iterable[Variable]) -> "Numbering":
        """Return the numbering of states of these variables."""
        variables, shifts, below = tuple(variables), {}, 0
        for variable in variables:
            shifts[variable.name] = below
            below += width(variable)
        return cls(variables, shifts)

    @property
    def initial(self) -> int:
        """The number of the state all start in."""
        return sum((v.initial - v.low) << self.shifts[v.name] for v in self.variables)

    def values(self, codes: Codes, variable: Variable) -> Codes:
        """Return the values of a variable in some states."""
        return ((codes >> self.shifts[variable.name]) & _ones(variable)) + variable.low

    def changed(self, codes: Codes, variable: Variable, values: Codes) -> Codes:
        """Return the numbers of the states in which the variable has other values instead."""
        shift = self.shifts[variable.name]
        return (codes & ~np.int64(_ones(variable) << shift)) | ((values - variable.low) << shift)

    def state(self, code: int) -> dict[str, int]:
        """Return one state in words: the value of every variable."""
        return {v.name: int((code >> self.shifts[v.name]) & _ones(v)) + v.low for v in self.variables}


def _ones(variable: Variable) -> int:
    return (1 << width(variable)) - 1


def width(variable: Variable) -> int:
    """Return how many bits the values of a variable take."""
    return (variable.high - variable.low).bit_length()
