"""Why a state is stable or not: each improvement, and what the others would do about it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.concepts.individual import GRAPH_CONCEPTS
from goodoffices.models.stability.concepts.table import Concept
from goodoffices.models.stability.evolution.sequences import Step, sequences
from goodoffices.models.stability.forms.graph_form import GraphForm, checked_ranks, number_of, numbers_of
from goodoffices.models.stability.forms.narrowed import improvements_only


@dataclass(frozen=True)
class ImprovementMet:
    """One improvement and what becomes of it.

    Attributes
    ----------
    state : int
        Where the decision maker would move.
    sanction : tuple of Step, or None
        A shortest legal sequence of the others' moves that makes it not worth while; None if nothing does.
    """

    state: int
    sanction: tuple[Step, ...] | None

    @property
    def ends_in(self) -> int:
        """Where things end: after the sanction if there is one, else where the improvement leads."""
        return self.sanction[-1].state if self.sanction else self.state


@dataclass(frozen=True)
class Reasons:
    """Why a state is stable for a decision maker, or why it is not.

    Attributes
    ----------
    decision_maker : str
        Who would move or stay.
    state : int
        The state under study.
    concept : str
        The solution concept.
    improvements : tuple of ImprovementMet
        All its improvements, those it likes best first.
    """

    decision_maker: str
    state: int
    concept: Concept
    improvements: tuple[ImprovementMet, ...]

    @property
    def stable(self) -> bool:
        """Whether every improvement is met by a sanction; so it is where there is no improvement."""
        return all(improvement.sanction is not None for improvement in self.improvements)


def reasons(graph: GraphForm, ranks: ArrayLike, concept: Concept, decision_maker: str, state: int) -> Reasons:
    """Return each improvement of a decision maker from a state, with the shortest sanction if there is one.

    Among sanctions of the same length that stands which is worst for the decision maker.

    Parameters
    ----------
    graph : GraphForm
        The conflict.
    ranks : ndarray of int, shape (decision makers, states)
        A higher number is preferred.
    concept : str
        Any of ``nash``, ``gmr``, ``smr``, ``seq`` and ``sseq``; under ``nash`` nothing is a sanction.
    decision_maker : str
        Name of the one who would move or stay.
    state : int
        The state under study.

    Returns
    -------
    Reasons

    Raises
    ------
    ModelInputError
        If ranks do not fit the graph, or there is no such concept, decision maker or state.

    Notes
    -----
    O(moves) for each improvement.

    Examples
    --------
    >>> graph = GraphForm.of_moves(("a", "b"), 4, ([(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]))
    >>> why = reasons(graph, [[1, 0, 3, 2], [1, 3, 0, 2]], "seq", "a", 3)
    >>> why.stable, why.improvements
    (True, (ImprovementMet(state=2, sanction=(Step(decision_maker='b', state=0),)),))
    """
    checked = checked_ranks(graph, ranks)
    if concept not in GRAPH_CONCEPTS:
        raise ModelInputError(
            f"no concept of the graph form is called {concept}; there are {', '.join(GRAPH_CONCEPTS)}"
        )
    i = number_of(graph, decision_maker)
    numbers_of(graph, [state])
    own = checked[i]
    better = sorted((int(t) for t in graph.moves[i].of(state) if own[t] > own[state]), key=lambda t: (-int(own[t]), t))
    if concept == "nash":
        return Reasons(decision_maker, state, concept, tuple(ImprovementMet(t, None) for t in better))
    blocks = own <= own[state]
    if concept in ("smr", "sseq"):
        escapes = graph.pairs(i)
        blocks[escapes[own[escapes[:, 1]] > own[state], 0]] = False
    answers = improvements_only(graph, checked) if concept in ("seq", "sseq") else graph
    others = [k for k in range(len(checked)) if k != i]
    met = []
    for t in better:
        found = sequences(answers, t, others)
        ends = np.flatnonzero(blocks & (found.distance > 0))
        nearest = ends[np.lexsort((own[ends], found.distance[ends]))][:1].tolist()
        met.append(ImprovementMet(t, found.path(nearest[0]) if nearest else None))
    return Reasons(decision_maker, state, concept, tuple(met))
