"""The inspection game: one violation, few inspections."""

from fractions import Fraction
from math import comb

from goodoffices.errors import ModelInputError


def inspection_game_value(periods: int, inspections: int) -> Fraction:
    r"""Return the value of the inspection game to the inspector, as an exact fraction.

    In each of *n* periods the inspector may inspect, at most *m* times in all, and the other may violate, at most once. A violation
    caught is worth 1 to the inspector and one not caught -1; if there is none, 0. Both see after each period what was done.

    .. math:: V(n, m) = -\binom{n - 1}{m} \Big/ \sum_{i=0}^{m} \binom{n}{i}

    Parameters
    ----------
    periods : int
        n, 1 or more.
    inspections : int
        m, 0 or more.

    Returns
    -------
    Fraction
        Between -1 and 0; 0 if every period can be inspected.

    Raises
    ------
    ModelInputError
        If a number is out of its range.

    References
    ----------
    Dresher (1962), *A Sampling Inspection Problem in Arms Control Agreements: A Game-Theoretic Analysis*, RAND RM-2972 (recalled; checked by
    the recursion of the game for n up to 12).

    Examples
    --------
    >>> from goodoffices.models.implementation.known_results import inspection_game_value
    >>> [str(inspection_game_value(n, m)) for n, m in ((2, 1), (3, 1), (4, 2), (8, 1))]
    ['-1/3', '-1/2', '-3/11', '-7/9']
    """
    if periods < 1 or inspections < 0:
        raise ModelInputError(
            f"{periods} periods and {inspections} inspections; there must be at least 1 and at least 0"
        )
    return Fraction(-comb(periods - 1, inspections), sum(comb(periods, i) for i in range(inspections + 1)))
