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
            way = shift / self.share[issue, giver]
            self.direction[issue, giver] = 1 if end > start else -1
            # A step that ends within rounding of the limit ends at the limit, so that nothing is left to exchange there.
            there = way >= abs(end - start) - AT_SETTLEMENT * abs(end - start)
            self.voting[issue, giver] = end if there else start + self.direction[issue, giver] * way
            self.settlement[issue] = (self.share[issue] * self.voting[issue]).sum()
        return tuple((issue, self._measure(issue)) for issue in (deal.demanded, deal.supplied))

    def _measure(self, issue: int) -> NDArray[np.int64]:
        before = self.side[issue].copy()
        ahead = self.position[issue] - self.settlement[issue]
        far = np.abs(ahead) > AT_SETTLEMENT
        if self.reading.sides == "current" or self._opening:
            self.side[issue] = np.where(self._present[issue] & far, np.sign(ahead), 0.0)
        self.gap[issue] = np.where(far, np.maximum(self.side[issue] * ahead, 0.0), 0.0)
        moved = self.direction[issue]
        free = (moved == 0) if self.reading.again == "once" else (moved != self.side[issue])
        self.give[issue] = np.where(free & (self.side[issue] != 0), self.share[issue], 0.0)
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
