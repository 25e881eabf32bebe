"""Where everybody stands at a point of the exchanges, and what one exchange changes."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.bargaining.exchange.inputs import Inputs
from goodoffices.models.bargaining.exchange.reading import Reading
from goodoffices.models.bargaining.inputs import FloatArray

AT_SETTLEMENT = 1e-9
"""A position no further from the settlement, as a share of the scale, lies on neither side of it."""


@dataclass(frozen=True)
class Deal:
    """An exchange before it is made: `demander` asks for a move on `demanded` and pays with a move on `supplied`.

    Settlements would move by `gained_shift` on the first and by `paid_shift` on the second issue.
    """

    demander: int
    partner: int
    demanded: int
    supplied: int
    gained_shift: float
    paid_shift: float
    gains: tuple[float, float]


def standing(
    position: FloatArray,
    present: NDArray[np.bool_],
    share: FloatArray,
    settlement: FloatArray,
    direction: NDArray[np.int8],
    sides: FloatArray | None,
    reading: Reading,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return side, gap and give of a `Board`, with sides worked out anew unless they are given; parties along the last axis."""
    ahead = position - np.asarray(settlement)[..., np.newaxis]
    far = np.abs(ahead) > AT_SETTLEMENT
    side = np.where(present & far, np.sign(ahead), 0.0) if sides is None else sides
    gap = np.where(far, np.maximum(side * ahead, 0.0), 0.0)
    free = (direction == 0) if reading.again == "once" else (direction != side)
    return side, gap, np.where(free & (side != 0), share, 0.0)


def after_step(start: FloatArray, end: FloatArray, way: FloatArray) -> FloatArray:
    """Return the voting positions after moves by `way` towards `end`.

    A step that ends within rounding of the limit ends at the limit, so that nothing is left to exchange there.
    """
    whole = np.abs(end - start)
    return np.where(way >= whole - AT_SETTLEMENT * whole, end, start + np.sign(end - start) * way)


class Board:
    """Voting positions and all that follows from them; arrays of shape (issues, parties).

    Attributes
    ----------
    voting : ndarray
        Voting positions, from 0 to 1.
    settlement : ndarray, shape (issues,)
        The settlement that follows from the voting positions.
    side : ndarray
        1 for parties above the settlement, -1 for those below, 0 for those at it or absent.
    gap : ndarray
        How far the settlement can still move towards the party's own position from the party's other side.
    give : ndarray
        How far the settlement moves for each unit by which the party gives way; 0 where it cannot.
    """

    def __init__(self, inputs: Inputs, reading: Reading) -> None:
        self.salience = np.ascontiguousarray(inputs.salience.T)
        self.position = np.ascontiguousarray(inputs.position.T)
        self.share = np.ascontiguousarray(inputs.share.T)
        self.reading = reading
        self.voting = self.position.copy()
        self.direction = np.zeros(self.position.shape, dtype=np.int8)
        self.settlement = (self.share * self.voting).sum(axis=1)
        self.side = np.zeros(self.position.shape)
        self.gap = np.zeros(self.position.shape)
        self.give = np.zeros(self.position.shape)
        self._present = np.ascontiguousarray(inputs.present.T)
        self._opening = True
        for issue in range(len(self.settlement)):
            self._measure(issue)
        self._opening = False

    def make(self, deal: Deal) -> tuple[tuple[int, NDArray[np.int64]], ...]:
        """Carry out a deal; return, issue by issue, the parties that are now on another side."""
        moves = (
            (deal.partner, deal.demander, deal.demanded, deal.gained_shift),
            (deal.demander, deal.partner, deal.supplied, deal.paid_shift),
        )
        for giver, taker, issue, shift in moves:
            start, end = self.voting[issue, giver], self.position[issue, taker]
            self.direction[issue, giver] = np.sign(end - start)
            self.voting[issue, giver] = after_step(start, end, shift / self.share[issue, giver])
            self.settlement[issue] = (self.share[issue] * self.voting[issue]).sum()
        return tuple((issue, self._measure(issue)) for issue in (deal.demanded, deal.supplied))

    def _measure(self, issue: int) -> NDArray[np.int64]:
        before = self.side[issue].copy()
        self.side[issue], self.gap[issue], self.give[issue] = standing(
            self.position[issue],
            self._present[issue],
            self.share[issue],
            self.settlement[issue],
            self.direction[issue],
            before if self.reading.sides == "opening" and not self._opening else None,
            self.reading,
        )
        return np.flatnonzero(before != self.side[issue])

    def effects(self, deals: tuple[NDArray[np.int64], ...], shifts: tuple[FloatArray, FloatArray]) -> FloatArray:
        """Return what each of several deals would change for everybody, shape (deals, parties), against the settlements as they are."""
        demander, _, demanded, supplied = deals
        total = np.zeros((len(demander), self.position.shape[1]))
        for issue, shift in (
            (demanded, shifts[0] * self.side[demanded, demander]),
            (supplied, -shifts[1] * self.side[supplied, demander]),
        ):
            now = self.settlement[issue][:, np.newaxis]
            then = now + shift[:, np.newaxis]
            total += self.salience[issue] * (np.abs(self.position[issue] - now) - np.abs(self.position[issue] - then))
        return total
