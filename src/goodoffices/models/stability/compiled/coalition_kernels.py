"""Compiled loops over coalitions' improvements and their sanctions. Import this module only where it is used."""

import numpy as np
from numba import njit

from goodoffices.models.stability.compiled.graph_kernels import NEVER, Array, connected


@njit(cache=True)
def dominating(ranks: Array, members: Array, state: int, pareto: bool, out: Array) -> None:
    """Return which states a coalition gains by: all members strictly, or with `pareto` none loses and one gains."""
    for q in range(len(out)):
        gains = 0
        loses = False
        for i in members:
            if ranks[i, q] > ranks[i, state]:
                gains += 1
            elif ranks[i, q] < ranks[i, state]:
                loses = True
        out[q] = (gains > 0 and not loses) if pareto else gains == len(members)


@njit(cache=True)
def coalition_gains(
    origins: Array, members: Array, ranks: Array, pareto: bool, starts: Array, ends: Array, out_starts: Array
) -> Array:
    """Return the coalition improvements from each of the origins, one list after the other."""
    count = starts.shape[1] - 1
    first, arrived = np.empty(count, np.int16), np.empty((len(members), count), np.bool_)
    lowest, zeros = np.empty(count, np.int32), np.zeros(count, np.int32)
    stack, seed, better = np.empty(len(members) * count, np.int64), np.zeros(count, np.bool_), np.empty(count, np.bool_)
    found = np.empty(max(count, 16), np.int32)
    filled = 0
    for place in range(len(origins)):
        state = origins[place]
        seed[state] = True
        connected(seed, members, starts, ends, first, arrived, lowest, stack, zeros)
        seed[state] = False
        dominating(ranks, members, state, pareto, better)
        for q in range(count):
            if better[q] and lowest[q] == 0:
                if filled == len(found):
                    found = np.concatenate((found, np.empty(len(found), np.int32)))
                found[filled] = q
                filled += 1
        out_starts[place + 1] = filled
    return found[:filled].copy()


@njit(cache=True)
def coalition_answered(gain_starts: Array, gains: Array, ranks: Array, lowest: Array, out: Array) -> None:
    """Return where every coalition improvement can be followed by a state that is no better for some member.

    `ranks` and `lowest` have a row for each member; ``lowest[i, t]`` is the worst that others can bring about for it from t.
    """
    for state in range(len(out)):
        out[state] = True
        for arc in range(gain_starts[state], gain_starts[state + 1]):
            answered = False
            for i in range(len(ranks)):
                answered |= lowest[i, gains[arc]] <= ranks[i, state]
            if not answered:
                out[state] = False
                break


@njit(cache=True)
def coalition_held(
    origins: Array,
    gain_starts: Array,
    gains: Array,
    members: Array,
    ranks: Array,
    pareto: bool,
    movers: Array,
    back_starts: Array,
    back_ends: Array,
    members_answer: bool,
    own_starts: Array,
    own_ends: Array,
    out: Array,
) -> None:
    """Return from where every coalition improvement can be followed by a sanction of the others.

    `movers` are those who answer, rows of `back_starts` (moves turned round); `members_answer` asks that no legal sequence
    of the coalition's own moves leads from the sanction to another coalition improvement.
    """
    count = back_starts.shape[1] - 1
    most = max(len(movers), len(members))
    first, arrived = np.empty(count, np.int16), np.empty((most, count), np.bool_)
    lowest, zeros = np.empty(count, np.int32), np.zeros(count, np.int32)
    stack, better = np.empty(most * count, np.int64), np.empty(count, np.bool_)
    for place in range(len(origins)):
        begin, end = gain_starts[place], gain_starts[place + 1]
        out[place] = begin == end
        if begin == end or len(movers) == 0:
            continue
        dominating(ranks, members, origins[place], pareto, better)
        goals = ~better
        if members_answer:
            connected(better, members, own_starts, own_ends, first, arrived, lowest, stack, zeros)
            goals &= lowest == NEVER
        connected(goals, movers, back_starts, back_ends, first, arrived, lowest, stack, zeros)
        out[place] = True
        for arc in range(begin, end):
            if lowest[gains[arc]] == NEVER:
                out[place] = False
                break
