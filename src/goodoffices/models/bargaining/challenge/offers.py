"""Who offers what to whom, and which offer a party takes."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.bargaining.challenge.switches import Switches, either
from goodoffices.models.bargaining.challenge.votes import NEGLIGIBLE
from goodoffices.models.bargaining.inputs import FloatArray

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
    challenger: NDArray[np.int64]
    move: NDArray[np.int8]
    tied: NDArray[np.bool_]


def offers(
    by: FloatArray, against: FloatArray, distance: FloatArray, switches: Switches
) -> tuple[NDArray[np.int8], FloatArray]:
    """Return the kind of every offer to the row's party and the share of the way it asks for.

    Parameters
    ----------
    by, against : ndarray, shape (rows, parties, draws)
        Expected utility of the row's party challenging the column's, and of the column's challenging the row's.
    distance : ndarray, shape (rows, parties, draws)
        Between the two, as a share of the range.
    switches : Switches

    Returns
    -------
    kind : ndarray of int
        A `Move`; ``STAYS`` where there is no offer.
    share : ndarray
        From 0 to 1, of the way to the challenger's position.
    """
    offered = against > INDIFFERENT
    offered &= distance > NEGLIGIBLE
    losing = offered & (by < -INDIFFERENT)
    lesser = -by < against
    lost = offered
    lost &= by > INDIFFERENT
    lost &= by < against - INDIFFERENT
    lost &= switches.concedes
    compromise = losing & lesser
    compelled = losing > lesser
    compelled &= switches.full_move
    kind = lost.view(np.int8) + 2 * compromise.view(np.int8)
    kind += 3 * compelled.view(np.int8)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        share = np.where(compromise, -by / against, 1.0)
    return kind, share


def best(
    kind: NDArray[np.int8],
    share: FloatArray,
    by: FloatArray,
    against: FloatArray,
    position: FloatArray,
    rows: slice,
    switches: Switches,
    unit: FloatArray,
) -> Taken:
    """Return the offer that each of the rows' parties takes.

    Offers equally good by the reading's own measure are told apart by its rule for ties; what is still equal but points
    to different places is met half way.

    Parameters
    ----------
    kind, share, by, against : ndarray, shape (rows, parties, draws)
        As in `offers`.
    position : ndarray, shape (parties, draws)
        In the units of the inputs, so that a party which takes over a position holds exactly that.
    rows : slice
        The parties who choose.
    switches : Switches
    unit : ndarray, shape (draws,)
        Length that moves are measured against.
    """
    open_ = kind != Move.STAYS
    x_i = position[rows, None]
    way = position - x_i
    way *= share
    change = np.abs(way)
    change /= unit

    def by_kind() -> FloatArray:
        lose, win = np.abs(by), np.abs(against)
        middle = (lose * x_i + win * position) / np.where(open_, lose + win, 1.0)
        middle = (middle - position.min(axis=0)) / unit
        return 2 * kind + np.where(kind == Move.COMPROMISE, middle, change)

    measure = either(switches.strongest, lambda: -against, lambda: change)
    measure = either(switches.by_kind, by_kind, lambda: measure)
    measure = np.where(open_, measure, np.inf)
    left = measure <= measure.min(axis=1, keepdims=True) + INDIFFERENT
    left &= open_
    doubtful = np.count_nonzero(left, axis=1) > 1
    challenger = left.argmax(axis=1)
    moves = np.take_along_axis(left, challenger[:, None], axis=1)[:, 0]
    apart = middle = np.zeros(moves.shape)
    if doubtful.any():
        by_strength = either(switches.tie_weakest, lambda: against, lambda: -against)
        by_strength = either(switches.tie_halfway, lambda: np.zeros_like(against), lambda: by_strength)
        second = either(switches.strongest, lambda: change, lambda: by_strength)
        second = np.where(left, second, np.inf)
        left &= second <= second.min(axis=1, keepdims=True) + INDIFFERENT
        challenger = left.argmax(axis=1)
        lowest = np.where(left, way, np.inf).min(axis=1)
        highest = np.where(left, way, -np.inf).max(axis=1)
        apart = np.subtract(highest, lowest, out=np.zeros_like(lowest), where=moves)
        middle = np.where(moves, lowest, 0.0) + apart / 2
    tied = apart > INDIFFERENT * unit

    def of_challenger(array: NDArray[Any]) -> NDArray[Any]:
        return np.take_along_axis(array, challenger[:, None], axis=1)[:, 0]

    whole = of_challenger(share) == 1
    there = np.where(whole, np.take_along_axis(position, challenger, axis=0), position[rows] + of_challenger(way))
    destination = np.where(moves, np.where(tied, position[rows] + middle, there), position[rows])
    return Taken(destination, np.where(moves, challenger, NOBODY), np.where(moves, of_challenger(kind), 0), tied)
