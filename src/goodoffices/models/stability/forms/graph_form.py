"""A conflict in graph form: states, and the moves of each decision maker between them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError

Ranks = NDArray[np.int32]
"""Shape (decision makers, states): a higher number is preferred, equal numbers are indifferent; -1 for infeasible states."""

HIGHEST = np.iinfo(np.int32).max
"""Stands for 'nothing reached'; no rank is as high."""


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
        cls,
        decision_makers: Sequence[str],
        state_count: int,
        moves: Sequence[Iterable[tuple[int, int]] | NDArray[np.integer]],
    ) -> Self:
        """Build a conflict from pairs (state, state moved to) for every decision maker; doubles count once.

        Parameters
        ----------
        decision_makers : sequence of str
            Their names, all different.
        state_count : int
            Number of states.
        moves : sequence of pairs, or of ndarray of int with shape (moves, 2)
            For each decision maker. Millions of moves are best given as arrays.

        Raises
        ------
        ModelInputError
            If there is no state or no decision maker, if two share a name, if lists of moves and decision makers differ
            in number, or if a move starts or ends at no state, or where it starts.
        """
        names = tuple(decision_makers)
        if state_count < 1 or not names:
            raise ModelInputError("a conflict needs at least one state and one decision maker")
        if len(set(names)) < len(names):
            raise ModelInputError(f"decision makers need different names; found {', '.join(names)}")
        if len(moves) != len(names):
            raise ModelInputError(f"moves of {len(moves)} decision makers are given, but {len(names)} are named")
        return cls(
            names,
            state_count,
            tuple(_moves(name, state_count, pairs) for name, pairs in zip(names, moves, strict=True)),
        )

    def pairs(self, decision_maker: int) -> NDArray[np.int32]:
        """Return the moves of a decision maker, given by number, as pairs in increasing order, shape (moves, 2)."""
        moves = self.moves[decision_maker]
        origins = np.repeat(np.arange(self.state_count, dtype=np.int32), np.diff(moves.starts))
        return np.stack([origins, moves.targets], axis=1)


def _moves(name: str, state_count: int, pairs: Iterable[tuple[int, int]] | NDArray[np.integer]) -> Moves:
    given = np.asarray(pairs if isinstance(pairs, np.ndarray) else list(pairs), np.int64).reshape(-1, 2)
    wrong = ((given < 0) | (given >= state_count)).any(axis=1) | (given[:, 0] == given[:, 1])
    if wrong.any():
        start, end = given[wrong][0].tolist()
        raise ModelInputError(
            f"a move of {name} leads from {start} to {end}; states are the numbers 0 to {state_count - 1}, and a move "
            "leads to another state"
        )
    ordered = np.sort(given[:, 0] * state_count + given[:, 1])
    ordered = ordered[np.diff(ordered, prepend=-1) > 0]
    starts = np.searchsorted(ordered, np.arange(state_count + 1, dtype=np.int64) * state_count).astype(np.int64)
    return Moves(starts, (ordered % state_count).astype(np.int32))


def checked_ranks(graph: GraphForm, ranks: ArrayLike) -> Ranks:
    """Return the ranks of a graph's states as an array of int32.

    Raises
    ------
    ModelInputError
        If they are not whole numbers from 0, one for every decision maker and state.
    """
    given = np.asarray(ranks)
    shape = (len(graph.decision_makers), graph.state_count)
    if given.shape != shape:
        raise ModelInputError(
            f"ranks are needed for {shape[0]} decision makers and {shape[1]} states; found shape {given.shape}"
        )
    if not np.issubdtype(given.dtype, np.integer) or given.min() < 0 or given.max() >= HIGHEST:
        raise ModelInputError("ranks are whole numbers from 0, the higher the more preferred; every state has one")
    return np.ascontiguousarray(given, dtype=np.int32)


def numbers_of(graph: GraphForm, states: Iterable[int]) -> tuple[int, ...]:
    """Return state numbers as plain integers.

    Raises
    ------
    ModelInputError
        If a number is none of the graph's states.
    """
    numbers = tuple(int(state) for state in states)
    wrong = sorted({n for n in numbers if not 0 <= n < graph.state_count})
    if wrong:
        raise ModelInputError(f"there is no state {wrong[0]}; states are the numbers 0 to {graph.state_count - 1}")
    return numbers


def number_of(graph: GraphForm, decision_maker: str) -> int:
    """Return the number of a decision maker.

    Raises
    ------
    ModelInputError
        If nobody has that name.
    """
    if decision_maker not in graph.decision_makers:
        raise ModelInputError(
            f"no decision maker is called {decision_maker}; there are {', '.join(graph.decision_makers)}"
        )
    return graph.decision_makers.index(decision_maker)
