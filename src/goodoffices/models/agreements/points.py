"""The solution points: which of the acceptable packages each of five rules of fairness picks.

Each function takes what the acceptable, efficient packages gain every party over its reservation value, in whole units,
and returns the rows it picks, all of them where there is a tie, with the value that it maximises. All are defined by a formula over the acceptable packages *X*, with the gains :math:`g_p(x) = u_p(x) - d_p`.
"""

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

Gains = NDArray[np.int64]
Picked = tuple[NDArray[np.int64], float]
_NEAR = 1e-9


def largest_product(gains: Gains, units: NDArray[np.float64]) -> Picked:
    r"""Return the Nash points: :math:`\max_{x \in X} \prod_p g_p(x)`.

    Where no package gives every party a gain, all products are 0. Then as many parties gain as can together, and the
    product is over those who do (Caragiannis et al. 2019, definition 2.1), each gain as a share of the most that the
    party can gain, so that here too no units are compared. The value is the product of these parties' gains themselves.

    Notes
    -----
    Near the best the products are compared as whole numbers of any length, so that ties are exact.

    References
    ----------
    Nash, J. F. (1950), 'The bargaining problem', *Econometrica* 18(2), 155-162. Caragiannis, I. et al. (2019), 'The
    unreasonable fairness of maximum Nash welfare', *ACM Transactions on Economics and Computation* 7(3), 12.

    Examples
    --------
    >>> largest_product(np.array([[6, 1], [3, 3], [2, 4]]), np.ones(2))
    (array([1]), 9.0)
    """
    gaining = (gains > 0).sum(axis=1)
    rows = np.flatnonzero(gaining == gaining.max())
    ideal = gains.max(axis=0)
    logs = np.log(np.where(gains[rows] > 0, gains[rows] / np.maximum(ideal, 1), 1.0)).sum(axis=1)
    rows = rows[logs >= logs.max() - _NEAR]
    best = _largest(rows, [_product(row, ideal.tolist()) for row in gains[rows].tolist()])
    first = gains[best[0]] / units
    return best, float(prod(first[first > 0].tolist()))


def largest_least_share(gains: Gains, units: NDArray[np.float64]) -> Picked:
    r"""Return the Kalai-Smorodinsky points: :math:`\max_{x \in X} \min_p g_p(x) / G_p`, with :math:`G_p = \max_{x \in X} g_p(x)`.

    Among those with the same least share the second least decides, and so on (lexicographically, Imai 1983). A party that
    no acceptable package gives a gain has no share, and is left out.

    References
    ----------
    Kalai, E. & Smorodinsky, M. (1975), 'Other solutions to Nash's bargaining problem', *Econometrica* 43(3), 513-518.
    Imai, H. (1983), 'Individual monotonicity and lexicographic maxmin solution', *Econometrica* 51(2), 389-401.

    Examples
    --------
    >>> largest_least_share(np.array([[6, 1], [3, 2], [0, 4]]), np.ones(2))
    (array([1]), 0.5)
    """
    del units  # a share has no unit
    ideal = gains.max(axis=0)
    counts = ideal > 0
    if not counts.any():
        return np.arange(len(gains)), 0.0
    rows = _leximin(gains[:, counts] / ideal[counts])
    exact = [
        sorted(Fraction(g, i) for g, i in zip(row, ideal[counts].tolist(), strict=True))
        for row in gains[rows][:, counts].tolist()
    ]
    best = _largest(rows, exact)
    return best, float((gains[best[0], counts] / ideal[counts]).min())


def largest_least_gain(gains: Gains, units: NDArray[np.float64]) -> Picked:
    r"""Return the egalitarian points: :math:`\max_{x \in X} \min_p g_p(x)`; ties go by the second least, and so on.

    This compares the parties' gains in their own units, one for one.

    References
    ----------
    Kalai, E. (1977), 'Proportional solutions to bargaining situations', *Econometrica* 45(7), 1623-1630.

    Examples
    --------
    >>> largest_least_gain(np.array([[6, 1], [3, 2], [2, 4], [0, 9]]), np.ones(2))
    (array([2]), 2.0)
    """
    rows = _leximin(gains / units)
    best = _largest(rows, [sorted(each) for each in _exact(gains[rows], units)])
    return best, float((gains[best[0]] / units).min())


def largest_sum(gains: Gains, units: NDArray[np.float64]) -> Picked:
    r"""Return the utilitarian points: :math:`\max_{x \in X} \sum_p g_p(x)`; this compares gains one for one.

    References
    ----------
    Harsanyi, J. C. (1955), 'Cardinal welfare, individualistic ethics, and interpersonal comparisons of utility', *Journal
    of Political Economy* 63(4), 309-321.

    Examples
    --------
    >>> largest_sum(np.array([[6, 1], [3, 4], [0, 5]]), np.ones(2))
    (array([0, 1]), 7.0)
    """
    sums = (gains / units).sum(axis=1)
    rows = np.flatnonzero(sums >= sums.max() - _NEAR * max(abs(sums.max()), 1e-300))
    best = _largest(rows, [sum(each) for each in _exact(gains[rows], units)])
    return best, float(sums[best[0]])


def smallest_spread(gains: Gains, units: NDArray[np.float64]) -> Picked:
    r"""Return the points of most equal gains: :math:`\max_x (\min_p g_p(x) - \max_p g_p(x))` over the *efficient* packages of *X*.

    The value is minus the widest difference between two parties' gains. Ties go to the larger least gain. Without efficiency, no agreement's equal gains of nothing would do best.

    Examples
    --------
    >>> smallest_spread(np.array([[9, 1], [4, 3], [3, 8]]), np.ones(2))
    (array([1]), -1.0)
    """
    each = gains / units
    spread = each.max(axis=1) - each.min(axis=1)
    rows = np.flatnonzero(spread <= spread.min() + _NEAR * max(float(each.max()), 1e-300))
    best = _largest(rows, [(min(exact) - max(exact), min(exact)) for exact in _exact(gains[rows], units)])
    return best, float(0.0 - spread[best[0]])


RULES: dict[str, Callable[[Gains, NDArray[np.float64]], Picked]] = {
    "nash": largest_product,
    "kalai_smorodinsky": largest_least_share,
    "egalitarian": largest_least_gain,
    "utilitarian": largest_sum,
    "equal_gain": smallest_spread,
}
"""The rules by name."""


def _product(gains: Sequence[int], ideal: Sequence[int]) -> Fraction:
    pairs = [(gain, most) for gain, most in zip(gains, ideal, strict=True) if gain > 0]
    return Fraction(prod(gain for gain, _ in pairs), prod(most for _, most in pairs))


def _leximin(values: NDArray[np.float64]) -> NDArray[np.int64]:
    rows = np.arange(len(values))
    ordered = np.sort(values, axis=1)
    for place in range(values.shape[1]):
        column = ordered[rows, place]
        rows = rows[column == column.max()]
    return rows


def _exact(gains: Gains, units: NDArray[np.float64]) -> list[list[Fraction]]:
    sizes = [Fraction(unit) for unit in units.tolist()]
    return [[each / size for each, size in zip(row, sizes, strict=True)] for row in gains.tolist()]


def _largest(rows: NDArray[np.int64], keys: Sequence[Any]) -> NDArray[np.int64]:
    best = max(keys)
    return rows[[key == best for key in keys]]
