"""Corrections on all scales, for gradients: the equations, and below them ever fewer ones of joined unknowns.

Sweeps remove what varies from unknown to unknown; what hardly varies is removed where many unknowns are one.
"""

from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, identity
from scipy.sparse.linalg import splu

from goodoffices.models.implementation.markov.aggregation import Level, joined, paired, prolonged, restricted, slack
from goodoffices.models.implementation.markov.component_system import Floats, System
from goodoffices.models.implementation.markov.passes import added, downwards, lower, product, residual

SMALLEST = 1000
"""Systems of up to so many unknowns are factorised."""
FEWER = 0.9
"""So are larger ones when joining leaves more than this share of the unknowns."""
TOO_SHORT = 1.4
"""Corrections by joined unknowns are too short by about so much, since their values are steps and not slopes (Braess 1995)."""


class Hierarchy:
    """A preconditioner: a system and smaller ones below it, the smallest factorised.

    Notes
    -----
    A correction is one sweep up, two corrections on the next level, and one sweep down: O(entries) while each level has less than
    half the entries of the one above.

    References
    ----------
    Horton & Leutenegger (1994), 'A multi-level solution algorithm for steady-state Markov chains', SIGMETRICS 1994 (joining states).
    Notay (2010), 'An aggregation-based algebraic multigrid method', *Electronic Transactions on Numerical Analysis* 37, 123-146
    (joining in pairs, twice). Braess (1995), 'Towards algebraic multigrid for elliptic problems of second order', *Computing* 55(4), 379-393.
    """

    def __init__(self, system: System) -> None:
        self._levels: list[Level] = []
        matrix, short = system[:4], slack(system.start, system.weight)
        while len(matrix[1]) > SMALLEST:
            start, _, column, weight = matrix
            part, count = paired(start, column, weight)
            pairs = joined(start, column, weight, short, part, count)
            again, fewer = paired(pairs[0], pairs[2], pairs[3])
            if fewer > FEWER * len(part):
                break
            part = again[part]
            *smaller, less_short, size = joined(start, column, weight, short, part, fewer)
            self._levels.append(Level(*matrix, part, size))
            matrix, short = tuple(smaller), less_short
        unknowns = len(matrix[1])
        inner = csr_matrix((matrix[3], matrix[2], matrix[0]), shape=(unknowns, unknowns))
        self._smallest: Any = splu((identity(unknowns) - inner).tocsc())
        self._matrix = system.start, system.column, system.weight

    def begin(self, missing: Floats) -> Floats:
        """Return the right-hand side."""
        return missing.copy()

    def apply(self, vector: Floats, into: Floats) -> None:
        """Write the product of the matrix and the correction of a vector."""
        product(*self._matrix, self._corrected(vector, 0), into)

    def finish(self, vector: Floats) -> Floats:
        """Return the unknowns."""
        return self._corrected(vector, 0)

    def _corrected(self, missing: Floats, depth: int) -> Floats:
        if depth == len(self._levels):
            solved: Floats = self._smallest.solve(missing)
            return solved
        start, middle, column, weight, part, size = self._levels[depth]
        values, left = missing.copy(), np.empty_like(missing)
        lower(start, middle, column, weight, values)
        residual(start, column, weight, missing, values, left)
        below = restricted(left, part, size)
        small = self._corrected(below, depth + 1)
        if depth + 1 < len(self._levels):
            small *= TOO_SHORT
            further = np.empty_like(small)
            residual(*self._levels[depth + 1][:1], *self._levels[depth + 1][2:4], below, small, further)
            added(small, TOO_SHORT, self._corrected(further, depth + 1))
        prolonged(small, part, values)
        downwards(start, column, weight, missing, values)
        return values
