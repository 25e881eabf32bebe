"""One set out of each of several lists, so that all together hold the fewest members."""

from collections.abc import Collection, Sequence

import numpy as np


def least_choice(lists: Sequence[Sequence[Collection[int]]], given: Collection[int] = ()) -> set[int]:
    """Return the smallest union of one set out of each list; members given beforehand cost nothing and are left out.

    >>> sorted(least_choice([[{1, 2}, {3}], [{4}, {2, 1}]]))
    [1, 2]
    """
    free = set(given)
    open_lists = [[set(one) - free for one in sets] for sets in lists]
    open_lists = [sets for sets in open_lists if all(sets)]
    members = sorted({member for sets in open_lists for one in sets for member in one})
    if not members:
        return set()
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 (slow to import)
    from scipy.sparse import csr_array  # noqa: PLC0415

    # One variable for every member, chosen or not, then one for every set.
    place = {member: number for number, member in enumerate(members)}
    row, entries, least, sets_so_far = 0, [], [], len(members)
    for sets in open_lists:
        for number, one in enumerate(sets):
            for member in one:
                entries += [(row, place[member], 1), (row, sets_so_far + number, -1)]
                least.append(0)
                row += 1
        entries += [(row, sets_so_far + number, 1) for number in range(len(sets))]
        least.append(1)
        row += 1
        sets_so_far += len(sets)
    rows, columns, values = np.array(entries).T
    matrix = csr_array((values.astype(float), (rows, columns)), shape=(row, sets_so_far))
    cost = np.zeros(sets_so_far)
    cost[: len(members)] = 1
    found = milp(
        cost,
        constraints=LinearConstraint(matrix, np.array(least), np.inf),
        integrality=np.ones(sets_so_far),
        bounds=Bounds(0, 1),
    )
    return {member for member in members if found.x[place[member]] > 0.5}
