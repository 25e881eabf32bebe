"""States that cannot be told apart count as one."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.forms.graph_form import GraphForm, Ranks, checked_ranks, numbers_of


@dataclass(frozen=True)
class MergedGraph:
    """A conflict in which groups of states have become single states.

    Attributes
    ----------
    graph : GraphForm
        The conflict with fewer states.
    merged_into : ndarray of int32, shape (states before,)
        The new number of every state. New states are numbered in the order of their lowest old number.
    before : GraphForm
        The conflict as it was.
    """

    graph: GraphForm
    merged_into: NDArray[np.int32]
    before: GraphForm

    def ranks(self, ranks: ArrayLike) -> Ranks:
        """Return the ranks of the merged states.

        Raises
        ------
        ModelInputError
            If a decision maker is not indifferent between states that were merged.
        """
        old = checked_ranks(self.before, ranks)
        new = np.empty((len(old), self.graph.state_count), np.int32)
        new[:, self.merged_into] = old
        differ = np.argwhere(new[:, self.merged_into] != old)
        if len(differ):
            who, state = differ[0].tolist()
            raise ModelInputError(
                f"{self.before.decision_makers[who]} is not indifferent between state {state} and others merged with it"
            )
        return new


def merge_states(graph: GraphForm, groups: Iterable[Collection[int]]) -> MergedGraph:
    """Make one state of each group of states that cannot be told apart.

    The moves of a merged state are all moves of its members; moves within a group vanish.

    Parameters
    ----------
    graph : GraphForm
        The conflict.
    groups : iterable of collections of int
        States that become one; no state in two groups.

    Raises
    ------
    ModelInputError
        If a number is no state, or stands in two groups.

    Examples
    --------
    >>> graph = GraphForm.of_moves(("a",), 4, ([(0, 1), (0, 2), (1, 2), (3, 0)],))
    >>> merged = merge_states(graph, [(1, 2)])
    >>> merged.merged_into.tolist(), merged.graph.pairs(0).tolist()
    ([0, 1, 1, 2], [[0, 1], [2, 0]])
    """
    lowest = np.arange(graph.state_count)
    seen: set[int] = set()
    for group in groups:
        members = set(numbers_of(graph, group))
        if seen & members:
            raise ModelInputError(f"state {min(seen & members)} stands in two groups of states to be merged")
        seen |= members
        lowest[list(members)] = min(members, default=0)
    kept, into = np.unique(lowest, return_inverse=True)
    moves = []
    for number in range(len(graph.decision_makers)):
        pairs = into[graph.pairs(number)]
        moves.append(pairs[pairs[:, 0] != pairs[:, 1]])
    return MergedGraph(GraphForm.of_moves(graph.decision_makers, len(kept), moves), into.astype(np.int32), graph)
