"""How fair a division is: what each gets, who envies whom, and whether something better for all exists."""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from goodoffices.models.agreements.division.claims import (
    TOTAL,
    Claims,
    Number,
    Points,
    Shares,
    checked_shares,
    claims_of,
    exact,
    named,
)


@dataclass(frozen=True)
class Fairness:
    """What holds of a division.

    Attributes
    ----------
    points : mapping of str to Fraction
        What each party gets, of its own 100 points.
    envy : mapping of (str, str) to Fraction
        By how many of its points a party values another's part above its own; only pairs with envy.
    proportional : bool
        Whether everybody gets at least an equal share of its points: 100 divided by the number of parties.
    equitable : bool
        Whether all get the same points.
    envy_free : bool
        Whether nobody prefers another's part.
    envy_free_up_to_one : bool or None
        Whether all envy of a party is gone if some one item is taken from the other's part. None if an item is split.
    envy_free_up_to_any : bool or None
        Whether it is gone whichever item of worth to the envious is taken. None if an item is split.
    efficient : bool
        Whether no other division, items split at will, is better for one and no worse for any.
    better : mapping of str to mapping of str to Fraction, or None
        A division without split items that is better for one and no worse for any; None if there is none, or if an item is split.
    """

    points: dict[str, Fraction]
    envy: dict[tuple[str, str], Fraction]
    proportional: bool
    equitable: bool
    envy_free: bool
    envy_free_up_to_one: bool | None
    envy_free_up_to_any: bool | None
    efficient: bool
    better: dict[str, dict[str, Fraction]] | None


def fairness(points: Points, shares: Shares, tolerance: Number = 0) -> Fairness:
    """Return what holds of any division of the items.

    Parameters
    ----------
    points : mapping of str to mapping of str to number
        What each item is worth to each party; brought to 100 points each.
    shares : mapping of str to mapping of str to number, 0 to 1
        By party, its share of each item. Each item must be given out as a whole.
    tolerance : number
        Points that count as none, and shares that do; 0 for exact divisions, such as 1e-6 for computed ones.

    Returns
    -------
    Fairness

    Raises
    ------
    ModelInputError
        If points or shares are not as said; all problems at once.

    Notes
    -----
    Exact in fractions but for `better`, which a mixed-integer programme finds; what it finds is checked in fractions. A
    division is efficient if no ring of parties can trade to the gain of one: the product around the ring of the least ratios of
    the giver's value to the taker's is never below 1 (Bellman-Ford over products). 'Any' item means any of positive value
    to the envious party, as in Caragiannis et al.; some authors take items worth nothing too.

    References
    ----------
    Foley, D. (1967), 'Resource allocation and the public sector', *Yale Economic Essays* 7(1), 45-98 (envy); Budish, E.
    (2011), 'The combinatorial assignment problem', *Journal of Political Economy* 119(6), 1061-1103 (up to one good); Caragiannis, I. et al.
    (2019), 'The unreasonable fairness of maximum Nash welfare', *ACM Transactions on Economics and Computation* 7(3), article
    12 (any good); Sandomirskiy, F. & Segal-Halevi, E. (2022), 'Efficient fair division with minimal sharing', *Operations
    Research* 70(3), 1762-1782 (rings of trades).

    Examples
    --------
    >>> points = {"A": {"reef": 60, "oil": 40}, "B": {"reef": 30, "oil": 70}}
    >>> found = fairness(points, {"A": {"oil": 1}, "B": {"reef": 1}})
    >>> found.envy_free_up_to_one, found.efficient, found.better
    (True, False, {'A': {'reef': Fraction(1, 1)}, 'B': {'oil': Fraction(1, 1)}})
    """
    claims, slack = claims_of(points), exact(tolerance)
    held = checked_shares(claims, shares, slack)
    worth = [
        [sum((value * share for value, share in zip(row, part, strict=True)), Fraction(0)) for part in held]
        for row in claims.values
    ]
    parties = range(len(claims.parties))
    own = [worth[i][i] for i in parties]
    envy = {(i, j): worth[i][j] - own[i] for i in parties for j in parties if worth[i][j] - own[i] > slack}
    whole = all(share in (0, 1) for row in held for share in row)
    up_to_one = up_to_any = None
    if whole:
        others = {
            (i, j): [v for v, share in zip(claims.values[i], held[j], strict=True) if share and v] for i, j in envy
        }
        up_to_one = all(gap <= max(others[pair]) + slack for pair, gap in envy.items())
        up_to_any = all(gap <= min(others[pair]) + slack for pair, gap in envy.items())
    efficient = _efficient(claims, held, slack)
    return Fairness(
        dict(zip(claims.parties, own, strict=True)),
        {(claims.parties[i], claims.parties[j]): gap for (i, j), gap in envy.items()},
        all(points * len(own) >= TOTAL - slack * len(own) for points in own),
        max(own) - min(own) <= slack,
        not envy,
        up_to_one,
        up_to_any,
        efficient,
        _better(claims, own, slack) if whole and not efficient else None,
    )


def _efficient(claims: Claims, held: list[list[Fraction]], slack: Fraction) -> bool:
    """Return whether no ring of trades gains, with ratios nearer to 1 than the slack counting as 1."""
    parties = range(len(held))
    rate: dict[tuple[int, int], Fraction] = {}
    for i in parties:
        for j in parties:
            ratios = []
            for mine, theirs, share in zip(claims.values[i], claims.values[j], held[i], strict=True):
                if i != j and share > slack and theirs > 0:
                    ratios.append(mine / theirs)
            if ratios:
                rate[i, j] = min(ratios)
    if any(ratio == 0 for ratio in rate.values()):
        return False
    # A price of each party's points: an edge that still lowers one after so many rounds closes a ring that gains.
    price = [Fraction(1)] * len(held)
    for _ in parties:
        changed = False
        for (i, j), ratio in rate.items():
            if price[i] * ratio < price[j] * (1 - slack):
                price[j], changed = price[i] * ratio, True
        if not changed:
            return True
    return False


def _better(claims: Claims, own: list[Fraction], slack: Fraction) -> dict[str, dict[str, Fraction]] | None:
    parties, items = len(claims.parties), len(claims.items)
    value = np.array([[float(v) for v in row] for row in claims.values])
    place = np.arange(parties * items)
    who = csr_array((value.ravel(), (place // items, place)), shape=(parties, parties * items))
    once = csr_array((np.ones(len(place)), (place % items, place)), shape=(items, len(place)))
    floor = np.array([float(points) for points in own])
    found = milp(
        -value.ravel(),
        integrality=np.ones(len(place)),
        bounds=Bounds(0, 1),
        constraints=[LinearConstraint(who, floor - 1e-7, np.inf), LinearConstraint(once, 1, 1)],
        options={"mip_rel_gap": 0.0},
    )
    if found.x is None:
        return None
    held = [[Fraction(round(share)) for share in row] for row in found.x.reshape(parties, items)]
    got = [
        sum((v * s for v, s in zip(row, part, strict=True)), Fraction(0))
        for row, part in zip(claims.values, held, strict=True)
    ]
    gains = [new - old for new, old in zip(got, own, strict=True)]
    return named(claims, held) if min(gains) >= -slack and max(gains) > slack else None
