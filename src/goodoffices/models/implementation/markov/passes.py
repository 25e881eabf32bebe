"""Passes over the equations of one component, and sums over its unknowns, compiled.

*A = I - W* with *W* the weights of a system; *L* and *U* are the parts of *A* below and above the diagonal. Sums are added up in the order of
the unknowns, so results are the same bits on every run.
"""

from numba import njit


@njit(cache=True)
def residual(start, column, weight, right, values, into):  # type: ignore[no-untyped-def]
    """Write *right - A values*."""
    for i in range(len(values)):
        total = right[i] - values[i]
        for e in range(start[i], start[i + 1]):
            total += weight[e] * values[column[e]]
        into[i] = total


@njit(cache=True)
def product(start, column, weight, vector, into):  # type: ignore[no-untyped-def]
    """Write *A vector*."""
    for i in range(len(vector)):
        total = vector[i]
        for e in range(start[i], start[i + 1]):
            total -= weight[e] * vector[column[e]]
        into[i] = total


@njit(cache=True)
def downwards(start, column, weight, right, values):  # type: ignore[no-untyped-def]
    """Solve each equation for its own unknown, from the last to the first."""
    for i in range(len(values) - 1, -1, -1):
        total = right[i]
        for e in range(start[i], start[i + 1]):
            total += weight[e] * values[column[e]]
        values[i] = total


@njit(cache=True)
def lower(start, middle, column, weight, vector):  # type: ignore[no-untyped-def]
    """Multiply by *(I + L)^-1*, in place."""
    for i in range(len(vector)):
        for e in range(start[i], middle[i]):
            vector[i] += weight[e] * vector[column[e]]


@njit(cache=True)
def upper(start, middle, column, weight, vector):  # type: ignore[no-untyped-def]
    """Multiply by *(I + U)^-1*, in place."""
    for i in range(len(vector) - 1, -1, -1):
        for e in range(middle[i], start[i + 1]):
            vector[i] += weight[e] * vector[column[e]]


@njit(cache=True)
def between(start, middle, column, weight, vector, scratch, into):  # type: ignore[no-untyped-def]
    """Write *(I + L)^-1 A (I + U)^-1 vector* in one pass, since *A = (I + L) + (I + U) - I*."""
    scratch[:] = vector
    upper(start, middle, column, weight, scratch)
    for i in range(len(vector)):
        into[i] = vector[i] - scratch[i]
    lower(start, middle, column, weight, into)
    for i in range(len(vector)):
        into[i] += scratch[i]


@njit(cache=True)
def dot(one, other):  # type: ignore[no-untyped-def]
    """Return the scalar product."""
    total = 0.0
    for i in range(len(one)):
        total += one[i] * other[i]
    return total


@njit(cache=True)
def greatest(vector, factor):  # type: ignore[no-untyped-def]
    """Return the greatest size of the products."""
    most = 0.0
    for i in range(len(vector)):
        most = max(most, abs(vector[i] * factor[i]))
    return most


@njit(cache=True)
def turned(way, left, image, factor, damping):  # type: ignore[no-untyped-def]
    """Replace *way* by *left + factor (way - damping image)*."""
    for i in range(len(way)):
        way[i] = left[i] + factor * (way[i] - damping * image[i])


@njit(cache=True)
def added(vector, factor, other):  # type: ignore[no-untyped-def]
    """Add *factor other* in place."""
    for i in range(len(vector)):
        vector[i] += factor * other[i]
