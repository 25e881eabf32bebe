"""Chances to swing under one quota with many votes, in floating-point numbers with a bound on their error."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.councils.counting.reduced import VoterType, ascending
from goodoffices.models.councils.rules.condition import Threshold, dual

Floats = NDArray[np.float64]

TOLERANCE = 1e-13
"""Aimed at for what the choice and the leaving out of nodes add to the error."""
ROUNDING = 2.0**-53
UNIT = 2.0**62
BLOCK = 2**16
LULL = 512
"""So many factors of at most 2 leave the range of a floating-point number unharmed."""


@dataclass(frozen=True)
class Bounded:
    """Approximate numbers.

    Attributes
    ----------
    values : ndarray of float, shape (types,)
        One number per type of voter.
    error : float
        No value is farther off than this.
    nodes : int
        How many join probabilities were looked at.
    """

    values: Floats
    error: float
    nodes: int


def nodes_needed(voters: int) -> int:
    """Return an even number of Gauss-Legendre nodes that suffices for `TOLERANCE`.

    >>> nodes_needed(10), nodes_needed(190), nodes_needed(1000)
    (6, 54, 128)
    """
    exact = (voters + 1) // 2
    fewest = next((nodes for nodes in range(1, exact) if _rule_error(voters, nodes) <= TOLERANCE), exact)
    return fewest + fewest % 2


def steps(threshold: Threshold, kinds: tuple[VoterType, ...]) -> int:
    """Return about how many additions one node takes."""
    quota = max(threshold.quota, dual(threshold).quota)
    return int(np.minimum(np.cumsum(ascending(kinds), dtype=np.float64), quota).sum())


def penrose(threshold: Threshold, kinds: tuple[VoterType, ...]) -> Bounded:
    """Return the chance that a voter of each type swings if every other joins with probability one half."""
    turned = dual(threshold)
    game = turned if turned.quota < threshold.quota else threshold
    weights = np.array(ascending(kinds), dtype=np.float64)
    table = _distribution(weights, game.quota, 0.5)
    return Bounded(_chances(table, game.quota, kinds, 0.5), _node_error(weights, game.quota), 1)


def shapley(threshold: Threshold, kinds: tuple[VoterType, ...]) -> Bounded:
    r"""Return the Shapley-Shubik index of a voter of each type as an integral over the join probability.

    .. math:: \phi_i = \int_0^1 \Pr[q - w_i \le S_{-i}(p) < q] \, dp

    where every other voter joins with probability *p* and :math:`S_{-i}` sums the votes of those who do (Owen's multilinear
    extension). The integrand is a polynomial of degree n - 1. For complex *p* it is at most
    :math:`(|p| + |1 - p|)^{n - 1}`, which is constant on every Bernstein ellipse around [0, 1]; so the error of a Gauss-Legendre
    rule with N nodes is at most :math:`4 \rho^{1 - 2N} \cosh(\log \rho)^{n - 1} / (\rho - 1)` for every
    :math:`\rho > 1`, and nothing from n / 2 nodes on.

    Parameters
    ----------
    threshold : Threshold
        The quota; votes cut at it and without common divisor.
    kinds : tuple of VoterType
        Voters that hold votes, those alike together.

    Returns
    -------
    Bounded

    Notes
    -----
    The error adds up the bound above; that of the nodes, taken as 16 units of
    2 ** -53, and of all weights together, taken as 4 N + 64 such units; a Chernoff
    bound for nodes left out because next to nothing swings there; and rounding. All sums are of positive numbers; the
    distribution of votes is summed as whole multiples of 2 ** -62, without further error, and the alternating sum over it has falling
    factors, since a probability above one half is turned into one below in the dual game. O(N (n q)) operations, O(q) memory.

    References
    ----------
    Owen, G. (1972), 'Multilinear extensions of games', *Management Science* 18(5), P64-P79; Leech, D. (2003), 'Computing power
    indices for large voting games', *Management Science* 49(6), 831-837; Trefethen, L. N. (2013), *Approximation Theory and
    Approximation Practice*, SIAM, theorems 8.2 and 19.3.
    """
    weights = np.array(ascending(kinds), dtype=np.float64)
    voters = len(weights)
    number = nodes_needed(voters)
    places, shares = gauss_legendre(number)
    values = np.zeros(len(kinds))
    # A derivative of the integrand is at most n - 1.
    error = (0.0 if 2 * number >= voters else _rule_error(voters, number)) + (16 * voters + 4 * number + 64) * ROUNDING
    for p, share in zip(places[: number // 2].tolist(), shares.tolist(), strict=False):
        asked = []
        for game in (threshold, dual(threshold)):
            unlikely = _unlikely(weights, game.quota, p)
            if unlikely < TOLERANCE / 100:
                error += share * unlikely
            else:
                asked.append(game.quota)
        if asked:
            table = _distribution(weights, max(asked), p)
            for quota in asked:
                values += share * _chances(table, quota, kinds, p)
                error += share * _node_error(weights, quota)
    return Bounded(values, error, number)


def gauss_legendre(number: int) -> tuple[Floats, Floats]:
    """Return nodes between 0 and 1 in ascending order and their weights, exact for polynomials of degree 2 * number - 1."""
    places, shares = np.polynomial.legendre.leggauss(number)
    return (1 + places) / 2, shares / 2


def _rule_error(voters: int, nodes: int) -> float:
    log_rho = np.linspace(0.01, 6, 600)
    growth = (voters - 1) * np.log(np.cosh(log_rho))
    bounds = math.log(4) + growth + (1 - 2 * nodes) * log_rho - np.log(np.expm1(log_rho))
    return float(np.exp(min(bounds.min(), 0.0)))


def _unlikely(weights: Floats, quota: int, p: float) -> float:
    """Bound the chance that some voter swings: the others must come near the quota from below."""
    slope = np.geomspace(0.05, 40, 40)[:, None] / np.sqrt((weights**2).sum())
    bounds = []
    for sign, nearest in ((1, quota - weights[-1]), (-1, quota - 1 + weights[-1])):
        tilt = sign * slope
        log_moment = np.log1p(p * np.expm1(np.minimum(tilt * weights, 700))).sum(axis=1)
        capped = (tilt * weights > 700).any(axis=1)
        bounds.append(np.where(capped, 0, log_moment - tilt[:, 0] * nearest).min())
    return float(np.exp(min(*bounds, 0.0))) * (1 + 1e-6)


def _distribution(weights: Floats, quota: int, p: float) -> NDArray[np.int64]:
    """Return the chance of at most s votes, for s below the quota, in units of 2 ** -62."""
    table = np.zeros(quota)
    table[0] = 1
    odds = p / (1 - p)
    buffer = np.empty(BLOCK)
    votes = 0
    for place, weight in enumerate(weights.astype(np.int64).tolist()):
        votes += weight
        end = min(votes + 1, quota)
        for high in range(end, weight, -BLOCK):
            low = max(weight, high - BLOCK)
            joined = np.multiply(table[low - weight : high - weight], odds, out=buffer[: high - low])
            table[low:high] += joined
        if place % LULL == LULL - 1:
            table[:end] *= (1 - p) ** LULL
    table *= (1 - p) ** (len(weights) % LULL) * UNIT
    return np.cumsum(np.rint(table, out=table).astype(np.int64))


def _chances(table: NDArray[np.int64], quota: int, kinds: tuple[VoterType, ...], p: float) -> Floats:
    chances = np.empty(len(kinds))
    # Factors below 2 ** -80 change nothing.
    far = quota if p >= 0.5 else min(quota, math.ceil(80 * math.log(2) / math.log((1 - p) / p)))
    factors = (-p / (1 - p)) ** np.arange(1 + min(far, (quota - 1) // min(kind.weights[0] for kind in kinds)))
    for place, kind in enumerate(kinds):
        weight = kind.weights[0]
        below = table[quota - 1 :: -weight][: len(factors)]
        window = below.copy()
        window[: len(window) - 1] -= below[1:]
        if len(below) == len(factors) and quota - 1 - len(factors) * weight >= 0:
            window[-1] -= table[quota - 1 - len(factors) * weight]
        chances[place] = (window * factors[: len(window)]).sum()
    return chances / ((1 - p) * UNIT)


def _node_error(weights: Floats, quota: int) -> float:
    # Per voter two roundings in the distribution and two in the scale; then powers and sums; then the fixed point.
    return 2 * ((4 * len(weights) + 100) * ROUNDING + quota / (2 * UNIT))
