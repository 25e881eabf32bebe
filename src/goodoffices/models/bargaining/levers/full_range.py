"""How far one input, or one party, can move the compromise."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.models.bargaining.inputs import FloatArray
from goodoffices.models.bargaining.levers.by_input import ByInput, Scene


@dataclass(frozen=True, eq=False)
class FullRange:
    """Settlements with one input of one party at either end of its range, all others as they are.

    Attributes
    ----------
    settlement : ndarray, shape (...)
        As things are.
    at_low, at_high : ByInput
        With the party's position at the low and the high end of the scale; with no salience and with the largest; with no
        capability and with twice as much. Not a number where nobody would carry any weight.
    """

    settlement: FloatArray
    at_low: ByInput
    at_high: ByInput

    @property
    def size(self) -> ByInput:
        """How far the input can move the settlement from where it is, by the end that moves it more."""
        now = self.settlement[..., None]
        return ByInput(
            *(
                np.fmax(np.abs(low - now), np.abs(high - now))
                for (_, low), (_, high) in zip(self.at_low.items(), self.at_high.items(), strict=True)
            )
        )


@dataclass(frozen=True, eq=False)
class Reach:
    """Between which settlements each party alone can choose, each of shape (..., parties)."""

    lowest: FloatArray
    highest: FloatArray


def compromise_full_range(
    capability: ArrayLike,
    salience: ArrayLike,
    position: ArrayLike,
    low: float = 0.0,
    high: float = 100.0,
    largest_salience: float = 100.0,
) -> FullRange:
    r"""Return where the compromise goes if one input of one party goes to the ends of its range.

    With the weight :math:`W_{-i}` and the mean position :math:`y_{-i}` of all others:

    .. math:: y(w_i, x_i) = \frac{W_{-i}\, y_{-i} + w_i x_i}{W_{-i} + w_i}, \quad w_i = c_i s_i

    Parameters
    ----------
    capability, salience, position : array_like, shape (..., parties)
        As in :func:`~goodoffices.models.bargaining.compromise`; positions within the scale.
    low, high : float
        Ends of the scale.
    largest_salience : float
        Top of the scale of salience; its bottom is 0. Capability has no natural top: its range runs from 0 to
        twice what it is.

    Returns
    -------
    FullRange

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is negative, not finite or out of its range, a range has no length, or all weights of
        a draw are zero.

    Notes
    -----
    O(parties) a draw. The compromise rises or falls steadily with every single input, so no value in between moves it
    further than one of the ends.

    References
    ----------
    As for :func:`compromise_gradient`.

    Examples
    --------
    >>> ends = compromise_full_range([1.0, 1.0], [50.0, 100.0], [0.0, 90.0])
    >>> ends.at_low.position.round(1).tolist(), ends.at_high.position.round(1).tolist()
    ([60.0, 0.0], [93.3, 66.7])
    >>> ends.at_low.salience.tolist(), ends.size.salience.tolist()
    ([90.0, 0.0], [30.0, 60.0])
    """
    scene = Scene.of(capability, salience, position, low, high, largest_salience)
    c, x = scene.given.capability, scene.given.position
    none = np.zeros(x.shape)
    gone = scene.settled(none, x)
    return FullRange(
        np.asarray(scene.settlement),
        ByInput(gone, gone, scene.settled(scene.weight, low)),
        ByInput(
            scene.settled(2 * scene.weight, x),
            scene.settled(c * largest_salience, x),
            scene.settled(scene.weight, high),
        ),
    )


def compromise_reach(
    capability: ArrayLike,
    salience: ArrayLike,
    position: ArrayLike,
    low: float = 0.0,
    high: float = 100.0,
    largest_salience: float = 100.0,
) -> Reach:
    """Return the settlements that each party alone can bring about by what it asks for and how much it cares.

    Position and salience are a party's own to choose; its capability stays as it is. The furthest it can go is to ask for
    an end of the scale and care for nothing else.

    Parameters
    ----------
    capability, salience, position, low, high, largest_salience
        As in :func:`compromise_full_range`.

    Returns
    -------
    Reach

    Raises
    ------
    ModelInputError
        As in :func:`compromise_full_range`.

    Notes
    -----
    O(parties) a draw. Every settlement between the two can be brought about. A party without capability can bring about
    none but the present one.

    Examples
    --------
    >>> reach = compromise_reach([1.0, 1.0], [50.0, 100.0], [0.0, 90.0])
    >>> reach.lowest.tolist(), reach.highest.tolist()
    ([45.0, 0.0], [95.0, 66.66666666666667])
    """
    scene = Scene.of(capability, salience, position, low, high, largest_salience)
    most = scene.given.capability * largest_salience
    return Reach(scene.settled(most, low), scene.settled(most, high))
