"""Strongly connected components of a sparse graph, compiled."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def components(
    begin: Numbers, end: Numbers, successor: NDArray[np.int32], stops: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], Numbers]:
    """Return the strongly connected components, each after all that it leads to.

    Parameters
    ----------
    begin, end : ndarray of int64, shape (states,)
        The entries of a state are those from ``begin`` to ``end - 1``.
    successor : ndarray of int32
        Where an entry leads; below zero nowhere.
    stops : ndarray of bool, shape (states,)
        States whose entries do not count.

    Returns
    -------
    order : ndarray of int32, shape (states,)
        The states, those of one component together.
    starts : ndarray of int64, shape (components + 1,)
        Where each component starts in `order`.

    Notes
    -----
    Tarjan's algorithm without recursion, O(states + entries).

    References
    ----------
    Tarjan (1972), 'Depth-first search and linear graph algorithms', *SIAM Journal on Computing* 1(2), 146-160.
    """
    order, starts, count = _tarjan(begin, end, successor, stops)
    return order, starts[: count + 1].copy()


@njit(cache=True)
def _tarjan(begin, end, successor, stops):  # type: ignore[no-untyped-def]  # noqa: PLR0915
    n = len(begin)
    met = np.full(n, -1, dtype=np.int32)  # when a state was met; n once its component is closed
    low = np.empty(n, dtype=np.int32)
    open_states = np.empty(n, dtype=np.int32)
    path = np.empty(n, dtype=np.int32)
    following = np.empty(n, dtype=np.int64)
    order = np.empty(n, dtype=np.int32)
    starts = np.zeros(n + 1, dtype=np.int64)
    clock, opened, placed, count = 0, 0, 0, 0
    for root in range(n):
        if met[root] >= 0:
            continue
        path[0], depth = root, 1
        met[root] = low[root] = clock
        clock += 1
        open_states[opened] = root
        opened += 1
        following[root] = end[root] if stops[root] else begin[root]
        while depth:
            state = path[depth - 1]
            deeper = False
            while following[state] < end[state]:
                target = successor[following[state]]
                following[state] += 1
                if target < 0 or met[target] == n:
                    continue
                if met[target] < 0:
                    met[target] = low[target] = clock
                    clock += 1
                    open_states[opened] = target
                    opened += 1
                    following[target] = end[target] if stops[target] else begin[target]
                    path[depth] = target
                    depth += 1
                    deeper = True
                    break
                low[state] = min(low[state], met[target])
            if deeper:
                continue
            depth -= 1
            if depth:
                low[path[depth - 1]] = min(low[path[depth - 1]], low[state])
            if low[state] == met[state]:
                while True:
                    opened -= 1
                    member = open_states[opened]
                    met[member] = n
                    order[placed] = member
                    placed += 1
                    if member == state:
                        break
                count += 1
                starts[count] = placed
    return order, starts, count
