"""A conflict in graph form: states, and the moves of each decision maker between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError


@dataclass(frozen=True)
class Moves:
    """The moves of one decision maker, state by state.

    Attributes
    ----------
    starts : ndarray of int64, shape (states + 1,)
        The moves from state s stand in ``targets[starts[s]:starts[s + 1]]``.
    targets : ndarray of int32
        States moved to, in increasing order for every state.
    """

    starts: NDArray[np.int64]
    targets: NDArray[np.int32]

    def of(self, state: int) -> NDArray[np.int32]:
        """Return the states that can be reached from one in a single move."""
        return self.targets[self.starts[state] : self.starts[state + 1]]


@dataclass(frozen=True)
class GraphForm:
    """A conflict in graph form: numbered states, and for every decision maker the moves it controls.

    Moves need not be transitive, need not be reversible, and may be shared by several decision makers.

    Attributes
    ----------
    decision_makers : tuple of str
        Their names.
    state_count : int
        States are the numbers from 0 to one less.
    moves : tuple of Moves
        One for each decision maker.

    References
    ----------
    Kilgour, Hipel & Fang (1987), 'The graph model for conflicts', *Automatica* 23(1), 41-55.

    Examples
    --------
    >>> graph = GraphForm.of_moves(("a", "b"), 4, ([(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]))
    >>> graph.moves[0].of(2).tolist()
    [3]
    """

    decision_makers: tuple[str, ...]
    state_count: int
    moves: tuple[Moves, ...]

    @classmethod
    def of_moves(
        cls, decision_makers: Sequence[str], state_count: int, moves: Sequence[Iterable[tuple[int, int]]]
    ) -> Self:
        """Build a conflict from pairs (state, state moved to) for every decision maker; doubles count once.

        Raises
        ------
        ModelInputError
            If there is no state or no decision maker, if lists of moves and decision makers differ in number, or if a
            move starts or ends at no state, or where it starts.
        """
        if state_count < 1 or not decision_makers:
            raise ModelInputError("a conflict needs at least one state and one decision maker")
        if len(moves) != len(decision_makers):
            raise ModelInputError(
                f"moves of {len(moves)} decision makers are given, but {len(decision_makers)} are named"
            )
        return cls(
            tuple(decision_makers),
            state_count,
            tuple(
                _moves(name, state_count, np.array(sorted(set(pairs)), np.int64).reshape(-1, 2))
                for name, pairs in zip(decision_makers, moves, strict=True)
            ),
        )


def _moves(name: str, state_count: int, pairs: NDArray[np.int64]) -> Moves:
    wrong = pairs[((pairs < 0) | (pairs >= state_count)).any(axis=1) | (pairs[:, 0] == pairs[:, 1])]
    if len(wrong):
        start, end = wrong[0].tolist()
        raise ModelInputError(
            f"a move of {name} leads from {start} to {end}; states are the numbers 0 to {state_count - 1}, and a move "
            "leads to another state"
        )
    starts = np.searchsorted(pairs[:, 0], np.arange(state_count + 1)).astype(np.int64)
    return Moves(starts, pairs[:, 1].astype(np.int32))
