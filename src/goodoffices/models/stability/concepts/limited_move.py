"""Looking a limited number of moves ahead: limited-move, non-myopic and Stackelberg stability of two decision makers."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.forms.graph_form import GraphForm, Ranks, checked_ranks, number_of


@dataclass(frozen=True)
class LimitedMove:
    """Limited-move stability at every horizon.

    Attributes
    ----------
    decision_makers : tuple of str
        Their names.
    tables : ndarray of bool, shape (horizons, decision makers, states)
        For whom each state is stable at horizons 1, 2, and so on, up to the end of the first cycle.
    cycle_start : int
        The horizon from which on everything repeats itself.
    period : int
        After so many horizons; 1 if the answer settles.
    """

    decision_makers: tuple[str, ...]
    tables: NDArray[np.bool_]
    cycle_start: int
    period: int

    def stable(self, horizon: int) -> NDArray[np.bool_]:
        """Return for whom each state is stable at a horizon, however long, shape (decision makers, states).

        Raises
        ------
        ModelInputError
            If the horizon is less than one move.
        """
        if horizon < 1:
            raise ModelInputError(f"a horizon is at least one move; found {horizon}")
        beyond = max(horizon - self.cycle_start, 0) // self.period * self.period
        return np.asarray(self.tables[horizon - beyond - 1])

    def equilibria(self, horizon: int) -> NDArray[np.int64]:
        """Return the states that are stable for everybody at a horizon, in increasing order."""
        return np.flatnonzero(self.stable(horizon).all(axis=0))

    @property
    def non_myopic(self) -> NDArray[np.bool_] | None:
        """For whom each state is stable at all horizons from some horizon on; None if the answer never settles."""
        return np.asarray(self.tables[-1]) if self.period == 1 else None

    @property
    def unsettled(self) -> NDArray[np.bool_]:
        """For whom the stability of each state changes for ever, shape (decision makers, states)."""
        cycle = self.tables[self.cycle_start - 1 :]
        return np.asarray(cycle.any(axis=0) & ~cycle.all(axis=0))


def limited_move(graph: GraphForm, ranks: ArrayLike, *, longest: int = 10_000) -> LimitedMove:
    r"""Return limited-move stability at all horizons, by backward induction.

    With :math:`G_h(i, s)` the state in which play ends if it is *i*'s turn in *s* and *h* moves are left,

    .. math:: G_0(i, s) = s, \quad M = \arg\max_{t \in R_i(s)} P_i(G_{h-1}(j, t)), \quad
        G_h(i, s) = G_{h-1}(j, M) \text{ if } P_i(G_{h-1}(j, M)) > P_i(s), \text{ else } s

    and *s* is stable for *i* at horizon *h* if :math:`G_h(i, s) = s`: nobody moves without a gain in the end. What happens at rising horizons
    need not settle. It must repeat itself, and both are reported.

    Parameters
    ----------
    graph : GraphForm
        A conflict of two decision makers.
    ranks : ndarray of int, shape (2, states)
        A higher number is preferred.
    longest : int
        The horizon at which to give up if nothing repeats itself before.

    Returns
    -------
    LimitedMove

    Raises
    ------
    ModelInputError
        If there are not two decision makers, ranks do not fit the graph, or nothing repeats itself up to the longest horizon.

    Notes
    -----
    The definition was made for strict preferences. Under indifference this program lets a decision maker stay unless it
    gains strictly; among moves that end equally well for the one who moves, that one counts which ends worst for the other, who has to
    reckon with it. O(moves) for every horizon. For more than two decision makers see `limited_move_of_several`.

    References
    ----------
    Kilgour (1985), 'Anticipation and stability in two-person non-cooperative games', in Luterbacher & Ward (eds), *Dynamic
    Models of International Conflict*; Fang, Hipel & Kilgour (1993), *Interactive Decision Making*, chapter 3.

    Examples
    --------
    >>> graph = GraphForm.of_moves(("a", "b"), 4, ([(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]))
    >>> found = limited_move(graph, [[1, 0, 3, 2], [1, 3, 0, 2]])
    >>> found.equilibria(1).tolist(), found.equilibria(2).tolist(), found.period
    ([0], [0, 3], 1)
    """
    return until_repeated(graph, _steps(graph, _two(graph, ranks)), longest)


def until_repeated(
    graph: GraphForm, steps: Iterable[tuple[NDArray[np.int32], NDArray[np.bool_]]], longest: int
) -> LimitedMove:
    """Follow rising horizons until what is expected repeats itself.

    Parameters
    ----------
    graph : GraphForm
        The conflict.
    steps : iterable of pairs of arrays
        For each horizon from 0: the ranks expected, which settle all that follows, and for whom each state is stable with one move
        more, shape (decision makers, states).
    longest : int
        The horizon at which to give up.

    Raises
    ------
    ModelInputError
        If nothing repeats itself up to the longest horizon.
    """
    tables: list[NDArray[np.bool_]] = []
    seen: dict[bytes, int] = {}
    for horizon, (expected, stays) in zip(range(longest + 1), steps, strict=False):
        key = blake2b(expected.tobytes()).digest()
        if key in seen:
            return _cycle(graph, np.array(tables), seen[key])
        seen[key] = horizon
        tables.append(stays)
    raise ModelInputError(f"limited-move stability does not repeat itself up to a horizon of {longest} moves")


def _steps(graph: GraphForm, ranks: Ranks) -> Iterator[tuple[NDArray[np.int32], NDArray[np.bool_]]]:
    ends = np.tile(np.arange(graph.state_count), (2, 1))
    while True:
        # What play ends in matters through ranks alone, so these are what repeats itself.
        expected = ranks[:, ends]
        ends, stays = _one_more_move(graph, ranks, ends)
        yield expected, stays


def _two(graph: GraphForm, ranks: ArrayLike) -> Ranks:
    checked = checked_ranks(graph, ranks)
    if len(checked) != 2:
        raise ModelInputError(
            f"defined for two decision makers; there are {len(checked)} (limited_move_of_several looks ahead with more)"
        )
    return checked


def _one_more_move(
    graph: GraphForm, ranks: Ranks, ends: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return where play ends with one move more, and who stays, each with shape (2, states)."""
    from goodoffices.models.stability.compiled.graph_kernels import look_ahead  # noqa: PLC0415 (compiled code is slow to import)

    further, stays = np.empty_like(ends), np.empty(ends.shape, bool)
    for i, j in ((0, 1), (1, 0)):
        moves = graph.moves[i]
        look_ahead(moves.starts, moves.targets, ranks[i], ranks[j], ends[j], further[i], stays[i])
    return further, stays


def _cycle(graph: GraphForm, tables: NDArray[np.bool_], repeats_from: int) -> LimitedMove:
    """Shorten what repeats itself in the ends of play to what repeats itself in the tables of stability."""
    cycle = tables[repeats_from:]
    period = next(
        p for p in range(1, len(cycle) + 1) if len(cycle) % p == 0 and (np.roll(cycle, p, axis=0) == cycle).all()
    )
    start = repeats_from
    while start and (tables[start - 1] == tables[start - 1 + period]).all():
        start -= 1
    return LimitedMove(graph.decision_makers, tables[: start + period], start + 1, period)


def stackelberg(graph: GraphForm, ranks: ArrayLike, leader: str) -> NDArray[np.int64]:
    """Return the Stackelberg equilibria of two decision makers, one of whom leads.

    A state is one if it is stable for the leader at a horizon of two moves and the follower has no improvement from it.

    Parameters
    ----------
    graph, ranks
        As for `limited_move`.
    leader : str
        Name of the decision maker who leads.

    Returns
    -------
    ndarray of int64
        States in increasing order.

    Raises
    ------
    ModelInputError
        If there are not two decision makers, nobody is called like the leader, or ranks do not fit the graph.

    References
    ----------
    Fang, Hipel & Kilgour (1989), 'Conflict models in graph form: Solution concepts and their interrelationships', *European
    Journal of Operational Research* 41, 86-100.

    Examples
    --------
    >>> graph = GraphForm.of_moves(("a", "b"), 4, ([(0, 1), (1, 0), (2, 3), (3, 2)], [(0, 2), (2, 0), (1, 3), (3, 1)]))
    >>> stackelberg(graph, [[0, 1, 3, 2], [0, 3, 1, 2]], "a").tolist()
    [2]
    """
    checked = _two(graph, ranks)
    i = number_of(graph, leader)
    ends, nash = _one_more_move(graph, checked, np.tile(np.arange(graph.state_count), (2, 1)))
    _, ahead = _one_more_move(graph, checked, ends)
    return np.flatnonzero(ahead[i] & nash[1 - i])
