"""Who offers what to whom, and which offer a party takes."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.bargaining.challenge.places import NEGLIGIBLE
from goodoffices.models.bargaining.challenge.switches import Switches, either
from goodoffices.models.bargaining.inputs import FloatArray

IntArray = NDArray[np.int64]

INDIFFERENT = 1e-9
"""Expected utilities and moves (as shares of the range) closer than this count as equal."""

NOBODY = -1


class Move(IntEnum):
    """What made a party move.

    ``STAYS``: it took no offer. ``CONFRONTATION``: both sides expected to gain, it less than the other.
    ``COMPROMISE``: it expected to lose, but less than the other to gain. ``COMPELLED``: it expected to lose at least as
    much as the other to gain.
    """

    STAYS = 0
    CONFRONTATION = 1
    COMPROMISE = 2
    COMPELLED = 3


@dataclass(frozen=True, eq=False)
class Offers:
    """A list of offers, ordered by the party that receives them and then by challenger; each array of shape (offers,).

    Attributes
    ----------
    seat : ndarray of int
        Who receives it in which draw: where it is in an array of shape (rows, draws), counted through.
    draw, challenger : ndarray of int
        In which draw, and from whom.
    kind : ndarray of int
        A `Move`.
    against : ndarray
        Expected utility of the challenger.
    start, goal : ndarray
        Positions of the party and of the challenger, in the units of the inputs.
    share : ndarray
        Of the way between them that is asked for, from 0 to 1.
    """

    seat: IntArray
    draw: IntArray
    challenger: IntArray
    kind: NDArray[np.int8]
    against: FloatArray
    start: FloatArray
    goal: FloatArray
    share: FloatArray

    @property
    def way(self) -> FloatArray:
        """How far the party is asked to go, less than 0 if down the scale."""
        return np.asarray((self.goal - self.start) * self.share)

    def those(self, some: NDArray[np.bool_]) -> "Offers":
        """Return the offers for which an array of shape (offers,) is true."""
        kept = np.flatnonzero(some)
        return Offers(**{name: column.take(kept) for name, column in vars(self).items()})


@dataclass(frozen=True, eq=False)
class Taken:
    """The offers taken, each array of shape (rows, draws).

    Attributes
    ----------
    destination : ndarray
        New positions.
    challenger : ndarray of int
        Column of the challenger whose offer was taken; -1 if none.
    move : ndarray of int
        A `Move`.
    tied : ndarray of bool
        Whether offers with different destinations were equally good; the party then moves to the middle of them.
    """

    destination: FloatArray
    challenger: IntArray
    move: NDArray[np.int8]
    tied: NDArray[np.bool_]


def offers(
    by: FloatArray, against: FloatArray, distance: FloatArray, position: FloatArray, rows: slice, switches: Switches
) -> Offers:
    """Return all offers to the rows' parties.

    Parameters
    ----------
    by, against : ndarray, shape (rows, parties, draws)
        Expected utility of the row's party challenging the column's, and of the column's challenging the row's.
    distance : ndarray, shape (rows, parties, draws)
        Between the two, as a share of the range.
    position : ndarray, shape (parties, draws)
        In the units of the inputs, so that a party which takes over a position holds exactly that.
    rows : slice
    switches : Switches
    """
    parties, draws = position.shape
    wanted = against > INDIFFERENT
    wanted &= distance > NEGLIGIBLE
    wanted &= by < against - INDIFFERENT
    losing = wanted & (by < -INDIFFERENT)
    compromise = losing & (-by < against)
    lost = wanted & (by > INDIFFERENT)
    kinds = lost.view(np.int8) * (switches.concedes * np.int8(Move.CONFRONTATION))
    kinds += compromise.view(np.int8) * np.int8(Move.COMPROMISE)
    kinds += (losing ^ compromise).view(np.int8) * (switches.full_move * np.int8(Move.COMPELLED))
    at = np.flatnonzero(kinds > Move.STAYS)
    kind, strength = kinds.ravel().take(at), against.ravel().take(at)
    pair, draw = np.divmod(at, draws)
    party, challenger = np.divmod(pair, parties)
    seat = party * draws + draw
    return Offers(
        seat=seat,
        draw=draw,
        challenger=challenger,
        kind=kind,
        against=strength,
        start=position[rows].ravel().take(seat),
        goal=position.ravel().take(challenger * draws + draw),
        share=np.where(kind == Move.COMPROMISE, -by.ravel().take(at) / strength, 1.0),
    )


def best(offered: Offers, position: FloatArray, low: FloatArray, unit: FloatArray, switches: Switches) -> Taken:
    """Return the offer that each party takes.

    Offers equally good by the reading's own measure are told apart by its rule for ties; what is still equal but points
    to different places is met half way.

    Parameters
    ----------
    offered : Offers
    position : ndarray, shape (rows, draws)
        Of the parties who choose.
    low, unit : ndarray, shape (draws,)
        The lowest position of all, and the length that moves are measured against.
    switches : Switches
    """
    seats = position.size
    for measure in (_appeal, _appeal_of_equals):
        value = measure(offered, low, unit, switches)
        least = np.full(seats, np.inf)
        np.minimum.at(least, offered.seat, value)
        offered = offered.those(value <= least.take(offered.seat) + INDIFFERENT)
    lowest, highest = np.full(seats, np.inf), np.full(seats, -np.inf)
    np.minimum.at(lowest, offered.seat, offered.way)
    np.maximum.at(highest, offered.seat, offered.way)

    # Of several assignments to one seat the last counts; turned round, that is the first challenger.
    seat = offered.seat[::-1]
    destination, challenger = position.flatten(), np.full(seats, NOBODY, dtype=np.int64)
    move = np.zeros(seats, dtype=np.int8)
    destination[seat] = np.where(offered.share == 1, offered.goal, offered.start + offered.way)[::-1]
    challenger[seat], move[seat] = offered.challenger[::-1], offered.kind[::-1]
    tied = (highest - lowest).reshape(position.shape) > INDIFFERENT * unit
    halfway = np.flatnonzero(tied)
    destination[halfway] = position.ravel()[halfway] + (lowest[halfway] + highest[halfway]) / 2
    return Taken(
        destination.reshape(position.shape), challenger.reshape(position.shape), move.reshape(position.shape), tied
    )


def _appeal(offered: Offers, low: FloatArray, unit: FloatArray, switches: Switches) -> FloatArray:
    """Return what decides between offers, the less the better."""
    switches, length = switches[offered.draw], unit.take(offered.draw)

    def change() -> FloatArray:
        return np.asarray(np.abs(offered.way) / length)

    def by_kind() -> FloatArray:
        # The mean of two positions weighted by what each side expects lies 1 / (1 + share) of the way off.
        middle = offered.start + (offered.goal - offered.start) / (1 + offered.share) - low.take(offered.draw)
        return np.asarray(np.where(offered.kind == Move.COMPROMISE, middle / length, change()) + 2.0 * offered.kind)

    def otherwise() -> FloatArray:
        return either(switches.strongest, lambda: -offered.against, change)

    return either(switches.by_kind, by_kind, otherwise)


def _appeal_of_equals(offered: Offers, _: FloatArray, unit: FloatArray, switches: Switches) -> FloatArray:
    """Return what decides between offers that appeal equally, the less the better."""
    switches = switches[offered.draw]

    def strength() -> FloatArray:
        sign = np.where(switches.tie_weakest, 1.0, -1.0)
        return np.asarray(np.where(switches.tie_halfway, 0.0, sign) * offered.against)

    return either(switches.strongest, lambda: np.abs(offered.way) / unit.take(offered.draw), strength)
