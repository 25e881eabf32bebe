"""Coalition stability: what states hold if decision makers can move together."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.concepts.individual import Progress, lowest_reached
from goodoffices.models.stability.forms.arcs import Arcs, backward, forward, joined, rows, turned
from goodoffices.models.stability.forms.graph_form import GraphForm, Moves, Ranks, checked_ranks, number_of

CoalitionConcept = Literal["nash", "gmr", "smr", "seq"]
COALITION_CONCEPTS: tuple[CoalitionConcept, ...] = ("nash", "gmr", "smr", "seq")
Improvement = Literal["all_gain", "pareto"]
"""Whether a coalition improves if every member strictly gains, or already if none loses and one gains."""
_AT_ONCE = 256


@dataclass(frozen=True)
class CoalitionStability:
    """For which coalitions each state is stable.

    Attributes
    ----------
    coalitions : tuple of tuple of str
        All non-empty coalitions, small ones first.
    stable : mapping of str to ndarray of bool, shape (coalitions, states)
        For each concept.
    """

    coalitions: tuple[tuple[str, ...], ...]
    stable: Mapping[CoalitionConcept, NDArray[np.bool_]]

    def stable_for(self, concept: CoalitionConcept, members: Collection[str]) -> NDArray[np.bool_]:
        """Return which states are stable for one coalition, shape (states,).

        Raises
        ------
        ModelInputError
            If there is no such coalition.
        """
        for number, coalition in enumerate(self.coalitions):
            if set(coalition) == set(members):
                return np.asarray(self.stable[concept][number])
        raise ModelInputError(f"there is no coalition of {', '.join(members) or 'nobody'}")

    def coalitionally_stable(self, concept: CoalitionConcept) -> NDArray[np.int64]:
        """Return the states that are stable for every coalition, single decision makers among them, in increasing order."""
        return np.flatnonzero(self.stable[concept].all(axis=0))


def coalition_stability(
    graph: GraphForm,
    ranks: ArrayLike,
    concepts: Collection[CoalitionConcept] = COALITION_CONCEPTS,
    *,
    improvement: Improvement = "all_gain",
    progress: Progress | None = None,
) -> CoalitionStability:
    r"""Return for which coalitions each state is stable.

    A *coalition improvement* of *H* from *s* is a state that a legal sequence of moves of members reaches and that every
    member prefers to *s*; moves on the way need not be improvements. State *s* is stable for *H* if each of its coalition
    improvements *t* is met by a sanction: a state *q* that is reached from *t* without *H* and is no coalition
    improvement on *s* (:math:`s \succsim_i q` for at least one member *i*).

    - ``nash``: there is no coalition improvement.
    - ``gmr``: the others make any legal sequence of moves.
    - ``smr``: as ``gmr``, and no legal sequence of moves of *H* leads from *q* to a state every member prefers to *s*.
    - ``seq``: the others make coalition improvements: each step is one of some coalition of theirs, and no coalition makes
      two steps in a row.

    Nobody can sanction all decision makers together.

    Parameters
    ----------
    graph : GraphForm
        The conflict.
    ranks : ndarray of int, shape (decision makers, states)
        A higher number is preferred.
    concepts : collection of str
        Which of the four to work out.
    improvement : 'all_gain' or 'pareto'
        Whether every member has to gain strictly, or whether it is enough that no member loses and one gains. A sanction is
        a state that is no improvement in the same sense.
    progress : callable, optional
        Called with steps done, steps in all, and what is being worked out.

    Returns
    -------
    CoalitionStability

    Raises
    ------
    ModelInputError
        If ranks do not fit the graph, or a concept is not one of the four.

    Notes
    -----
    O(moves) for every coalition and state, thus for some thousands of states; ``seq`` follows and keeps all coalition
    improvements of all coalitions, for every state anew if improvements are in the sense of Pareto. A single decision maker can be stable under ``seq`` here where it is not under the
    individual concept, since its opponents can act together.

    References
    ----------
    Kilgour, Hipel, Fang & Peng (2001), 'Coalition analysis in group decision support', *Group Decision and Negotiation* 10,
    159-175; Inohara & Hipel (2008), 'Coalition analysis in the graph model for conflict resolution', *Systems
    Engineering* 11, 343-359; Zhao, Xu, Hipel & Fang (2019) for improvements in the sense of Pareto.

    Examples
    --------
    In the prisoner's dilemma both leave mutual defection together:

    >>> graph = GraphForm.of_moves(("a", "b"), 4, ([(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]))
    >>> found = coalition_stability(graph, [[1, 0, 3, 2], [1, 3, 0, 2]])
    >>> found.stable_for("nash", ["a", "b"]).tolist(), found.coalitionally_stable("gmr").tolist()
    ([False, True, True, True], [3])
    """
    checked = checked_ranks(graph, ranks)
    unknown = sorted(set(concepts) - set(COALITION_CONCEPTS))
    if unknown:
        raise ModelInputError(
            f"no concept for coalitions is called {', '.join(unknown)}; there are {', '.join(COALITION_CONCEPTS)}"
        )
    asked = [concept for concept in COALITION_CONCEPTS if concept in concepts]
    everybody = range(len(checked))
    groups = [group for size in range(1, len(checked) + 1) for group in combinations(everybody, size)]
    pareto = improvement == "pareto"
    steps, so_far = len(groups) * (1 + len(asked)) * graph.state_count, 0

    def done(states: int, what: str = "coalition improvements") -> None:
        nonlocal so_far
        so_far += states
        if progress:
            progress(so_far, steps, what)

    gains = []
    for group in groups:
        gains.append(_gains(graph, checked, group, pareto))
        done(graph.state_count)
    moves = backward(graph)
    jumps = joined([turned(one) for one in gains]) if "seq" in asked else moves
    stable = {concept: np.empty((len(groups), graph.state_count), bool) for concept in asked}
    for number, group in enumerate(groups):
        others = set(everybody) - set(group)
        for concept in asked:
            if concept == "nash":
                stable[concept][number] = np.diff(gains[number].starts) == 0
                done(graph.state_count, concept)
                continue
            answering = (
                sorted(others)
                if concept != "seq"
                else [k for k, rival in enumerate(groups) if others.issuperset(rival)]
            )
            arcs = jumps if concept == "seq" else moves
            if concept != "smr" and not pareto:
                stable[concept][number] = _answered(gains[number], checked[list(group)], answering, arcs)
                done(graph.state_count, concept)
                continue
            for begin in range(0, graph.state_count, _AT_ONCE):
                part = range(begin, min(begin + _AT_ONCE, graph.state_count))
                stable[concept][number, part] = _held(
                    part, gains[number], group, checked, pareto, rows(answering), arcs, moves, concept == "smr"
                )
                done(len(part), concept)
    return CoalitionStability(tuple(tuple(graph.decision_makers[i] for i in group) for group in groups), stable)


def coalition_improvements(
    graph: GraphForm, ranks: ArrayLike, coalition: Iterable[str], state: int, *, improvement: Improvement = "all_gain"
) -> tuple[int, ...]:
    """Return the states that a coalition can reach from a state by a legal sequence of its moves and prefers to it.

    Parameters
    ----------
    graph, ranks, improvement
        As for `coalition_stability`.
    coalition : iterable of str
        Its members.
    state : int
        Where they start.

    Raises
    ------
    ModelInputError
        If ranks do not fit the graph, nobody or somebody unknown is named, or there is no such state.

    Examples
    --------
    >>> graph = GraphForm.of_moves(("a", "b"), 4, ([(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]))
    >>> coalition_improvements(graph, [[1, 0, 3, 2], [1, 3, 0, 2]], ("a", "b"), 0)
    (3,)
    """
    members = tuple(sorted({number_of(graph, name) for name in coalition}))
    if not members:
        raise ModelInputError("a coalition has at least one member")
    if not 0 <= state < graph.state_count:
        raise ModelInputError(f"there is no state {state}; states are the numbers 0 to {graph.state_count - 1}")
    found = _gains(graph, checked_ranks(graph, ranks), members, improvement == "pareto", range(state, state + 1))
    return tuple(found.targets.tolist())


def _gains(
    graph: GraphForm, ranks: Ranks, members: tuple[int, ...], pareto: bool, origins: range | None = None
) -> Moves:
    from goodoffices.models.stability.compiled.coalition_kernels import coalition_gains  # noqa: PLC0415 (slow to import)

    arcs = forward(graph)
    asked = range(graph.state_count) if origins is None else origins
    starts, parts = np.zeros(len(asked) + 1, np.int64), []
    for begin in range(0, len(asked), _AT_ONCE):
        part = asked[begin : begin + _AT_ONCE]
        counts = np.zeros(len(part) + 1, np.int64)
        parts.append(coalition_gains(rows(part), rows(members), ranks, pareto, arcs.starts, arcs.ends, counts))
        starts[begin + 1 : begin + 1 + len(part)] = starts[begin] + counts[1:]
    return Moves(starts, np.concatenate(parts))


def _answered(gains: Moves, ranks: Ranks, answering: Sequence[int], arcs: Arcs) -> NDArray[np.bool_]:
    """Stability where one search for each member tells the worst that others can bring about for it from every state."""
    from goodoffices.models.stability.compiled.coalition_kernels import coalition_answered  # noqa: PLC0415 (slow to import)

    lowest = np.stack([lowest_reached(values, answering, arcs, lambda _: None) for values in ranks])
    out = np.empty(ranks.shape[1], bool)
    coalition_answered(gains.starts, gains.targets, ranks, lowest, out)
    return out


def _held(
    part: range,
    gains: Moves,
    group: tuple[int, ...],
    ranks: Ranks,
    pareto: bool,
    answering: NDArray[np.int64],
    arcs: Arcs,
    moves: Arcs,
    members_answer: bool,
) -> NDArray[np.bool_]:
    from goodoffices.models.stability.compiled.coalition_kernels import coalition_held  # noqa: PLC0415 (slow to import)

    out = np.empty(len(part), bool)
    coalition_held(
        rows(part),
        gains.starts[part.start :],
        gains.targets,
        rows(group),
        ranks,
        pareto,
        answering,
        arcs.starts,
        arcs.ends,
        members_answer,
        moves.starts,
        moves.ends,
        out,
    )
    return out
