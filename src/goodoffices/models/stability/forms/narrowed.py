"""A conflict with fewer moves: improvements alone, or some moves barred."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.forms.graph_form import GraphForm, Moves, checked_ranks, number_of


def improvements_only(graph: GraphForm, ranks: ArrayLike) -> GraphForm:
    """Return the conflict with unilateral improvements alone: moves to a state the mover strictly prefers.

    Parameters
    ----------
    graph : GraphForm
        The conflict.
    ranks : ndarray of int, shape (decision makers, states)
        A higher number is preferred.

    Raises
    ------
    ModelInputError
        If ranks do not fit the graph.

    Examples
    --------
    >>> graph = GraphForm.of_moves(("a",), 3, ([(0, 1), (0, 2), (1, 0)],))
    >>> improvements_only(graph, [[0, 1, 0]]).pairs(0).tolist()
    [[0, 1]]
    """
    from goodoffices.models.stability.compiled.graph_kernels import improving  # noqa: PLC0415 (compiled code is slow to import)

    checked = checked_ranks(graph, ranks)
    kept = []
    for own, moves in zip(checked, graph.moves, strict=True):
        starts, targets = np.empty_like(moves.starts), np.empty_like(moves.targets)
        improving(moves.starts, moves.targets, own, starts, targets)
        kept.append(Moves(starts, targets[: starts[-1]].copy()))
    return replace(graph, moves=tuple(kept))


def without_moves(graph: GraphForm, barred: Iterable[tuple[str, int, int]]) -> GraphForm:
    """Return the conflict without some moves.

    Parameters
    ----------
    graph : GraphForm
        The conflict.
    barred : iterable of (decision maker, state, state moved to)
        The moves that cannot be made.

    Raises
    ------
    ModelInputError
        If one of them is no move of the conflict.

    Examples
    --------
    >>> graph = GraphForm.of_moves(("a",), 3, ([(0, 1), (0, 2), (1, 0)],))
    >>> without_moves(graph, [("a", 0, 2)]).pairs(0).tolist()
    [[0, 1], [1, 0]]
    """
    moves: dict[int, set[tuple[int, int]]] = {}
    for name, start, end in barred:
        number = number_of(graph, name)
        if not 0 <= start < graph.state_count or end not in graph.moves[number].of(start):
            raise ModelInputError(f"{name} has no move from {start} to {end}")
        moves.setdefault(number, set()).add((start, end))

    def kept(number: int, pairs: NDArray[np.int32]) -> NDArray[np.bool_]:
        keys = pairs[:, 0].astype(np.int64) * graph.state_count + pairs[:, 1]
        gone = [start * graph.state_count + end for start, end in moves.get(number, ())]
        return ~np.isin(keys, np.array(gone, np.int64))

    return narrowed(graph, kept)


def narrowed(graph: GraphForm, kept: Callable[[int, NDArray[np.int32]], NDArray[np.bool_]]) -> GraphForm:
    """Return the conflict with those moves for which a function of mover and pairs of states says so."""
    kept_moves = []
    for number, moves in enumerate(graph.moves):
        keep = kept(number, graph.pairs(number))
        starts = np.concatenate([[0], np.cumsum(keep)])[moves.starts].astype(np.int64)
        kept_moves.append(Moves(starts, moves.targets[keep]))
    return replace(graph, moves=tuple(kept_moves))
