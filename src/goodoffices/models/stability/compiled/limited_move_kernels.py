"""Compiled loops of limited moves of several decision makers. Import this module only where it is used: compiling takes time."""

import numpy as np
from numba import njit

from goodoffices.models.stability.compiled.graph_kernels import Array, connected


@njit(cache=True)
def decide(
    mover: int, starts: Array, targets: Array, stay: Array, after: Array, out_expected: Array, out_stays: Array
) -> None:
    """Let one decision maker move or stay in every state, and return what everybody then expects.

    ``stay[s, k]`` is the rank that k expects if the mover stays in s, ``after[t, k]`` if it moves to t. It moves if it gains
    strictly; where several moves are equally good for it, everybody else expects the one that is worst for oneself.
    """
    for state in range(len(out_stays)):
        best = stay[state, mover]
        out_expected[state] = stay[state]
        out_stays[state] = True
        for arc in range(starts[state], starts[state + 1]):
            target = targets[arc]
            if after[target, mover] > best:
                best = after[target, mover]
                out_stays[state] = False
                out_expected[state] = after[target]
            elif after[target, mover] == best and not out_stays[state]:
                out_expected[state] = np.minimum(out_expected[state], after[target])


@njit(cache=True)
def reached_together(members: Array, starts: Array, ends: Array, out: Array) -> None:
    """Return which states legal sequences of some decision makers reach from each state, shape (states, states)."""
    count = len(out)
    first, arrived = np.empty(count, np.int16), np.empty((len(members), count), np.bool_)
    lowest, zeros = np.empty(count, np.int32), np.zeros(count, np.int32)
    stack, seed = np.empty(len(members) * count, np.int64), np.zeros(count, np.bool_)
    for state in range(count):
        seed[state] = True
        connected(seed, members, starts, ends, first, arrived, lowest, stack, zeros)
        seed[state] = False
        out[state] = lowest == 0


@njit(cache=True)
def bettered(here: Array, expected: Array, focal: int, other: int, one: int) -> bool:
    """Whether all who gain by going from a state to one other expect still more of another one."""
    for k in range(len(here)):
        if k != focal and expected[one, k] > here[k] and expected[other, k] <= expected[one, k]:
            return False
    return True


@njit(cache=True)
def answer(focal: int, ranks: Array, reached: Array, expected: Array, out: Array) -> None:
    """Let all but the focal decision maker answer together in every state, and return what everybody then expects.

    ``ranks[s, k]`` are the ranks, ``reached[H, t, q]`` says whether a group, given as the bits of H, reaches q from t, and
    ``expected[q, k]`` what k expects once the focal decision maker has the turn in q.

    What betters an answer that betters a third betters the third. So an answer is held against those alone that nothing has bettered
    yet.
    """
    count, people = ranks.shape
    left = np.empty(count, np.int64)
    for state in range(count):
        here = ranks[state]
        kept = 0
        for q in range(count):
            group = 0
            for k in range(people):
                group |= (k != focal and expected[q, k] > here[k]) << k
            if group == 0 or q == state or not reached[group, state, q]:
                continue
            improved_on = False
            for place in range(kept):
                if bettered(here, expected, focal, left[place], q):
                    improved_on = True
                    break
            if improved_on:
                continue
            still = 0
            for place in range(kept):
                if not bettered(here, expected, focal, q, left[place]):
                    left[still] = left[place]
                    still += 1
            left[still] = q
            kept = still + 1
        out[state] = here
        for place in range(kept):
            out[state] = expected[left[place]] if place == 0 else np.minimum(out[state], expected[left[place]])
