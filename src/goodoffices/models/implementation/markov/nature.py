"""Probabilities within ranges, chosen for the best or for the worst, compiled."""

import numpy as np
from numba import njit


@njit(cache=True)
def pressed(first_entry, successor, low, high, values, upwards):  # type: ignore[no-untyped-def]
    """Return the probabilities within their ranges that make the expected value of each choice as large (or small) as can be."""
    result = low.copy()
    for choice in range(len(first_entry) - 1):
        begin, end = first_entry[choice], first_entry[choice + 1]
        free = 1.0 - low[begin:end].sum()
        order = np.argsort(values[successor[begin:end]])
        for i in range(end - begin):
            e = begin + order[end - begin - 1 - i if upwards else i]
            more = min(free, high[e] - low[e])
            if more > 0:
                result[e] += more
                free -= more
    return result
