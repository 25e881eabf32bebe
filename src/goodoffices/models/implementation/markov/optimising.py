"""The best policy of a model without end components, one strongly connected component after the other, compiled."""

import numpy as np
from numba import njit

from goodoffices.models.implementation.markov.elimination import eliminate_block


@njit(cache=True)
def optimise(  # type: ignore[no-untyped-def]
    first_choice,
    first_entry,
    successor,
    probability,
    gain,
    order,
    starts,
    fixed,
    maximise,
    values,
    policy,
    margin,
    first,
    largest,
):
    """Solve components from number `first` on; return the number of the first that has more states than `largest`.

    `values` and `policy` are filled in. In components of several states the policy is changed wherever another choice is better by more
    than `margin`, until there is none.
    """
    n = len(first_choice) - 1
    place = np.full(n, -1, dtype=np.int32)
    begin, end, earned = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64), np.zeros(n)
    lost = np.zeros(n, dtype=np.bool_)
    for block in range(first, len(starts) - 1):
        members = order[starts[block] : starts[block + 1]]
        if len(members) > largest:
            return block
        if len(members) == 1:
            if not fixed[members[0]]:
                _best_alone(
                    first_choice, first_entry, successor, probability, gain, maximise, values, policy, members[0]
                )
            continue
        changed = True
        while changed:
            for state in members:
                begin[state], end[state] = first_entry[policy[state]], first_entry[policy[state] + 1]
                earned[state] = gain[policy[state]]
            eliminate_block(begin, end, successor, probability, earned, members, place, values, lost, 0.0)
            changed = False
            for state in members:
                best, chosen = values[state], policy[state]
                for choice in range(first_choice[state], first_choice[state + 1]):
                    total = gain[choice]
                    for e in range(first_entry[choice], first_entry[choice + 1]):
                        total += probability[e] * values[successor[e]]
                    if total > best if maximise else total < best:
                        best, chosen = total, choice
                if abs(best - values[state]) > margin * (1 + abs(values[state])):
                    policy[state] = chosen
                    changed = True
    return len(starts) - 1


@njit(cache=True)
def _best_alone(first_choice, first_entry, successor, probability, gain, maximise, values, policy, state):  # type: ignore[no-untyped-def]
    best = np.nan
    for choice in range(first_choice[state], first_choice[state + 1]):
        out, total = 0.0, gain[choice]
        for e in range(first_entry[choice], first_entry[choice + 1]):
            if successor[e] != state:
                out += probability[e]
                total += probability[e] * values[successor[e]]
        value = total / out
        if np.isnan(best) or (value > best if maximise else value < best):
            best = value
            policy[state] = choice
    values[state] = best
