"""Whether the readings of the challenge model rank the parties' positions as levers alike."""

from dataclasses import dataclass

import numpy as np

from goodoffices.assessment.forecast import ScaleForecast
from goodoffices.dossier.stance import SALIENCE_SCALE
from goodoffices.models.bargaining.challenge import multiverse
from goodoffices.models.bargaining.levers import RankingAgreement, ranking_agreement

MOST_PARTIES = 20
"""With more parties the readings take too long for a brief and are not asked."""


@dataclass(frozen=True)
class Readings:
    """How far the readings agree on whose position moves the settlement most.

    Attributes
    ----------
    count : int
        Number of readings.
    agreement : RankingAgreement
        Over the parties, in the order of the forecast.
    first : dict of str to float
        Share of readings under which each party's position is the largest lever.
    """

    count: int
    agreement: RankingAgreement
    first: dict[str, float]


def readings_on(item: ScaleForecast) -> Readings | None:
    """Return how the readings rank the positions, at the likeliest inputs; None if they cannot or need not be asked.

    Each party's position goes to both ends of the scale, one party at a time, under every reading; the lever's size is
    the larger way that the median after the last round moves.
    """
    scale = item.issue.scale
    assert scale is not None
    c, s, x = (
        np.array(column)
        for column in zip(*([quantity.likely for quantity in b.quantities] for b in item.bargainers), strict=True)
    )
    parties = len(x)
    if parties > MOST_PARTIES or not (c * s).any():
        return None
    moved = np.tile(x, (2 * parties + 1, 1))
    np.fill_diagonal(moved[:parties], scale.low)
    np.fill_diagonal(moved[parties:], scale.high)
    median = multiverse(c, s / SALIENCE_SCALE[1], moved).median
    effect = np.abs(median[:, :-1] - median[:, -1:])
    size = np.maximum(effect[:, :parties], effect[:, parties:])
    agreement = ranking_agreement(size)
    names = [b.party for b in item.bargainers]
    return Readings(len(size), agreement, dict(zip(names, agreement.first.tolist(), strict=True)))
