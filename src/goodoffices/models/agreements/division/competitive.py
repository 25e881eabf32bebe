"""Competitive division: items that can be split, shared as in a market with equal budgets."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.agreements.division.claims import Claims, Points, claims_of

FloatArray = NDArray[np.float64]
STEPS = 200
PROVED = 1e-10
"""A gap at which the search ends."""
TOWARDS_CENTRE = 0.1
TO_THE_EDGE = 0.99
NO_SHARE = 1e-7


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
    Interior point method with one system of the size of the items a step, some twenty steps. The prices prove the result: their
    sum exceeds the number of parties by no less than what the logarithm of the product can still gain, which is `gap`.

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
    wanted = (value > 0).any(axis=0)
    held = np.zeros_like(value)
    held[0] = ~wanted
    held[:, wanted] = _interior_point(value[:, wanted])
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
        party: {item: share for item, share in zip(claims.items, row.tolist(), strict=True) if share > NO_SHARE}
        for party, row in zip(claims.parties, held, strict=True)
    }


def _interior_point(value: FloatArray) -> FloatArray:
    """Return the shares, shape (parties, items), of items that somebody wants."""
    parties, items = value.shape
    share = np.full((parties, items), 1 / parties)
    price = 2 * (value / (value * share).sum(axis=1, keepdims=True)).max(axis=0)
    spare = price - value / (value * share).sum(axis=1, keepdims=True)
    best, least = share, np.inf
    for _ in range(STEPS):
        rate = value / (value * share).sum(axis=1, keepdims=True)
        gap = rate.max(axis=0).sum() - parties
        if gap < least:
            best, least = share, gap
        if gap <= PROVED:
            break
        centre = TOWARDS_CENTRE * (share * spare).mean()
        pull = rate - price + spare + centre / share - spare
        inverse = share / spare
        lean = inverse * rate
        weight = 1 / (1 + (rate * lean).sum(axis=1))
        solved = inverse * pull - lean * (weight * (lean * pull).sum(axis=1))[:, None]
        system = np.diag(inverse.sum(axis=0)) - (lean * weight[:, None]).T @ lean
        d_price = np.linalg.solve(system, solved.sum(axis=0) + share.sum(axis=0) - 1)
        d_share = solved - inverse * d_price + lean * (weight * (lean @ d_price))[:, None]
        d_spare = centre / share - spare - d_share / inverse
        step = TO_THE_EDGE * min(_room(share, d_share), _room(spare, d_spare), 1 / TO_THE_EDGE)
        share, price, spare = share + step * d_share, price + step * d_price, spare + step * d_spare
    return np.asarray(best / best.sum(axis=0))


def _room(at: FloatArray, along: FloatArray) -> float:
    """Return how far one can go before something falls below zero."""
    falling = along < 0
    return float((at[falling] / -along[falling]).min()) if falling.any() else np.inf
