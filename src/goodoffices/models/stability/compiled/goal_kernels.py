"""Compiled loops over many rankings at once: which states hold, and whether improvements lead there. Import this module only where it is used: compiling takes time."""

import numpy as np
from numba import njit

from goodoffices.models.stability.compiled.graph_kernels import Array

NOBODY = -1
TWO = -2
"""Two movers arrived: from here on anyone may move."""


@njit(cache=True)
def follow(
    start: int,
    spared: int,
    floor: int,
    starts: Array,
    ends: Array,
    ranks: Array,
    last: Array,
    seen: Array,
    stamp: int,
    stack: Array,
) -> bool:
    """Follow legal sequences of improvements from a state; return whether one that the spared mover ranks no higher than `floor` is met.

    Parameters
    ----------
    start : int, spared : int, -1 for nobody: who makes no move here, and whose ranks count
    floor : int; states are compared with it only if somebody is spared
    starts : int64 (movers, states + 1), ends : int32, ranks : int32 (movers, states)
    last : int16 (states,): who arrived, where ``seen[s] == stamp``, all else is left from earlier searches
    stack : int64 (movers * (states + 1),), scratch
    """
    movers, count = ranks.shape
    height = 0
    for k in range(movers):
        if k != spared:
            stack[height] = k * count + start
            height += 1
    while height:
        height -= 1
        k = stack[height] // count
        state = stack[height] - k * count
        here = ranks[k, state]
        for arc in range(starts[k, state], starts[k, state + 1]):
            q = ends[arc]
            if ranks[k, q] <= here:
                continue
            if spared >= 0 and ranks[spared, q] <= floor:
                return True
            if seen[q] != stamp:
                seen[q] = stamp
                last[q] = k
                for j in range(movers):
                    if j not in (k, spared):
                        stack[height] = j * count + q
                        height += 1
            elif last[q] not in (k, TWO):
                stack[height] = last[q] * count + q
                height += 1
                last[q] = TWO
    return False


@njit(cache=True)
def goals(
    starts: Array, ends: Array, rankings: Array, goal: Array, status_quo: int, out_holds: Array, out_reached: Array
) -> None:
    """Return under which rankings a state of the goal is a sequential equilibrium, and improvements lead to one.

    Parameters
    ----------
    starts : int64 (movers, states + 1), ends : int32
    rankings : int32 (rankings, movers, states)
    goal : int64, states; status_quo : int
    out_holds, out_reached : bool (rankings,)
    """
    number, movers, count = rankings.shape
    last, seen = np.empty(count, np.int16), np.zeros(count, np.int64)
    stack = np.empty(movers * (count + 1), np.int64)
    on_the_way = np.empty(len(goal), np.bool_)
    stamp, likely_to_leave = 0, 0
    for r in range(number):
        ranks = rankings[r]
        stamp += 1
        follow(status_quo, NOBODY, 0, starts, ends, ranks, last, seen, stamp, stack)
        for place in range(len(goal)):
            on_the_way[place] = seen[goal[place]] == stamp
        out_holds[r] = out_reached[r] = False
        # States that improvements lead to come first: if one of them holds, both questions are answered.
        for reached in (True, False):
            for place in range(len(goal)):
                if on_the_way[place] != reached:
                    continue
                state = goal[place]
                holds = True
                for step in range(movers):
                    # Who left the state before is asked first.
                    i = (likely_to_leave + step) % movers
                    rank = ranks[i, state]
                    for arc in range(starts[i, state], starts[i, state + 1]):
                        if ranks[i, ends[arc]] > rank:
                            stamp += 1
                            if not follow(ends[arc], i, rank, starts, ends, ranks, last, seen, stamp, stack):
                                holds = False
                                break
                    if not holds:
                        likely_to_leave = i
                        break
                if holds:
                    out_holds[r] = True
                    out_reached[r] = reached
                    break
            if out_holds[r]:
                break
