"""What one unit of an input moves the compromise."""

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.models.bargaining.inputs import aligned, checked_weights
from goodoffices.models.bargaining.levers.by_input import ByInput


def compromise_gradient(capability: ArrayLike, salience: ArrayLike, position: ArrayLike) -> ByInput:
    r"""Return the derivatives of the compromise by every input of every party.

    .. math::
        \frac{\partial y}{\partial x_i} = \frac{c_i s_i}{W}, \quad
        \frac{\partial y}{\partial s_i} = \frac{c_i (x_i - y)}{W}, \quad
        \frac{\partial y}{\partial c_i} = \frac{s_i (x_i - y)}{W}, \quad W = \sum_j c_j s_j

    A party's position always pulls its own way, by its share of the weight. Its salience and its capability pull
    towards its position, the more the further it stands from the settlement.

    Parameters
    ----------
    capability, salience, position : array_like, shape (..., parties)
        As in :func:`~goodoffices.models.bargaining.compromise`.

    Returns
    -------
    ByInput
        Points of the scale per unit of the input, each of shape (..., parties).

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is negative or not finite, or all weights of a draw are zero.

    Notes
    -----
    O(parties) a draw. Exact for positions, in which the compromise is linear. For salience and capability it is the slope
    at the present value; see :func:`compromise_full_range` for changes that are not small.

    References
    ----------
    From the definition of the compromise; for the model see Achen, C. H. (2006), in Thomson, Stokman, Achen & König (eds),
    *The European Union Decides*, Cambridge University Press, ch. 4.

    Examples
    --------
    >>> slope = compromise_gradient([1.0, 1.0], [50.0, 100.0], [0.0, 90.0])
    >>> slope.position.round(3).tolist(), slope.salience.round(3).tolist()
    ([0.333, 0.667], [-0.4, 0.2])
    """
    c, s, x = aligned(capability=capability, salience=salience, position=position)
    weight = checked_weights(checked_weights(c) * checked_weights(s))
    total = weight.sum(axis=-1, keepdims=True)
    away = x - (weight * x).sum(axis=-1, keepdims=True) / total
    return ByInput(np.asarray(s * away / total), np.asarray(c * away / total), np.asarray(weight / total))
