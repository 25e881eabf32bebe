"""Numbers for states in the order in which they are met: a hash table, compiled."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

Codes = NDArray[np.int64]
FULL = 0.7
"""The table grows when more than this share of its places would be taken."""


class StateTable:
    """States by the order in which they were first met.

    Attributes
    ----------
    codes : ndarray of int64
        The states, followed by room for more.
    count : int
        How many there are.
    """

    def __init__(self, initial: int) -> None:
        self.codes = np.empty(1024, dtype=np.int64)
        self.count = 0
        self._places = _empty(1024)
        self.numbers(np.array([initial], dtype=np.int64))

    def numbers(self, codes: Codes) -> NDArray[np.int32]:
        """Return the number of each state; new ones are added."""
        most = self.count + len(codes)
        while most > FULL * len(self._places):
            self._places = _empty(2 * len(self._places))
            _enter(self._places, self.codes, self.count)
        if most > len(self.codes):
            larger = np.empty(max(most, int(1.5 * len(self.codes))), dtype=np.int64)
            larger[: self.count] = self.codes[: self.count]
            self.codes = larger
        numbers = np.empty(len(codes), dtype=np.int32)
        self.count = int(_number(self._places, self.codes, self.count, codes, numbers))
        return numbers


def _empty(size: int) -> NDArray[np.int32]:
    return np.full(size, -1, dtype=np.int32)


@njit(cache=True)
def _place(code: np.int64, mask: np.int64) -> np.int64:
    mixed = np.uint64(code) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return np.int64(mixed >> np.uint64(20)) & mask


@njit(cache=True)
def _number(places, codes, count, asked, numbers):  # type: ignore[no-untyped-def]
    mask = np.int64(len(places) - 1)
    for i in range(len(asked)):
        code = asked[i]
        place = _place(code, mask)
        while places[place] >= 0 and codes[places[place]] != code:
            place = (place + 1) & mask
        if places[place] < 0:
            places[place] = count
            codes[count] = code
            count += 1
        numbers[i] = places[place]
    return count


@njit(cache=True)
def _enter(places, codes, count):  # type: ignore[no-untyped-def]
    mask = np.int64(len(places) - 1)
    for number in range(count):
        place = _place(codes[number], mask)
        while places[place] >= 0:
            place = (place + 1) & mask
        places[place] = number
