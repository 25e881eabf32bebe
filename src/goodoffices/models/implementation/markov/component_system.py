"""The equations of one large strongly connected component, written down once in the order they are solved in, compiled."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class System(NamedTuple):
    """Equations *x = right + weight x* of unknowns numbered from 0, loops divided out.

    Attributes
    ----------
    start : ndarray of int64, shape (unknowns + 1,)
        The entries of an unknown are those from ``start[i]`` to ``start[i + 1] - 1``.
    middle : ndarray of int64, shape (unknowns,)
        Before it stand entries of unknowns with a lower number, from it on those with a higher one.
    column : ndarray of int32
        The unknown of each entry.
    weight : ndarray
        What each entry counts; the weights of an unknown sum to at most one.
    right : ndarray, shape (unknowns,)
        What does not depend on unknowns.
    out : ndarray, shape (unknowns,)
        How likely a state is left in one step; what everything was divided by.
    """

    start: NDArray[np.int64]
    middle: NDArray[np.int64]
    column: NDArray[np.int32]
    weight: Floats
    right: Floats
    out: Floats


def system_of(  # type: ignore[no-untyped-def]
    begin, end, successor, probability, gain, members, values, lost, dead_value
) -> tuple[NDArray[np.int32], System]:
    """Return the members whose values are to be found, and their equations; the values of all others are entered.

    Members that can reach no state outside are marked in `lost` and have the value `dead_value`; those that come to an infinite value
    are infinite.
    """
    place = np.full(len(begin), -1, dtype=np.int32)
    place[members] = np.arange(len(members), dtype=np.int32)
    arrays = (begin, end, successor, probability, members, place, values, lost)
    leaves = _spread(*arrays, True)
    lost[members] = ~leaves
    values[members] = np.where(leaves, 0.0, dead_value)
    infinite = _spread(*arrays, False)
    values[members[infinite]] = np.inf
    unknown = members[leaves & ~infinite]
    place[members] = -1
    place[unknown] = np.arange(len(unknown), dtype=np.int32)
    return unknown, System(*_written(begin, end, successor, probability, gain, unknown, place, values))


@njit(cache=True)
def _spread(begin, end, successor, probability, members, place, values, lost, leaving):  # type: ignore[no-untyped-def]
    """Return which members can leave, or (not `leaving`) which can come to an infinite value; in sweeps there and back."""
    found = np.zeros(len(members), dtype=np.bool_)
    changed, sweep = True, 0
    while changed:
        changed = False
        for k in range(len(members)):
            i = k if sweep % 2 else len(members) - 1 - k
            if found[i] or (not leaving and lost[members[i]]):
                continue
            for e in range(begin[members[i]], end[members[i]]):
                if probability[e] > 0:
                    j = place[successor[e]]
                    if (found[j] if j >= 0 else leaving) or (not leaving and np.isinf(values[successor[e]])):
                        found[i] = changed = True
                        break
        sweep += 1
    return found


@njit(cache=True)
def _written(begin, end, successor, probability, gain, unknown, place, values):  # type: ignore[no-untyped-def]
    size = len(unknown)
    start, middle = np.zeros(size + 1, dtype=np.int64), np.empty(size, dtype=np.int64)
    right, out = np.empty(size), np.empty(size)
    for i in range(size):
        state, lower, higher = unknown[i], 0, 0
        total, leaving = gain[state], 0.0
        for e in range(begin[state], end[state]):
            if probability[e] > 0 and successor[e] != state:
                leaving += probability[e]
                j = place[successor[e]]
                if j < 0:
                    total += probability[e] * values[successor[e]]
                elif j < i:
                    lower += 1
                else:
                    higher += 1
        right[i], out[i] = total / leaving, leaving
        middle[i] = start[i] + lower
        start[i + 1] = middle[i] + higher
    column, weight = np.empty(start[size], dtype=np.int32), np.empty(start[size])
    for i in range(size):
        state, lower, higher = unknown[i], start[i], middle[i]
        for e in range(begin[state], end[state]):
            if probability[e] > 0 and successor[e] != state:
                j = place[successor[e]]
                if 0 <= j < i:
                    column[lower], weight[lower] = j, probability[e] / out[i]
                    lower += 1
                elif j > i:
                    column[higher], weight[higher] = j, probability[e] / out[i]
                    higher += 1
    return start, middle, column, weight, right, out
