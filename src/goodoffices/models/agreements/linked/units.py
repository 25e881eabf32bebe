"""The smallest step in which sums of given numbers can change: what makes a proof by whole numbers possible."""

from math import gcd

import numpy as np
from numpy.typing import NDArray

DECIMALS = 6
MOST_STEPS = 2000
NOISE = 1e-9


def smallest_step(values: NDArray[np.float64]) -> float | None:
    """Return the greatest decimal number of which all values are multiples, or None if there is none that helps.

    Parameters
    ----------
    values : ndarray
        Any shape.

    Returns
    -------
    float or None
        None where the values have more than six decimals, or where the largest is more than two thousand steps.

    Examples
    --------
    >>> smallest_step(np.array([4.0, 10.0])), smallest_step(np.array([0.5, 0.75])), smallest_step(np.array([np.pi]))
    (2.0, 0.25, None)
    """
    largest = float(np.abs(values).max(initial=0.0))
    if not largest:
        return 1.0
    for decimals in range(DECIMALS + 1):
        scaled = values * 10.0**decimals
        whole = np.rint(scaled)
        if np.abs(scaled - whole).max() <= NOISE * max(1.0, largest):
            if np.abs(whole).max() > 2**53:
                return None
            step = gcd(*(int(each) for each in np.unique(np.abs(whole)))) / 10.0**decimals
            return step if largest <= MOST_STEPS * step else None
    return None
