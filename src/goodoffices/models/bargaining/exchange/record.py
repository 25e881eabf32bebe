"""Keeps account of exchanges while they are made."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.bargaining.exchange.board import Board, Deal
from goodoffices.models.bargaining.exchange.inputs import Inputs
from goodoffices.models.bargaining.exchange.outcome import Exchange, ExchangeOutcome, Externalities
from goodoffices.models.bargaining.exchange.rates import EQUAL
from goodoffices.models.bargaining.inputs import FloatArray


@dataclass(frozen=True, eq=False)
class Moment:
    """Just before a deal: the partners' voting positions, the two settlements, and who belongs to the inner group."""

    voting: FloatArray
    settlement: FloatArray
    inner: NDArray[np.bool_]


class Record:
    """Every exchange so far, what it did to others, and who gained what."""

    def __init__(self, inputs: Inputs, board: Board) -> None:
        self._inputs = inputs
        self._board = board
        self._opening = board.settlement.copy()
        parties = inputs.position.shape[0]
        self._by_party = np.zeros((4, parties))
        self._by_exchange: list[FloatArray] = []
        self._own = np.zeros(parties)
        self._exchanges: list[Exchange] = []

    def __len__(self) -> int:
        """Return the number of exchanges so far."""
        return len(self._exchanges)

    def before(self, deal: Deal) -> Moment:
        """Return what must be known of the moment before a deal is made."""
        board = self._board
        issues = [deal.supplied, deal.demanded]
        partners = [deal.demander, deal.partner]
        side = board.side[issues]
        own = side[:, partners]
        inner = (side == own[:, :1]).all(axis=0) | (side == own[:, 1:]).all(axis=0)
        return Moment(board.voting[issues, partners], board.settlement[issues], inner)

    def add(self, deal: Deal, before: Moment, tied: bool) -> None:
        """Enter a deal that has just been made."""
        board, unit = self._board, float(self._inputs.unit)
        issues = [deal.supplied, deal.demanded]
        partners = [deal.demander, deal.partner]
        effect = unit * _utility_change(board, before.settlement, np.array(issues))
        effect[partners] = 0.0
        kinds = np.stack(
            [
                np.where(group & (sign * effect > 0), effect, 0.0)
                for group in (before.inner, ~before.inner)
                for sign in (1, -1)
            ]
        )
        self._by_party += kinds
        self._by_exchange.append(kinds.sum(axis=1))
        gain = (unit * deal.gains[0], unit * deal.gains[1])
        self._own[partners] += gain
        low, length = self._inputs.low[issues], self._inputs.length[issues]

        def on_scale(values: FloatArray) -> tuple[float, float]:
            first, second = low + length * values
            return float(first), float(second)

        self._exchanges.append(
            Exchange(
                parties=(deal.demander, deal.partner),
                issues=(deal.supplied, deal.demanded),
                before=on_scale(before.voting),
                after=on_scale(board.voting[issues, partners]),
                settlement_before=on_scale(before.settlement),
                settlement_after=on_scale(board.settlement[issues]),
                gain=gain,
                tied=tied,
            )
        )

    def outcome(self, exhausted: bool) -> ExchangeOutcome:
        """Return the whole account."""
        inputs, board = self._inputs, self._board
        every = np.arange(len(self._opening))

        def own_scale(values: FloatArray) -> FloatArray:
            return np.where(inputs.present, inputs.low + inputs.length * values, np.nan)

        return ExchangeOutcome(
            settlement_before=inputs.low + inputs.length * self._opening,
            settlement=inputs.low + inputs.length * board.settlement,
            position=own_scale(inputs.position),
            voting_position=own_scale(board.voting.T),
            exchanges=tuple(self._exchanges),
            by_exchange=Externalities(*np.array(self._by_exchange).reshape(-1, 4).T),
            by_party=Externalities(*self._by_party),
            own_gain=self._own,
            utility_change=float(inputs.unit) * _utility_change(board, self._opening, every),
            exhausted=exhausted,
        )


def _utility_change(board: Board, before: FloatArray, issues: NDArray[np.int64]) -> FloatArray:
    """Return what the way of the settlements from `before` to where they are now changed for each party."""
    position = board.position[issues]
    nearer = np.abs(position - before[:, None]) - np.abs(position - board.settlement[issues][:, None])
    change = (board.salience[issues] * nearer).sum(axis=0)
    return np.asarray(np.where(np.abs(change) <= EQUAL, 0.0, change))
