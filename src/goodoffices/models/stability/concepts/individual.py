"""Individual stability in graph form: Nash, metarational and sequential."""

from collections.abc import Callable, Collection, Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.concepts.table import Concept, StabilityTable
from goodoffices.models.stability.forms.arcs import Arcs, backward, rows
from goodoffices.models.stability.forms.graph_form import HIGHEST, GraphForm, Ranks, checked_ranks
from goodoffices.models.stability.forms.narrowed import improvements_only

GRAPH_CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq", "sseq")
Sanction = Literal["not_better", "worse"]
Progress = Callable[[int, int, str], None]
"""Called from time to time with the steps done, the steps in all, and what is being worked out."""
_AT_ONCE = 1 << 16


def graph_stability(
    graph: GraphForm,
    ranks: ArrayLike,
    concepts: Collection[Concept] = GRAPH_CONCEPTS,
    *,
    sanction: Sanction = "not_better",
    progress: Progress | None = None,
) -> StabilityTable:
    r"""Return for whom each state is stable.

    State *s* is stable for *i* if each of its unilateral improvements *t* is met by a sanction: a state *q* that the
    others reach from *t* by a legal sequence (nobody moves twice in a row; anyone may move again later) with :math:`s \succsim_i q`.

    - ``nash``: there is no improvement at all.
    - ``gmr``: the others make any moves.
    - ``smr``: the others make any moves, and no own move from *q* leads to a state better than *s*.
    - ``seq``: every move of the others is an improvement for the one who makes it.
    - ``sseq``: as ``seq``, and no own move from *q* leads to a state better than *s*.

    Parameters
    ----------
    graph : GraphForm
        The conflict. Moves may be irreversible, not transitive, and shared.
    ranks : ndarray of int, shape (decision makers, states)
        A higher number is preferred, equal numbers are indifferent.
    concepts : collection of str
        Which of the five to work out.
    sanction : 'not_better' or 'worse'
        Whether a state equal to *s* is a sanction: it is by the usual definitions. With 'worse' the sanction, and all that own moves
        lead to from it, must be strictly worse than *s*.
    progress : callable, optional
        Called with steps done, steps in all, and what is being worked out.

    Returns
    -------
    StabilityTable

    Raises
    ------
    ModelInputError
        If ranks do not fit the graph, or a concept is not one of the five; simultaneous stability needs option form.

    Notes
    -----
    With :math:`v_i(q) = P_i(q)`, or the best that *i* reaches from *q* for the symmetric concepts, *s* is stable if
    :math:`\min \{v_i(q) : q \text{ reached from } t\} \le P_i(s)` for each improvement *t*. All these minima come from one search
    in rising order of :math:`v_i` over pairs of a state and the last mover, in which every state is treated twice at
    most. O(decision makers · (moves + states · log states)) for each concept.

    References
    ----------
    Nash (1950); Howard (1971), *Paradoxes of Rationality*; Fraser & Hipel (1984), *Conflict Analysis*; Fang, Hipel &
    Kilgour (1993), *Interactive Decision Making*, chapter 3; Rêgo & Vieira (2017), 'Symmetric sequential stability in the
    graph model for conflict resolution with multiple decision makers', *Group Decision and Negotiation* 26, 775-792.

    Examples
    --------
    The prisoner's dilemma; bit 0 of a state says that a co-operates, bit 1 that b does:

    >>> graph = GraphForm.of_moves(("a", "b"), 4, ([(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]))
    >>> table = graph_stability(graph, [[1, 0, 3, 2], [1, 3, 0, 2]])
    >>> table.equilibria("nash").tolist(), table.equilibria("seq").tolist()
    ([0], [0, 3])
    """
    checked = checked_ranks(graph, ranks)
    unknown = sorted(set(concepts) - set(GRAPH_CONCEPTS))
    if unknown:
        raise ModelInputError(
            f"no concept of the graph form is called {', '.join(unknown)}; there are {', '.join(GRAPH_CONCEPTS)}"
        )
    asked = [concept for concept in GRAPH_CONCEPTS if concept in concepts]
    tracker = _Tracker(progress, len(asked) * len(checked), graph.state_count)
    moves = {"any": backward(graph)} if {"gmr", "smr"} & set(asked) else {}
    if {"seq", "sseq"} & set(asked):
        moves["improvements"] = backward(improvements_only(graph, checked))
    stable: dict[Concept, NDArray[np.bool_]] = {}
    for concept in asked:
        stable[concept] = np.empty(checked.shape, bool)
        for i in range(len(checked)):
            tracker.what = f"{concept} for {graph.decision_makers[i]}"
            if concept == "nash":
                lowest = np.full(graph.state_count, HIGHEST, np.int32)
                tracker.done(graph.state_count)
            else:
                answers = moves["improvements" if concept in ("seq", "sseq") else "any"]
                lowest = _lowest(graph, checked, i, answers, concept in ("smr", "sseq"), tracker)
            stable[concept][i] = _held(graph, checked, i, lowest, sanction)
    return StabilityTable(graph.decision_makers, np.ones(graph.state_count, bool), stable)


class _Tracker:
    """Counts states treated, over all searches."""

    def __init__(self, progress: Progress | None, searches: int, states: int) -> None:
        self.progress, self.total, self.so_far = progress, searches * states, 0
        self.what = ""

    def done(self, states: int) -> None:
        self.so_far += states
        if self.progress:
            self.progress(self.so_far, self.total, self.what)


def _lowest(
    graph: GraphForm, ranks: Ranks, i: int, answers: Arcs, own_answers: bool, tracker: _Tracker
) -> NDArray[np.int32]:
    """Return the worst that the others can bring about for i from each state."""
    from goodoffices.models.stability.compiled.graph_kernels import best_of_moves  # noqa: PLC0415 (slow to import)

    values = ranks[i]
    if own_answers:
        values = np.empty(graph.state_count, np.int32)
        best_of_moves(graph.moves[i].starts, graph.moves[i].targets, ranks[i], values)
    return lowest_reached(values, [k for k in range(len(ranks)) if k != i], answers, tracker.done)


def lowest_reached(
    values: NDArray[np.int32], movers: Sequence[int], turned_round: Arcs, done: Callable[[int], None]
) -> NDArray[np.int32]:
    """Return, for each state, the lowest value of any state that a legal sequence of the movers leads to."""
    from goodoffices.models.stability.compiled.graph_kernels import spread  # noqa: PLC0415 (compiled code is slow to import)

    count = len(values)
    first, arrived = np.full(count, -1, np.int16), np.zeros((len(movers), count), bool)
    lowest, stack = np.full(count, HIGHEST, np.int32), np.empty(len(movers) * count, np.int64)
    order = np.argsort(values, kind="stable")
    for begin in range(0, count, _AT_ONCE):
        seeds = order[begin : begin + _AT_ONCE]
        spread(seeds, values, rows(movers), turned_round.starts, turned_round.ends, first, arrived, lowest, stack)
        done(len(seeds))
    return lowest


def _held(graph: GraphForm, ranks: Ranks, i: int, lowest: NDArray[np.int32], sanction: Sanction) -> NDArray[np.bool_]:
    from goodoffices.models.stability.compiled.graph_kernels import held  # noqa: PLC0415 (compiled code is slow to import)

    reached = lowest != HIGHEST
    bound = np.where(reached, lowest + (sanction == "worse"), HIGHEST).astype(np.int32)
    out = np.empty(graph.state_count, bool)
    held(graph.moves[i].starts, graph.moves[i].targets, ranks[i], bound, out)
    return out
