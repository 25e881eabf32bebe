"""Equations of one large strongly connected component, by the method of Gauss and Seidel, compiled."""

import numpy as np
from numba import njit


@njit(cache=True)
def iterate(begin, end, successor, probability, gain, members, values, lost, dead_value, tolerance, most):  # type: ignore[no-untyped-def]
    """Solve for the members, from below, until no value changes by more than `tolerance`; at most so many rounds."""
    place = np.full(len(begin), -1, dtype=np.int32)
    for i in range(len(members)):
        place[members[i]] = i
    leaves = _spread(begin, end, successor, probability, members, place, values, lost, True)
    for i in range(len(members)):
        state = members[i]
        lost[state] = not leaves[i]
        values[state] = 0.0 if leaves[i] else dead_value
    infinite = _spread(begin, end, successor, probability, members, place, values, lost, False)
    for i in range(len(members)):
        if infinite[i]:
            values[members[i]] = np.inf
    for _ in range(most):
        change = 0.0
        for i in range(len(members)):
            state = members[i]
            if lost[state] or infinite[i]:
                continue
            out, total = 0.0, gain[state]
            for e in range(begin[state], end[state]):
                if successor[e] != state and probability[e] > 0:
                    out += probability[e]
                    total += probability[e] * values[successor[e]]
            value = total / out
            change = max(change, abs(value - values[state]))
            values[state] = value
        if change <= tolerance:
            break


@njit(cache=True)
def _spread(begin, end, successor, probability, members, place, values, lost, leaving):  # type: ignore[no-untyped-def]
    """Return which members can leave, or (not `leaving`) which can come to an infinite value."""
    found = np.zeros(len(members), dtype=np.bool_)
    changed = True
    while changed:
        changed = False
        for i in range(len(members)):
            if found[i]:
                continue
            for e in range(begin[members[i]], end[members[i]]):
                if probability[e] > 0:
                    j = place[successor[e]]
                    if (found[j] if j >= 0 else leaving) or (not leaving and np.isinf(values[successor[e]])):
                        if not (not leaving and lost[members[i]]):
                            found[i] = True
                            changed = True
                        break
    return found
