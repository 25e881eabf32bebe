"""Coalition jumps: from one state to another that all who move prefer."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.models.stability.evolution.sequences import Step, sequences
from goodoffices.models.stability.forms.graph_form import GraphForm, Ranks, checked_ranks, numbers_of


@dataclass(frozen=True)
class CoalitionJump:
    """A coalition's way from one state to another that every member strictly prefers.

    Attributes
    ----------
    coalition : tuple of str
        Who has to move together; no part of it can bring about the same.
    start, end : int
        From where to where.
    path : tuple of Step
        A shortest legal sequence of the coalition's moves.
    """

    coalition: tuple[str, ...]
    start: int
    end: int
    path: tuple[Step, ...]


def equilibrium_jumps(graph: GraphForm, ranks: ArrayLike, equilibria: Iterable[int]) -> tuple[CoalitionJump, ...]:
    """Return by which coalitions one equilibrium gives way to another.

    A coalition of two or more jumps from *s* to *q* if a legal sequence of its members' moves leads there and every member strictly
    prefers *q* to *s*. Only the smallest coalitions are listed.

    Parameters
    ----------
    graph : GraphForm
        The conflict.
    ranks : ndarray of int, shape (decision makers, states)
        A higher number is preferred.
    equilibria : iterable of int
        States that are equilibria under the concept of one's choice.

    Returns
    -------
    tuple of CoalitionJump
        By start, then by size of the coalition.

    Raises
    ------
    ModelInputError
        If a state does not exist, or ranks do not fit the graph.

    Notes
    -----
    O(moves) for every equilibrium and coalition.

    References
    ----------
    Kilgour, Hipel, Fang & Peng (2001), 'Coalition analysis in group decision support', *Group Decision and Negotiation* 10,
    159-175.

    Examples
    --------
    >>> graph = GraphForm.of_moves(("a", "b"), 4, ([(0, 1), (2, 3)], [(0, 2), (1, 3)]))
    >>> [(jump.coalition, jump.start, jump.end) for jump in equilibrium_jumps(graph, [[1, 0, 0, 2], [1, 0, 0, 2]], [0, 3])]
    [(('a', 'b'), 0, 3)]
    """
    states = sorted(set(numbers_of(graph, equilibria)))
    return jumps_between(graph, checked_ranks(graph, ranks), states, states)


def jumps_between(
    graph: GraphForm, ranks: Ranks, starts: Iterable[int], ends: Iterable[int]
) -> tuple[CoalitionJump, ...]:
    """Return the jumps of smallest coalitions from any of some states to any of others, as `equilibrium_jumps` does."""
    wanted = list(ends)
    jumps = []
    for start in starts:
        made: dict[int, list[set[int]]] = {}
        for size in range(1, len(ranks) + 1):
            for group in combinations(range(len(ranks)), size):
                better = [end for end in wanted if np.all(ranks[group, end] > ranks[group, start])]
                new = [end for end in better if not any(part <= set(group) for part in made.get(end, []))]
                found = sequences(graph, start, group if new else ())
                for end in new:
                    path = found.path(end)
                    if path:
                        made.setdefault(end, []).append(set(group))
                        if size > 1:
                            names = tuple(graph.decision_makers[i] for i in group)
                            jumps.append(CoalitionJump(names, start, end, path))
    return tuple(jumps)
