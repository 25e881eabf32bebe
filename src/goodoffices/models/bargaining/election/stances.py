"""Capabilities, saliences and positions made ready for an election: checked, and made into utilities."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.election.rules import ElectionRules
from goodoffices.models.bargaining.inputs import FloatArray, checked_weights


@dataclass(frozen=True, eq=False)
class Stances:
    """What the parties want, how much, and with what capability.

    Attributes
    ----------
    capability : ndarray, shape (..., parties)
    salience, position : ndarray, shape (..., parties, issues)
    low, span : ndarray, shape (issues,)
        Where each scale begins and how long it is.
    """

    capability: FloatArray
    salience: FloatArray
    position: FloatArray
    low: FloatArray
    span: FloatArray

    def weight(self, rules: ElectionRules) -> FloatArray:
        """Return every party's weight in votes, shape (..., parties); 0 if it cares about nothing."""
        care = self.salience.sum(axis=-1)
        return np.asarray(self.capability * (care if rules.weight == "capability_salience" else care > 0))

    def utility(self, option: FloatArray, risk: FloatArray) -> FloatArray:
        """Return the utility of every option to every party, shape (..., parties, options)."""
        importance = self.salience**2
        total = importance.sum(axis=-1, keepdims=True)
        importance = importance / np.where(total > 0, total, 1.0)
        place, options = self.measured(self.position), self.measured(option)
        square = np.zeros((*place.shape[:-1], options.shape[-2]))
        for issue in range(options.shape[-1]):
            gap = place[..., :, None, issue] - options[..., None, :, issue]
            square += importance[..., issue, None] * gap**2
        distance = np.minimum(np.sqrt(square), 1.0)
        return np.asarray((1 - distance) * (1 + risk[..., None] * distance))

    def measured(self, place: FloatArray) -> FloatArray:
        """Return positions or options, shape (..., issues), as shares of the scales from 0 to 1."""
        return np.asarray(np.clip((place - self.low) / self.span, 0.0, 1.0))


def on_issues(
    capability: ArrayLike, salience: ArrayLike, position: ArrayLike, scale: ArrayLike
) -> tuple[Stances, bool]:
    """Return the checked stances, and whether there is one issue without an axis of its own."""
    ends = np.asarray(scale, dtype=np.float64)
    single = ends.ndim == 1
    if ends.shape[-1:] != (2,) or ends.ndim > 2 or not np.isfinite(ends).all() or (ends[..., 0] >= ends[..., 1]).any():
        raise ModelInputError("scale needs the lowest and the highest position of every issue, the lowest first")
    ends = ends.reshape(-1, 2)
    c, s, x = (np.asarray(value, dtype=np.float64) for value in (capability, salience, position))
    if single:
        s, x = s[..., None], x[..., None]
    for name, array, tail in (("capability", c[..., None], 1), ("salience", s, len(ends)), ("position", x, len(ends))):
        if array.ndim < 2 or array.shape[-2] == 0 or array.shape[-1] != tail:
            form = "(..., parties)" if single or name == "capability" else f"(..., parties, {len(ends)} issues)"
            raise ModelInputError(f"{name} needs the shape {form}, with at least one party")
        if not np.isfinite(array).all():
            raise ModelInputError(f"{name} holds a value that is not finite")
    if len({c.shape[-1], s.shape[-2], x.shape[-2]}) > 1:
        raise ModelInputError(
            f"the arrays speak of different numbers of parties: {c.shape[-1]}, {s.shape[-2]}, {x.shape[-2]}"
        )
    try:
        shape = np.broadcast_shapes((*c.shape, 1), s.shape, x.shape)
    except ValueError as error:
        raise ModelInputError("the shapes of capability, salience and position do not fit together") from error
    c = checked_weights(np.broadcast_to(c, shape[:-1]))
    s = np.broadcast_to(s, shape)
    if (s < 0).any():
        raise ModelInputError("capability and salience cannot be negative")
    for issue in range(len(ends)):
        if not ((c * s[..., issue]).sum(axis=-1) > 0).all():
            which = "the issue" if len(ends) == 1 else f"issue {issue + 1}: leave it out"
            raise ModelInputError(f"nobody with any capability cares about {which}")
    _on_scale(x, ends, "position")
    return Stances(c, s, np.broadcast_to(x, shape), ends[:, 0], ends[:, 1] - ends[:, 0]), single


def _on_scale(value: FloatArray, ends: FloatArray, name: str) -> None:
    if ((value < ends[:, 0]) | (value > ends[:, 1])).any():
        raise ModelInputError(f"{name} holds a value outside the scale of its issue")


def distinct(position: FloatArray) -> tuple[FloatArray, NDArray[np.bool_], NDArray[np.int64]]:
    """Return the distinct positions of every draw, where they are listed, and which is whose.

    Parameters
    ----------
    position : ndarray, shape (..., parties, issues)

    Returns
    -------
    option : ndarray, shape (..., options, issues)
        In ascending order of the first issue, then of the next; short draws repeat their last.
    listed : ndarray of bool, shape (..., options)
    party_option : ndarray of int, shape (..., parties)
    """
    order = np.lexsort(np.moveaxis(position, -1, 0)[::-1], axis=-1)
    ordered = np.take_along_axis(position, order[..., None], axis=-2)
    new = np.ones(order.shape, dtype=bool)
    new[..., 1:] = (ordered[..., 1:, :] != ordered[..., :-1, :]).any(axis=-1)
    rank = np.cumsum(new, axis=-1) - 1
    party_option = np.empty_like(rank)
    np.put_along_axis(party_option, order, rank, axis=-1)
    number = rank[..., -1:] + 1
    places = np.arange(int(number.max()))
    listed = places < number
    # The first party of the k-th option stands where k options have begun before it.
    first = np.sort(np.where(new, np.arange(order.shape[-1]), order.shape[-1]), axis=-1)[..., : places.size]
    first = np.where(listed, first, np.take_along_axis(first, number - 1, axis=-1))
    return np.take_along_axis(ordered, first[..., None], axis=-2), listed, party_option


def distinct_given(
    stances: Stances, options: ArrayLike, scale: ArrayLike
) -> tuple[FloatArray, NDArray[np.bool_], NDArray[np.int64]]:
    """Return the given options in the form of `distinct`, in the order in which they are given."""
    given, ends = np.asarray(options, dtype=np.float64), np.asarray(scale, dtype=np.float64)
    given = given[..., None] if ends.ndim == 1 else given
    if given.ndim != 2 or given.shape[0] == 0 or given.shape[1] != len(stances.low):
        raise ModelInputError("options needs one row per option, with one value per issue")
    if not np.isfinite(given).all():
        raise ModelInputError("options holds a value that is not finite")
    _on_scale(given, ends.reshape(-1, 2), "options")
    if len(np.unique(given, axis=0)) < len(given):
        raise ModelInputError("an option is given twice")
    lead = stances.capability.shape[:-1]
    same = (stances.position[..., :, None, :] == given).all(axis=-1)
    party_option = np.where(same.any(axis=-1), same.argmax(axis=-1), -1)
    return (
        np.broadcast_to(given, (*lead, *given.shape)),
        np.ones((*lead, len(given)), dtype=bool),
        party_option,
    )
