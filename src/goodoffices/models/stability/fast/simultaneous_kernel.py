"""Compiled search through combinations of improvements."""

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True, nogil=True)
def _improvements(
    own: NDArray[np.int32], mask: int, forward: int, backward: int, state: int, found: NDArray[np.int64], at: int
) -> int:
    """Write the changes of options by which one decision maker improves on a state from `at` on; return where they end."""
    can_change = mask & ~(forward & state) & ~(backward & ~state)
    change = can_change
    while change:
        if own[state ^ change] > own[state]:
            found[at] = change
            at += 1
        change = (change - 1) & can_change
    return at


@njit(cache=True, nogil=True)
def simultaneously_stable(
    ranks: NDArray[np.int32],
    masks: NDArray[np.int64],
    forward: int,
    backward: int,
    i: int,
    stable: NDArray[np.bool_],
    first: int,
    last: int,
) -> None:
    """Fill `stable` from `first` up to `last` for decision maker i.

    The improvements of the others are wheels of a counter, each with a place for staying; the counter stops at the first
    combination that is feasible and not better for i than where it started.
    """
    count = len(masks)
    own = ranks[i]
    most = 0
    for j in range(count):
        size = 1
        for bit in range(62):
            size <<= masks[j] >> bit & 1
        most += size
    changes = np.empty(most, np.int64)
    begins = np.empty(count + 1, np.int64)
    wheel = np.empty(count, np.int64)
    for state in range(first, last):
        stable[state] = own[state] >= 0
        if own[state] < 0:
            continue
        at = 0
        for j in range(count):
            begins[j] = at
            at = _improvements(ranks[j], masks[j], forward, backward, state, changes, at)
        begins[count] = at
        for leave in range(begins[i], begins[i + 1]):
            for j in range(count):
                wheel[j] = begins[j] - 1
            together = state ^ changes[leave]
            blocked = False
            while not blocked:
                j = 0
                while j < count:
                    if j != i:
                        if wheel[j] >= begins[j]:
                            together ^= changes[wheel[j]]
                        wheel[j] += 1
                        if wheel[j] < begins[j + 1]:
                            together ^= changes[wheel[j]]
                            break
                        wheel[j] = begins[j] - 1
                    j += 1
                if j == count:
                    break
                blocked = 0 <= own[together] <= own[state]
            if not blocked:
                stable[state] = False
                break
