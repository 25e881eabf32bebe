"""Whether a goal holds once it is reached, and whether improvements lead to it, under many rankings at once."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.forms.arcs import forward
from goodoffices.models.stability.forms.graph_form import HIGHEST, GraphForm, numbers_of


@dataclass(frozen=True, eq=False)
class GoalUnderRankings:
    """What becomes of a goal under each of many rankings.

    Attributes
    ----------
    holds : ndarray of bool, shape (rankings,)
        Whether a state in which it is met is an equilibrium by sequential stability.
    reached : ndarray of bool, shape (rankings,)
        Whether improvements, nobody moving twice in a row, lead from the status quo to a state that is.
    """

    holds: NDArray[np.bool_]
    reached: NDArray[np.bool_]


def goal_under_rankings(
    graph: GraphForm, rankings: ArrayLike, goal: Iterable[int], status_quo: int
) -> GoalUnderRankings:
    """Return under which rankings a goal holds, and under which improvements lead to it.

    The same as asking `graph_stability` for ``seq`` and `status_quo_analysis` of ``improvements_only(graph, ranks)`` for every ranking, but
    only the states that meet the goal are asked about, and no more of each than is needed to tell.

    Parameters
    ----------
    graph : GraphForm
        The conflict.
    rankings : ndarray of int, shape (rankings, decision makers, states)
        A higher number is preferred, equal numbers are indifferent.
    goal : iterable of int
        The states in which the goal is met.
    status_quo : int
        The state things are in.

    Returns
    -------
    GoalUnderRankings

    Raises
    ------
    ModelInputError
        If rankings do not fit the graph, or a state does not exist.

    Notes
    -----
    A state is left by a decision maker if one of its improvements is met by no sanction; each is looked for forward, and given up at the
    first found. At worst O(rankings · goal · improvements from a state · moves), and O(rankings · moves) if the first states
    asked about tell.

    References
    ----------
    Fraser & Hipel (1984), *Conflict Analysis* (sequential stability); Li, Kilgour & Hipel (2005), 'Status quo analysis in the graph model
    for conflict resolution', *Journal of the Operational Research Society* 56, 699-707.

    Examples
    --------
    The prisoner's dilemma from joint defection: co-operation of both would hold, but no improvements lead there. Under the second ranking
    a would rather co-operate alone than be the only one who does not.

    >>> graph = GraphForm.of_moves(("a", "b"), 4, ([(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]))
    >>> dilemma, trusting = [[1, 0, 3, 2], [1, 3, 0, 2]], [[0, 1, 2, 3], [0, 1, 2, 3]]
    >>> found = goal_under_rankings(graph, [dilemma, trusting], goal=[3], status_quo=0)
    >>> found.holds.tolist(), found.reached.tolist()
    ([True, True], [False, True])
    """
    from goodoffices.models.stability.compiled.goal_kernels import goals  # noqa: PLC0415 (compiled code is slow to import)

    given = np.asarray(rankings)
    shape = (len(graph.decision_makers), graph.state_count)
    if given.ndim != 3 or given.shape[1:] != shape:
        raise ModelInputError(
            f"rankings are needed for {shape[0]} decision makers and {shape[1]} states each; found shape {given.shape}"
        )
    if not np.issubdtype(given.dtype, np.integer) or (given.size and (given.min() < 0 or given.max() >= HIGHEST)):
        raise ModelInputError("ranks are whole numbers from 0, the higher the more preferred; every state has one")
    states = np.array(numbers_of(graph, goal), np.int64)
    (start,) = numbers_of(graph, [status_quo])
    holds, reached = np.empty(len(given), bool), np.empty(len(given), bool)
    arcs = forward(graph)
    goals(arcs.starts, arcs.ends, np.ascontiguousarray(given, np.int32), states, start, holds, reached)
    return GoalUnderRankings(holds, reached)
