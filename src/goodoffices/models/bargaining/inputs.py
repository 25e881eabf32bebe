"""What every bargaining model checks about the arrays it is given."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError

FloatArray = NDArray[np.float64]


def aligned(**arrays: ArrayLike) -> list[FloatArray]:
    """Return the arrays as floats of one common shape ``(..., parties)``.

    Raises
    ------
    ModelInputError
        If shapes do not broadcast, there is no party, or a value is not finite.
    """
    given = {name: np.asarray(value, dtype=np.float64) for name, value in arrays.items()}
    for name, array in given.items():
        if array.ndim == 0 or array.shape[-1] == 0:
            raise ModelInputError(f"{name} needs one value per party along its last axis")
        if not np.isfinite(array).all():
            raise ModelInputError(f"{name} holds a value that is not finite")
    parties = {name: array.shape[-1] for name, array in given.items()}
    if len(set(parties.values())) > 1:
        raise ModelInputError(f"the arrays speak of different numbers of parties: {parties}")
    try:
        return list(np.broadcast_arrays(*given.values()))
    except ValueError as error:
        shapes = {name: array.shape for name, array in given.items()}
        raise ModelInputError(f"the arrays' shapes do not fit together: {shapes}") from error


def checked_weights(weight: FloatArray) -> FloatArray:
    """Return the weights if none is negative and at least one party has some.

    Raises
    ------
    ModelInputError
        If a weight is negative, or all weights of a draw are zero.
    """
    if (weight < 0).any():
        raise ModelInputError("capability and salience cannot be negative")
    if not (weight.max(axis=-1) > 0).all():
        raise ModelInputError("nobody carries any weight on this issue: capability times salience is zero throughout")
    return weight


def unit_weights(weight: FloatArray) -> FloatArray:
    """Return the weights in a unit of their own size.

    Only shares of weight count. So the weights of each draw are divided by the power of two next above the largest, which
    changes no digit, and products and sums of them can neither overflow nor vanish.

    Raises
    ------
    ModelInputError
        As for `checked_weights`.

    Examples
    --------
    >>> unit_weights(np.array([3e300, 1e300])).round(3).tolist()
    [0.56, 0.187]
    """
    return np.asarray(np.ldexp(weight, -np.frexp(checked_weights(weight).max(axis=-1, keepdims=True))[1]))


def products(capability: FloatArray, salience: FloatArray) -> FloatArray:
    """Return capability times salience, in a unit of its own size.

    Raises
    ------
    ModelInputError
        As for `checked_weights`.
    """
    return unit_weights(unit_weights(capability) * unit_weights(salience))
