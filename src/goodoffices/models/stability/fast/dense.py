"""Numbers without gaps in place of any numbers, in the same order, in place."""

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.stability.fast.fibres import BUNDLE_BITS

CODES = 2**31
"""As many different codes as there can be."""


def widest(states: int) -> int:
    """Return how many codes are worth having for so many states before they are renumbered: at most 8 bits a state."""
    return min(CODES, max(1 << BUNDLE_BITS, 8 * states))


def dense(codes: NDArray[np.int32], count: int) -> int:
    """Renumber codes 0, 1, 2, ... in the same order; -1 stays.

    Parameters
    ----------
    codes : ndarray of int32
        Numbers from -1 to one less than `count`; changed in place.
    count : int
        Of possible codes; `count` / 5 bytes of memory are needed.

    Returns
    -------
    int
        How many codes there are now.
    """
    from goodoffices.models.stability.fast.kernels import mark, renumber  # noqa: PLC0415 (the compiler is slow to import)

    used = np.zeros(-(-count // 64), np.uint64)
    mark(codes, used)
    each = np.bitwise_count(used)
    below = np.zeros(len(used), np.int32)
    np.cumsum(each[:-1], dtype=np.int32, out=below[1:])
    renumber(codes, used, below)
    return int(below[-1]) + int(each[-1])
