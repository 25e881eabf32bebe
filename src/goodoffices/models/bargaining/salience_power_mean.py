"""The mean position, weighted by capability and a power of salience."""

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.inputs import FloatArray, aligned, products, unit_weights


def salience_power_mean(
    capability: ArrayLike, salience: ArrayLike, position: ArrayLike, power: float = 2.0
) -> FloatArray:
    r"""Return where talks settle if caring much counts more, or less, than in proportion.

    .. math:: y = \sum_i c_i s_i^p x_i \Big/ \sum_i c_i s_i^p

    With *p* = 1 it is the compromise model, with *p* = 0 the mean weighted by capability.

    Parameters
    ----------
    capability, salience : array_like, shape (..., parties)
        Non-negative, each on any scale common to the parties.
    position : array_like, shape (..., parties)
        Positions on the issue's scale.
    power : float
        *p*, 0 or more.

    Returns
    -------
    ndarray, shape (...)
        The expected settlement, on the scale of `position`.

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is negative or not finite, the power is negative, or all weights of a draw are
        zero.

    References
    ----------
    Achen, C. H. (2006), in *The European Union Decides*, Cambridge University Press, ch. 4, for *p* = 1.

    Examples
    --------
    >>> float(salience_power_mean([1.0, 1.0], [50.0, 100.0], [0.0, 100.0]))
    80.0
    """
    if not (np.isfinite(power) and power >= 0):
        raise ModelInputError(f"the power of salience must be 0 or more; it is {power}")
    c, s, x = aligned(capability=capability, salience=salience, position=position)
    s = unit_weights(s)
    weight = products(c, (s / s.max(axis=-1, keepdims=True)) ** power)
    return np.asarray((weight * x).sum(axis=-1) / weight.sum(axis=-1))
