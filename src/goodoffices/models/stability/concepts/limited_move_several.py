"""Looking a limited number of moves ahead with more than two decision makers: who may move next is a choice with a name."""

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.concepts.limited_move import LimitedMove, until_repeated
from goodoffices.models.stability.forms.arcs import forward, rows
from goodoffices.models.stability.forms.graph_form import HIGHEST, GraphForm, Ranks, checked_ranks, number_of

NextMover = Literal["worst", "turns", "together"]
"""Who may move after a move: any one of the others, each in turn, or the others as a group."""
NEXT_MOVERS: tuple[NextMover, ...] = ("worst", "turns", "together")
MOST_REACHED = 1 << 31
"""Groups times pairs of states; each takes a byte."""

_Steps = Iterator[tuple[NDArray[np.int32], NDArray[np.bool_]]]


def limited_move_of_several(
    graph: GraphForm,
    ranks: ArrayLike,
    next_mover: NextMover,
    *,
    order: Sequence[str] | None = None,
    longest: int = 10_000,
) -> LimitedMove:
    r"""Return limited-move stability of two or more decision makers at all horizons, in one of three senses.

    :math:`E_h(i, s)` is what is expected if it is *i*'s turn in *s* and *h* moves are left: a rank :math:`E_h^k(i, s)` for each
    decision maker *k*. Let :math:`A_{h-1}(i, t)` be what is expected once *i* has moved to *t*. In every sense

    .. math:: E_0^k(i, s) = P_k(s), \quad M = \arg\max_{t \in R_i(s)} A_{h-1}^i(i, t)

    and if :math:`A_{h-1}^i(i, t) > P_i(s)` for t in M, *i* moves and :math:`E_h^k(i, s) = \min_{t \in M} A_{h-1}^k(i, t)`; else it stays and
    :math:`E_h^k(i, s) = P_k(s)`. State *s* is stable for *i* at horizon *h* if *i* stays. The senses differ in :math:`A`:

    - ``worst``: any one of the others may move next, and everybody expects the worst of them for itself. With J those who would
      leave *t*, :math:`A_h^k(i, t) = \min_{j \in J} E_h^k(j, t)`, and :math:`P_k(t)` if J is empty.
    - ``turns``: the others are asked in a fixed order, beginning after *i*; each may move or pass. If all pass, play ends in *t*.
      If one moves, those after it are asked, *i* among them. Who passes reckons with what those asked later would do; so the
      comparison with :math:`P_i(s)` is, for all but the last one asked, one with what is expected after passing.
    - ``together``: the others answer as a group; then it is *i*'s turn again. An answer to *t* is another state *q* that a legal
      sequence of moves reaches from *t* of those alone who gain by it: all *k* other than *i* with
      :math:`E_h^k(i, q) > P_k(t)`. It is dropped if another answer is better still for all of them: who gains has a say,
      even with nothing to do for it. :math:`A_{h+1}^k(i, t)` is the least
      :math:`E_h^k(i, q)` of the answers left, and :math:`P_k(t)` without any. What others expect is worked out for each *i* anew.

    Parameters
    ----------
    graph : GraphForm
        A conflict of two or more decision makers.
    ranks : ndarray of int, shape (decision makers, states)
        A higher number is preferred.
    next_mover : 'worst', 'turns' or 'together'
        The sense. There is no usual one, so it has to be named.
    order : sequence of str, optional
        Everybody's name in the order of turns, which begins again after the last; as in the graph if left out. Only for 'turns'.
    longest : int
        The horizon at which to give up if nothing repeats itself before.

    Returns
    -------
    LimitedMove

    Raises
    ------
    ModelInputError
        If there are fewer than two decision makers, ranks do not fit the graph, there is no such sense, the order does not name
        everybody once or is given for another sense, the conflict is too large for 'together', or nothing repeats itself up to
        the longest horizon.

    Notes
    -----
    With two decision makers all three are `limited_move`; at horizon 1 all three are Nash stability. They are this program's own
    readings, not those of Fang, Hipel & Kilgour (1993) or Soares and others (2026), whose definitions were not at hand.

    In each horizon, with n decision makers, 'worst' takes O(n moves) and 'turns' O(n^2 moves). How many horizons it takes until something
    repeats itself depends on the conflict: with moves at random and a thousand states, 'worst' takes thousands, the others some
    twenty. 'together' compares the answers to each state with one another, keeps :math:`2^n` tables of pairs of states, and suits some
    thousand states.

    References
    ----------
    Kilgour (1985), 'Anticipation and stability in two-person non-cooperative games', in Luterbacher & Ward (eds), *Dynamic Models
    of International Conflict*; Soares and others (2026), 'Alternative limited move stabilities in the graph model for conflict
    resolution with multiple decision makers', *Group Decision and Negotiation*, of which the abstract.

    Examples
    --------
    From 0, a can move to 1, which it likes better. From there b would move on to 2, which is no worse for a, and c to 3, which is. If any
    of them may be next, a stays; if b is asked before c, it moves:

    >>> graph = GraphForm.of_moves(("a", "b", "c"), 4, ([(0, 1)], [(1, 2)], [(1, 3)]))
    >>> ranks = [[1, 2, 2, 0], [0, 0, 2, 1], [0, 0, 1, 2]]
    >>> [bool(limited_move_of_several(graph, ranks, which).stable(2)[0, 0]) for which in ("worst", "turns", "together")]
    [True, False, True]
    """
    checked = checked_ranks(graph, ranks)
    if len(checked) < 2:
        raise ModelInputError("limited-move stability needs at least two decision makers; there is 1")
    if next_mover not in NEXT_MOVERS:
        raise ModelInputError(f"who moves next is one of {', '.join(NEXT_MOVERS)}; found {next_mover}")
    if order is not None and next_mover != "turns":
        raise ModelInputError(f"an order belongs to 'turns'; found one with '{next_mover}'")
    if next_mover == "worst":
        steps = _worst(graph, checked)
    elif next_mover == "turns":
        steps = _turns(graph, checked, _numbers(graph, order))
    else:
        steps = _together(graph, checked)
    return until_repeated(graph, steps, longest)


