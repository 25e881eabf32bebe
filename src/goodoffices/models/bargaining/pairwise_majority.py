"""Pairwise majority of weight: for issues whose answers are options and not points on a scale."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.inputs import FloatArray, aligned, products

NO_WINNER = -1


@dataclass(frozen=True, eq=False)
class PairwiseMajority:
    """Every option against every other.

    Attributes
    ----------
    support : ndarray, shape (..., options, options)
        ``support[..., a, b]`` is the share of weight that prefers option a to option b; who ranks the two equal
        supports neither.
    winner : ndarray of int, shape (...)
        The option that beats every other (Condorcet winner), or ``NO_WINNER`` (-1) where majorities run in a circle
        or tie.
    """

    support: FloatArray
    winner: NDArray[np.int64]


def pairwise_majority(capability: ArrayLike, salience: ArrayLike, rank: ArrayLike) -> PairwiseMajority:
    """Let every pair of options meet, each party voting with its capability times its salience.

    On a scale with single-peaked preferences the winner is the weighted median's option, so this is the same idea
    carried over to issues without a scale.

    Parameters
    ----------
    capability, salience : array_like, shape (..., parties)
        Non-negative, each on any scale common to the parties.
    rank : array_like of int, shape (parties, options)
        Rank of each option for each party, 0 the best; equal ranks are ties.

    Returns
    -------
    PairwiseMajority
        Shares of support and the winner, if there is one. A circle or a tie is returned as such.

    Raises
    ------
    ModelInputError
        If shapes do not fit, a weight is negative, a value is not finite, or all weights of a draw are zero.

    References
    ----------
    Condorcet (1785), *Essai sur l'application de l'analyse à la probabilité des décisions rendues à la pluralité des
    voix*; Black, D. (1958), *The Theory of Committees and Elections*, Cambridge University Press, ch. 4.

    Examples
    --------
    >>> result = pairwise_majority([1, 1, 1], [1, 1, 1], [[0, 1, 2], [1, 2, 0], [0, 2, 1]])
    >>> int(result.winner)
    0
    """
    c, s = aligned(capability=capability, salience=salience)
    weight = products(c, s)
    ranks = np.asarray(rank)
    if ranks.ndim != 2 or ranks.shape[0] != weight.shape[-1] or ranks.shape[1] == 0:
        raise ModelInputError(f"rank needs the shape (parties, options); it has {ranks.shape}")
    if not np.isfinite(ranks).all():
        raise ModelInputError("rank holds a value that is not finite")
    prefers = (ranks[:, :, None] < ranks[:, None, :]).astype(np.float64)
    share = weight / weight.sum(axis=-1, keepdims=True)
    support = np.einsum("...p,pab->...ab", share, prefers)
    beats = support > np.swapaxes(support, -1, -2) + 1e-12
    options = ranks.shape[1]
    wins_all = (beats | np.eye(options, dtype=bool)).all(axis=-1)
    winner = np.where(wins_all.any(axis=-1), wins_all.argmax(axis=-1), NO_WINNER)
    return PairwiseMajority(support, winner)
