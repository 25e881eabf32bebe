"""Who offers what to whom, and which offer a party takes."""

from dataclasses import dataclass
from enum import IntEnum

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
    kind, share, against : ndarray, shape (rows, parties, draws)
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
    whole_way = position - x_i
    way = whole_way * share
    change = np.abs(way)
    change /= unit

    def by_kind() -> FloatArray:
        # The mean of two positions weighted by what each side expects lies 1 / (1 + share) of the way off.
        middle = whole_way / (1 + share)
        middle += x_i - position.min(axis=0)
        middle /= unit
        return np.asarray(np.where(kind == Move.COMPROMISE, middle, change) + 2 * kind, dtype=np.float64)

    measure = either(switches.strongest, lambda: -against, lambda: change)
    measure = either(switches.by_kind, by_kind, lambda: measure)
    measure = np.where(open_, measure, np.inf)
    left = measure <= measure.min(axis=1, keepdims=True) + INDIFFERENT
    left &= open_
    challenger = left.argmax(axis=1)
    middle, tied = np.zeros(challenger.shape), np.zeros(challenger.shape, dtype=np.bool_)
    doubtful = np.nonzero(np.count_nonzero(left, axis=1) > 1)
    if doubtful[0].size:
        row, draw = doubtful
        cells = (row, slice(None), draw)
        column = Switches(**{name: values[draw, None] for name, values in vars(switches).items()})
        challenger[doubtful], middle[doubtful], tied[doubtful] = _break_ties(
            left[cells], change[cells], against[cells], way[cells], column, unit[draw]
        )
    rows_, draws = challenger.shape
    parties = len(position)
    at = (np.arange(rows_)[:, None] * parties + challenger) * draws + np.arange(draws)
    moves = left.ravel().take(at)
    there = position.ravel().take(challenger * draws + np.arange(draws))
    partial = np.where(tied, middle, way.ravel().take(at)) + position[rows]
    whole = (share.ravel().take(at) == 1) & ~tied
    destination = np.where(moves, np.where(whole, there, partial), position[rows])
    return Taken(destination, np.where(moves, challenger, NOBODY), np.where(moves, kind.ravel().take(at), 0), tied)


def _break_ties(
    left: NDArray[np.bool_],
    change: FloatArray,
    against: FloatArray,
    way: FloatArray,
    switches: Switches,
    unit: FloatArray,
) -> tuple[NDArray[np.int64], FloatArray, NDArray[np.bool_]]:
    """Return challenger, middle way and whether ways differ, for cells (cells, parties) with several best offers."""
    strength = np.where(switches.tie_weakest, against, -against)
    strength = np.where(switches.tie_halfway, 0.0, strength)
    second = np.where(left, np.where(switches.strongest, change, strength), np.inf)
    left = left & (second <= second.min(axis=1, keepdims=True) + INDIFFERENT)
    lowest = np.where(left, way, np.inf).min(axis=1)
    highest = np.where(left, way, -np.inf).max(axis=1)
    return left.argmax(axis=1), (lowest + highest) / 2, highest - lowest > INDIFFERENT * unit
