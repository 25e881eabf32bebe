"""Linear equations of a chain, one strongly connected component after the other, compiled.

The equations are *x = gain + P x*. A component is solved by eliminating its states one by one in the manner of Grassmann, Taksar
and Heyman: what leaves a state is added up, never subtracted from one, so that every value keeps its leading digits.
"""

import numpy as np
from numba import njit


@njit(cache=True)
def eliminate(begin, end, successor, probability, gain, order, starts, fixed, values, lost, dead_value, first, largest):  # type: ignore[no-untyped-def]
    """Solve components from number `first` on; return the number of the first that has more states than `largest`.

    `values` holds the values of the states in `fixed` and takes all others. A state from which no fixed one can be reached is
    marked in `lost` and has the value `dead_value`.
    """
    place = np.full(len(begin), -1, dtype=np.int32)
    for block in range(first, len(starts) - 1):
        size = starts[block + 1] - starts[block]
        members = order[starts[block] : starts[block + 1]]
        if size > largest:
            return block
        if size == 1:
            state = members[0]
            if not fixed[state]:
                out, total = 0.0, gain[state]
                for e in range(begin[state], end[state]):
                    if successor[e] != state and probability[e] > 0:
                        out += probability[e]
                        total += probability[e] * values[successor[e]]
                lost[state] = out <= 0
                values[state] = total / out if out > 0 else dead_value
        else:
            eliminate_block(begin, end, successor, probability, gain, members, place, values, lost, dead_value)
    return len(starts) - 1


@njit(cache=True)
def eliminate_block(begin, end, successor, probability, gain, members, place, values, lost, dead_value):  # type: ignore[no-untyped-def]
    """Solve one component of several states; `place` is -1 everywhere, before and after."""
    size = len(members)
    inner = np.zeros((size, size))
    leaving, total, out = np.zeros(size), np.zeros(size), np.zeros(size)
    for i in range(size):
        place[members[i]] = i
    for i in range(size):
        total[i] = gain[members[i]]
        for e in range(begin[members[i]], end[members[i]]):
            if probability[e] > 0:
                j = place[successor[e]]
                if j >= 0:
                    inner[i, j] += probability[e]
                else:
                    leaving[i] += probability[e]
                    total[i] += probability[e] * values[successor[e]]
    for i in range(size - 1, -1, -1):
        out[i] = leaving[i] + inner[i, :i].sum()
        for k in range(i):
            share = inner[k, i]
            if share <= 0:
                continue
            if out[i] > 0:
                share /= out[i]
                for j in range(i):
                    inner[k, j] += share * inner[i, j]
                leaving[k] += share * leaving[i]
                total[k] += share * total[i]
            else:
                leaving[k] += share
                total[k] += share * dead_value
    for i in range(size):
        if out[i] > 0:
            value = total[i]
            for j in range(i):
                if inner[i, j] > 0:
                    value += inner[i, j] * values[members[j]]
            values[members[i]] = value / out[i]
        else:
            values[members[i]] = dead_value
        lost[members[i]] = out[i] <= 0
    for i in range(size):
        place[members[i]] = -1


@njit(cache=True)
def misses(begin, end, successor, probability, gain, fixed, values):  # type: ignore[no-untyped-def]
    """Return for each state *|gain + P x - x|* and what rounding may have hidden of it; 0 where the value is fixed."""
    eps = 2.220446049250313e-16
    result = np.zeros(len(begin))
    for state in range(len(begin)):
        if not fixed[state]:
            total, size = gain[state] - values[state], abs(gain[state]) + abs(values[state])
            for e in range(begin[state], end[state]):
                if probability[e] > 0:
                    total += probability[e] * values[successor[e]]
                    size += probability[e] * abs(values[successor[e]])
            result[state] = abs(total) + (end[state] - begin[state] + 2) * eps * size
    return result


@njit(cache=True)
def decreases(begin, end, successor, probability, fixed, values):  # type: ignore[no-untyped-def]
    """Return the least of *x - P x* over the states that are not fixed, or 1 if there is none."""
    least = np.inf
    for state in range(len(begin)):
        if not fixed[state]:
            total = values[state]
            for e in range(begin[state], end[state]):
                if probability[e] > 0:
                    total -= probability[e] * values[successor[e]]
            least = min(least, total)
    return least if least < np.inf else 1.0
