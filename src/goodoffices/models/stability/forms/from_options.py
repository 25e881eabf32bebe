"""From option form to graph form."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.forms.graph_form import GraphForm, Moves
from goodoffices.models.stability.forms.option_form import OptionForm

MOST_MOVES = 1 << 28
"""More moves than this are not written out one by one."""


@dataclass(frozen=True)
class OptionGraph:
    """The graph form of a conflict in option form.

    Attributes
    ----------
    graph : GraphForm
        Its states are the feasible ones alone.
    states : ndarray of int64, shape (graph states,)
        Which combination of options each state of the graph is, in increasing order; ranks over all combinations become
        ranks of the graph by ``ranks[:, states]``.
    """

    graph: GraphForm
    states: NDArray[np.int64]


def as_graph(form: OptionForm) -> OptionGraph:
    """Write out the moves of a conflict in option form.

    Parameters
    ----------
    form : OptionForm
        Any decision maker moves from a feasible state to every other that differs in its own options alone, in permitted
        directions.

    Returns
    -------
    OptionGraph

    Raises
    ------
    ModelInputError
        If no state is feasible, or if there may be more than 268 million moves.

    Notes
    -----
    O(states · combinations of a decision maker's own options). Conflicts with many options are better analysed in option
    form, where no move is written out.

    References
    ----------
    Fang, Hipel & Kilgour (1993), *Interactive Decision Making: The Graph Model for Conflict Resolution*, Wiley, chapter 2.

    Examples
    --------
    >>> from goodoffices.logic import Formula
    >>> from goodoffices.models.stability import Option
    >>> options = (Option("release", "syria"), Option("escalate", "syria"), Option("attack", "iraq"))
    >>> found = as_graph(OptionForm(options, (Formula.parse("release and escalate"),)))
    >>> found.states.tolist(), found.graph.moves[0].of(0).tolist()
    ([0, 1, 2, 4, 5, 6], [1, 2])
    """
    from goodoffices.models.stability.compiled.from_options_kernels import list_moves  # noqa: PLC0415 (compiled code is slow to import)

    feasible = form.feasible()
    states = np.flatnonzero(feasible).astype(np.int64)
    if not len(states):
        raise ModelInputError("no state is feasible: every combination of options is ruled out")
    owned = [form.mask(name) for name in form.decision_makers]
    if sum(len(states) << mask.bit_count() for mask in owned) > MOST_MOVES:
        raise ModelInputError(f"{len(states)} states have too many moves to be written out; analyse the option form")
    number = np.cumsum(feasible) - 1
    up, down = (
        sum(1 << bit for bit, option in enumerate(form.options) if option.direction != barred)
        for barred in ("backward", "forward")
    )
    moves = []
    for mask in owned:
        starts, none = np.empty(len(states) + 1, np.int64), np.empty(0, np.int32)
        targets = np.empty(list_moves(states, number, feasible, mask, up, down, starts, none), np.int32)
        list_moves(states, number, feasible, mask, up, down, starts, targets)
        moves.append(Moves(starts, targets))
    return OptionGraph(GraphForm(form.decision_makers, len(states), tuple(moves)), states)
