"""Maximum Nash welfare: the division with the largest product of the parties' points."""

from dataclasses import dataclass
from fractions import Fraction
from time import monotonic

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.division.claims import TOTAL, Claims, Points, claims_of, named
from goodoffices.models.agreements.division.log_programme import FloatArray, LogProgramme

ROUNDS = 500
EXACT = 1e-7
"""Up to so much the logarithm of the product may be off: the precision of the solver."""


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


@dataclass(frozen=True)
class CompetitiveDivision:
    """A division of items that can be split, with the prices that bring it about.

    Attributes
    ----------
    shares : mapping of str to mapping of str to float
        By party, its share of each item.
    points : mapping of str to float
        What each party gets, of its own 100 points.
    prices : mapping of str to float
        Price of each item if every party has a budget of 1.
    gap : float
        The best product of points is at most ``exp(gap)`` times this one.
    """

    shares: dict[str, dict[str, float]]
    points: dict[str, float]
    prices: dict[str, float]
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


def competitive_division(points: Points) -> CompetitiveDivision:
    r"""Divide items that can be split as a market would, in which everybody has the same to spend.

    .. math:: \max \sum_i \log u_i, \qquad u_i = \sum_o v_{io} x_{io}, \quad \sum_i x_{io} = 1

    At the prices :math:`p_o = \max_i v_{io} / u_i` everybody spends its budget of 1 on items that give it most for the price. So
    nobody envies anybody, and nothing is better for all.

    Parameters
    ----------
    points : mapping of str to mapping of str to number
        What each item is worth to each party; the unit of a party does not matter.

    Returns
    -------
    CompetitiveDivision
        The points are unique; the shares need not be. Items worth nothing to all have the price 0.

    Raises
    ------
    ModelInputError
        If points are not as said.

    Notes
    -----
    Cutting planes: linear programmes (HiGHS) with tangents of the logarithm, until the prices prove the division best:
    the sum of all prices exceeds the number of parties by no less than what the logarithm of the product can still gain.

    References
    ----------
    Eisenberg, E. & Gale, D. (1959), 'Consensus of subjective probabilities: the pari-mutuel method', *Annals of Mathematical
    Statistics* 30(1), 165-168; Varian, H. R. (1974), 'Equity, envy, and efficiency', *Journal of Economic Theory* 9(1), 63-91.

    Examples
    --------
    >>> result = competitive_division({"A": {"reef": 60, "oil": 40}, "B": {"reef": 30, "oil": 70}})
    >>> {party: round(points, 4) for party, points in result.points.items()}
    {'A': 60.0, 'B': 70.0}
    """
    claims = claims_of(points)
    value = np.array([[float(v) for v in row] for row in claims.values])
    held = _divisible(value)
    got = (value * held).sum(axis=1)
    prices = (value / got[:, None]).max(axis=0)
    return CompetitiveDivision(
        _by_name(claims, held),
        dict(zip(claims.parties, got.tolist(), strict=True)),
        dict(zip(claims.items, prices.tolist(), strict=True)),
        max(0.0, float(prices.sum() - len(got))),
    )


def _by_name(claims: Claims, held: FloatArray) -> dict[str, dict[str, float]]:
    return {
        party: {item: share for item, share in zip(claims.items, row.tolist(), strict=True) if share > EXACT}
        for party, row in zip(claims.parties, held, strict=True)
    }


def _best(value: FloatArray, served: int, time_limit: float | None) -> tuple[FloatArray, float]:
    """Return the best whole division among those that serve so many parties, and its gap."""
    parties = len(value)
    programme = LogProgramme(value, np.array([row[row > 0].min() for row in value]), whole=True, served=served)
    ends = None if time_limit is None else monotonic() + time_limit
    best: FloatArray | None = None
    most, ceiling = -np.inf, np.inf
    for _ in range(ROUNDS):
        left = None if ends is None else ends - monotonic()
        if left is not None and left <= 0:
            break
        held, bound, timed_out = programme.solve(left)
        ceiling = min(ceiling, bound)
        if held is not None:
            held = np.round(held)
            got = (value * held).sum(axis=1)
            reached = float(np.log(got[got > 0]).sum()) if (got > 0).sum() == served else -np.inf
            if reached > most:
                best, most = held, reached
            programme.add_tangents(np.where(got > 0, got, TOTAL))
        if timed_out or ceiling - most <= EXACT * parties:
            break
    if best is None:
        raise ModelInputError("the time ran out before any division was found: allow more, or divide fewer items")
    gap = ceiling - most
    return best, 0.0 if gap <= EXACT * parties else float(gap)


def _divisible(value: FloatArray) -> FloatArray:
    fair = TOTAL / len(value)  # at the best division nobody gets less than an equal share
    programme = LogProgramme(value, np.full(len(value), fair), whole=False, served=len(value))
    best, least = np.full(value.shape, 1 / len(value)), np.inf
    for _ in range(ROUNDS):
        held, _, _ = programme.solve(None)
        if held is None:
            break
        got = (value * held).sum(axis=1)
        excess = float((value / got[:, None]).max(axis=0).sum() - len(value))
        if excess < least:
            best, least = held, excess
        if excess <= EXACT:
            break
        programme.add_tangents(got)
    return best
