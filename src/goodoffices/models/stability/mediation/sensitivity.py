"""Which equilibria hang on the order of two neighbours in somebody's ranking or among somebody's statements."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.models.stability.concepts.individual import graph_stability
from goodoffices.models.stability.concepts.table import Concept
from goodoffices.models.stability.forms.from_options import as_graph
from goodoffices.models.stability.forms.graph_form import GraphForm, Ranks, checked_ranks
from goodoffices.models.stability.forms.option_form import OptionForm
from goodoffices.models.stability.preferences.kinds import OptionPrioritisation, Preference
from goodoffices.models.stability.preferences.ranking import check_preferences

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Flip:
    """What becomes of the equilibria if two neighbours change places.

    Attributes
    ----------
    decision_maker : str
        Whose preferences change.
    first, second : tuple of int
        The two neighbours, the better or more important first: the states of two ranks, or the places of two statements from 1.
    gained, lost : tuple of int
        States that become equilibria and that cease to be.
    """

    decision_maker: str
    first: tuple[int, ...]
    second: tuple[int, ...]
    gained: tuple[int, ...]
    lost: tuple[int, ...]


def sensitivity_to_ranks(
    graph: GraphForm, ranks: ArrayLike, concept: Concept, *, progress: Progress | None = None
) -> tuple[Flip, ...]:
    """Flip each pair of neighbouring ranks of each decision maker, one at a time.

    Parameters
    ----------
    graph : GraphForm
        The conflict.
    ranks : ndarray of int, shape (decision makers, states)
        A higher number is preferred; states that share a rank move together.
    concept : str
        Any of ``nash``, ``gmr``, ``smr``, ``seq`` and ``sseq``.
    progress : callable, optional
        Is told the flips done, of all, and whose is next.

    Returns
    -------
    tuple of Flip
        Every flip, those that change nothing among them, from the best ranks down.

    Raises
    ------
    ModelInputError
        If ranks do not fit the graph, or there is no such concept.

    Notes
    -----
    The conflict is solved once for every flip.

    References
    ----------
    Fang, Hipel & Kilgour (1993), *Interactive Decision Making: The Graph Model for Conflict Resolution*, Wiley, on sensitivity.

    Examples
    --------
    >>> graph = GraphForm.of_moves(("a", "b"), 4, ([(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]))
    >>> sensitivity_to_ranks(graph, [[1, 0, 3, 2], [1, 3, 0, 2]], "nash")[0]
    Flip(decision_maker='a', first=(2,), second=(3,), gained=(), lost=())
    """
    checked = checked_ranks(graph, ranks)

    def flips() -> Iterator[tuple[str, tuple[int, ...], tuple[int, ...], Ranks]]:
        for i, name in enumerate(graph.decision_makers):
            tiers = [np.flatnonzero(checked[i] == rank) for rank in np.unique(checked[i])[::-1]]
            for first, second in pairwise(tiers):
                after = checked.copy()
                after[i, first], after[i, second] = checked[i, second[0]], checked[i, first[0]]
                yield name, tuple(first.tolist()), tuple(second.tolist()), after

    total = sum(len(np.unique(own)) - 1 for own in checked)
    return _table(graph, checked, concept, flips(), total, np.arange(graph.state_count), progress)


def sensitivity_to_statements(
    form: OptionForm, preferences: Mapping[str, Preference], concept: Concept, *, progress: Progress | None = None
) -> tuple[Flip, ...]:
    """Flip each pair of neighbouring statements of each decision maker, one at a time.

    Parameters
    ----------
    form : OptionForm
        The conflict.
    preferences : mapping of str to Preference
        One for every decision maker; those not said by statements are left alone.
    concept : str
        Any of ``nash``, ``gmr``, ``smr``, ``seq`` and ``sseq``.
    progress : callable, optional
        Is told the flips done, of all, and whose is next.

    Returns
    -------
    tuple of Flip
        Every flip, those that change nothing among them; states are combinations of options.

    Raises
    ------
    ModelInputError
        If preferences do not fit, or there is no such concept.

    Examples
    --------
    >>> from goodoffices.models.stability import Option
    >>> form = OptionForm((Option("disarm_a", "a"), Option("disarm_b", "b")))
    >>> wishes = {"a": OptionPrioritisation.of("disarm_b", "not disarm_a"), "b": OptionPrioritisation.of("disarm_a", "not disarm_b")}
    >>> sensitivity_to_statements(form, wishes, "gmr")[0]
    Flip(decision_maker='a', first=(1,), second=(2,), gained=(), lost=(3,))
    """
    check_preferences(form, preferences)
    found, feasible = as_graph(form), form.feasible()
    checked = np.stack([_own(form, preferences[name], feasible)[found.states] for name in form.decision_makers])
    said = [(i, name, preferences[name]) for i, name in enumerate(form.decision_makers)]

    def flips() -> Iterator[tuple[str, tuple[int, ...], tuple[int, ...], Ranks]]:
        for i, name, preference in said:
            if isinstance(preference, OptionPrioritisation):
                for place in range(len(preference.statements) - 1):
                    order = list(preference.statements)
                    order[place], order[place + 1] = order[place + 1], order[place]
                    after = checked.copy()
                    after[i] = _own(form, OptionPrioritisation(tuple(order)), feasible)[found.states]
                    yield name, (place + 1,), (place + 2,), after

    total = sum(max(len(p.statements) - 1, 0) for _, _, p in said if isinstance(p, OptionPrioritisation))
    return _table(found.graph, checked, concept, flips(), total, found.states, progress)


def _own(form: OptionForm, preference: Preference, feasible: NDArray[np.bool_]) -> NDArray[np.int32]:
    own = np.empty(form.state_count, np.int32)
    preference.fill(form, feasible, own)
    return own


def _table(
    graph: GraphForm,
    ranks: Ranks,
    concept: Concept,
    flips: Iterator[tuple[str, tuple[int, ...], tuple[int, ...], Ranks]],
    total: int,
    states: NDArray[np.int64],
    progress: Progress | None,
) -> tuple[Flip, ...]:
    def equilibria(now: Ranks) -> set[int]:
        return set(states[graph_stability(graph, now, [concept]).equilibria(concept)].tolist())

    before = equilibria(ranks)
    table = []
    for number, (name, first, second, after) in enumerate(flips):
        if progress:
            progress(number, total, f"neighbours of {name}")
        now = equilibria(after)
        table.append(Flip(name, first, second, tuple(sorted(now - before)), tuple(sorted(before - now))))
    return tuple(table)
