"""The graph around one state of a conflict in option form, without the states that it cannot come to."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.concepts.table import Concept
from goodoffices.models.stability.forms.from_options import OptionGraph
from goodoffices.models.stability.forms.graph_form import GraphForm, Ranks
from goodoffices.models.stability.forms.option_form import OptionForm
from goodoffices.models.stability.preferences.kinds import Preference, Stated
from goodoffices.models.stability.preferences.ranking import check_preferences

CHUNK = 1 << 14


def graph_around(form: OptionForm, state: int, concept: Concept = "gmr", *, budget: int = 1_000_000) -> OptionGraph:
    """Return the part of a conflict's graph that decides whether one state is stable.

    Parameters
    ----------
    form : OptionForm
        The conflict, of at most 62 options.
    state : int
        Bit k is set if option k is taken.
    concept : str
        For ``nash`` the single moves from the state suffice; for any other concept all that it can come to is needed.
    budget : int
        How many combinations of options may be looked at.

    Returns
    -------
    OptionGraph
        The state itself is among its `states`; its number is ``int(np.searchsorted(found.states, state))``.

    Raises
    ------
    ModelInputError
        If there is no such state, it is infeasible, or the budget does not suffice.

    Notes
    -----
    Every state is looked at with :math:`2^m - 1` changes for each decision maker with m options. What counts is how many feasible
    states the one can come to, not how many combinations there are.

    Examples
    --------
    Forty options of which only the last two can ever be touched together with the first:

    >>> from goodoffices.logic import Formula
    >>> from goodoffices.models.stability import Option, OptionPrioritisation
    >>> options = tuple(Option(f"o{k}", f"p{k}") for k in range(40))
    >>> barred = tuple(Formula.parse(f"o{k}") for k in range(1, 38))
    >>> graph_around(OptionForm(options, barred), 0).states.tolist() == [0, 1, 2**38, 2**38 + 1] + [
    ...     2**39, 2**39 + 1, 2**39 + 2**38, 2**39 + 2**38 + 1]
    True
    """
    if not 0 <= state < form.state_count:
        raise ModelInputError(f"there is no state {state}; states are the numbers 0 to {form.state_count - 1}")
    if not form.feasible(np.array([state]))[0]:
        raise ModelInputError(f"state {state} is infeasible")
    found: dict[int, None] = {state: None}
    moves: list[list[tuple[int, int]]] = [[] for _ in form.decision_makers]
    waiting, looked_at = [state], 0
    while waiting:
        here = waiting.pop()
        for number, name in enumerate(form.decision_makers):
            for ends in _moves(form, name, here):
                looked_at += len(ends)
                if looked_at > budget:
                    raise ModelInputError(
                        f"more than {budget:,} combinations of options would have to be looked at around state {state}"
                    )
                for end in ends[form.feasible(ends)].tolist():
                    moves[number].append((here, end))
                    if end not in found:
                        found[end] = None
                        if concept != "nash":
                            waiting.append(end)
    states = np.array(sorted(found), np.int64)
    pairs = [np.searchsorted(states, np.array(made, np.int64).reshape(-1, 2)) for made in moves]
    return OptionGraph(GraphForm.of_moves(form.decision_makers, len(states), pairs), states)


def ranks_of(form: OptionForm, preferences: Mapping[str, Preference], states: NDArray[np.int64]) -> Ranks:
    """Return ranks of some states alone, from statements or weights.

    Parameters
    ----------
    form : OptionForm
        The conflict, of at most 62 options.
    preferences : mapping of str to OptionPrioritisation, OptionWeights or StatementWeights
        For every decision maker.
    states : ndarray of int64
        Feasible states, such as those of `graph_around`.

    Returns
    -------
    ndarray of int32, shape (decision makers, states)
        Dense among these states.

    Raises
    ------
    ModelInputError
        If preferences are missing, do not fit, or are said state by state.

    Examples
    --------
    >>> from goodoffices.models.stability import Option, OptionPrioritisation
    >>> form = OptionForm(tuple(Option(f"o{k}", f"p{k}") for k in range(2)))
    >>> wishes = {"p0": OptionPrioritisation.of("o1"), "p1": OptionPrioritisation.of("not o1", "o0")}
    >>> ranks_of(form, wishes, np.array([0, 2, 3])).tolist()
    [[0, 1, 1], [2, 0, 1]]
    """
    by_state = [n for n, said in preferences.items() if not isinstance(said, Stated)]
    if by_state:
        raise ModelInputError(
            f"the preferences of {', '.join(by_state)} are said state by state; here statements or weights are needed"
        )
    check_preferences(form, preferences)
    every = np.zeros((len(form.decision_makers), len(states)), np.int32)
    for number, name in enumerate(form.decision_makers):
        said = preferences[name]
        if isinstance(said, Stated) and said.names:
            keys = said.keys(form.truths(states, said.names), len(states))
            every[number] = np.unique(keys, axis=0, return_inverse=True)[1].reshape(-1)
    return every


def _moves(form: OptionForm, name: str, state: int) -> Iterator[NDArray[np.int64]]:
    """Yield where a decision maker's permitted changes lead to, feasible or not."""
    own = [
        1 << bit
        for bit, option in enumerate(form.options)
        if option.owner == name and option.direction != ("forward" if state >> bit & 1 else "backward")
    ]
    for begin in range(0, 1 << len(own), CHUNK):
        chosen = np.arange(max(begin, 1), min(begin + CHUNK, 1 << len(own)), dtype=np.int64)
        change = np.zeros(len(chosen), np.int64)
        for place, bit in enumerate(own):
            change |= np.where(chosen >> place & 1, np.int64(bit), np.int64(0))
        yield state ^ change
