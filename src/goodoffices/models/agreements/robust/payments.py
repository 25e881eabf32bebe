"""What it would take to bring refusers in: payments that suffice in a wanted share of draws."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.problem import Packages
from goodoffices.models.agreements.robust.drawn import DrawnProblem

Floats = NDArray[np.float64]
SLACK = 1e-6


@dataclass(frozen=True)
class Payments:
    """Payments for one package.

    Attributes
    ----------
    each : ndarray, shape (parties,)
        The least that brings each party in, by itself, in the wanted share of draws.
    together : ndarray, shape (parties,)
        Payments of the smallest total found with which all sign in that share of draws.
    bound : float
        No payments with a smaller total do.
    share : float
        Share of draws in which all sign with the payments in `together`.
    """

    each: Floats
    together: Floats
    bound: float
    share: float

    @property
    def total(self) -> float:
        """Sum of the payments in `together`."""
        return float(self.together.sum())

    @property
    def is_proved(self) -> bool:
        """Whether no smaller total does."""
        return self.bound >= self.total


def side_payments(
    drawn: DrawnProblem,
    package: Packages,
    confidence: float,
    price: Floats | None = None,
    seconds: float = 10.0,
) -> Payments:
    """Return the cheapest payments that bring each party, and all of them at once, into a package.

    Parameters
    ----------
    drawn : DrawnProblem
    package : ndarray of int, shape (issues,)
    confidence : float
        The wanted share of draws, above 0 and at most 1.
    price : ndarray, shape (parties,), optional
        What one unit of a party's worth costs, more than 0; 1 if left out. Payments are in units of money then.
    seconds : float
        When to stop looking for the smallest total and give a bound instead.

    Returns
    -------
    Payments
        A payment is promised before it is known which draw is true, and is the same in all draws. To a party that accepts
        anyway it is 0.

    Raises
    ------
    ModelInputError
        If the confidence is not a share, a price is not positive, or the package does not exist or is ruled out.

    Notes
    -----
    By itself a party needs the quantile of its shortfall. All of them at once need more than their quantiles, for one party may
    refuse where another does not: choosing the draws that are given up is a mixed-integer programme, with one whole
    column for each draw in which the quantiles do not suffice.

    Examples
    --------
    >>> worth = np.array([[[0.], [3.]], [[1.], [0.]], [[2.], [3.]], [[3.], [1.]]])
    >>> found = side_payments(DrawnProblem((worth,), np.full((4, 2), 3.0)), np.array([0]), 0.5)
    >>> found.each.tolist(), found.together.tolist(), found.is_proved
    ([1.0, 0.0], [1.0, 2.0], True)
    """
    if not 0 < confidence <= 1:
        raise ModelInputError(f"the wanted share of draws must be above 0 and at most 1, not {confidence}")
    price = np.ones(drawn.parties) if price is None else np.asarray(price, float)
    if price.shape != (drawn.parties,) or not (price > 0).all() or not np.isfinite(price).all():
        raise ModelInputError("a price of worth must be more than 0 for each party")
    package = drawn.checked(package)
    short = np.where(drawn.accepts(package)[0], 0.0, -drawn.gains(package)[0]) * price
    needed = int(np.ceil(confidence * drawn.draws - SLACK))
    ordered = np.sort(short, axis=0)
    each = ordered[needed - 1]
    together, bound = _together(short, each, needed, seconds)
    reached = float((short <= together + SLACK * np.maximum(1.0, together)).all(axis=1).mean())
    return Payments(each, together, bound, reached)


def _together(short: Floats, least: Floats, needed: int, seconds: float) -> tuple[Floats, float]:
    """Return payments of small total that cover all of at least so many draws, and a bound on the total."""
    open_ = np.flatnonzero((short > least).any(axis=1))
    wanted = needed - (len(short) - len(open_))
    if wanted <= 0:
        return least, float(least.sum())
    best = _by_giving_up(short, needed)
    extra, bound = _exactly(np.maximum(short[open_] - least, 0.0), wanted, seconds)
    bound += float(least.sum())
    if extra is not None and (least + extra).sum() < best.sum():
        best = least + extra
    total = float(best.sum())
    return best, total if bound >= total - SLACK * max(1.0, total) else bound


def _by_giving_up(short: Floats, needed: int) -> Floats:
    """Give draws up one party's dearest at a time, always the one that saves most for each draw given up."""
    kept = np.ones(len(short), bool)
    while True:
        spare = int(kept.sum()) - needed
        tops = short[kept].max(axis=0)
        best, given = 0.0, None
        for party, top in enumerate(tops):
            at_top = kept & (short[:, party] >= top)
            if top > 0 and at_top.sum() <= spare:
                saved = (tops - short[kept & ~at_top].max(axis=0)).sum() / at_top.sum()
                if saved > best:
                    best, given = saved, at_top
        if given is None:
            return np.asarray(tops)
        kept &= ~given


def _exactly(extra: Floats, wanted: int, seconds: float) -> tuple[Floats | None, float]:
    """Choose the draws to cover by a mixed-integer programme; return payments beyond the quantiles, and a bound."""
    from scipy.optimize import Bounds, LinearConstraint, milp  # noqa: PLC0415 (slow to import)
    from scipy.sparse import csr_array  # noqa: PLC0415

    draws, parties = extra.shape
    unit = max(float(extra.max()), SLACK)
    draw, party = np.nonzero(extra > 0)
    rows = np.arange(len(draw))
    matrix = csr_array(
        (
            np.concatenate([np.ones(len(draw)), -extra[draw, party] / unit, np.ones(draws)]),
            (
                np.concatenate([rows, rows, np.full(draws, len(draw))]),
                np.concatenate([party, parties + draw, parties + np.arange(draws)]),
            ),
        ),
        shape=(len(draw) + 1, parties + draws),
    )
    found = milp(
        np.concatenate([np.ones(parties), np.zeros(draws)]),
        integrality=np.concatenate([np.zeros(parties), np.ones(draws)]),
        bounds=Bounds(0, np.concatenate([np.full(parties, np.inf), np.ones(draws)])),
        constraints=LinearConstraint(matrix, np.concatenate([np.zeros(len(draw)), [wanted]]), np.inf),
        options={"mip_rel_gap": 0.0, "time_limit": max(seconds, 0.01), "presolve": False},
    )
    bound = 0.0 if found.mip_dual_bound is None else max(float(found.mip_dual_bound) * unit, 0.0)
    if found.x is None:
        return None, bound
    covered = found.x[parties:] > 0.5
    return (extra[covered].max(axis=0) if covered.sum() >= wanted else None), bound
