"""Equations of a course at many draws at once, compiled.

Within a month turns follow one another; what has happened is never undone. So the only way back to a state is a month in which
nothing happens, and of each set of states that lead to one another, all ways go through the one at the start of the month. Its
value is what leaves the month, divided by how likely it is to leave: nothing is subtracted, and all digits are kept.
"""

import numpy as np
from numba import njit


@njit(cache=True)
def solve(order, starts, begin, end, successor, which, chance, fixed, given, gain, dead):  # type: ignore[no-untyped-def]
    """Return the value of every state at every draw, shape (states, draws): *x = gain + P x*, and as given where it is fixed.

    `order` and `starts` give the strongly connected components, each after all that it leads to, and within one the start of the month
    last, later turns before earlier ones. `chance` has the probabilities of the branches in `which`, shape (branches, draws).
    A state that never leaves its month has the value `dead`.
    """
    states, draws = len(begin), chance.shape[1]
    x = np.zeros((states, draws))
    back, out = np.zeros((states, draws)), np.zeros((states, draws))
    member = np.full(states, -1)
    for block in range(len(starts) - 1):
        first, last = starts[block], starts[block + 1]
        head = order[last - 1]
        if fixed[head]:
            for i in range(first, last):
                x[order[i], :] = given[order[i]]
            continue
        for i in range(first, last):
            member[order[i]] = block
        for i in range(first, last):
            s = order[i]
            x[s, :] = gain[s]
            for e in range(begin[s], end[s]):
                t, p = successor[e], chance[which[e]]
                if t == head:
                    for d in range(draws):
                        back[s, d] += p[d]
                elif member[t] == block:
                    for d in range(draws):
                        x[s, d] += p[d] * x[t, d]
                        back[s, d] += p[d] * back[t, d]
                        out[s, d] += p[d] * out[t, d]
                else:
                    for d in range(draws):
                        x[s, d] += p[d] * x[t, d]
                        out[s, d] += p[d]
        for d in range(draws):
            x[head, d] = x[head, d] / out[head, d] if out[head, d] > 0 else dead
        for i in range(first, last - 1):
            s = order[i]
            for d in range(draws):
                if back[s, d] > 0:
                    x[s, d] += back[s, d] * x[head, d]
    return x


@njit(cache=True)
def follow(early, by_turn, begin, end, successor, which, chance, over, groups, months):  # type: ignore[no-untyped-def]
    """Return how likely it is to be in each group of states after 0, 1, ... months, shape (groups, months + 1, draws).

    `early` are the states before the first month, nearest first; `by_turn` all others, by the turn within the month.
    """
    states, draws = len(begin), chance.shape[1]
    at = np.zeros((states, draws))
    busy = np.zeros(states, dtype=np.bool_)
    found = np.zeros((len(groups), months + 1, draws))
    at[0, :] = 1.0
    busy[0] = True
    for month in range(months + 1):
        for s in early if month == 0 else by_turn:
            if busy[s] and not over[s]:
                for e in range(begin[s], end[s]):
                    t, p = successor[e], chance[which[e]]
                    busy[t] = True
                    for d in range(draws):
                        at[t, d] += at[s, d] * p[d]
                at[s, :] = 0.0
                busy[s] = False
        for g in range(len(groups)):
            for s in range(states):
                if busy[s] and groups[g, s]:
                    for d in range(draws):
                        found[g, month, d] += at[s, d]
    return found
