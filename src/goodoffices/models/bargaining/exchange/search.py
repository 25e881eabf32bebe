"""Finds the best deal without looking at every deal again after each exchange."""

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.bargaining.exchange.board import Board, Deal
from goodoffices.models.bargaining.exchange.rates import EQUAL, equal_gains, largest_mean_gain, terms
from goodoffices.models.bargaining.inputs import FloatArray

_CELLS_AT_ONCE = 1 << 16
_FEW = 16

Two = tuple[FloatArray, FloatArray]
Four = tuple[FloatArray, FloatArray, FloatArray, FloatArray]
Rows = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


class Search:
    """The deals still open, by rows: one row for each party, the issue it demands and the issue it supplies.

    A row holds deals with every other party, so each deal stands in two rows. For each row two bounds are kept. The
    ceiling counts only how far parties can still give way, which never grows while nobody changes sides. The bound
    counts also how far settlements can still move, which may grow again. A row is looked at anew only if its bound reaches the
    best gain known.
    """

    def __init__(self, board: Board) -> None:
        issues, parties = board.position.shape
        self.board = board
        self.ceiling = np.zeros((issues, issues, parties))
        self.bound = np.zeros((issues, issues, parties))
        self.fresh = np.ones((issues, issues, parties), dtype=np.bool_)
        self._refresh(np.flatnonzero(np.broadcast_to(~np.eye(issues, dtype=np.bool_)[..., None], self.bound.shape)))

    def best(self) -> tuple[Deal, bool] | None:
        """Return the deal with the highest mean gain and whether others were as good; None if nobody gains enough."""
        bound, fresh = self.bound.reshape(-1), self.fresh.reshape(-1)
        number = _FEW
        while True:
            known = float(np.max(bound, where=fresh, initial=self.board.reading.least_gain))
            doubtful = np.flatnonzero((bound >= known - EQUAL) & ~fresh)
            if not doubtful.size:
                break
            if doubtful.size > number:
                doubtful = doubtful[np.argpartition(bound[doubtful], -number)[-number:]]
                number *= 2
            self._refresh(doubtful)
        if known <= self.board.reading.least_gain:
            return None
        return self._choose(np.flatnonzero(bound >= known - EQUAL), known)

    def make(self, deal: Deal) -> None:
        """Carry out a deal and note what may have changed."""
        board = self.board
        settlement, side = board.settlement.copy(), board.side.copy()
        changed = board.make(deal)
        for issue in (deal.demanded, deal.supplied):
            self.fresh[issue] = self.fresh[:, issue] = False
            self._let_grow(issue, float(board.settlement[issue] - settlement[issue]), side[issue])
        for issue, parties in changed:
            for rows in (np.s_[issue, :, parties], np.s_[:, issue, parties]):
                self.bound[rows] = self.ceiling[rows] = np.inf
        for issue in range(len(settlement)):
            self.bound[issue, issue] = 0.0
            self.fresh[issue, issue] = True

    def _let_grow(self, issue: int, shift: float, side: FloatArray) -> None:
        """Raise the bounds of those from whom the settlement has moved away, and of those who deal with them."""
        board = self.board
        if board.reading.rate != "equal_gain":
            for rows in (np.s_[issue], np.s_[:, issue]):
                self.bound[rows] = self.ceiling[rows]
            return
        left = side * shift < 0
        largest = float(np.max(board.salience[issue], where=left, initial=0.0))
        demand = np.where(left, board.salience[issue], 0.0) * abs(shift)
        supply = np.where(left, 0.0, largest) * abs(shift)
        for rows, growth in ((np.s_[issue], demand), (np.s_[:, issue], supply)):
            self.bound[rows] = np.minimum(self.bound[rows] + growth, self.ceiling[rows])

    def _refresh(self, rows: NDArray[np.int64]) -> None:
        board = self.board
        size = max(1, _CELLS_AT_ONCE // board.position.shape[1])
        for start in range(0, len(rows), size):
            block = rows[start : start + size]
            demanded, supplied, party = np.unravel_index(block, self.bound.shape)
            bound, ceiling = self._gains((party, demanded, supplied))
            self.bound.reshape(-1)[block] = bound.max(axis=1)
            self.ceiling.reshape(-1)[block] = ceiling.max(axis=1)
            self.fresh.reshape(-1)[block] = True

    def _gains(self, rows: Rows) -> tuple[FloatArray, FloatArray]:
        """Return mean gains of all deals of some rows, shape (rows, parties), and what they could be at most."""
        saliences, room, limited = self._look(rows)
        rate = self.board.reading.rate
        if rate == "equal_gain":
            gain, ceiling = equal_gains(*saliences, limited, room)
            return gain, ceiling
        return terms(*saliences, *limited, rate).mean_gain, largest_mean_gain(*saliences, *room)

    def _look(self, rows: Rows) -> tuple[Four, Two, Two]:
        """Return saliences, how far parties can still give way, and how far settlements can move for that.

        Saliences are those of the row's party on the issue it demands and on the one it supplies, then those of its partner.
        """
        board = self.board
        party, demanded, supplied = rows

        def own(array: FloatArray, issue: NDArray[np.int64]) -> FloatArray:
            return np.asarray(array[issue, party][:, np.newaxis])

        up, down = own(board.side, demanded), -own(board.side, supplied)
        opposite = (board.side[demanded] == -up) & (board.side[supplied] == down) & (up * down != 0)
        room = (own(board.position, demanded) - board.voting[demanded]) * board.give[demanded] * (up * opposite)
        partner_room = (board.position[supplied] - own(board.voting, supplied)) * (down * own(board.give, supplied))
        saliences = (
            own(board.salience, demanded),
            own(board.salience, supplied),
            board.salience[demanded],
            board.salience[supplied],
        )
        limited = np.minimum(room, own(board.gap, demanded)), np.minimum(partner_room, board.gap[supplied])
        return saliences, (room, partner_room), limited

    def _choose(self, rows: NDArray[np.int64], known: float) -> tuple[Deal, bool]:
        """Choose among the best deals; what nothing tells apart goes by the order of parties and issues."""
        demanded, supplied, party = np.unravel_index(rows, self.bound.shape)
        saliences, _, limited = self._look((party, demanded, supplied))
        found = terms(*saliences, *limited, self.board.reading.rate)
        row, partner = np.nonzero(found.mean_gain >= known - EQUAL)
        swap = party[row] > partner
        first, second = np.where(swap, partner, party[row]), np.where(swap, party[row], partner)
        issues = np.where(swap, supplied[row], demanded[row]), np.where(swap, demanded[row], supplied[row])
        cell = row, partner
        shifts = found.gained_shift[cell], found.paid_shift[cell]
        gains = found.gain[cell], found.partner_gain[cell]
        shifts, gains = (
            (np.where(swap, pair[1], pair[0]), np.where(swap, pair[0], pair[1])) for pair in (shifts, gains)
        )
        order = np.lexsort((issues[1], issues[0], second, first))
        keys = np.column_stack([first, second, *issues])[order]
        alone = order[np.r_[True, (keys[1:] != keys[:-1]).any(axis=1)]]
        tied = len(alone) > 1
        if tied:
            deals = first[alone], second[alone], issues[0][alone], issues[1][alone]
            alone = self._least_harm(alone, deals, (shifts[0][alone], shifts[1][alone]))
        at = int(alone[0])
        deal = Deal(
            int(first[at]),
            int(second[at]),
            int(issues[0][at]),
            int(issues[1][at]),
            float(shifts[0][at]),
            float(shifts[1][at]),
            (float(gains[0][at]), float(gains[1][at])),
        )
        return deal, tied

    def _least_harm(
        self,
        numbers: NDArray[np.int64],
        deals: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]],
        shifts: Two,
    ) -> NDArray[np.int64]:
        """Return the numbers of those deals by which others lose least, and narrow down what is left.

        By how little settlements move, then voting positions; by how much the pair has at stake; by how little it weighs.
        None of it hangs on the order in which parties and issues are listed.
        """
        board = self.board
        first, second, demanded, supplied = deals
        effect = board.effects(deals, shifts)
        at = np.arange(len(numbers))
        moves = shifts[0] / board.share[demanded, second] + shifts[1] / board.share[supplied, first]
        distance = np.abs(board.position - board.settlement[:, np.newaxis])
        stake, weight = (board.salience * distance).sum(axis=0), board.share.sum(axis=0)
        measures = (
            effect[at, first] + effect[at, second] - effect.sum(axis=1),
            shifts[0] + shifts[1],
            moves,
            -(stake[first] + stake[second]),
            weight[first] + weight[second],
        )
        left = np.arange(len(numbers))
        for measure in measures:
            left = left[measure[left] <= measure[left].min() + EQUAL]
        return numbers[left]
