"""Side payments: how far a state must rise in each decision maker's ranking for it to hold."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.models.stability.concepts.table import Concept
from goodoffices.models.stability.forms.graph_form import GraphForm, checked_ranks
from goodoffices.models.stability.mediation.conditions import stability_conditions


@dataclass(frozen=True)
class Concession:
    """What one decision maker's ranking must come to if a state is to be stable for it.

    Attributes
    ----------
    decision_maker : str
        Whose ranking changes.
    preferred : tuple of int
        The states it prefers to the desired one now.
    overtakes : tuple of int
        The states that the desired one must draw level with if it rises in the ranking and nothing else changes: the
        lowest of those above it. Empty if it is stable already.
    least : tuple of int
        The fewest states that must come to be no better than the desired one, wherever they stand; of several sets, one.
    """

    decision_maker: str
    preferred: tuple[int, ...]
    overtakes: tuple[int, ...]
    least: tuple[int, ...]


def concessions(graph: GraphForm, ranks: ArrayLike, state: int, concept: Concept) -> tuple[Concession, ...]:
    """Return how far a desired state must rise in each decision maker's ranking to be stable for it.

    Parameters
    ----------
    graph : GraphForm
        The conflict.
    ranks : ndarray of int, shape (decision makers, states)
        A higher number is preferred.
    state : int
        The desired state.
    concept : str
        Any of ``nash``, ``gmr``, ``smr``, ``seq`` and ``sseq``.

    Returns
    -------
    tuple of Concession
        In the order of the graph's decision makers. For ``seq`` and ``sseq`` each supposes that the others prefer what they do now.

    Raises
    ------
    ModelInputError
        If ranks do not fit the graph, or there is no such state or concept.

    Examples
    --------
    >>> graph = GraphForm.of_moves(("a", "b"), 4, ([(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]))
    >>> found, _ = concessions(graph, [[1, 0, 3, 2], [1, 3, 0, 2]], 3, "nash")
    >>> found.overtakes, found.least
    ((2,), (2,))
    """
    checked = checked_ranks(graph, ranks)
    found = []
    for own, condition in zip(checked, stability_conditions(graph, state, concept, checked), strict=True):
        here = own[state]
        above = np.flatnonzero(own > here)
        levels = [here, *np.unique(own[above]).tolist()]
        # The fewer states stand above, the more conditions hold: the level sought is found by halving.
        low, high = 0, len(levels) - 1
        while low < high:
            middle = (low + high) // 2
            if condition.holds(above[own[above] > levels[middle]].tolist()):
                high = middle
            else:
                low = middle + 1
        passed = above[own[above] <= levels[low]]
        least = condition.least_change(above.tolist())
        found.append(
            Concession(condition.decision_maker, *(tuple(s) for s in (above.tolist(), passed.tolist(), least)))
        )
    return tuple(found)
