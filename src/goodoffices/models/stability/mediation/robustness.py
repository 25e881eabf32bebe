"""How firmly an equilibrium holds if rankings are not quite what they were taken for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.concepts.table import Concept
from goodoffices.models.stability.forms.from_options import as_graph
from goodoffices.models.stability.forms.graph_form import GraphForm, Ranks, checked_ranks
from goodoffices.models.stability.forms.option_form import OptionForm
from goodoffices.models.stability.mediation.answers import Judge
from goodoffices.models.stability.preferences.kinds import OptionPrioritisation, Preference
from goodoffices.models.stability.preferences.ranking import check_preferences

Progress = Callable[[int, int, str], None]
Orders = dict[str, tuple[int, ...]]
Now = TypeVar("Now")


@dataclass(frozen=True)
class Robustness:
    """How often a state stays an equilibrium under random disturbances.

    Attributes
    ----------
    state : int
        The state.
    concept : str
        The solution concept.
    swaps : tuple of int
        How many random swaps were made, one after the other.
    kept : tuple of int
        In how many draws the state is an equilibrium then, for each number of swaps.
    draws : int
        How many draws there were.
    """

    state: int
    concept: Concept
    swaps: tuple[int, ...]
    kept: tuple[int, ...]
    draws: int

    @property
    def shares(self) -> tuple[float, ...]:
        """The shares of draws in which it is an equilibrium."""
        return tuple(count / self.draws for count in self.kept)


def robustness_of_ranks(
    graph: GraphForm,
    ranks: ArrayLike,
    state: int,
    concept: Concept,
    seed: int,
    *,
    swaps: Sequence[int] = (1, 2, 3, 5, 10),
    draws: int = 1_000,
    progress: Progress | None = None,
) -> Robustness:
    """Return how often a state stays an equilibrium if neighbours in the rankings change places at random.

    Each swap takes one of all pairs of neighbouring ranks, of any decision maker, each with the same chance; states that share a rank
    move together.

    Parameters
    ----------
    graph : GraphForm
        The conflict.
    ranks : ndarray of int, shape (decision makers, states)
        A higher number is preferred.
    state : int
        The state.
    concept : str
        Any of ``nash``, ``gmr``, ``smr``, ``seq`` and ``sseq``.
    seed : int
        Of the random numbers.
    swaps : sequence of int
        After how many swaps to look.
    draws : int
        How often to begin again from the rankings as they are.
    progress : callable, optional
        Is told the draws done, of all, and what is drawn.

    Returns
    -------
    Robustness

    Raises
    ------
    ModelInputError
        If ranks do not fit the graph, there is no such state or concept, or numbers of swaps or draws are not positive.

    Notes
    -----
    The share says how much hangs on the order of neighbours; it is no probability that the state holds.

    Examples
    --------
    >>> graph = GraphForm.of_moves(("a", "b"), 4, ([(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]))
    >>> found = robustness_of_ranks(graph, [[1, 0, 3, 2], [1, 3, 0, 2]], 0, "nash", 1, swaps=(1,), draws=600)
    >>> 0.6 < found.shares[0] < 0.73  # of six pairs of neighbours, two upset it
    True
    """
    judge = Judge(graph, state, concept)
    checked = checked_ranks(graph, ranks)
    dense = np.stack([np.unique(own, return_inverse=True)[1] for own in checked]).astype(np.int32)
    pairs = [(i, rank) for i, own in enumerate(dense) for rank in range(int(own.max()))]

    def swapped(now: Ranks, chosen: int) -> Ranks:
        i, rank = pairs[chosen]
        after = now.copy()
        after[i][now[i] == rank], after[i][now[i] == rank + 1] = rank + 1, rank
        return after

    return _robustness(judge, dense, len(pairs), swapped, lambda now: now, seed, swaps, draws, progress)


def robustness_of_statements(
    form: OptionForm,
    preferences: Mapping[str, Preference],
    state: int,
    concept: Concept,
    seed: int,
    *,
    swaps: Sequence[int] = (1, 2, 3, 5, 10),
    draws: int = 1_000,
    progress: Progress | None = None,
) -> Robustness:
    """Return how often a state stays an equilibrium if neighbouring statements of decision makers change places at random.

    Parameters
    ----------
    form : OptionForm
        The conflict.
    preferences : mapping of str to Preference
        One for every decision maker; those not said by statements stay as they are.
    state : int
        A feasible state, as combination of options.
    concept, seed, swaps, draws, progress
        As for `robustness_of_ranks`.

    Returns
    -------
    Robustness

    Raises
    ------
    ModelInputError
        As for `robustness_of_ranks`, or if preferences do not fit or the state is infeasible.

    Examples
    --------
    >>> from goodoffices.models.stability import Option
    >>> form = OptionForm((Option("disarm_a", "a"), Option("disarm_b", "b")))
    >>> wishes = {"a": OptionPrioritisation.of("disarm_b", "not disarm_a"), "b": OptionPrioritisation.of("disarm_a", "not disarm_b")}
    >>> robustness_of_statements(form, wishes, 3, "gmr", 1, swaps=(1, 2), draws=100).kept[0]
    0
    """
    check_preferences(form, preferences)
    found = as_graph(form)
    if state not in found.states:
        raise ModelInputError(f"state {state} is infeasible, or there is no such state")
    judge = Judge(found.graph, int(np.searchsorted(found.states, state)), concept)
    feasible = form.feasible()
    names = form.decision_makers
    said = {name: p.statements for name, p in preferences.items() if isinstance(p, OptionPrioritisation)}
    pairs = [(name, place) for name in names for place in range(len(said.get(name, ())) - 1)]
    known: dict[tuple[str, tuple[int, ...]], NDArray[np.int32]] = {}

    def ranks_of(name: str, order: tuple[int, ...]) -> NDArray[np.int32]:
        if (name, order) not in known:
            preference = preferences[name]
            if name in said:
                preference = OptionPrioritisation(tuple(said[name][place] for place in order))
            own = np.empty(form.state_count, np.int32)
            preference.fill(form, feasible, own)
            known[name, order] = own[found.states]
        return known[name, order]

    def swapped(now: Orders, chosen: int) -> Orders:
        name, place = pairs[chosen]
        order = list(now[name])
        order[place], order[place + 1] = order[place + 1], order[place]
        return {**now, name: tuple(order)}

    start: Orders = {name: tuple(range(len(said.get(name, ())))) for name in names}
    return _robustness(
        judge,
        start,
        len(pairs),
        swapped,
        lambda now: np.stack([ranks_of(name, now[name]) for name in names]),
        seed,
        swaps,
        draws,
        progress,
        state,
    )


def _robustness(
    judge: Judge,
    start: Now,
    choices: int,
    swapped: Callable[[Now, int], Now],
    ranks_of: Callable[[Now], Ranks],
    seed: int,
    swaps: Sequence[int],
    draws: int,
    progress: Progress | None,
    state: int | None = None,
) -> Robustness:
    if draws < 1 or not swaps or min(swaps) < 1:
        raise ModelInputError("at least one draw and one swap are needed")
    counts = sorted(set(swaps))
    kept = dict.fromkeys(counts, 0)
    rng = np.random.default_rng(seed)
    for draw in range(draws):
        if progress:
            progress(draw, draws, "random swaps")
        now = start
        for number in range(1, counts[-1] + 1):
            if choices:
                now = swapped(now, int(rng.integers(choices)))
            if number in kept:
                kept[number] += judge.is_equilibrium(ranks_of(now))
    return Robustness(
        judge.state if state is None else state, judge.concept, tuple(counts), tuple(kept[n] for n in counts), draws
    )
