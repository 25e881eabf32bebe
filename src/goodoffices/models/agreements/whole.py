"""Worth in whole units, so that sums are exact and equal is equal."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, lcm, log10

import numpy as np
from numpy.typing import NDArray

DECIMALS = 12
"""Decimals tried, and the digits kept of the largest worth where neither decimals nor fractions fit."""
_EXACT = 2**53
_LARGEST_DENOMINATOR = 10**6
_NOISE = 1e-14


@dataclass(frozen=True, eq=False)
class Whole:
    """A party's worth times its number of units, as whole numbers.

    Attributes
    ----------
    worth : tuple of ndarray of int64, one for each issue, shape (parties, options)
    reservation : ndarray of int64, shape (parties,)
    terms : ndarray of int64, shape (terms, parties)
    units : ndarray, shape (parties,)
        How many whole units make one unit of the party's worth.
    exact : ndarray of bool, shape (parties,)
        Whether dividing by the units gives back every number as it was given.
    """

    worth: tuple[NDArray[np.int64], ...]
    reservation: NDArray[np.int64]
    terms: NDArray[np.int64]
    units: NDArray[np.float64]
    exact: NDArray[np.bool_]


def in_whole_units(
    worth: Sequence[NDArray[np.float64]], reservation: NDArray[np.float64], terms: NDArray[np.float64]
) -> Whole:
    """Return worth as whole numbers.

    Parameters
    ----------
    worth : sequence of ndarray, shape (parties, options)
    reservation : ndarray, shape (parties,)
    terms : ndarray, shape (terms, parties)

    Returns
    -------
    Whole

    Notes
    -----
    Party by party, the first that fits: up to 12 decimals; a common denominator of fractions with denominators up to a
    million, where they are off by no more than floating-point noise; twelve digits of the largest possible worth. Only
    the last loses anything: worth that differs by less is then held to be equal. All sums stay below 2^53, so that
    dividing by the units is rounded once.

    Examples
    --------
    >>> whole = in_whole_units([np.array([[0.1, 0.25]])], np.array([0.3]), np.zeros((0, 1)))
    >>> whole.worth[0].tolist(), whole.reservation.tolist(), whole.units.tolist()
    ([[10, 25]], [30], [100.0])
    """
    parties = len(reservation)
    units, exact = np.ones(parties), np.ones(parties, bool)
    for party in range(parties):
        numbers = np.concatenate([*(each[party] for each in worth), terms[:, party], reservation[[party]]])
        most = [*(float(np.abs(each[party]).max()) for each in worth), *np.abs(terms[:, party]).tolist()]
        units[party] = _units(numbers, min(sum(most) + abs(float(reservation[party])), 1e308))
        exact[party] = bool((np.rint(numbers * units[party]) / units[party] == numbers).all())
    return Whole(
        tuple(np.rint(each * units[:, None]).astype(np.int64) for each in worth),
        np.rint(reservation * units).astype(np.int64),
        np.rint(terms * units).astype(np.int64),
        units,
        exact,
    )


def _units(numbers: NDArray[np.float64], largest: float) -> float:
    for decimals in range(DECIMALS + 1):
        factor = 10.0**decimals
        if largest * factor < _EXACT and (np.rint(numbers * factor) / factor == numbers).all():
            return factor
    common = 1
    for number in set(numbers.tolist()):
        common = lcm(common, Fraction(number).limit_denominator(_LARGEST_DENOMINATOR).denominator)
        if common * largest >= _EXACT:
            break
    else:
        if np.abs(np.rint(numbers * common) / common - numbers).max() <= _NOISE * largest:
            return float(common)
    return float(10.0 ** min(max(DECIMALS - ceil(log10(largest)), -300), 300))
