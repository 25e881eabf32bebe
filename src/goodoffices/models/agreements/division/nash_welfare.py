"""Maximum Nash welfare: the division with the largest product of the parties' points."""

from dataclasses import dataclass
from fractions import Fraction
from time import monotonic

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.division.claims import TOTAL, Points, claims_of, named
from goodoffices.models.agreements.division.log_programme import FloatArray, LogProgramme

ROUNDS = 500
EXACT = 2e-6
"""So much, for each party, the solver's own rounding may put into the logarithm of the product."""


@dataclass(frozen=True)
class NashWelfare:
    """A division of whole items, and how near to the best it is proved to be.

    Attributes
    ----------
    shares : mapping of str to mapping of str to Fraction
        By party, the items it gets, each with share 1.
    points : mapping of str to Fraction
        What each party gets, of its own 100 points.
    left_out : tuple of str
        Parties that get nothing of worth, because there are not enough items to go round.
    gap : float
        The best product is at most ``exp(gap)`` times this one.
    """

    shares: dict[str, dict[str, Fraction]]
    points: dict[str, Fraction]
    left_out: tuple[str, ...]
    gap: float


def max_nash_welfare(points: Points, time_limit: float | None = None) -> NashWelfare:
    r"""Divide whole items so that the product of the parties' points is largest.

    .. math:: \max \prod_i u_i, \qquad u_i = \sum_{o \in A_i} v_{io}

    Such a division is efficient, and free of envy up to one good.

    Parameters
    ----------
    points : mapping of str to mapping of str to number
        What each item is worth to each party; the unit of a party does not matter.
    time_limit : float, optional
        Seconds after which the best division so far is returned, with its gap.

    Returns
    -------
    NashWelfare
        One division; others may have the same product.

    Raises
    ------
    ModelInputError
        If points are not as said, the time is not positive, or it runs out before any division is found.

    Notes
    -----
    If not everybody can get something of worth, as many parties as possible do, and the product is theirs. Mixed-integer
    programme (HiGHS) with tangents in place of the logarithm, which lie above it. Tangents at what is found are added until
    the programme's own value is that of the division, which is then the best. Up to the solver's precision,
    `EXACT`, the gap is given as 0 for a proof. Hard in general (NP-complete); see the benchmark for what takes seconds.

    References
    ----------
    Caragiannis, I., Kurokawa, D., Moulin, H., Procaccia, A. D., Shah, N. & Wang, J. (2019), 'The unreasonable fairness of
    maximum Nash welfare', *ACM Transactions on Economics and Computation* 7(3), article 12 (definition 2.5, theorem 3.2).

    Examples
    --------
    >>> result = max_nash_welfare({"A": {"north": 50, "south": 30, "oil": 20}, "B": {"north": 40, "south": 35, "oil": 25},
    ...                            "C": {"north": 60, "south": 10, "oil": 30}})
    >>> result.shares["C"], result.gap
    ({'oil': Fraction(1, 1)}, 0.0)
    """
    claims = claims_of(points)
    if time_limit is not None and not time_limit > 0:
        raise ModelInputError(f"a time limit is positive; found {time_limit}")
    value = np.array([[float(v) for v in row] for row in claims.values])
    served = int((maximum_bipartite_matching(csr_array(value > 0), perm_type="column") >= 0).sum())
    held, gap = _best(value, served, time_limit)
    shares = [[Fraction(round(share)) for share in row] for row in held]
    got = [
        sum((v * s for v, s in zip(row, part, strict=True)), Fraction(0))
        for row, part in zip(claims.values, shares, strict=True)
    ]
    left_out = tuple(party for party, points_ in zip(claims.parties, got, strict=True) if not points_)
    return NashWelfare(named(claims, shares), dict(zip(claims.parties, got, strict=True)), left_out, gap)


def _best(value: FloatArray, served: int, time_limit: float | None) -> tuple[FloatArray, float]:
    """Return the best whole division among those that serve so many parties, and its gap."""
    parties = len(value)
    programme = LogProgramme(value, served)
    ends = None if time_limit is None else monotonic() + time_limit
    best: FloatArray | None = None
    most, ceiling = -np.inf, np.inf
    seen: set[bytes] = set()
    for _ in range(ROUNDS):
        left = None if ends is None else ends - monotonic()
        if left is not None and left <= 0:
            break
        held, bound, ended = programme.solve(left)
        ceiling = min(ceiling, bound)
        if held is not None:
            held = np.round(held)
            got = (value * held).sum(axis=1)
            reached = float(np.log(got[got > 0]).sum()) if (got > 0).sum() == served else -np.inf
            if reached > most:
                best, most = held, reached
            programme.add_tangents(np.where(got > 0, got, TOTAL))
            ended |= got.tobytes() in seen  # its tangents were there: nothing is left but rounding
            seen.add(got.tobytes())
        if ended or ceiling - most <= EXACT * parties:
            break
    if best is None:
        raise ModelInputError("the time ran out before any division was found: allow more, or divide fewer items")
    gap = ceiling - most
    return best, 0.0 if gap <= EXACT * parties else float(gap)
