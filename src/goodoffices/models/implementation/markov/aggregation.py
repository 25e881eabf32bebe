"""A smaller system in which neighbouring unknowns are one, compiled."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from goodoffices.models.implementation.markov.component_system import Floats

STRONG = 0.25
"""An unknown is joined to a free one only if that counts at least this share of the one that counts most."""


class Level(NamedTuple):
    """The matrix of a system, and what unknown of the next smaller one each unknown belongs to.

    Attributes
    ----------
    start, middle, column, weight
        As in :class:`~goodoffices.models.implementation.markov.component_system.System`.
    part : ndarray of int32, shape (unknowns,)
        The number of the unknown of the smaller system.
    size : ndarray, shape (unknowns of the smaller system,)
        By what the equations of the smaller system, sums of those here, were divided.
    """

    start: NDArray[np.int64]
    middle: NDArray[np.int64]
    column: NDArray[np.int32]
    weight: Floats
    part: NDArray[np.int32]
    size: Floats


@njit(cache=True)
def slack(start, weight):  # type: ignore[no-untyped-def]
    """Return by how much the weights of each unknown fall short of one."""
    short = np.empty(len(start) - 1)
    for i in range(len(short)):
        total = 0.0
        for e in range(start[i], start[i + 1]):
            total += weight[e]
        short[i] = max(1 - total, 0.0)
    return short


@njit(cache=True)
def paired(start, column, weight):  # type: ignore[no-untyped-def]
    """Join each unknown, in their order, to one that counts much in its equation; return the parts and how many.

    That is the free one that counts most; if it counts much less than another, the part of that other.
    """
    part, count = np.full(len(start) - 1, -1, dtype=np.int32), 0
    for i in range(len(part)):
        if part[i] >= 0:
            continue
        most, strongest, best, partner = 0.0, -1, 0.0, -1
        for e in range(start[i], start[i + 1]):
            if weight[e] > most:
                most, strongest = weight[e], column[e]
            if part[column[e]] < 0 and weight[e] > best:
                best, partner = weight[e], column[e]
        if strongest >= 0 and best < STRONG * most:
            part[i] = part[strongest]
            continue
        part[i] = count
        if partner >= 0:
            part[partner] = count
        count += 1
    return part, count


@njit(cache=True)
def joined(start, column, weight, short, part, count):  # type: ignore[no-untyped-def]
    """Return start, middle, column and weight of the smaller system, by how much its weights fall short of one, and the divisors."""
    first, following = np.full(count, -1, dtype=np.int32), np.full(len(part), -1, dtype=np.int32)
    for i in range(len(part) - 1, -1, -1):
        following[i] = first[part[i]]
        first[part[i]] = i
    begin, middle = np.zeros(count + 1, dtype=np.int64), np.empty(count, dtype=np.int64)
    targets, chances = np.empty(len(column), dtype=np.int32), np.empty(len(column))
    small_short, size = np.zeros(count), np.zeros(count)
    met, own, sums = np.full(count, -1, dtype=np.int32), np.empty(count, dtype=np.int32), np.zeros(count)
    filled = 0
    for p in range(count):
        found, i = 0, first[p]
        while i >= 0:
            size[p] += short[i]
            for e in range(start[i], start[i + 1]):
                q = part[column[e]]
                if q != p:
                    if met[q] != p:
                        met[q] = p
                        own[found] = q
                        sums[q] = 0.0
                        found += 1
                    sums[q] += weight[e]
                    size[p] += weight[e]
            small_short[p] += short[i]
            i = following[i]
        scale = size[p] if size[p] > 0 else 1.0
        small_short[p] /= scale
        for lower in (True, False):
            for k in range(found):
                if (own[k] < p) == lower:
                    targets[filled], chances[filled] = own[k], sums[own[k]] / scale
                    filled += 1
            if lower:
                middle[p] = filled
        begin[p + 1] = filled
        size[p] = scale
    return begin, middle, targets[:filled].copy(), chances[:filled].copy(), small_short, size


@njit(cache=True)
def restricted(vector, part, size):  # type: ignore[no-untyped-def]
    """Return the right-hand sides of the smaller system."""
    sums = np.zeros(len(size))
    for i in range(len(vector)):
        sums[part[i]] += vector[i]
    return sums / size


@njit(cache=True)
def prolonged(small, part, values):  # type: ignore[no-untyped-def]
    """Add to each value that of its part."""
    for i in range(len(values)):
        values[i] += small[part[i]]
