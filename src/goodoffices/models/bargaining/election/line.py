"""Strengths of coalitions on one issue, with many parties."""

import numpy as np

from goodoffices.models.bargaining.election.rules import Vote
from goodoffices.models.bargaining.election.strengths import without_rounding
from goodoffices.models.bargaining.inputs import FloatArray

_TIE = 1e-12
LINE_VOTES = frozenset({"binary", "proportional_binary", "proportional", "prospect"})
"""Votes whose strengths follow from sums over the first parties in the order of their positions."""


def strengths_on_a_line(
    position: FloatArray, weight: FloatArray, risk: FloatArray, option: FloatArray, vote: Vote
) -> FloatArray:
    r"""Return the strength of the coalition for every option against every other on one issue.

    With :math:`d` the distance and utility :math:`(1-d)(1+dR)`, for options a < b a party at x between a and their middle
    gains :math:`(a+b-2x)(1-R+R(b-a))` by a over b, one below a gains :math:`(b-a)(1-R+R(a+b-2x))`. Both are linear in
    :math:`1-R`, :math:`R` and their products with x, so four running sums over the parties in the order of their positions
    give every strength in one step.

    Parameters
    ----------
    position, weight, risk : ndarray, shape (parties,)
        Positions from 0 to 1, weights, and aversions R to risk from -1 to 1.
    option : ndarray, shape (options,)
        Options from 0 to 1 in ascending order.
    vote : str
        One of ``LINE_VOTES``.

    Returns
    -------
    ndarray, shape (options, options)
        As `coalition_strengths` gives it.

    Notes
    -----
    O((parties + options²) · log parties).

    Examples
    --------
    >>> x, w = np.array([0.0, 0.25, 1.0]), np.ones(3)
    >>> strengths_on_a_line(x, w, np.zeros(3), x, "proportional")[0].tolist()
    [0.0, 0.25, 1.5]
    """
    order = np.argsort(position, kind="stable")
    x, w, r = position[order], weight[order], risk[order]
    sums = np.zeros((4, len(x) + 1))
    np.cumsum(np.array([w * (1 - r), w * r, w * (1 - r) * x, w * r * x]), axis=1, out=sums[:, 1:])
    heads = np.concatenate([[0.0], np.cumsum(w)])
    upto, under = np.searchsorted(x, option, side="right"), np.searchsorted(x, option, side="left")
    strength = np.zeros((len(option), len(option)))
    for a in range(len(option) - 1):
        b = slice(a + 1, None)
        gap, ends = option[b] - option[a], option[a] + option[b]
        for_a, for_b = np.zeros(len(gap)), np.zeros(len(gap))
        if vote != "binary":
            middle = np.clip(np.searchsorted(x, ends / 2, side="right"), upto[a], under[b])
            below, above = sums[:, upto[a], None], sums[:, -1:] - sums[:, under[b]]
            near_a, near_b = sums[:, middle] - below, sums[:, under[b]] - sums[:, middle]
            for_a = gap * (below[0] + ends * below[1] - 2 * below[3]) + _between(near_a, gap, ends)
            for_b = gap * (above[0] - ends * above[1] + 2 * above[3]) - _between(near_b, gap, ends)
        if vote in {"binary", "proportional_binary"}:
            share = 1.0 if vote == "binary" else 0.2
            for_a = (1 - share) * for_a + share * heads[np.searchsorted(x, ends / 2 - _TIE, side="left")]
            for_b = (1 - share) * for_b + share * (heads[-1] - heads[np.searchsorted(x, ends / 2 + _TIE, side="right")])
        strength[a, b], strength[b, a] = np.maximum(for_a, 0.0), np.maximum(for_b, 0.0)
    return without_rounding(strength, weight)


def _between(sums: FloatArray, gap: FloatArray, ends: FloatArray) -> FloatArray:
    return np.asarray(ends * (sums[0] + gap * sums[1]) - 2 * (sums[2] + gap * sums[3]))
