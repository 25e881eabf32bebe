"""Legal sequences of moves from one state: how far each state is, and the shortest way."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.stability.forms.arcs import forward, rows
from goodoffices.models.stability.forms.graph_form import GraphForm


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a sequence.

    Attributes
    ----------
    decision_maker : str
        Who moves.
    state : int
        Where to.
    """

    decision_maker: str
    state: int


@dataclass(frozen=True)
class Sequences:
    """All states that legal sequences of some decision makers' moves reach from one state.

    Attributes
    ----------
    names : tuple of str
        Those who move.
    start : int
        Where the sequences start.
    arrival : ndarray of int32, shape (movers, states)
        The least number of moves of a sequence to each state whose last move is made by each mover; -1 if there is none.
    """

    names: tuple[str, ...]
    start: int
    arrival: NDArray[np.int32]
    _before: NDArray[np.int64]

    @property
    def distance(self) -> NDArray[np.int32]:
        """Least number of moves to each state, whoever makes the last; -1 if it is not reached, shape (states,)."""
        far = np.iinfo(np.int32).max
        least = np.where(self.arrival < 0, far, self.arrival).min(axis=0, initial=far)
        return np.where(least == far, -1, least).astype(np.int32)

    def path(self, state: int) -> tuple[Step, ...] | None:
        """Return a shortest legal sequence of one or more moves to a state, or None if there is none.

        Of several, the one whose movers, and then states, come first in their order; each last mover has one to offer.
        """
        reached = self.arrival[:, state][self.arrival[:, state] >= 0]
        if not len(reached):
            return None
        ways = [self._way(mover, state) for mover in np.flatnonzero(self.arrival[:, state] == reached.min()).tolist()]
        return tuple(Step(self.names[mover], at) for mover, at in min(ways))

    def _way(self, mover: int, state: int) -> list[tuple[int, int]]:
        way = [(mover, state)]
        while (node := int(self._before[way[-1]])) >= 0:
            way.append(divmod(node, self.arrival.shape[1]))
        return way[::-1]


def sequences(graph: GraphForm, start: int, movers: Iterable[int], first_mover: int | None = None) -> Sequences:
    """Search breadth first over pairs of a state and the last mover.

    Parameters
    ----------
    graph : GraphForm
        The moves that may be made.
    start : int
        A state of the graph.
    movers : iterable of int
        Numbers of the decision makers who move.
    first_mover : int, optional
        Number of the one who has to make the first move.
    """
    from goodoffices.models.stability.compiled.graph_kernels import search  # noqa: PLC0415 (compiled code is slow to import)

    numbers = list(movers)
    count = graph.state_count
    arrival, before = np.full((len(numbers), count), -1, np.int32), np.full((len(numbers), count), -1, np.int64)
    if numbers:
        arcs = forward(graph)
        first = -1 if first_mover is None else numbers.index(first_mover)
        queue = np.empty(len(numbers) * count, np.int64)
        search(start, first, rows(numbers), arcs.starts, arcs.ends, arrival, before, queue)
    return Sequences(tuple(graph.decision_makers[k] for k in numbers), start, arrival, before)
