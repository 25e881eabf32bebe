"""Which states are stable for whom, and which are equilibria, under each solution concept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Concept = Literal["nash", "gmr", "smr", "seq", "sseq", "sim"]
"""Nash stability, general and symmetric metarationality, sequential, symmetric sequential, simultaneous stability."""


@dataclass(frozen=True)
class StabilityTable:
    """Individual stability and equilibria.

    Attributes
    ----------
    decision_makers : tuple of str
        Their names.
    feasible : ndarray of bool, shape (states,)
        Which states can be.
    stable : mapping of str to ndarray of bool, shape (decision makers, states)
        For each concept that was asked for: for whom each state is stable; false for infeasible states.
    """

    decision_makers: tuple[str, ...]
    feasible: NDArray[np.bool_]
    stable: Mapping[Concept, NDArray[np.bool_]]

    def equilibria(self, concept: Concept) -> NDArray[np.int64]:
        """Return the states that are stable for every decision maker, in increasing order."""
        return np.flatnonzero(self.stable[concept].all(axis=0))
