"""One step of choosing among commands, compiled."""

import numpy as np
from numba import njit


@njit(cache=True)
def improved(first_choice, first_entry, successor, probability, gain, fixed, maximise, values, policy, margin):  # type: ignore[no-untyped-def]
    """Let every state choose its best choice; the present one is kept unless another is better by more than `margin`.

    Returns the values after one step and how many states chose anew. `policy` is changed in place.
    """
    after, changed = values.copy(), 0
    for state in range(len(first_choice) - 1):
        if fixed[state]:
            continue
        best, present = np.nan, np.nan
        chosen = policy[state]
        for choice in range(first_choice[state], first_choice[state + 1]):
            total = gain[choice]
            for e in range(first_entry[choice], first_entry[choice + 1]):
                total += probability[e] * values[successor[e]]
            if choice == policy[state]:
                present = total
            if np.isnan(best) or (total > best if maximise[state] else total < best):
                best, chosen = total, choice
        after[state] = best
        if chosen != policy[state] and not abs(best - present) <= margin * (1 + abs(present)):
            policy[state] = chosen
            changed += 1
    return after, changed


@njit(cache=True)
def can_reach(first_choice, first_entry, successor, target):  # type: ignore[no-untyped-def]
    """Return for each state a choice that brings it nearer to the target; -1 on the target, -2 where it is out of reach."""
    n = len(first_choice) - 1
    nearer = np.full(n, -2, dtype=np.int64)
    nearer[target] = -1
    count = np.zeros(n + 1, dtype=np.int64)
    for e in range(len(successor)):
        count[successor[e] + 1] += 1
    before = np.cumsum(count)
    origin = np.empty(len(successor), dtype=np.int64)
    owner = np.empty(len(first_entry) - 1, dtype=np.int32)
    free = before.copy()
    for state in range(n):
        for choice in range(first_choice[state], first_choice[state + 1]):
            owner[choice] = state
            for e in range(first_entry[choice], first_entry[choice + 1]):
                origin[free[successor[e]]] = choice
                free[successor[e]] += 1
    queue = np.empty(n, dtype=np.int32)
    filled = 0
    for state in range(n):
        if target[state]:
            queue[filled] = state
            filled += 1
    read = 0
    while read < filled:
        state = queue[read]
        read += 1
        for i in range(before[state], before[state + 1]):
            source = owner[origin[i]]
            if nearer[source] == -2:
                nearer[source] = origin[i]
                queue[filled] = source
                filled += 1
    return nearer


@njit(cache=True)
def can_avoid(first_choice, first_entry, successor, target):  # type: ignore[no-untyped-def]
    """Return for each state a choice that stays clear of the target for ever; -1 where there is none."""
    n = len(first_choice) - 1
    clear = np.empty(n, dtype=np.int64)
    for state in range(n):
        clear[state] = -1 if target[state] else first_choice[state]
    forwards, changed = True, True
    while changed:
        changed = False
        for step in range(n):
            state = step if forwards else n - 1 - step
            choice = clear[state]
            while choice >= 0:
                safe = True
                for e in range(first_entry[choice], first_entry[choice + 1]):
                    if clear[successor[e]] < 0:
                        safe = False
                        break
                if safe:
                    break
                choice = choice + 1 if choice + 1 < first_choice[state + 1] else -1
                changed = True
            clear[state] = choice
        forwards = not forwards
    return clear


@njit(cache=True)
def leaves(first_choice, first_entry, successor, part, live):  # type: ignore[no-untyped-def]
    """Take out of `live` the choices that can lead out of their state's part; return how many there were."""
    removed = 0
    for state in range(len(first_choice) - 1):
        for choice in range(first_choice[state], first_choice[state + 1]):
            if live[choice]:
                for e in range(first_entry[choice], first_entry[choice + 1]):
                    if part[successor[e]] != part[state]:
                        live[choice] = False
                        removed += 1
                        break
    return removed
