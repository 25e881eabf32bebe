"""How far shares of seats are from shares of votes, and how many parties there are in effect."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError

Array = NDArray[np.float64]


def gallagher(votes: ArrayLike, seats: ArrayLike) -> Array:
    r"""Return the least squares index.

    .. math:: \mathrm{LSq} = \sqrt{\tfrac{1}{2} \sum_i (s_i - v_i)^2}

    Parameters
    ----------
    votes, seats : array_like, shape (..., parties)
        Votes and seats, as counts or as shares; each row is taken as shares of its sum.

    Returns
    -------
    numpy.ndarray, shape (...)
        From 0, every list has its share, to 100, in percentage points.

    Raises
    ------
    ModelInputError
        If a number is negative or not finite, a row adds up to nothing, or the two have different numbers of parties.

    Notes
    -----
    Lists put together as 'others' change this index and leave :func:`loosemore_hanby` as it is if all of them are on
    the same side. Taylor and Lijphart leave such a group out; Gallagher counts it as one list, as is done here if it
    stands in the arrays.

    References
    ----------
    Gallagher, M. (1991), 'Proportionality, disproportionality and electoral systems', *Electoral Studies* 10(1), 33-51,
    p. 40.

    Examples
    --------
    >>> round(float(gallagher([60, 40], [70, 30])), 6)
    10.0
    """
    v, s = _shares(votes, seats)
    return np.asarray(100 * np.sqrt(0.5 * ((s - v) ** 2).sum(-1)))


def loosemore_hanby(votes: ArrayLike, seats: ArrayLike) -> Array:
    r"""Return the share of seats that lists have above their shares of the votes, in percentage points.

    .. math:: D = \tfrac{1}{2} \sum_i |s_i - v_i|

    Parameters, errors and shapes are those of :func:`gallagher`.

    References
    ----------
    Loosemore, J. & Hanby, V. J. (1971), 'The theoretical limits of maximum distortion', *British Journal of Political
    Science* 1(4), 467-477.

    Examples
    --------
    >>> round(float(loosemore_hanby([60, 40, 0], [50, 30, 20])), 6)
    20.0
    """
    v, s = _shares(votes, seats)
    return np.asarray(50 * np.abs(s - v).sum(-1))


def rae(votes: ArrayLike, seats: ArrayLike) -> Array:
    r"""Return the mean distance of the lists' shares, in percentage points; lists without votes and seats do not count.

    .. math:: I = \frac{1}{n} \sum_i |s_i - v_i|

    Parameters, errors and shapes are those of :func:`gallagher`. Rae left out lists below half a percent; leave them
    out of the arrays to do the same.

    References
    ----------
    Rae, D. W. (1967), *The Political Consequences of Electoral Laws*, Yale University Press, p. 84.

    Examples
    --------
    >>> round(float(rae([60, 40], [70, 30])), 6)
    10.0
    """
    v, s = _shares(votes, seats)
    return np.asarray(100 * np.abs(s - v).sum(-1) / ((v > 0) | (s > 0)).sum(-1))


def sainte_lague_index(votes: ArrayLike, seats: ArrayLike) -> Array:
    r"""Return the sum of squared distances, each over the list's share of votes: what Sainte-Laguë's method makes least.

    .. math:: \mathrm{SLI} = \sum_i \frac{(s_i - v_i)^2}{v_i}

    Parameters, errors and shapes are those of :func:`gallagher`. In percentage points, without an upper bound; infinite if
    a list has seats and no votes.

    References
    ----------
    Gallagher (1991), p. 41.

    Examples
    --------
    >>> round(float(sainte_lague_index([60, 40], [70, 30])), 4)
    4.1667
    """
    v, s = _shares(votes, seats)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(s == v, 0.0, (s - v) ** 2 / v)
    return np.asarray(100 * terms.sum(-1))


def effective_number(amounts: ArrayLike) -> Array:
    r"""Return how many parties of the same size would be as concentrated.

    .. math:: N = \frac{1}{\sum_i p_i^2}

    Parameters
    ----------
    amounts : array_like, shape (..., parties)
        Votes or seats, as counts or shares.

    Returns
    -------
    numpy.ndarray, shape (...)
        Between 1 and the number of parties.

    Raises
    ------
    ModelInputError
        As for :func:`gallagher`.

    References
    ----------
    Laakso, M. & Taagepera, R. (1979), '"Effective" number of parties', *Comparative Political Studies* 12(1), 3-27.

    Examples
    --------
    >>> round(float(effective_number([58, 51, 10, 1])), 3)
    2.374
    """
    return np.asarray(1 / (_share(amounts) ** 2).sum(-1))


def _shares(votes: ArrayLike, seats: ArrayLike) -> tuple[Array, Array]:
    v, s = _share(votes), _share(seats)
    if v.shape[-1] != s.shape[-1]:
        raise ModelInputError(f"there are votes of {v.shape[-1]} parties and seats of {s.shape[-1]}")
    return v, s


def _share(amounts: ArrayLike) -> Array:
    array = np.asarray(amounts, dtype=np.float64)
    if array.ndim == 0 or array.size == 0:
        raise ModelInputError("there must be at least one party")
    total = array.sum(-1, keepdims=True)
    if not np.isfinite(total).all() or (array < 0).any() or (total == 0).any():
        raise ModelInputError("votes and seats are finite and not negative, and somebody has some")
    return np.asarray(array / total)
