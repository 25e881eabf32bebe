"""The states and moves of a conflict, and how its parties rank them, before anything is asked of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.conflict import Conflict
from goodoffices.models.stability import (
    GraphForm,
    OptionForm,
    OptionPrioritisation,
    Ranks,
    as_graph,
    merge_states,
    ranks_of,
)

MOST_OPTIONS = 16
"""With more moves that matter, single states are asked about."""
MOST_MOVES = 4_000_000


@dataclass(frozen=True, eq=False)
class StateGraph:
    """The states and moves of a conflict, whoever prefers what.

    Attributes
    ----------
    graph : GraphForm
        States and moves; all that follows once everything is over is one state.
    states : ndarray of int64, shape (graph states,)
        For each state of the graph a combination of the conflict's moves that it stands for.
    numbers : dict of int to int
        The graph's state for every feasible combination.
    """

    graph: GraphForm
    states: NDArray[np.int64]
    numbers: dict[int, int]


@dataclass(frozen=True)
class LaidOut:
    """A conflict with all its states.

    Attributes
    ----------
    graph, states, numbers
        As of its :class:`StateGraph`.
    ranks : ndarray of int32, shape (decision makers, graph states)
        At the likeliest value of every input.
    """

    conflict: Conflict
    graph: GraphForm
    states: NDArray[np.int64]
    numbers: dict[int, int]
    ranks: Ranks

    @property
    def now(self) -> int:
        """As things stand."""
        return self.numbers[self.conflict.status_quo]

    def taken(self, state: int) -> set[str]:
        """Return the moves made in a state; where all is over, only the one that ended it."""
        taken = self.conflict.taken(int(self.states[state]))
        return taken & set(self.conflict.ending) or taken


def state_graph(form: OptionForm, ending: Sequence[str]) -> StateGraph | None:
    """Return the states and moves of a conflict, or None if it has too many moves to look at all its states."""
    if len(form.options) > MOST_OPTIONS:
        return None
    feasible = int(form.feasible().sum())
    if sum(feasible << form.mask(name).bit_count() for name in form.decision_makers) > MOST_MOVES:
        return None
    whole = as_graph(form)
    over = [
        np.flatnonzero(whole.states >> bit & 1).tolist()
        for bit, option in enumerate(form.options)
        if option.name in ending
    ]
    merged = merge_states(whole.graph, over)
    first = np.unique(merged.merged_into, return_index=True)[1]
    numbers = dict(zip(whole.states.tolist(), merged.merged_into.tolist(), strict=True))
    return StateGraph(merged.graph, whole.states[first], numbers)


def laid_out(conflict: Conflict, states: StateGraph) -> LaidOut:
    """Return a conflict with its states, ranked."""
    return LaidOut(conflict, states.graph, states.states, states.numbers, _ranks(conflict, states.states))


def _ranks(conflict: Conflict, states: NDArray[np.int64]) -> Ranks:
    said = {
        ranking.party: OptionPrioritisation(()) if ranking.stances else ranking.preference
        for ranking in conflict.rankings
    }
    found = ranks_of(conflict.form, said, states)
    truths = conflict.truths(states)
    for place, ranking in enumerate(conflict.rankings):
        if ranking.stances:
            levels = ranking.stances.levels()[0][ranking.stances.numbers(truths, len(states))]
            found[place] = np.unique(levels, return_inverse=True)[1]
    return found
