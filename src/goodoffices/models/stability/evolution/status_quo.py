"""From the status quo: which states are reached, after how many moves, by whom, and who has to begin."""

from collections.abc import Iterable
from dataclasses import dataclass

from numpy.typing import ArrayLike

from goodoffices.models.stability.evolution.jumps import CoalitionJump, jumps_between
from goodoffices.models.stability.evolution.sequences import Sequences, Step, sequences
from goodoffices.models.stability.forms.graph_form import GraphForm, checked_ranks, number_of, numbers_of
from goodoffices.models.stability.forms.narrowed import improvements_only


def status_quo_analysis(graph: GraphForm, status_quo: int, first_mover: str | None = None) -> Sequences:
    """Return after how many moves each state can be reached from the status quo, and by whom.

    Nobody moves twice in a row. As given, the graph allows all unilateral moves; for improvements alone take
    ``improvements_only(graph, ranks)``, and to bar some moves ``without_moves(graph, ...)``.

    Parameters
    ----------
    graph : GraphForm
        The moves that are allowed.
    status_quo : int
        The state things are in.
    first_mover : str, optional
        The decision maker who makes the first move; default: any.

    Returns
    -------
    Sequences
        `arrival` is the table of status quo analysis: the first k at which a state is reached with each last mover.

    Raises
    ------
    ModelInputError
        If there is no such state or decision maker.

    Notes
    -----
    O(moves + states · decision makers).

    References
    ----------
    Li, Kilgour & Hipel (2005), 'Status quo analysis in the graph model for conflict resolution', *Journal of the Operational
    Research Society* 56, 699-707; Xu, Kilgour, Hipel & Kemkes (2010), 'Using matrices to link conflict evolution and resolution in a graph
    model', *European Journal of Operational Research* 207, 318-329.

    Examples
    --------
    >>> graph = GraphForm.of_moves(("a", "b"), 3, ([(0, 1)], [(1, 2)]))
    >>> found = status_quo_analysis(graph, 0)
    >>> found.arrival.tolist(), found.path(2)
    ([[-1, 1, -1], [-1, -1, 2]], (Step(decision_maker='a', state=1), Step(decision_maker='b', state=2)))
    """
    (start,) = numbers_of(graph, [status_quo])
    first = None if first_mover is None else number_of(graph, first_mover)
    return sequences(graph, start, range(len(graph.decision_makers)), first)


@dataclass(frozen=True)
class WaysTo:
    """How a state can be reached from the status quo.

    Attributes
    ----------
    state : int
        The state.
    by_moves : tuple of Step, or None
        A shortest legal sequence of moves; empty for the status quo itself, None if there is none.
    by_improvements : tuple of Step, or None
        The same if each move has to be an improvement for the one who makes it.
    first_movers : tuple of str
        Who can begin a legal sequence of improvements to the state.
    by_coalition : CoalitionJump, or None
        If no improvements lead there: a jump of a smallest coalition, from the status quo or from another of the states
        asked for that improvements do lead to; None if no coalition wants it.
    """

    state: int
    by_moves: tuple[Step, ...] | None
    by_improvements: tuple[Step, ...] | None
    first_movers: tuple[str, ...]
    by_coalition: CoalitionJump | None


def ways_to(graph: GraphForm, ranks: ArrayLike, status_quo: int, states: Iterable[int]) -> tuple[WaysTo, ...]:
    """Return how states, such as equilibria, can be reached from the status quo.

    Parameters
    ----------
    graph : GraphForm
        The conflict.
    ranks : ndarray of int, shape (decision makers, states)
        A higher number is preferred.
    status_quo : int
        The state things are in.
    states : iterable of int
        The states asked for.

    Returns
    -------
    tuple of WaysTo
        In the order asked for, unreachable ones too.

    Raises
    ------
    ModelInputError
        If a state does not exist, or ranks do not fit the graph.

    Examples
    --------
    >>> graph = GraphForm.of_moves(("a", "b"), 3, ([(0, 1)], [(1, 2)]))
    >>> (way,) = ways_to(graph, [[1, 0, 2], [0, 0, 1]], 0, [2])
    >>> len(way.by_moves), way.by_improvements, way.first_movers, way.by_coalition.coalition
    (2, None, (), ('a', 'b'))
    """
    asked = numbers_of(graph, states)
    checked = checked_ranks(graph, ranks)
    improving = improvements_only(graph, checked)
    any_move = status_quo_analysis(graph, status_quo)
    improvements = status_quo_analysis(improving, status_quo)
    begun_by = [(name, status_quo_analysis(improving, status_quo, name)) for name in graph.decision_makers]
    reached = {state for state in asked if improvements.distance[state] > 0 or state == status_quo}
    jumps = jumps_between(graph, checked, sorted({status_quo} | reached), sorted(set(asked) - reached))

    def way(state: int) -> WaysTo:
        if state == status_quo:
            return WaysTo(state, (), (), (), None)
        first = tuple(name for name, found in begun_by if found.distance[state] > 0)
        led = [jump for jump in jumps if jump.end == state]
        smallest = min(led, key=lambda jump: (len(jump.coalition), jump.start != status_quo), default=None)
        return WaysTo(state, any_move.path(state), improvements.path(state), first, smallest)

    return tuple(way(state) for state in asked)
