"""What speaks for and against each hundredth of a scale as the place where talks settle."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.inputs import FloatArray, aligned, products, unit_weights

HUNDREDTHS = np.arange(101)
FACTORS = {
    "end of the scale": "1 at either end of the scale",
    "middle of the scale": "1 at the middle",
    "multiple of ten": "1 at every tenth hundredth, ends included",
    "multiple of five": "1 at every fifth hundredth, ends included",
    "a party's position": "1 where at least one party with weight stands",
    "outside the parties' range": "1 below the lowest and above the highest position of a party with weight",
    "weight behind it": "square root of the share of weight (capability times salience) that stands there",
    "largest bloc": "1 where the largest share of weight stands",
    "reference point": "1 at the outcome in case of no decision, where one is given",
    "distance from reference point": "share of the scale between here and the reference point; 0 where none is given",
    "halfway between the extremes": "1 at the middle between the lowest and the highest position",
    "distance from compromise": "distance in units of the weighted standard deviation of the positions plus 5, at most 5",
    "distance from capability-weighted mean": "share of the scale between here and the mean of the parties with weight",
}
"""Name and definition of each factor, in the order of the last axis of a design."""
ROUND, EDGE = 5, 1e-9
LEAST_SPREAD, MOST_SPREADS = 5.0, 5.0


@dataclass(frozen=True, eq=False)
class Design:
    """One negotiation, or draws of one, seen from each hundredth of its scale.

    Attributes
    ----------
    factors : ndarray, shape (draws, 101, factors)
        The factors of :data:`FACTORS`.
    weight : ndarray, shape (draws, parties)
        Shares of weight; they sum to 1.
    cell : ndarray of int, shape (draws, parties)
        The hundredth in which each party stands.
    bloc : ndarray, shape (draws, 101)
        Share of weight in each hundredth.
    compromise : ndarray, shape (draws,)
        The compromise model's settlement, from 0 to 100.
    is_point : ndarray of bool, shape (draws, 101)
        Hundredths with a place that has a name of its own: a party's position, the reference point, a round number,
        the middle between the extremes.
    """

    factors: FloatArray
    weight: FloatArray
    cell: NDArray[np.int64]
    bloc: FloatArray
    compromise: FloatArray
    is_point: NDArray[np.bool_]


def cells_of(value: FloatArray, low: float, high: float) -> NDArray[np.int64]:
    """Return the nearest hundredth of a scale, the upper one where two are equally near.

    >>> cells_of(np.array([0.0, 0.5, 2.0]), 0.0, 2.0).tolist()
    [0, 25, 100]
    """
    return np.floor((value - low) / (high - low) * 100 + 0.5 + EDGE).astype(np.int64)


def checked_scale(low: float, high: float) -> None:
    """Refuse a scale without length.

    Raises
    ------
    ModelInputError
        If an end is not finite, or the upper end is not above the lower.
    """
    if not (np.isfinite(low) and np.isfinite(high) and low < high):
        raise ModelInputError(f"a scale needs two ends, the lower below the upper; it has {low} and {high}")


def design(
    capability: ArrayLike,
    salience: ArrayLike,
    position: ArrayLike,
    reference_point: ArrayLike | None = None,
    low: float = 0.0,
    high: float = 100.0,
) -> Design:
    """Return the factors of each hundredth of the scale.

    Parameters
    ----------
    capability, salience : array_like, shape (parties,) or (draws, parties)
        Non-negative, each on any scale common to the parties. Parties whose product is zero are left out.
    position : array_like, shape (parties,) or (draws, parties)
        Positions within the scale.
    reference_point : array_like, shape () or (draws,), optional
        The outcome if nothing is decided, within the scale.
    low, high : float
        Ends of the scale.

    Returns
    -------
    Design
        One row for each draw.

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is negative, not finite or off the scale, or all weights of a draw are zero.

    Notes
    -----
    O(draws · (parties + 101 · factors)) in time and memory.

    Examples
    --------
    >>> seen = design([1, 1], [50, 100], [0, 90])
    >>> seen.factors.shape == (1, 101, len(FACTORS))
    True
    """
    checked_scale(low, high)
    c, s, x = (array.reshape(-1, array.shape[-1]) for array in aligned(
        capability=capability, salience=salience, position=position
    ))  # fmt: skip
    _check_on_scale("a position", x, low, high)
    c, w = unit_weights(c), products(c, s)
    w = w / w.sum(axis=1, keepdims=True)
    draws, cell, z = len(x), cells_of(x, low, high), (x - low) / (high - low) * 100
    counts = w > 0
    flat = (np.arange(draws)[:, None] * 101 + cell).ravel()
    bloc = np.bincount(flat, w.ravel(), draws * 101).reshape(draws, 101).astype(np.float64)
    here = np.bincount(flat, counts.ravel(), draws * 101).reshape(draws, 101) > 0
    centre = (w * z).sum(axis=1, keepdims=True)
    spread = np.sqrt((w * (z - centre) ** 2).sum(axis=1, keepdims=True)) + LEAST_SPREAD
    pull = np.where(counts, c, 0.0)
    mean = (pull * z).sum(axis=1, keepdims=True) / pull.sum(axis=1, keepdims=True)
    least = np.where(counts, z, np.inf).min(axis=1, keepdims=True)
    most = np.where(counts, z, -np.inf).max(axis=1, keepdims=True)
    halfway = np.abs(HUNDREDTHS - (least + most) / 2) <= 0.5 + EDGE
    first, last = np.floor(least + 0.5 + EDGE), np.floor(most + 0.5 + EDGE)
    outside = (first > HUNDREDTHS) | (last < HUNDREDTHS)
    at_reference, from_reference = _reference(reference_point, draws, low, high)
    scale = np.zeros((draws, 101))
    factors = np.stack(
        [
            scale + ((HUNDREDTHS == 0) | (HUNDREDTHS == 100)),
            scale + (HUNDREDTHS == 50),
            scale + (HUNDREDTHS % 10 == 0),
            scale + (HUNDREDTHS % ROUND == 0),
            here,
            outside,
            np.sqrt(bloc),
            here & (bloc >= bloc.max(axis=1, keepdims=True) - EDGE),
            at_reference,
            from_reference,
            halfway,
            np.minimum(np.abs(HUNDREDTHS - centre) / spread, MOST_SPREADS),
            np.abs(HUNDREDTHS - mean) / 100,
        ],
        axis=-1,
        dtype=np.float64,
    )
    is_point = here | halfway | (at_reference > 0) | (HUNDREDTHS % ROUND == 0)
    return Design(factors, w, cell, bloc, centre[:, 0], is_point)


def _reference(reference_point: ArrayLike | None, draws: int, low: float, high: float) -> tuple[FloatArray, FloatArray]:
    if reference_point is None:
        return np.zeros((draws, 101)), np.zeros((draws, 101))
    given = np.asarray(reference_point, dtype=np.float64)
    if given.shape not in ((), (draws,)):
        raise ModelInputError(f"reference_point needs one value, or one per draw; its shape is {given.shape}")
    if not np.isfinite(given).all():
        raise ModelInputError("reference_point holds a value that is not finite")
    _check_on_scale("the reference point", given, low, high)
    there = np.broadcast_to(given, draws)[:, None]
    at = (cells_of(there, low, high) == HUNDREDTHS).astype(np.float64)
    return at, np.abs(HUNDREDTHS - (there - low) / (high - low) * 100) / 100


def _check_on_scale(what: str, value: FloatArray, low: float, high: float) -> None:
    if not ((value >= low) & (value <= high)).all():
        raise ModelInputError(f"{what} lies off the scale, which runs from {low:g} to {high:g}")
