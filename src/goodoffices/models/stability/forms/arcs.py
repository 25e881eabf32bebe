"""The moves of all decision makers in one piece, as they are or turned round, for compiled searches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.stability.forms.graph_form import GraphForm, Moves


@dataclass(frozen=True)
class Arcs:
    """Lists of states for every mover and state.

    Attributes
    ----------
    starts : ndarray of int64, shape (movers, states + 1)
        The list of mover k at state s stands in ``ends[starts[k, s]:starts[k, s + 1]]``.
    ends : ndarray of int32
        States moved to, or moved from.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int32]


def forward(graph: GraphForm) -> Arcs:
    """Return where each decision maker can move to."""
    return joined(graph.moves)


def backward(graph: GraphForm) -> Arcs:
    """Return from where each decision maker can move."""
    return joined([turned(moves) for moves in graph.moves])


def joined(moves: Sequence[Moves]) -> Arcs:
    """Put lists of several movers into one array."""
    offsets = np.cumsum([0, *(len(one.targets) for one in moves)], dtype=np.int64)
    starts = np.stack([one.starts + offset for one, offset in zip(moves, offsets[:-1], strict=True)])
    return Arcs(starts, np.concatenate([one.targets for one in moves]))


def turned(moves: Moves) -> Moves:
    """Return moves turned round."""
    from goodoffices.models.stability.compiled.graph_kernels import reverse  # noqa: PLC0415 (compiled code is slow to import)

    starts, sources = np.zeros(len(moves.starts), np.int64), np.empty(len(moves.targets), np.int32)
    reverse(moves.starts, moves.targets, starts, sources)
    return Moves(starts, sources)


def rows(numbers: Iterable[int]) -> NDArray[np.int64]:
    """Return numbers of movers as the searches take them."""
    return np.array(list(numbers), np.int64)
