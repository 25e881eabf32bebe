"""The Nash bargaining solution on one issue: what maximises the weighted product of gains over no agreement."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.inputs import FloatArray, aligned, products

STEPS = 60
"""Halvings of the range of positions; they bring it down to rounding."""


@dataclass(frozen=True, eq=False)
class NashBargain:
    """A bargain, and whether there was anything to gain.

    Attributes
    ----------
    settlement : ndarray, shape (...)
        Where the product of gains is largest; the reference point itself where there is nothing to gain.
    gains_all : ndarray of bool, shape (...)
        Whether some settlement is better than no agreement for every party with weight.
    """

    settlement: FloatArray
    gains_all: NDArray[np.bool_]


def nash_worst_case(
    capability: ArrayLike, salience: ArrayLike, position: ArrayLike, low: float = 0.0, high: float = 100.0
) -> FloatArray:
    r"""Return the Nash solution if no agreement is as bad for everybody as the worst agreement.

    .. math:: y = \arg\max_y \sum_i c_i s_i \log\bigl(1 - |y - x_i| / (h - l)\bigr)

    Parameters
    ----------
    capability, salience : array_like, shape (..., parties)
        Non-negative, each on any scale common to the parties.
    position : array_like, shape (..., parties)
        Positions within the scale.
    low, high : float
        Ends *l* and *h* of the scale; no agreement is as bad as one a whole scale away.

    Returns
    -------
    ndarray, shape (...)
        The settlement.

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is negative, not finite or off the scale, or all weights of a draw are zero.

    Notes
    -----
    The function is strictly concave, so its maximum is one point, found by halving the range of positions.
    O(parties) a step.

    References
    ----------
    Nash, J. F. (1950), 'The bargaining problem', *Econometrica* 18(2), 155-162; weights as in Achen, C. H. (2006), in
    *The European Union Decides*, Cambridge University Press, ch. 4. That losses grow in proportion to distance is this
    program's choice.

    Examples
    --------
    >>> float(nash_worst_case([1.0, 1.0], [50.0, 50.0], [0.0, 100.0]).round(6))
    50.0
    """
    w, x = _weights(capability, salience, position)
    _check_scale(x, low, high)
    length = high - low

    def slope(y: FloatArray) -> FloatArray:
        gap = x - y[..., None]
        return np.asarray((w * np.sign(gap) / np.maximum(length - np.abs(gap), np.finfo(float).tiny)).sum(axis=-1))

    least, most = _range(w, x)
    return _halved(slope, least, most)


def nash_reference_point(
    capability: ArrayLike, salience: ArrayLike, position: ArrayLike, reference_point: ArrayLike
) -> NashBargain:
    r"""Return the Nash solution if without agreement the reference point *r* comes about.

    .. math:: y = \arg\max_y \sum_i c_i s_i \log\bigl(|r - x_i| - |y - x_i|\bigr)

    Nobody with weight accepts less than the reference point. If one of them stands there, or they stand on both
    sides of it, nobody can gain without another's loss, and the reference point stays.

    Parameters
    ----------
    capability, salience : array_like, shape (..., parties)
        Non-negative, each on any scale common to the parties.
    position : array_like, shape (..., parties)
        Positions on the issue's scale.
    reference_point : array_like, shape (...)
        The outcome if nothing is decided.

    Returns
    -------
    NashBargain
        The settlement, and whether there was anything to gain.

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is negative or not finite, or all weights of a draw are zero.

    Notes
    -----
    As for :func:`nash_worst_case`.

    References
    ----------
    As for :func:`nash_worst_case`.

    Examples
    --------
    >>> bargain = nash_reference_point([1.0, 1.0], [50.0, 50.0], [40.0, 80.0], 0.0)
    >>> float(bargain.settlement.round(6)), bool(bargain.gains_all)
    (40.0, True)
    >>> bool(nash_reference_point([1.0, 1.0], [50.0, 50.0], [0.0, 80.0], 0.0).gains_all)
    False
    """
    w, x = _weights(capability, salience, position)
    r = np.asarray(reference_point, dtype=np.float64)
    if not np.isfinite(r).all():
        raise ModelInputError("reference_point holds a value that is not finite")
    try:
        r = np.broadcast_to(r, x.shape[:-1])
    except ValueError as error:
        raise ModelInputError(f"reference_point has the shape {r.shape}, the draws {x.shape[:-1]}") from error
    least, most = _range(w, x)
    above, below = least > r, most < r
    # Nobody gains beyond the mirror image of r in the position that lies nearest to it.
    bound = np.where(above, np.minimum(most, 2 * least - r), np.maximum(least, 2 * most - r))
    start, end = np.where(above, least, bound), np.where(above, bound, most)
    open_ = above | below
    distance = np.abs(x - r[..., None])

    def slope(y: FloatArray) -> FloatArray:
        gap = x - y[..., None]
        gain = np.maximum(distance - np.abs(gap), np.finfo(float).tiny)
        return np.asarray((w * np.where(w > 0, np.sign(gap) / gain, 0.0)).sum(axis=-1))

    found = _halved(slope, np.where(open_, start, r), np.where(open_, end, r))
    return NashBargain(np.where(open_, found, r), np.asarray(open_))


def _weights(capability: ArrayLike, salience: ArrayLike, position: ArrayLike) -> tuple[FloatArray, FloatArray]:
    c, s, x = aligned(capability=capability, salience=salience, position=position)
    w = products(c, s)
    return w / w.sum(axis=-1, keepdims=True), x


def _check_scale(x: FloatArray, low: float, high: float) -> None:
    if not low < high:
        raise ModelInputError(f"a scale needs two ends, the lower below the upper; it has {low} and {high}")
    if not ((x >= low) & (x <= high)).all():
        raise ModelInputError(f"a position lies off the scale, which runs from {low:g} to {high:g}")


def _range(w: FloatArray, x: FloatArray) -> tuple[FloatArray, FloatArray]:
    return np.where(w > 0, x, np.inf).min(axis=-1), np.where(w > 0, x, -np.inf).max(axis=-1)


def _halved(slope: Callable[[FloatArray], FloatArray], least: FloatArray, most: FloatArray) -> FloatArray:
    for _ in range(STEPS):
        middle = (least + most) / 2
        rises = slope(middle) > 0
        least, most = np.where(rises, middle, least), np.where(rises, most, middle)
    return np.asarray((least + most) / 2)
