"""Compiled loops of the mediator's analysis: answers to one move, and rankings compared. Import this module only where it is used: compiling takes time."""

import numpy as np
from numba import njit

from goodoffices.models.stability.compiled.graph_kernels import Array


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


@njit(cache=True)
def inversions(values: Array) -> int:
    """Return how many pairs of numbers from 0 stand with the larger one first."""
    counts = np.zeros(values.max() + 2, np.int64)
    found = 0
    for seen in range(len(values)):
        place = values[seen] + 1
        not_larger = 0
        while place > 0:
            not_larger += counts[place]
            place -= place & -place
        found += seen - not_larger
        place = values[seen] + 1
        while place < len(counts):
            counts[place] += 1
            place += place & -place
    return found
