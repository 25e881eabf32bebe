"""What stands around one state: every decision maker's moves from it, and what the others can bring about then."""

from collections.abc import Iterator
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.concepts.individual import GRAPH_CONCEPTS
from goodoffices.models.stability.concepts.table import Concept
from goodoffices.models.stability.evolution.sequences import sequences
from goodoffices.models.stability.forms.arcs import Arcs, forward, rows
from goodoffices.models.stability.forms.graph_form import GraphForm, Ranks, numbers_of

SYMMETRIC: tuple[Concept, ...] = ("smr", "sseq")
BY_IMPROVEMENTS: tuple[Concept, ...] = ("seq", "sseq")
States = NDArray[np.int64]


def checked_concept(concept: Concept) -> None:
    """Raise ModelInputError if a concept is none of the graph form."""
    if concept not in GRAPH_CONCEPTS:
        raise ModelInputError(
            f"no concept of the graph form is called {concept}; there are {', '.join(GRAPH_CONCEPTS)}"
        )


def answers_to(graph: GraphForm, mover: int, state: int) -> States:
    """Return the states that legal sequences of the others reach once somebody has moved to a state."""
    others = [k for k in range(len(graph.decision_makers)) if k != mover]
    return np.flatnonzero(sequences(graph, state, others).distance > 0)


def improving_answers_to(arcs: Arcs, ranks: Ranks, mover: int, state: int) -> States:
    """Return the states that legal sequences of the others' improvements reach once somebody has moved to a state."""
    from goodoffices.models.stability.mediation.kernels import answered_by_improvements  # noqa: PLC0415 (compiled code is slow to import)

    reached = np.zeros(ranks.shape[1], bool)
    others = rows(k for k in range(len(ranks)) if k != mover)
    answered_by_improvements(state, others, arcs.starts, arcs.ends, ranks, reached)
    return np.flatnonzero(reached)


class Judge:
    """Whether one state is stable for whom, for any ranks; what does not depend on ranks is worked out once.

    Parameters
    ----------
    graph : GraphForm
        The conflict.
    state : int
        The state to be judged.
    concept : str
        Any of the graph form.
    """

    def __init__(self, graph: GraphForm, state: int, concept: Concept) -> None:
        checked_concept(concept)
        (self.state,) = numbers_of(graph, [state])
        self.graph, self.concept = graph, concept
        self._answers: dict[tuple[int, int], States] = {}

    @cached_property
    def _arcs(self) -> Arcs:
        return forward(self.graph)

    def answers(self, mover: int, state: int) -> States:
        """Return what the others can bring about by any moves."""
        if (mover, state) not in self._answers:
            self._answers[mover, state] = answers_to(self.graph, mover, state)
        return self._answers[mover, state]

    def is_equilibrium(self, ranks: Ranks) -> bool:
        """Whether the state is stable for all."""
        return all(self.is_stable_for(i, ranks) for i in range(len(ranks)))

    def is_stable_for(self, i: int, ranks: Ranks) -> bool:
        """Whether the state is stable for one decision maker, given by number."""
        return next(self.unmet(i, ranks), None) is None

    def unmet(self, i: int, ranks: Ranks) -> Iterator[int]:
        """Yield the improvements of a decision maker from the state that nothing answers."""
        own = ranks[i]
        moves = self.graph.moves[i].of(self.state)
        for t in moves[own[moves] > own[self.state]].tolist():
            if (
                self.concept == "nash"
                or not self._met(i, own, self.answers(i, t))
                or (
                    self.concept in BY_IMPROVEMENTS
                    and not self._met(i, own, improving_answers_to(self._arcs, ranks, i, t))
                )
            ):
                yield t

    def _met(self, i: int, own: NDArray[np.int32], ends: States) -> bool:
        here = own[self.state]
        ends = ends[own[ends] <= here]
        if self.concept not in SYMMETRIC:
            return bool(len(ends))
        return any((own[self.graph.moves[i].of(end)] <= here).all() for end in ends.tolist())
