"""Whether several models, or readings of one, rank the same levers alike."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.inputs import FloatArray

ENOUGH = 0.7
"""Below this concordance readings are said to disagree, and no ranking is told."""
_EQUAL = 9


@dataclass(frozen=True, eq=False)
class RankingAgreement:
    """How far rankings agree.

    Attributes
    ----------
    concordance : float
        Kendall's W: 1 if all rank alike, near 0 if they rank as if by lot; not a number if none of them sees any
        difference between levers.
    mean_rank : ndarray, shape (levers,)
        Over the readings; 1 is the largest lever.
    first : ndarray, shape (levers,)
        Share of readings under which each lever is the largest; where several are, each has its part.
    """

    concordance: float
    mean_rank: FloatArray
    first: FloatArray

    @property
    def agrees(self) -> bool:
        """Whether the concordance is at least 0.7, so that a ranking may be told."""
        return self.concordance >= ENOUGH


def ranking_agreement(size: ArrayLike) -> RankingAgreement:
    r"""Return how far readings agree on which levers are large.

    With *m* readings, *n* levers, rank sums :math:`R_i` and ties *t* of reading *j*:

    .. math:: W = \frac{12 \sum_i (R_i - \bar R)^2}{m^2 (n^3 - n) - m \sum_j \sum_t (t^3 - t)}

    Parameters
    ----------
    size : array_like, shape (readings, levers)
        How far each lever moves the settlement under each reading, without sign.

    Returns
    -------
    RankingAgreement

    Raises
    ------
    ModelInputError
        If there are fewer than two readings or levers, or a value is negative or not finite.

    Notes
    -----
    O(readings · levers · log levers). Levers that tie share the mean of their ranks; sizes count as equal if they differ
    by less than about a thousand millionth of the reading's largest. The rule to tell no ranking below W = 0.7 follows
    Schmidt (1997), who calls 0.7 strong agreement, with high confidence in the ranks, and 0.5 moderate, with fair
    confidence. Readings are no sample of anything, so no test of significance is made.

    References
    ----------
    Kendall, M. G. & Babington Smith, B. (1939), 'The problem of m rankings', *Annals of Mathematical Statistics* 10(3),
    275-287. Schmidt, R. C. (1997), 'Managing Delphi surveys using nonparametric statistical techniques', *Decision
    Sciences* 28(3), 763-774.

    Examples
    --------
    >>> alike = ranking_agreement([[9.0, 5.0, 1.0], [8.0, 3.0, 2.0]])
    >>> alike.concordance, alike.agrees, alike.first.tolist()
    (1.0, True, [1.0, 0.0, 0.0])
    >>> ranking_agreement([[9.0, 5.0, 1.0], [1.0, 5.0, 9.0]]).agrees
    False
    """
    given = np.asarray(size, dtype=np.float64)
    if given.ndim != 2 or min(given.shape) < 2:
        raise ModelInputError(f"at least two readings and two levers are needed; the shape is {given.shape}")
    if not (np.isfinite(given).all() and (given >= 0).all()):
        raise ModelInputError("a lever's size is negative or not finite")
    largest = given.max(axis=1, keepdims=True)
    relative = np.round(given / np.where(largest > 0, largest, 1.0), _EQUAL)
    readings, levers = given.shape
    ranks = np.empty(given.shape)
    ties = 0.0
    for row, sizes in enumerate(relative):
        _, place, counts = np.unique(-sizes, return_inverse=True, return_counts=True)
        ranks[row] = (np.cumsum(counts) - (counts - 1) / 2)[place]
        ties += float((counts**3.0 - counts).sum())
    sums = ranks.sum(axis=0)
    most = readings**2 * (levers**3.0 - levers) - readings * ties
    spread = 12 * float(((sums - sums.mean()) ** 2).sum())
    best = relative == relative.max(axis=1, keepdims=True)
    return RankingAgreement(
        spread / most if most > 0 else float("nan"),
        sums / readings,
        np.asarray((best / best.sum(axis=1, keepdims=True)).mean(axis=0)),
    )
