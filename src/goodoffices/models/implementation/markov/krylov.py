"""Stabilised biconjugate gradients for the equations of one component, compiled.

The matrix is *A = I - W* with *W* the weights of a system; *L* and *U* are the parts of *A* below and above the diagonal. As a preconditioner
stands the symmetric sweep of Gauss and Seidel, *(I + L)(I + U)*. Since *A = (I + L) + (I + U) - I*, the preconditioned matrix is applied by one
pass over the entries (Eisenstat 1981). Sums are added up in the order of the unknowns, so results are the same bits on every run.
"""

import numpy as np
from numba import njit


@njit(cache=True)
def residual(start, column, weight, right, out, values, into):  # type: ignore[no-untyped-def]
    """Write *right + W values - values* and return the most by which the equations of the chain, before dividing, are missed."""
    worst = 0.0
    for i in range(len(values)):
        total = right[i] - values[i]
        for e in range(start[i], start[i + 1]):
            total += weight[e] * values[column[e]]
        into[i] = total
        worst = max(worst, abs(total) * out[i])
    return worst


@njit(cache=True)
def sweep(start, column, weight, right, values, upwards):  # type: ignore[no-untyped-def]
    """Solve each equation for its own unknown, one after the other."""
    size = len(values)
    for k in range(size):
        i = k if upwards else size - 1 - k
        total = right[i]
        for e in range(start[i], start[i + 1]):
            total += weight[e] * values[column[e]]
        values[i] = total


@njit(cache=True)
def correction(start, middle, column, weight, missing, most, reduction):  # type: ignore[no-untyped-def]
    """Return about *A^-1 missing*: at most so many rounds, fewer when what is missing has become smaller by `reduction`."""
    size = len(missing)
    left = missing.copy()
    _forwards(start, middle, column, weight, left)
    shadow, found = left.copy(), np.zeros(size)
    way, image, second, scratch = np.zeros(size), np.zeros(size), np.empty(size), np.empty(size)
    before, step, damping, wanted = 1.0, 1.0, 1.0, reduction**2 * _dot(left, left)
    for _ in range(most):
        product = _dot(shadow, left)
        if before == 0 or damping == 0 or not np.isfinite(product):
            break
        factor = product / before * (step / damping)
        before = product
        for i in range(size):
            way[i] = left[i] + factor * (way[i] - damping * image[i])
        _apply(start, middle, column, weight, way, scratch, image)
        along = _dot(shadow, image)
        if along == 0:
            break
        step = product / along
        for i in range(size):
            left[i] -= step * image[i]
        _apply(start, middle, column, weight, left, scratch, second)
        length = _dot(second, second)
        damping = _dot(second, left) / length if length > 0 else 0.0
        for i in range(size):
            found[i] += step * way[i] + damping * left[i]
            left[i] -= damping * second[i]
        if _dot(left, left) <= wanted:
            break
    _backwards(start, middle, column, weight, found, scratch)
    return scratch


@njit(cache=True)
def _apply(start, middle, column, weight, vector, scratch, into):  # type: ignore[no-untyped-def]
    """Write *(I + L)^-1 A (I + U)^-1 vector*."""
    _backwards(start, middle, column, weight, vector, scratch)
    for i in range(len(vector)):
        total = vector[i] - scratch[i]
        for e in range(start[i], middle[i]):
            total += weight[e] * into[column[e]]
        into[i] = total
    for i in range(len(vector)):
        into[i] += scratch[i]


@njit(cache=True)
def _forwards(start, middle, column, weight, vector):  # type: ignore[no-untyped-def]
    for i in range(len(vector)):
        for e in range(start[i], middle[i]):
            vector[i] += weight[e] * vector[column[e]]


@njit(cache=True)
def _backwards(start, middle, column, weight, vector, into):  # type: ignore[no-untyped-def]
    for i in range(len(vector) - 1, -1, -1):
        total = vector[i]
        for e in range(middle[i], start[i + 1]):
            total += weight[e] * into[column[e]]
        into[i] = total


@njit(cache=True)
def _dot(one, other):  # type: ignore[no-untyped-def]
    total = 0.0
    for i in range(len(one)):
        total += one[i] * other[i]
    return total
