"""Who could challenge whom, and with what result: one round laid out pair by pair."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.challenge.offers import INDIFFERENT, offers
from goodoffices.models.bargaining.challenge.reading import SCHOLZ_2011, Reading
from goodoffices.models.bargaining.challenge.rounds import checked_inputs, scene_of
from goodoffices.models.bargaining.challenge.switches import Switches
from goodoffices.models.bargaining.inputs import FloatArray, products


class Octant(IntEnum):
    """How two parties stand to each other, in the order of the first's prospects.

    The first word says who gains, the second how: ``PREVAILS`` and ``YIELDS`` are the two sides of a confrontation,
    where both expect to gain; ``COMPROMISE_GAINED`` and ``COMPROMISE_GIVEN`` those of a compromise; ``COMPELS`` and
    ``COMPELLED`` those where the loser expects to lose at least as much as the other to gain. In a ``STALEMATE`` neither
    expects to gain. ``NONE`` stands for the same position, for an expectation of nought, and for a party and itself.
    """

    NONE = 0
    PREVAILS = 1
    YIELDS = 2
    COMPROMISE_GAINED = 3
    COMPROMISE_GIVEN = 4
    COMPELS = 5
    COMPELLED = 6
    STALEMATE = 7


@dataclass(frozen=True, eq=False)
class ChallengeTable:
    """One round pair by pair, each of shape (parties, parties) unless said otherwise, as the row's party sees it.

    Attributes
    ----------
    probability : ndarray
        That the row's party wins a challenge of the column's.
    by, against : ndarray
        What the row's party expects from challenging the column's, and what it thinks (or, if the reading's perspective
        is ``each``, knows) that the column's expects from challenging it.
    octant : ndarray of int
        An `Octant`.
    offer : ndarray
        Position the column's party offers to the row's; not a number where it offers none.
    exponent : ndarray, shape (parties,)
        Risk exponents.
    """

    probability: FloatArray
    by: FloatArray
    against: FloatArray
    octant: NDArray[np.int8]
    offer: FloatArray
    exponent: FloatArray


def challenge_table(
    capability: ArrayLike,
    salience: ArrayLike,
    position: ArrayLike,
    reading: Reading = SCHOLZ_2011,
    span: float | None = None,
) -> ChallengeTable:
    """Return what every party expects from challenging every other in one round.

    Parameters
    ----------
    capability, salience, position : array_like, shape (parties,)
        As in `challenge_model`; for a later round give the positions after the one before.
    reading : Reading
    span : float, optional
        Range of the positions at the outset, for later rounds of a reading that keeps it fixed; the present range
        if left out.

    Returns
    -------
    ChallengeTable

    Raises
    ------
    ModelInputError
        As in `challenge_model`, and if the arrays have more than one axis or `span` is shorter than the present range.

    Examples
    --------
    >>> table = challenge_table([3.0, 1.0, 2.0], [0.5, 0.9, 0.8], [0.0, 40.0, 100.0])
    >>> Octant(table.octant[0, 1]).name, table.probability.round(2)[0].tolist()
    ('COMPELLED', [0.0, 0.07, 0.12])
    """
    c, s, x = checked_inputs(capability, salience, position, 1)
    if x.ndim != 1:
        raise ModelInputError("a table shows one round of one draw; give arrays with one axis")
    present = float(np.ptp(x))
    length = present if span is None else float(span)
    if not length >= present:
        raise ModelInputError(f"positions range over {present:g} and cannot have started from a range of {length:g}")
    order = np.argsort(x, kind="stable")
    weight = products(c, s)
    switches = Switches.of([reading], 1)
    sorted_x = x[order][:, None]
    scene, exponent = scene_of(weight[order][:, None], s[order][:, None], sorted_x, np.array([length]), switches)
    everyone = scene.places.everyone
    distance = scene.places.distance(everyone)
    by, against = scene.utilities(exponent, everyone)
    made = offers(by, against, distance, sorted_x, everyone, switches)
    offer = np.full(by.shape[:2], np.nan)
    offer[made.seat, made.challenger] = made.start + made.way
    back = np.argsort(order, kind="stable")
    square = np.ix_(back, back)
    return ChallengeTable(
        probability=scene.probability[:, :, 0][square],
        by=by[:, :, 0][square],
        against=against[:, :, 0][square],
        octant=_octants(by, against, distance)[:, :, 0][square],
        offer=offer[square],
        exponent=exponent[back, 0],
    )


def _octants(by: FloatArray, against: FloatArray, distance: FloatArray) -> NDArray[np.int8]:
    gains, loses = by > INDIFFERENT, by < -INDIFFERENT
    gained, lost = against > INDIFFERENT, against < -INDIFFERENT
    cases = {
        Octant.PREVAILS: gains & gained & (by > against + INDIFFERENT),
        Octant.YIELDS: gains & gained & (by < against - INDIFFERENT),
        Octant.COMPROMISE_GAINED: gains & lost & (by > -against),
        Octant.COMPROMISE_GIVEN: loses & gained & (-by < against),
        Octant.COMPELS: gains & lost & (by <= -against),
        Octant.COMPELLED: loses & gained & (-by >= against),
        Octant.STALEMATE: loses & lost,
    }
    octant = np.select(list(cases.values()), list(cases), default=Octant.NONE)
    return np.where(distance > 0, octant, Octant.NONE).astype(np.int8)
