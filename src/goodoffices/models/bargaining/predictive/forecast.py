"""The forecaster: a predictive distribution for one issue, fitted on past negotiations."""

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.models.bargaining.inputs import FloatArray, aligned
from goodoffices.models.bargaining.predictive.coefficients import (
    COMPROMISE_SHARE,
    Coefficients,
    shipped_coefficients,
)
from goodoffices.models.bargaining.predictive.distribution import PredictiveDistribution
from goodoffices.models.bargaining.predictive.errors import around
from goodoffices.models.bargaining.predictive.factors import Design, cells_of, design
from goodoffices.models.bargaining.predictive.fitting import probabilities

MOST_CELLS = 65_536
"""Draws times parties (at least the hundredths) that are in work at a time, so that memory stays small."""


def predict(
    capability: ArrayLike,
    salience: ArrayLike,
    position: ArrayLike,
    reference_point: ArrayLike | None = None,
    *,
    low: float = 0.0,
    high: float = 100.0,
    coefficients: Coefficients | None = None,
) -> PredictiveDistribution:
    r"""Return the predictive distribution of the outcome of one issue.

    Each hundredth *k* of the scale has a probability that rises with what speaks for it, and with its closeness to the
    compromise:

    .. math:: p_k = 0.7 \frac{\exp \sum_j \theta_j f_{kj}}{\sum_m \exp \sum_j \theta_j f_{mj}}
       + 0.3 \frac{\exp \sum_j \eta_j e_{kj}}{\sum_m \exp \sum_j \eta_j e_{mj}}

    The factors *f* are those of :data:`~goodoffices.models.bargaining.predictive.FACTORS`, *e* those of
    :data:`~goodoffices.models.bargaining.predictive.ERROR_FACTORS` around the compromise. Where a place has a
    name of its own (a party's position, the reference point, a multiple of five hundredths, halfway between the
    extremes), the probability of its hundredth stands at that point; elsewhere it is spread evenly within the hundredth.

    Parameters
    ----------
    capability, salience : array_like, shape (parties,) or (draws, parties)
        Non-negative, each on any scale common to the parties. Parties whose product is zero count for nothing.
    position : array_like, shape (parties,) or (draws, parties)
        Positions within the scale. A party whose position is unknown must be left out.
    reference_point : array_like, shape () or (draws,), optional
        The outcome if nothing is decided, within the scale.
    low, high : float
        Ends of the scale.
    coefficients : Coefficients, optional
        By default those fitted on decisions of the European Union.

    Returns
    -------
    PredictiveDistribution
        Over draws the mean of their distributions: what the inputs leave open and what past forecasts missed, in one.

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is negative, not finite or off the scale, or all weights of a draw are zero.

    Notes
    -----
    O(draws · (parties + 101 · factors)) in time. Several parties in one hundredth share its probability by weight.

    References
    ----------
    The form is McFadden's (1974) conditional logit with the hundredths as alternatives, its ridge penalty that of
    le Cessie & van Houwelingen (1992). The shipped coefficients are fitted on Thomson, R. and others (2012), *Journal
    of European Public Policy* 19(4). The choice of factors is this program's own.

    Examples
    --------
    >>> outcome = predict([80, 40, 40], [90, 60, 80], [100, 0, 20], reference_point=0)
    >>> outcome.mode, outcome.median
    (100.0, 50.0)
    """
    fitted = shipped_coefficients() if coefficients is None else coefficients
    c, s, x = (array.reshape(-1, array.shape[-1]) for array in aligned(
        capability=capability, salience=salience, position=position
    ))  # fmt: skip
    draws, parties = x.shape
    reference = None if reference_point is None else np.asarray(reference_point, dtype=np.float64)
    cells, points, masses = np.zeros(101), [], []
    step = max(1, MOST_CELLS // max(parties, 101))
    for start in range(0, draws, step):
        part = slice(start, start + step)
        here = reference[part] if reference is not None and reference.shape == (draws,) else reference
        seen = design(c[part], s[part], x[part], here, low, high)
        chance = (1 - COMPROMISE_SHARE) * probabilities(seen.factors, fitted.values)
        chance += COMPROMISE_SHARE * probabilities(around(seen.compromise), fitted.around_compromise)
        chance /= draws
        cells += np.where(seen.is_point, 0.0, chance).sum(axis=0)
        for point, mass in _points(seen, chance, x[part], here, low, high):
            kept, where = np.unique(point, return_inverse=True)
            points.append(kept)
            masses.append(np.bincount(where, mass))
    kept, where = np.unique(np.concatenate(points), return_inverse=True)
    return PredictiveDistribution(low, high, kept, np.bincount(where, np.concatenate(masses)).astype(np.float64), cells)


def _points(
    seen: Design, chance: FloatArray, x: FloatArray, reference: FloatArray | None, low: float, high: float
) -> list[tuple[FloatArray, FloatArray]]:
    """Return where the probability of the named hundredths stands: at parties, at the reference point, at the rest."""
    row = np.arange(len(x))[:, None]
    bloc = seen.bloc[row, seen.cell]
    at_parties = chance[row, seen.cell] * seen.weight / np.where(bloc > 0, bloc, 1.0)
    counts = seen.weight > 0
    found = [(x[counts], at_parties[counts])]
    open_ = np.where(seen.is_point & (seen.bloc <= 0), chance, 0.0)
    if reference is not None:
        there = np.broadcast_to(reference, len(x))
        cell = cells_of(there, low, high)
        found.append((there, open_[row[:, 0], cell]))
        open_[row[:, 0], cell] = 0.0
    middles = low + np.arange(101) / 100 * (high - low)
    total = open_.sum(axis=0)
    found.append((middles[total > 0], total[total > 0]))
    return found
