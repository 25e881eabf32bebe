"""The compromise model: the mean position, weighted by capability times salience."""

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.models.bargaining.inputs import FloatArray, aligned, products


def compromise(capability: ArrayLike, salience: ArrayLike, position: ArrayLike) -> FloatArray:
    r"""Return where talks settle if every party pulls with its capability times its salience.

    .. math:: y = \sum_i c_i s_i x_i \Big/ \sum_i c_i s_i

    Parameters
    ----------
    capability, salience : array_like, shape (..., parties)
        Non-negative, each on any scale common to the parties.
    position : array_like, shape (..., parties)
        Positions on the issue's scale.

    Returns
    -------
    ndarray, shape (...)
        The expected settlement, on the scale of `position`, never outside the range of positions.

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is negative or not finite, or all weights of a draw are zero.

    References
    ----------
    Van den Bos, J. M. M. (1991), *Dutch EC Policy Making*; Achen, C. H. (2006), 'Institutional realism and bargaining
    models', in Thomson, Stokman, Achen & König (eds), *The European Union Decides*, Cambridge University Press,
    ch. 4: the mean is a first-order approximation of the Nash bargaining solution when no agreement is far worse
    than any agreement.

    Examples
    --------
    >>> float(compromise([1.0, 1.0], [50.0, 100.0], [0.0, 90.0]))
    60.0
    """
    c, s, x = aligned(capability=capability, salience=salience, position=position)
    weight = products(c, s)
    return np.asarray((weight * x).sum(axis=-1) / weight.sum(axis=-1))
