"""Compiled loops over the moves of a graph. Import this module only where it is used: compiling takes time."""

from typing import Any

import numpy as np
from numba import njit

Array = Any
"""Arrays of compiled code; shapes and types stand in the docstrings."""

NEVER = np.iinfo(np.int32).max


@njit(cache=True)
def reverse(starts: Array, targets: Array, out_starts: Array, out_sources: Array) -> None:
    """Turn the moves of one decision maker round: from where each state can be reached."""
    count = len(starts) - 1
    for target in targets:
        out_starts[target + 1] += 1
    for state in range(count):
        out_starts[state + 1] += out_starts[state]
    place = out_starts[:-1].copy()
    for state in range(count):
        for arc in range(starts[state], starts[state + 1]):
            target = targets[arc]
            out_sources[place[target]] = state
            place[target] += 1


@njit(cache=True)
def spread(
    seeds: Array,
    values: Array,
    movers: Array,
    starts: Array,
    ends: Array,
    first: Array,
    arrived: Array,
    lowest: Array,
    stack: Array,
) -> None:
    """Carry values along legal sequences: no mover moves twice in a row.

    After all seeds were given in order of increasing value, ``lowest[s]`` is the lowest value of any seed that a legal
    sequence of one or more moves connects with s. Moves are followed as `starts` and `ends` list them: with moves turned
    round, sequences lead from s to the seed; with moves as they are, from the seed to s (a legal sequence read backwards
    is legal).

    Where a first mover k is known for a state, the state counts as arrived at by everyone but k; where a second one is
    known, by k too. So every state is treated twice at most, whatever the number of movers.

    Parameters
    ----------
    seeds : int, values : int32 of every state, movers : rows of `starts`
    starts : int64 (all movers, states + 1), ends : int32
    first : int16 (states,), -1 at the outset; arrived : bool (len(movers), states), False; lowest : int32 (states,), NEVER
    stack : int64 (len(movers) * states,), scratch
    """
    count = len(lowest)
    for seed in seeds:
        height = 0
        for k in range(len(movers)):
            if not arrived[k, seed]:
                arrived[k, seed] = True
                stack[height] = k * count + seed
                height += 1
        value = values[seed]
        while height:
            height -= 1
            k = stack[height] // count
            state = stack[height] - k * count
            row = starts[movers[k]]
            for arc in range(row[state], row[state + 1]):
                q = ends[arc]
                known = first[q]
                if known == -1:
                    first[q] = k
                    lowest[q] = value
                    for j in range(len(movers)):
                        if j != k and not arrived[j, q]:
                            arrived[j, q] = True
                            stack[height] = j * count + q
                            height += 1
                elif known not in (k, -2):
                    first[q] = -2
                    if not arrived[known, q]:
                        arrived[known, q] = True
                        stack[height] = known * count + q
                        height += 1


@njit(cache=True)
def connected(
    seeds: Array,
    movers: Array,
    starts: Array,
    ends: Array,
    first: Array,
    arrived: Array,
    lowest: Array,
    stack: Array,
    zeros: Array,
) -> None:
    """As `spread`, from a mask of seeds that all have the value 0, with scratch arrays that may have been used before."""
    first[:] = -1
    arrived[:] = False
    lowest[:] = NEVER
    spread(np.flatnonzero(seeds), zeros, movers, starts, ends, first, arrived[: len(movers)], lowest, stack)


@njit(cache=True)
def best_of_moves(starts: Array, targets: Array, ranks: Array, out: Array) -> None:
    """Return the highest rank a decision maker has in a state or after one move of its own from there."""
    for state in range(len(out)):
        best = ranks[state]
        for arc in range(starts[state], starts[state + 1]):
            best = max(best, ranks[targets[arc]])
        out[state] = best


@njit(cache=True)
def held(starts: Array, targets: Array, ranks: Array, lowest: Array, out: Array) -> None:
    """Return where every improvement can be followed by a sanction: ``lowest`` after it is no higher than the rank."""
    for state in range(len(out)):
        rank = ranks[state]
        out[state] = True
        for arc in range(starts[state], starts[state + 1]):
            target = targets[arc]
            if ranks[target] > rank and lowest[target] > rank:
                out[state] = False
                break


