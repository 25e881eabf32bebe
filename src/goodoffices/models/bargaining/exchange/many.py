"""Many small draws at once: all deals of all draws in each step."""

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.bargaining.exchange.board import after_step, standing
from goodoffices.models.bargaining.exchange.inputs import Inputs
from goodoffices.models.bargaining.exchange.rates import EQUAL, Terms, terms
from goodoffices.models.bargaining.exchange.reading import Reading
from goodoffices.models.bargaining.inputs import FloatArray

Found = tuple[FloatArray, NDArray[np.int64], NDArray[np.bool_], NDArray[np.bool_]]


class _Talks:
    """Draws whose exchanges have not come to an end; arrays of shape (draws, issues, parties)."""

    def __init__(self, inputs: Inputs, reading: Reading) -> None:
        self.reading = reading
        self.salience = np.ascontiguousarray(inputs.salience.swapaxes(1, 2))
        self.position = np.ascontiguousarray(inputs.position.swapaxes(1, 2))
        self.share = np.ascontiguousarray(inputs.share.swapaxes(1, 2))
        self.present = np.ascontiguousarray(inputs.present.swapaxes(1, 2))
        self.voting = self.position.copy()
        self.direction = np.zeros(self.position.shape, dtype=np.int8)
        self.sides: FloatArray | None = None
        if reading.sides == "opening":
            self.sides = self._standing()[0]
        issues, parties = self.position.shape[1:]
        self.first, self.second = (side[:, np.newaxis] for side in np.triu_indices(parties, 1))
        self.demanded, self.supplied = np.nonzero(~np.eye(issues, dtype=np.bool_))

    @property
    def settlement(self) -> FloatArray:
        """The settlements that follow from the voting positions, shape (draws, issues)."""
        return np.asarray((self.share * self.voting).sum(axis=-1))

    def _standing(self) -> tuple[FloatArray, FloatArray, FloatArray]:
        return standing(
            self.position, self.present, self.share, self.settlement, self.direction, self.sides, self.reading
        )

    def keep(self, which: NDArray[np.bool_]) -> None:
        """Drop the other draws."""
        for name in ("salience", "position", "share", "present", "voting", "direction"):
            setattr(self, name, getattr(self, name)[which])
        self.sides = None if self.sides is None else self.sides[which]

    def deals(self) -> Terms:
        """Return the terms of all deals, shape (draws, pairs, ordered pairs of issues)."""
        side, gap, give = self._standing()
        i, j, p, q = self.first, self.second, self.demanded, self.supplied
        opposite = (side[:, p, i] * side[:, p, j] == -1) & (side[:, q, i] * side[:, q, j] == -1)
        room = side[:, p, i] * (self.position[:, p, i] - self.voting[:, p, j]) * give[:, p, j] * opposite
        partner_room = side[:, q, j] * (self.position[:, q, j] - self.voting[:, q, i]) * give[:, q, i] * opposite
        s = self.salience
        return terms(
            s[:, p, i],
            s[:, q, i],
            s[:, p, j],
            s[:, q, j],
            np.minimum(room, gap[:, p, i]),
            np.minimum(partner_room, gap[:, q, j]),
            self.reading.rate,
        )

    def make(self, pair: NDArray[np.int64], issues: NDArray[np.int64], shifts: tuple[FloatArray, FloatArray]) -> None:
        """Carry out one deal in each draw."""
        draws = np.arange(len(pair))
        i, j = self.first[pair, 0], self.second[pair, 0]
        p, q = self.demanded[issues], self.supplied[issues]
        for giver, taker, issue, shift in ((j, i, p, shifts[0]), (i, j, q, shifts[1])):
            at = draws, issue, giver
            start, end = self.voting[at], self.position[draws, issue, taker]
            self.direction[at] = np.sign(end - start)
            self.voting[at] = after_step(start, end, shift / self.share[at])


def many(inputs: Inputs, reading: Reading, most_exchanges: int | None) -> Found:
    """Return settlements (from 0 to 1), numbers of exchanges, whether nothing was left, and which draws met a tie.

    A draw that meets a tie is left there: its other numbers mean nothing.
    """
    talks = _Talks(inputs, reading)
    settlement = talks.settlement
    draws = len(settlement)
    made = np.zeros(draws, dtype=np.int64)
    exhausted, tied = np.zeros(draws, dtype=np.bool_), np.zeros(draws, dtype=np.bool_)
    active = np.arange(draws)
    while active.size and (most_exchanges is None or made[active[0]] < most_exchanges):
        found = talks.deals()
        gain = found.mean_gain.reshape(len(active), -1)
        best = gain.max(axis=1, initial=0.0)
        ends = best <= reading.least_gain
        ties = ~ends & ((gain >= best[:, np.newaxis] - EQUAL).sum(axis=1) > 1)
        exhausted[active[ends]], tied[active[ties]] = True, True
        goes_on = ~ends & ~ties
        active = active[goes_on]
        talks.keep(goes_on)
        if not active.size:
            break
        cell = gain[goes_on].argmax(axis=1)
        row = np.flatnonzero(goes_on)
        shifts = tuple(array.reshape(len(goes_on), -1)[row, cell] for array in (found.gained_shift, found.paid_shift))
        pair, issues = np.divmod(cell, len(talks.demanded))
        talks.make(pair, issues, (shifts[0], shifts[1]))
        made[active] += 1
        settlement[active] = talks.settlement
    return settlement, made, exhausted, tied
