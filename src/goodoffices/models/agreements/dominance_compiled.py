"""The inner loop of `efficient`, compiled at its first use and kept on disk."""

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True)
def undominated(vectors: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return which rows no earlier row equals or dominates; rows must come by falling sum."""
    rows, columns = vectors.shape
    kept = np.empty((rows, columns), np.int64)
    numbers = np.empty(rows, np.int64)
    count = 0
    for row in range(rows):
        is_dominated = False
        for other in range(count):
            covers = True
            for column in range(columns):
                if kept[other, column] < vectors[row, column]:
                    covers = False
                    break
            if covers:
                is_dominated = True
                ahead = other // 2
                for column in range(columns):
                    kept[ahead, column], kept[other, column] = kept[other, column], kept[ahead, column]
                numbers[ahead], numbers[other] = numbers[other], numbers[ahead]
                break
        if not is_dominated:
            kept[count] = vectors[row]
            numbers[count] = row
            count += 1
    return numbers[:count]