@njit(cache=True)
def search(
    start: int, first_mover: int, movers: Array, starts: Array, ends: Array, arrival: Array, parent: Array, queue: Array
) -> None:
    """Find the shortest legal sequences from one state: breadth first over pairs (last mover, state).

    Parameters
    ----------
    start : int, first_mover : int, -1 for any (place in `movers`)
    movers : rows of `starts`; starts, ends : the moves as they are
    arrival : int32 (len(movers), states), -1 at the outset: the number of moves after which the pair is reached
    parent : int64, like arrival: the pair before, as mover * states + state, -1 for the start
    queue : int64 (len(movers) * states,), scratch
    """
    count = arrival.shape[1]
    seen_first = np.full(count, -1, np.int16)
    tail = 0
    for k in range(len(movers)):
        if first_mover in (-1, k):
            row = starts[movers[k]]
            for arc in range(row[start], row[start + 1]):
                target = ends[arc]
                arrival[k, target] = 1
                queue[tail] = k * count + target
                tail += 1
    head = 0
    while head < tail:
        node = queue[head]
        head += 1
        k = node // count
        state = node - k * count
        known = seen_first[state]
        if known == -2:
            continue
        seen_first[state] = k if known == -1 else -2
        for j in range(len(movers)):
            if j == k or known not in (-1, j):
                continue
            row = starts[movers[j]]
            for arc in range(row[state], row[state + 1]):
                target = ends[arc]
                if arrival[j, target] == -1:
                    arrival[j, target] = arrival[k, state] + 1
                    parent[j, target] = node
                    queue[tail] = j * count + target
                    tail += 1


@njit(cache=True)
def improving(starts: Array, targets: Array, ranks: Array, out_starts: Array, out_targets: Array) -> None:
    """List the moves of one decision maker that lead to a state it strictly prefers."""
    filled = 0
    for state in range(len(starts) - 1):
        out_starts[state] = filled
        for arc in range(starts[state], starts[state + 1]):
            if ranks[targets[arc]] > ranks[state]:
                out_targets[filled] = targets[arc]
                filled += 1
    out_starts[-1] = filled


@njit(cache=True)
def look_ahead(
    starts: Array, targets: Array, own: Array, other: Array, ends: Array, out_ends: Array, out_stays: Array
) -> None:
    """Return where play ends if one decision maker moves next, and whether it stays, given where it ends from the other's turn."""
    for state in range(len(out_ends)):
        best = -1
        for arc in range(starts[state], starts[state + 1]):
            end = ends[targets[arc]]
            if best == -1 or own[end] > own[best] or (own[end] == own[best] and other[end] < other[best]):
                best = end
        out_stays[state] = best == -1 or own[best] <= own[state]
        out_ends[state] = state if out_stays[state] else best


@njit(cache=True)
def held_under_unknown(
    origins: Array,
    starts: Array,
    targets: Array,
    leaves: Array,
    blocks: Array,
    movers: Array,
    back_starts: Array,
    back_ends: Array,
    own_answers: bool,
    out: Array,
) -> None:
    """Return where every move that a decision maker would make can be followed by a state that blocks it.

    ``leaves[s, t]`` says whether it would go from s to t, ``blocks[s, q]`` whether q would keep it in s.
    """
    count = len(starts) - 1
    first, arrived = np.empty(count, np.int16), np.empty((max(len(movers), 1), count), np.bool_)
    lowest, zeros = np.empty(count, np.int32), np.zeros(count, np.int32)
    stack = np.empty(max(len(movers), 1) * count, np.int64)
    for place in range(len(origins)):
        state = origins[place]
        tempted = False
        for arc in range(starts[state], starts[state + 1]):
            tempted |= leaves[state, targets[arc]]
        out[place] = not tempted
        if not tempted or len(movers) == 0:
            continue
        goals = blocks[state].copy()
        if own_answers:
            for q in range(count):
                for arc in range(starts[q], starts[q + 1]):
                    goals[q] &= blocks[state, targets[arc]]
        connected(goals, movers, back_starts, back_ends, first, arrived, lowest, stack, zeros)
        out[place] = True
        for arc in range(starts[state], starts[state + 1]):
            if leaves[state, targets[arc]] and lowest[targets[arc]] == NEVER:
                out[place] = False
                break
