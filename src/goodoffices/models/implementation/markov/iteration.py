"""Equations of one large strongly connected component, solved by gradients."""

import numpy as np

from goodoffices.models.implementation.markov.component_system import Floats, System

ROUNDING = 8 * float(np.finfo(float).eps)
"""Equations missed by less than this, relatively to the largest value, are as good as they get."""
REDUCTION = 1e-8
"""Gradients start anew from what is truly missing once it seems to be smaller by this."""
BY_SWEEPS = 60
"""So many rounds with sweeps as the preconditioner; where they do not suffice, corrections on all scales take over."""
ON_ALL_SCALES = 200
"""So many rounds with those before they start anew."""


def iterate(system: System, allowed: float | None) -> Floats:
    """Return the solution of a system.

    Parameters
    ----------
    system : System
        The equations.
    allowed : float, optional
        The most by which an equation of the chain may be missed; as little as rounding lets it, if not said.

    Notes
    -----
    Ends where another start no longer halves what is missed. O(entries) a round; a few dozen rounds where values settle fast, and not many
    more where the chain wanders, whatever its size.
    """
    from goodoffices.models.implementation.markov.gradients import (  # noqa: PLC0415 (numba is slow to import)
        Preconditioner,
        Sweeps,
        gradients,
    )
    from goodoffices.models.implementation.markov.multilevel import Hierarchy  # noqa: PLC0415
    from goodoffices.models.implementation.markov.passes import greatest, residual  # noqa: PLC0415

    values, missing = np.zeros(len(system.right)), system.right.copy()
    way_to: Preconditioner = Sweeps(system)
    rounds, miss = BY_SWEEPS, float(greatest(missing, system.out))
    while miss > (ROUNDING * float(values.max(initial=0.0)) if allowed is None else allowed):
        change, share = gradients(way_to, missing, rounds, REDUCTION)
        values += change
        residual(system.start, system.column, system.weight, system.right, values, missing)
        now = float(greatest(missing, system.out))
        if not now < miss:
            values -= change
            residual(system.start, system.column, system.weight, system.right, values, missing)
        if share > REDUCTION and isinstance(way_to, Sweeps):
            way_to, rounds = Hierarchy(system), ON_ALL_SCALES
        elif not now < miss / 2:
            break
        miss = min(miss, now)
    return values
