"""Compiled loops over bundles of fibres (see :mod:`goodoffices.models.stability.fast.fibres`).

Every function works on the bundles from `first` up to `last`, and touches no state of another bundle, so that threads can share
the work. `x` holds one number for each state.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
ABOVE_ALL = 2**31 - 1


@njit(cache=True, nogil=True)
def _base(bundle: int, outer: Longs) -> int:
    base = 0
    for bit in range(len(outer)):
        base |= (bundle >> bit & 1) << outer[bit]
    return base


@njit(cache=True, nogil=True)
def raise_to_best(
    x: Ints, own: Longs, lanes: Longs, outer: Longs, one_way: NDArray[np.int8], first: int, last: int
) -> None:
    """Set x(s) to the largest x among the states one decision maker can bring about from s, s itself included."""
    size, width = len(own), len(lanes)
    part = np.empty((size, width), np.int32)
    for bundle in range(first, last):
        base = _base(bundle, outer)
        for f in range(size):
            for lane in range(width):
                part[f, lane] = x[base + own[f] + lanes[lane]]
        for bit in range(len(one_way)):
            step = 1 << bit
            for f in range(size):
                if f & step:
                    continue
                given_up, taken = part[f], part[f + step]
                if one_way[bit] == 0:
                    for lane in range(width):
                        best = max(given_up[lane], taken[lane])
                        given_up[lane] = best
                        taken[lane] = best
                elif one_way[bit] > 0:
                    for lane in range(width):
                        given_up[lane] = max(given_up[lane], taken[lane])
                else:
                    for lane in range(width):
                        taken[lane] = max(given_up[lane], taken[lane])
        for f in range(size):
            for lane in range(width):
                x[base + own[f] + lanes[lane]] = part[f, lane]


@njit(cache=True, nogil=True)
def lower_to_worst(
    x: Ints, own: Longs, lanes: Longs, outer: Longs, one_way: NDArray[np.int8], first: int, last: int
) -> bool:
    """Set x(s) to the smallest x among the states one decision maker can bring about from s; say whether anything changed.

    Infeasible states hold `ABOVE_ALL`, and keep it.
    """
    size, width = len(own), len(lanes)
    part = np.empty((size, width), np.int32)
    changed = False
    for bundle in range(first, last):
        base = _base(bundle, outer)
        for f in range(size):
            for lane in range(width):
                part[f, lane] = x[base + own[f] + lanes[lane]]
        for bit in range(len(one_way)):
            step = 1 << bit
            for f in range(size):
                if f & step:
                    continue
                given_up, taken = part[f], part[f + step]
                if one_way[bit] == 0:
                    for lane in range(width):
                        worst = min(given_up[lane], taken[lane])
                        given_up[lane] = worst
                        taken[lane] = worst
                elif one_way[bit] > 0:
                    for lane in range(width):
                        given_up[lane] = min(given_up[lane], taken[lane])
                else:
                    for lane in range(width):
                        taken[lane] = min(given_up[lane], taken[lane])
        for f in range(size):
            for lane in range(width):
                state = base + own[f] + lanes[lane]
                old = x[state]
                if part[f, lane] < old != ABOVE_ALL:
                    x[state] = part[f, lane]
                    changed = True
    return changed


@njit(cache=True, nogil=True)
def sort_fibres(
    ranks: Ints,
    order: NDArray[np.unsignedinteger],
    own: Longs,
    lanes: Longs,
    outer: Longs,
    one_way: NDArray[np.int8],
    first: int,
    last: int,
) -> None:
    """Write down, for every fibre, its states from best to worst; the highest bit tells where a lower rank begins."""
    size, width = len(own), len(lanes)
    place_bits = len(one_way)
    starts = 1 << (8 * order.itemsize - 1)
    keys = np.empty(size, np.int64)
    for bundle in range(first, last):
        base = _base(bundle, outer)
        for lane in range(width):
            for f in range(size):
                keys[f] = -(np.int64(ranks[base + own[f] + lanes[lane]]) << place_bits) + f
            keys.sort()
            at = (bundle * width + lane) * size
            for place in range(size):
                code = keys[place] & ((1 << place_bits) - 1)
                lower = place > 0 and keys[place] >> place_bits != keys[place - 1] >> place_bits
                order[at + place] = code | (starts if lower else 0)


@njit(cache=True, nogil=True)
def lower_along_improvements(
    x: Ints,
    order: NDArray[np.unsignedinteger],
    own: Longs,
    lanes: Longs,
    outer: Longs,
    one_way: NDArray[np.int8],  # noqa: ARG001 (all loops over fibres are called alike)
    first: int,
    last: int,
) -> bool:
    """Set x(s) to the smallest x among s and one decision maker's improvements from s; say whether anything changed.

    Infeasible states hold -1 and rank below all others.
    """
    size, width = len(own), len(lanes)
    starts = 1 << (8 * order.itemsize - 1)
    part = np.empty((width, size), np.int32)
    changed = False
    for bundle in range(first, last):
        base = _base(bundle, outer)
        for f in range(size):
            for lane in range(width):
                part[lane, f] = x[base + own[f] + lanes[lane]]
        moved = False
        for lane in range(width):
            at = (bundle * width + lane) * size
            fibre = part[lane]
            better = np.int32(ABOVE_ALL)
            seen = np.int32(ABOVE_ALL)
            for place in range(at, at + size):
                code = np.int64(order[place])
                if code & starts:
                    better = seen
                member = code & (starts - 1)
                if better < fibre[member]:
                    fibre[member] = better
                    moved = True
                seen = min(seen, fibre[member])
        if moved:
            changed = True
            for f in range(size):
                for lane in range(width):
                    x[base + own[f] + lanes[lane]] = part[lane, f]
    return changed


@njit(cache=True, nogil=True)
def lower_along_one_way_improvements(
    x: Ints,
    order: NDArray[np.unsignedinteger],
    stage: Longs,
    stages: int,
    own: Longs,
    lanes: Longs,
    outer: Longs,
    one_way: NDArray[np.int8],  # noqa: ARG001 (all loops over fibres are called alike)
    first: int,
    last: int,
) -> bool:
    """As :func:`lower_along_improvements`, where some options cannot be undone.

    `stage` says of every place in a fibre which of the `stages` combinations of such options it has, one bit each, set where
    the option is still open. From a state only those can be reached whose open options are among its own.
    """
    size, width = len(own), len(lanes)
    starts = 1 << (8 * order.itemsize - 1)
    better = np.empty(stages, np.int32)
    group = np.empty(size, np.int64)
    changed = False
    for bundle in range(first, last):
        base = _base(bundle, outer)
        for lane in range(width):
            at = (bundle * width + lane) * size
            here = base + lanes[lane]
            better[:] = ABOVE_ALL
            waiting = 0
            for place in range(at, at + size):
                code = np.int64(order[place])
                if code & starts:
                    for w in range(waiting):
                        _offer(better, stage[group[w]], x[here + own[group[w]]], stages - 1)
                    waiting = 0
                f = code & (starts - 1)
                group[waiting] = f
                waiting += 1
                state = here + own[f]
                if better[stage[f]] < x[state]:
                    x[state] = better[stage[f]]
                    changed = True
    return changed


@njit(cache=True, nogil=True)
def _offer(better: Ints, stage: int, value: int, every: int) -> None:
    """Enter a value for its stage and all from which that stage can be reached: those with more options open."""
    if better[stage] <= value:
        return
    rest = every & ~stage
    more = rest
    while True:
        better[stage | more] = min(better[stage | more], value)
        if more == 0:
            return
        more = (more - 1) & rest


@njit(cache=True, nogil=True)
def mark(codes: Ints, used: NDArray[np.uint64]) -> None:
    """Set the bit of every code that is not negative."""
    for code in codes:
        if code >= 0:
            used[code >> 6] |= np.uint64(1) << np.uint64(code & 63)


@njit(cache=True, nogil=True)
def renumber(codes: Ints, used: NDArray[np.uint64], below: Ints) -> None:
    """Replace every code that is not negative by the number of smaller codes in use."""
    for place in range(len(codes)):
        code = codes[place]
        if code >= 0:
            smaller = used[code >> 6] & ((np.uint64(1) << np.uint64(code & 63)) - np.uint64(1))
            count = 0
            while smaller:
                smaller &= smaller - np.uint64(1)
                count += 1
            codes[place] = below[code >> 6] + count
