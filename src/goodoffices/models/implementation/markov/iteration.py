"""Equations of one large strongly connected component: by gradients, and by rounds where those get stuck."""

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.implementation.markov.component_system import Floats, System

ROUNDING = 8 * float(np.finfo(float).eps)
"""Equations missed by less than this, relatively to the largest value, are as good as they get."""
REDUCTION = 1e-8
"""Gradients start anew from what is truly missing once they believe it to be smaller by this."""
GRADIENTS = 200
"""So many rounds of gradients before they start anew."""
ROUNDS = 100_000
"""At most so many rounds of Gauss and Seidel; the bound on the error tells if they were too few."""
CHECKED = 50
"""After so many of them it is seen what is missing."""


def iterate(system: System, allowed: float | None) -> Floats:
    """Return the solution of a system.

    Parameters
    ----------
    system : System
        The equations.
    allowed : float, optional
        The most by which an equation of the chain may be missed; as little as rounding lets it, if not said.
    """
    from goodoffices.models.implementation.markov.krylov import correction, residual  # noqa: PLC0415 (numba is slow to import)

    values, missing = np.zeros(len(system.right)), np.empty(len(system.right))
    equations = (system.start, system.column, system.weight, system.right, system.out)
    miss = float(residual(*equations, values, missing))
    while miss > _goal(values, allowed):
        change = correction(*system[:4], missing, GRADIENTS, REDUCTION)
        values += change
        now = float(residual(*equations, values, missing))
        if not now < miss:
            values -= change
        if not now < miss / 2:
            break
        miss = now
    return values if miss <= 100 * _goal(values, allowed) else _in_rounds(system, values, missing, allowed)


def _goal(values: Floats, allowed: float | None) -> float:
    return ROUNDING * float(np.abs(values).max(initial=0.0)) if allowed is None else allowed


def _in_rounds(system: System, values: Floats, missing: Floats, allowed: float | None) -> Floats:
    from goodoffices.models.implementation.markov.krylov import residual, sweep  # noqa: PLC0415

    equations = (system.start, system.column, system.weight, system.right)
    for number in range(ROUNDS):
        sweep(*equations, values, bool(number % 2))
        if number % CHECKED == CHECKED - 1 and residual(*equations, system.out, values, missing) <= _goal(values, allowed):
            break
    return values