def _numbers(graph: GraphForm, order: Sequence[str] | None) -> list[int]:
    people = len(graph.decision_makers)
    numbers = list(range(people)) if order is None else [number_of(graph, name) for name in order]
    if sorted(numbers) != list(range(people)):
        raise ModelInputError(
            f"an order of turns names everybody once: {', '.join(graph.decision_makers)}; found {', '.join(order or ())}"
        )
    return numbers


def _decide(
    graph: GraphForm, mover: int, stay: NDArray[np.int32], after: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.bool_]]:
    from goodoffices.models.stability.compiled.limited_move_kernels import decide  # noqa: PLC0415 (compiled code is slow to import)

    expected, stays = np.empty_like(stay), np.empty(len(stay), bool)
    decide(mover, graph.moves[mover].starts, graph.moves[mover].targets, stay, after, expected, stays)
    return expected, stays


def _worst(graph: GraphForm, ranks: Ranks) -> _Steps:
    ends = np.ascontiguousarray(ranks.T)
    people = range(len(ranks))
    expected, stays = np.stack([ends] * len(ranks)), np.ones(ranks.shape, bool)
    while True:
        of_leaving = np.where(stays[:, :, None], HIGHEST, expected)
        found = []
        for i in people:
            lowest = of_leaving[[j for j in people if j != i]].min(axis=0)
            found.append(_decide(graph, i, ends, np.where(lowest == HIGHEST, ends, lowest)))
        before = expected
        expected, stays = np.stack([one for one, _ in found]), np.stack([two for _, two in found])
        yield before, stays


def _turns(graph: GraphForm, ranks: Ranks, order: list[int]) -> _Steps:
    ends = np.ascontiguousarray(ranks.T)
    people = len(order)
    following = {i: order[(place + 1) % people] for place, i in enumerate(order)}
    asked_first = np.stack([ends] * people)
    while True:
        stays = np.empty(ranks.shape, bool)
        asked = np.empty_like(asked_first)
        for i in range(people):
            asked[i], stays[i] = _decide(graph, i, ends, asked_first[following[i]])
        for _ in range(people - 2):
            asked = np.stack(
                [_decide(graph, i, asked[following[i]], asked_first[following[i]])[0] for i in range(people)]
            )
        before, asked_first = asked_first, asked
        yield before, stays


def _together(graph: GraphForm, ranks: Ranks) -> _Steps:
    from goodoffices.models.stability.compiled.limited_move_kernels import answer  # noqa: PLC0415 (compiled code is slow to import)

    reached = _reached(graph)
    ends = np.ascontiguousarray(ranks.T)
    own_turn = np.stack([ends] * len(ranks))
    others_turn = own_turn.copy()
    while True:
        before = np.stack([own_turn, others_turn])
        found = [_decide(graph, i, ends, others_turn[i]) for i in range(len(ranks))]
        answered = np.empty_like(others_turn)
        for i in range(len(ranks)):
            answer(i, ends, reached, own_turn[i], answered[i])
        own_turn, others_turn = np.stack([one for one, _ in found]), answered
        yield before, np.stack([two for _, two in found])


def _reached(graph: GraphForm) -> NDArray[np.bool_]:
    """Return which states each group reaches from each state; groups are numbered by the bits of their members."""
    from goodoffices.models.stability.compiled.limited_move_kernels import reached_together  # noqa: PLC0415 (as above)

    people, states = len(graph.decision_makers), graph.state_count
    if (states * states) << people > MOST_REACHED:
        raise ModelInputError(
            f"'together' follows every group from every state; {people} decision makers and {states:,} states are too many for it"
        )
    moves = forward(graph)
    reached = np.zeros((1 << people, states, states), bool)
    for group in range(1, 1 << people):
        reached_together(rows(k for k in range(people) if group >> k & 1), moves.starts, moves.ends, reached[group])
    return reached
