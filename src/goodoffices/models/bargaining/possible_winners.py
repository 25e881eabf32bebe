"""Which options can beat every other while weights stay within bounds."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.inputs import aligned

SLACK = 1e-9
"""Sums made in another order can differ in the last digits; nothing is ruled out by so little."""


def possible_winners(weight_low: ArrayLike, weight_high: ArrayLike, rank: ArrayLike) -> NDArray[np.bool_]:
    """Return which options can win by pairwise majority while weights lie within bounds.

    Parameters
    ----------
    weight_low, weight_high : array_like, shape (..., parties)
        Non-negative; capability times salience, say.
    rank : array_like, shape (parties, options)
        As for :func:`~goodoffices.models.bargaining.pairwise_majority`: 0 is the best, equal numbers are a tie.

    Returns
    -------
    ndarray of bool, shape (..., options + 1)
        False where it is ruled out that the option beats every other; last, that none does. Each pair of options is
        looked at by itself: an option that wins no single vote of its pairs for sure is let in, even if no weights win it all of them at
        once.

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is negative or not finite, or a lower bound lies above the upper one.

    Notes
    -----
    Time grows with parties times the square of options.

    Examples
    --------
    >>> possible_winners([2, 1, 0], [2, 1, 2], [[0, 1, 2], [1, 0, 2], [2, 0, 1]]).tolist()
    [True, True, False, True]
    """
    low, high = aligned(weight_low=weight_low, weight_high=weight_high)
    ranks = np.asarray(rank)
    if ranks.ndim != 2 or ranks.shape[0] != low.shape[-1] or ranks.shape[1] == 0:
        raise ModelInputError(f"rank needs the shape (parties, options); it has {ranks.shape}")
    if (low < 0).any() or (low > high).any():
        raise ModelInputError("weights must not be negative, nor a lower bound lie above the upper one")
    prefers = (ranks[:, :, None] < ranks[:, None, :]).astype(np.float64)
    least, most = np.einsum("...p,pab->...ab", low, prefers), np.einsum("...p,pab->...ab", high, prefers)
    slack = SLACK * (1.0 + high.sum(axis=-1))[..., None, None]
    itself = np.eye(ranks.shape[1], dtype=bool)
    can_beat = (most > np.swapaxes(least, -1, -2) - slack) | itself
    surely_beats = (least > np.swapaxes(most, -1, -2) + slack) | itself
    none = ~surely_beats.all(axis=-1).any(axis=-1)
    return np.concatenate([can_beat.all(axis=-1), none[..., None]], axis=-1)
