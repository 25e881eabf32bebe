"""A compiled search for the answers to one move. Import this module only where it is used: compiling takes time."""

import numpy as np
from numba import njit

from goodoffices.models.stability.graph_kernels import Array


@njit(cache=True)
def answered_by_improvements(start: int, movers: Array, starts: Array, ends: Array, ranks: Array, out: Array) -> None:
    """Return which states legal sequences of improvements reach from one state.

    Only the moves from states that are reached are looked at, so that a change of ranks costs no pass over all moves.

    Parameters
    ----------
    start : int
    movers : rows of `starts` and of `ranks`; starts, ends : all moves
    out : bool (states,), False
    """
    count = len(out)
    last = np.full(count, -1, np.int16)
    stack = np.empty(len(movers) * (count + 1), np.int64)
    for place in range(len(movers)):
        stack[place] = place * count + start
    height = len(movers)
    while height:
        height -= 1
        place = stack[height] // count
        state = stack[height] - place * count
        mover = movers[place]
        here = ranks[mover, state]
        for arc in range(starts[mover, state], starts[mover, state + 1]):
            q = ends[arc]
            if ranks[mover, q] <= here or last[q] == -2 or last[q] == place:
                continue
            if last[q] == -1:
                last[q] = place
                out[q] = True
                for other in range(len(movers)):
                    if other != place:
                        stack[height] = other * count + q
                        height += 1
            else:
                stack[height] = last[q] * count + q
                height += 1
                last[q] = -2
