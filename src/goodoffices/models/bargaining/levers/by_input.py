"""One array for each of the three inputs of a party."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.inputs import FloatArray, aligned, checked_weights


@dataclass(frozen=True, eq=False)
class ByInput:
    """Something known for each input of each party.

    Attributes
    ----------
    capability, salience, position : ndarray, shape (..., parties)
    """

    capability: FloatArray
    salience: FloatArray
    position: FloatArray

    def items(self) -> Iterator[tuple[str, FloatArray]]:
        """Go through the inputs by name, in the order in which the models take them."""
        return iter(vars(self).items())

    def map(self, function: Callable[[FloatArray], FloatArray]) -> "ByInput":
        """Return what a function makes of each array."""
        return ByInput(function(self.capability), function(self.salience), function(self.position))

    @property
    def stacked(self) -> FloatArray:
        """The three arrays as one of shape (..., 3, parties): capability, salience, position."""
        return np.stack([self.capability, self.salience, self.position], axis=-2)


@dataclass(frozen=True, eq=False)
class Scene:
    """Checked inputs of the compromise, with what all others but one pull, each of shape (..., parties).

    Attributes
    ----------
    given : ByInput
    low, high, top : float
        Ends of the scale of positions, and the largest salience.
    weight : ndarray
        Capability times salience.
    settlement : ndarray, shape (...)
    others_weight, others_pull : ndarray
        Sum of weights, and of weights times positions, over all parties but one.
    """

    given: ByInput
    low: float
    high: float
    top: float
    weight: FloatArray
    settlement: FloatArray
    others_weight: FloatArray
    others_pull: FloatArray

    @classmethod
    def of(
        cls,
        capability: ArrayLike,
        salience: ArrayLike,
        position: ArrayLike,
        low: float,
        high: float,
        top: float,
    ) -> "Scene":
        """Check the inputs and the ranges they may move in.

        Raises
        ------
        ModelInputError
            If shapes do not fit, a value is negative, not finite or out of its range, a range has no length, or all
            weights of a draw are zero.
        """
        c, s, x = aligned(capability=capability, salience=salience, position=position)
        weight = checked_weights(checked_weights(c) * checked_weights(s))
        if not (np.isfinite([low, high, top]).all() and low < high and top > 0):
            raise ModelInputError(
                f"positions need a scale from low to high and salience a largest value above 0; not {low} to {high}, {top}"
            )
        if not ((x >= low) & (x <= high)).all():
            raise ModelInputError(f"a position lies off the scale, which runs from {low:g} to {high:g}")
        if (s > top).any():
            raise ModelInputError(f"a salience is larger than {top:g}, which was given as the largest")
        pull = weight * x
        settlement = pull.sum(axis=-1) / weight.sum(axis=-1)
        return cls(ByInput(c, s, x), low, high, top, weight, settlement, all_but_one(weight), all_but_one(pull))

    def settled(self, weight: FloatArray, position: FloatArray | float) -> FloatArray:
        """Return the settlement if each party in turn had this weight and position; not a number if nobody has weight."""
        total = self.others_weight + weight
        pull = self.others_pull + weight * position
        return np.asarray(np.divide(pull, total, out=np.full(total.shape, np.nan), where=total > 0))


def all_but_one(values: FloatArray) -> FloatArray:
    """Return for each party the sum over all others, added up from both sides so that nothing large cancels."""
    before, after = np.zeros(values.shape), np.zeros(values.shape)
    np.cumsum(values[..., :-1], axis=-1, out=before[..., 1:])
    np.cumsum(values[..., :0:-1], axis=-1, out=after[..., -2::-1])
    return before + after
