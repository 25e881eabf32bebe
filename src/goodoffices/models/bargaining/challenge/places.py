"""Where everybody stands in a round: distances, and what a move to the median would do to them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from goodoffices.models.bargaining.challenge.switches import Switches, either
from goodoffices.models.bargaining.inputs import FloatArray

NEGLIGIBLE = 1e-12
"""Differences in distance or votes below this share of the whole are rounding."""

_CELLS_AT_ONCE = 1 << 19


@dataclass(frozen=True, eq=False)
class Places:
    """Positions of several draws, parties in ascending order of position.

    Tables for all parties at once are kept, those for some of their rows are not, since there may be many. Neither may be
    changed.

    Attributes
    ----------
    position : ndarray, shape (parties, draws)
        In units of the range, from 0 to 1.
    median : ndarray, shape (draws,)
    switches : Switches
    """

    position: FloatArray
    median: FloatArray
    switches: Switches

    @property
    def everyone(self) -> slice:
        """The rows of all parties."""
        return slice(0, len(self.position))

    def blocks(self) -> Iterator[slice]:
        """Cut the parties into blocks of rows, so that a table of rows × parties × draws stays small."""
        parties, draws = self.position.shape
        step = max(1, _CELLS_AT_ONCE // (draws * parties))
        for start in range(0, parties, step):
            yield slice(start, min(start + step, parties))

    def distance(self, rows: slice) -> FloatArray:
        """Return distances from the parties of some rows to all, shape (rows, parties, draws)."""
        return self._distances if rows == self.everyone else self._distance(rows)

    def unforced(self, rows: slice, *, by: bool) -> FloatArray:
        """Return how bad a move of the challenged party would be for the challenger if nobody forced it.

        That is the challenger's distance from the median and from the other party, less than 0 where the move would bring
        the other nearer (T = 1). Shape (rows, parties, draws), with the rows' parties as challengers if `by` is true, else
        as those challenged.
        """
        if rows != self.everyone:
            return self._unforced(rows, by)
        return self._unforced_moves if by else self._unforced_moves.swapaxes(0, 1)

    @cached_property
    def _distances(self) -> FloatArray:
        return self._distance(self.everyone)

    @cached_property
    def _unforced_moves(self) -> FloatArray:
        return self._unforced(self.everyone, True)

    def _distance(self, rows: slice) -> FloatArray:
        difference = self.position[rows, None] - self.position
        return np.abs(difference, out=difference)

    def _unforced(self, rows: slice, by: bool) -> FloatArray:
        i: Any = (rows, None) if by else ...
        j: Any = ... if by else (rows, None)
        x, switches, distance = self.position, self.switches, self.distance(rows)
        ahead = self.median - x
        reach = np.abs(ahead)[i] + distance

        def on_the_way() -> FloatArray:
            heading = np.where(np.abs(ahead) > NEGLIGIBLE, np.sign(ahead), 0)
            return np.asarray(NEGLIGIBLE - heading[j] * (x[i] - x[j]))

        def at_median() -> FloatArray:
            return np.asarray((np.abs(ahead) + NEGLIGIBLE)[i] - distance)

        def ahead_or_at_median() -> FloatArray:
            return either(switches.on_the_way, on_the_way, at_median)

        sign = either(switches.always, lambda: np.array([-1.0]), ahead_or_at_median)
        return np.asarray(np.copysign(reach, sign, out=reach))
