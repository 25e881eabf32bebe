"""Inverse analysis: under which preferences a desired state is stable."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from numpy.typing import ArrayLike

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.concepts.table import Concept
from goodoffices.models.stability.forms.graph_form import GraphForm, checked_ranks, numbers_of
from goodoffices.models.stability.forms.narrowed import improvements_only
from goodoffices.models.stability.mediation.answers import BY_IMPROVEMENTS, SYMMETRIC, answers_to, checked_concept
from goodoffices.models.stability.mediation.least_choice import least_choice


@dataclass(frozen=True, slots=True)
class Clause:
    """What one own move asks of a preference if the desired state is to hold.

    Attributes
    ----------
    move : int
        The state moved to.
    alternatives : tuple of tuple of int
        Sets of states; of at least one set no state may be preferred to the desired state. None contains another.
    """

    move: int
    alternatives: tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class StabilityCondition:
    """The rankings of one decision maker under which a state is stable for it: necessary and sufficient.

    Only the set of states preferred to the desired one matters, not their order, nor that of the others.

    Attributes
    ----------
    decision_maker : str
        Whose rankings are meant.
    state : int
        The desired state.
    concept : str
        The solution concept.
    not_preferred : tuple of int
        States that must not be preferred to the desired state, in increasing order.
    clauses : tuple of Clause
        What must hold besides; states of `not_preferred` are left out of them.
    """

    decision_maker: str
    state: int
    concept: Concept
    not_preferred: tuple[int, ...]
    clauses: tuple[Clause, ...]

    @property
    def always(self) -> bool:
        """Whether the state is stable whatever the decision maker prefers."""
        return not self.not_preferred and not self.clauses

    def holds(self, preferred: Collection[int]) -> bool:
        """Whether the state is stable if exactly some states are preferred to it."""
        above = set(preferred)
        return above.isdisjoint(self.not_preferred) and all(
            any(above.isdisjoint(states) for states in clause.alternatives) for clause in self.clauses
        )

    def least_change(self, preferred: Collection[int]) -> tuple[int, ...]:
        """Return the fewest of the states preferred to the desired one that must no longer be so; of several sets, one.

        Parameters
        ----------
        preferred : collection of int
            The states preferred now.

        Notes
        -----
        An integer programme: choose one alternative of every clause so that their union is smallest. The problem is hard in
        general, as it contains the hitting set; with the moves of one decision maker it is small.
        """
        above = set(preferred)
        needed = [[sorted(above.intersection(states)) for states in clause.alternatives] for clause in self.clauses]
        fixed = above.intersection(self.not_preferred)
        return tuple(sorted(fixed | least_choice(needed, fixed)))


def stability_conditions(
    graph: GraphForm, state: int, concept: Concept, ranks: ArrayLike | None = None
) -> tuple[StabilityCondition, ...]:
    r"""Return for each decision maker all rankings under which a state is stable.

    Let U be the states that *i* prefers to the desired state *e*. A move of *i* from *e* to *t* is harmless if *t* is not in U, or if
    an answer *q* of the others is not in U and, for the symmetric concepts, nothing that *i* can move to from *q* is
    in U. So *e* is stable for *i* if and only if for each move one of these sets of states does not meet U:
    :math:`\{t\}`, or :math:`\{q\}`, or :math:`\{q\} \cup R_i(q)`.

    Parameters
    ----------
    graph : GraphForm
        The conflict.
    state : int
        The desired state e.
    concept : str
        Any of ``nash``, ``gmr``, ``smr``, ``seq`` and ``sseq``.
    ranks : ndarray of int, shape (decision makers, states), optional
        What the decision makers prefer now. Needed for ``seq`` and ``sseq``, where the others answer by improvements of
        their own: each condition then holds for the preferences the others have. What *i* itself prefers now plays no part.

    Returns
    -------
    tuple of StabilityCondition
        In the order of the graph's decision makers.

    Raises
    ------
    ModelInputError
        If there is no such state or concept, or ranks are missing or do not fit the graph.

    Notes
    -----
    There are :math:`2^{m-1}` sets U for m states, instead of :math:`m!` rankings. A search of O(moves) for each own move from e. If the preferences of
    several decision makers may change, the conditions for ``seq`` and ``sseq`` depend on one another; those for ``gmr`` and ``smr``
    are then necessary, and those for ``nash`` sufficient.

    References
    ----------
    Kinsara, Kilgour & Hipel (2015), 'Inverse approach to the graph model for conflict resolution', *IEEE Transactions on
    Systems, Man, and Cybernetics: Systems* 45(5), 734-742; Wang, Hipel, Fang & Dang (2018), 'Matrix representations of the inverse
    problem in the graph model for conflict resolution', *European Journal of Operational Research* 270(1), 282-293.

    Examples
    --------
    The prisoner's dilemma. Who is to stay at mutual co-operation, state 3, must either not prefer to defect alone, or not prefer
    mutual defection, which is the other's answer:

    >>> graph = GraphForm.of_moves(("a", "b"), 4, ([(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]))
    >>> condition, _ = stability_conditions(graph, 3, "gmr")
    >>> condition.not_preferred, condition.clauses
    ((), (Clause(move=2, alternatives=((0,), (2,))),))
    >>> condition.holds({2}), condition.holds({0, 2}), len(condition.least_change({0, 2}))
    (True, False, 1)
    """
    checked_concept(concept)
    (desired,) = numbers_of(graph, [state])
    answering = graph
    if concept in BY_IMPROVEMENTS:
        if ranks is None:
            raise ModelInputError(f"{concept} asks what the others would gain by answering: their ranks are needed")
        answering = improvements_only(graph, checked_ranks(graph, ranks))
    return tuple(_condition(graph, answering, desired, concept, i) for i in range(len(graph.decision_makers)))


def _condition(graph: GraphForm, answering: GraphForm, state: int, concept: Concept, i: int) -> StabilityCondition:
    waiting = []
    for move in graph.moves[i].of(state).tolist():
        sets = {frozenset([move])}
        for end in answers_to(answering, i, move).tolist() if concept != "nash" else ():
            escapes = graph.moves[i].of(end).tolist() if concept in SYMMETRIC else ()
            sets.add(frozenset({end, *escapes} - {state}))
        waiting.append((move, smallest(sets)))
    never: set[int] = set()
    while True:
        waiting = [(move, smallest(one - never for one in sets)) for move, sets in waiting]
        single = [sets[0] for _, sets in waiting if len(sets) == 1]
        if not any(single):
            break
        never.update(*single)
    left = (Clause(move, tuple(sorted(tuple(sorted(one)) for one in sets))) for move, sets in waiting if all(sets))
    return StabilityCondition(graph.decision_makers[i], state, concept, tuple(sorted(never)), tuple(left))


def smallest(sets: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Return the sets that contain no other, small ones first."""
    kept: list[frozenset[int]] = []
    for one in sorted(set(sets), key=lambda states: (len(states), sorted(states))):
        if not any(smaller <= one for smaller in kept):
            kept.append(one)
    return kept
