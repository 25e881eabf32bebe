"""Stabilised biconjugate gradients, and the simplest preconditioner for them: sweeps there and back."""

import math
from typing import Protocol

import numpy as np

from goodoffices.models.implementation.markov.component_system import Floats, System
from goodoffices.models.implementation.markov.passes import added, between, dot, lower, turned, upper


class Preconditioner(Protocol):
    """A system *A x = missing* rewritten as one that is easier: *apply(y) = begin(missing)*, *x = finish(y)*."""

    def begin(self, missing: Floats) -> Floats:
        """Return the right-hand side, as a new array."""

    def apply(self, vector: Floats, into: Floats) -> None:
        """Write the product of matrix and vector."""

    def finish(self, vector: Floats) -> Floats:
        """Return the unknowns; the vector is given up."""


class Sweeps:
    """The sweeps of Gauss and Seidel, up on the left and down on the right of the matrix.

    Notes
    -----
    One pass over the entries applies them and the matrix.

    References
    ----------
    Eisenstat (1981), 'Efficient implementation of a class of preconditioned conjugate gradient methods', *SIAM Journal on Scientific and
    Statistical Computing* 2(1), 1-4.
    """

    def __init__(self, system: System) -> None:
        self._matrix, self._scratch = system[:4], np.empty(len(system.middle))

    def begin(self, missing: Floats) -> Floats:
        """Return the right-hand side."""
        right = missing.copy()
        lower(*self._matrix, right)
        return right

    def apply(self, vector: Floats, into: Floats) -> None:
        """Write the product of matrix and vector."""
        between(*self._matrix, vector, self._scratch, into)

    def finish(self, vector: Floats) -> Floats:
        """Return the unknowns."""
        upper(*self._matrix, vector)
        return vector


def gradients(way_to: Preconditioner, missing: Floats, most: int, reduction: float) -> tuple[Floats, float]:
    """Return about *A^-1 missing*, and what share of the right-hand side is left as far as the method can tell.

    Parameters
    ----------
    way_to : Preconditioner
        The system.
    missing : ndarray, shape (unknowns,)
        The right-hand side.
    most : int
        At most so many rounds.
    reduction : float
        The share at which it ends.

    Notes
    -----
    Two products with the matrix a round. Nothing is lost when the method breaks down: what it has found so far is returned.

    References
    ----------
    van der Vorst (1992), 'Bi-CGSTAB: a fast and smoothly converging variant of Bi-CG for the solution of nonsymmetric linear systems',
    *SIAM Journal on Scientific and Statistical Computing* 13(2), 631-644.
    """
    left = way_to.begin(missing)
    shadow, found = left.copy(), np.zeros_like(left)
    way, image, second = np.zeros_like(left), np.zeros_like(left), np.empty_like(left)
    before, step, damping, first = 1.0, 1.0, 1.0, dot(left, left)
    share = 1.0
    for _ in range(most):
        product = dot(shadow, left)
        if not (math.isfinite(product) and before and damping):
            break
        turned(way, left, image, product / before * (step / damping), damping)
        before = product
        way_to.apply(way, image)
        along = dot(shadow, image)
        if not along:
            break
        step = product / along
        added(left, -step, image)
        way_to.apply(left, second)
        length = dot(second, second)
        damping = dot(second, left) / length if length > 0 else 0.0
        added(found, step, way)
        added(found, damping, left)
        added(left, -damping, second)
        share = math.sqrt(dot(left, left) / first)
        if share <= reduction:
            break
    return way_to.finish(found), share
