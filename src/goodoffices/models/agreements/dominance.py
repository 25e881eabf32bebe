"""Which vectors of worth are efficient: no other is at least as good for all and better for one."""

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.int64]


def efficient(vectors: Vectors) -> NDArray[np.int64]:
    """Return which rows are not dominated, one of each kind, the largest first.

    Parameters
    ----------
    vectors : ndarray of int64, shape (rows, parties)

    Returns
    -------
    ndarray of int64
        Row numbers, in decreasing order of the first column, then the second, and so on. Of equal rows the first is kept.

    Notes
    -----
    A row that is as good for all and better for one dominates, though not better for all: weakly dominated rows go too.
    Two columns: sort and sweep, O(rows log rows). More: each row, by falling sum, against those kept so far, compiled;
    O(rows · kept) at worst, and far less where many are dominated, because rows that dominate move to the front.

    References
    ----------
    Kung, H. T., Luccio, F. & Preparata, F. P. (1975), 'On finding the maxima of a set of vectors', *Journal of the ACM*
    22(4), 469-476 (two columns: section 2).

    Examples
    --------
    >>> efficient(np.array([[1, 5], [3, 3], [3, 2], [1, 5]])).tolist()
    [1, 0]
    """
    if not len(vectors):
        return np.zeros(0, np.int64)
    columns = vectors.shape[1]
    if columns == 1:
        return np.array([vectors[:, 0].argmax()])
    if columns == 2:
        order = np.lexsort((-vectors[:, 1], -vectors[:, 0]))
        second = vectors[order, 1]
        before = np.maximum.accumulate(second)
        keep = np.ones(len(order), bool)
        keep[1:] = second[1:] > before[:-1]
        return order[keep]
    order = np.argsort(-vectors.sum(axis=1), kind="stable")
    kept = order[_kernel()(np.ascontiguousarray(vectors[order]))]
    return kept[np.lexsort(-vectors[kept].T[::-1])]


@cache
def _kernel() -> Callable[[Vectors], NDArray[np.int64]]:
    from goodoffices.models.agreements.dominance_compiled import undominated  # noqa: PLC0415 (numba is slow to import)

    return undominated
