"""What the exchange model checks about the arrays it is given."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.inputs import FloatArray


@dataclass(frozen=True, eq=False)
class Inputs:
    """Arrays of shape (..., parties, issues), in the units of the model.

    Attributes
    ----------
    share : ndarray
        Each party's share of the weight capability times salience on an issue; 0 where it takes no part.
    salience : ndarray
        As a share of the largest salience; 0 where a party takes no part.
    position : ndarray
        From 0 at the low end of the issue's scale to 1 at the high end; 0 where a party takes no part.
    present : ndarray of bool
        Whether the party takes part in the issue.
    low, length : ndarray, shape (issues,)
        Low end and length of each issue's scale.
    unit : ndarray, shape (...)
        The largest salience.
    """

    share: FloatArray
    salience: FloatArray
    position: FloatArray
    present: NDArray[np.bool_]
    low: FloatArray
    length: FloatArray
    unit: FloatArray

    def flat(self) -> "Inputs":
        """Return all draws along one leading axis."""
        shape = (-1, *self.position.shape[-2:])
        return replace(
            self,
            share=self.share.reshape(shape),
            salience=self.salience.reshape(shape),
            position=self.position.reshape(shape),
            present=self.present.reshape(shape),
            unit=self.unit.reshape(-1),
        )

    def draw(self, at: int | NDArray[np.int64]) -> "Inputs":
        """Return one draw, or some, of draws along one leading axis."""
        return replace(
            self,
            share=self.share[at],
            salience=self.salience[at],
            position=self.position[at],
            present=self.present[at],
            unit=np.asarray(self.unit[at]),
        )


def checked(capability: ArrayLike, salience: ArrayLike, position: ArrayLike, low: ArrayLike, high: ArrayLike) -> Inputs:
    """Return the arrays in one shape and the model's units, or say what is wrong with them.

    Raises
    ------
    ModelInputError
        As in `exchange_model`.
    """
    x = np.asarray(position, dtype=np.float64)
    if x.ndim < 2 or 0 in x.shape[-2:]:
        raise ModelInputError("position needs one row per party and one column per issue as its last two axes")
    c, s = (np.asarray(array, dtype=np.float64) for array in (capability, salience))
    if 0 < c.ndim < x.ndim and c.shape[-2:] != x.shape[-2:]:
        c = c[..., np.newaxis]
    if s.shape[-2:] != x.shape[-2:] or c.shape[-2:] not in {x.shape[-2:], (*x.shape[-2:-1], 1)}:
        raise ModelInputError(f"the arrays speak of different parties or issues: {_shapes(capability, s, x)}")
    bottom, length = _scales(low, high, x.shape[-1])
    try:
        c, s, x = np.broadcast_arrays(c, s, x)
    except ValueError as error:
        raise ModelInputError(f"the arrays' shapes do not fit together: {_shapes(capability, s, x)}") from error
    present = ~np.isnan(x)
    c, s = np.where(present, c, 0.0), np.where(present, s, 0.0)
    z = np.where(present, x, bottom)
    for name, array in {"capability": c, "salience": s, "position": z}.items():
        if not np.isfinite(array).all():
            raise ModelInputError(f"{name} holds a value that is not finite")
    if (c < 0).any() or (s < 0).any():
        raise ModelInputError("capability and salience cannot be negative")
    z = (z - bottom) / length
    if (z < 0).any() or (z > 1).any():
        issue = int(np.argwhere((z < 0) | (z > 1))[0][-1])
        raise ModelInputError(
            f"a position on issue {issue} lies off its scale from {bottom[issue]:g} to {bottom[issue] + length[issue]:g}"
        )
    weight = _of_largest(c) * _of_largest(s)
    total = weight.sum(axis=-2, keepdims=True)
    if not (total > 0).all():
        issue = int(np.argwhere(total <= 0)[0][-1])
        raise ModelInputError(
            f"nobody carries any weight on issue {issue}: capability times salience is zero throughout"
        )
    unit = s.max(axis=(-2, -1))
    return Inputs(weight / total, s / unit[..., np.newaxis, np.newaxis], z, present, bottom, length, unit)


def _shapes(capability: ArrayLike, salience: FloatArray, position: FloatArray) -> dict[str, tuple[int, ...]]:
    return {"capability": np.shape(capability), "salience": salience.shape, "position": position.shape}


def _scales(low: ArrayLike, high: ArrayLike, issues: int) -> tuple[FloatArray, FloatArray]:
    try:
        bottom, top = (np.broadcast_to(np.asarray(end, dtype=np.float64), (issues,)) for end in (low, high))
    except ValueError as error:
        raise ModelInputError(f"low and high need one value, or one for each of {issues} issues") from error
    length = top - bottom
    if not (np.isfinite(length) & (length > 0)).all():
        raise ModelInputError("the low end of every issue's scale must lie below its high end, both finite")
    return bottom, length


def _of_largest(array: FloatArray) -> FloatArray:
    """Return the values as shares of the largest on the issue, so that no unit is too large or too small."""
    most = array.max(axis=-2, keepdims=True)
    return np.asarray(array / np.where(most > 0, most, 1.0))
