"""The weighted mean: positions weighted by capability alone."""

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.models.bargaining.inputs import FloatArray, aligned, unit_weights


def weighted_mean(capability: ArrayLike, position: ArrayLike) -> FloatArray:
    r"""Return the mean position if power alone counts and nobody spends it selectively.

    .. math:: y = \sum_i c_i x_i \Big/ \sum_i c_i

    It is the compromise model without salience; the distance between the two shows what caring more is worth.

    Parameters
    ----------
    capability : array_like, shape (..., parties)
        Non-negative, on any scale common to the parties.
    position : array_like, shape (..., parties)
        Positions on the issue's scale.

    Returns
    -------
    ndarray, shape (...)
        The expected settlement, on the scale of `position`.

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is negative or not finite, or all capabilities of a draw are zero.

    References
    ----------
    Achen, C. H. (2006), in *The European Union Decides*, ch. 4.

    Examples
    --------
    >>> float(weighted_mean([3.0, 1.0], [0.0, 100.0]))
    25.0
    """
    c, x = aligned(capability=capability, position=position)
    weight = unit_weights(c)
    return np.asarray((weight * x).sum(axis=-1) / weight.sum(axis=-1))
