"""How many improvements lead from one state to every other, for very many states at once."""

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.evolution.sequences import Step
from goodoffices.models.stability.fast.workers import Progress
from goodoffices.models.stability.forms.graph_form import HIGHEST, Ranks
from goodoffices.models.stability.forms.option_form import OptionForm

Distances = NDArray[np.int16]
NOT_REACHED = -1


def improvement_distances(form: OptionForm, ranks: Ranks, start: int, *, progress: Progress | None = None) -> Distances:
    r"""Return the least number of improvements, each the mover's own, that lead from one state to every other.

    Parameters
    ----------
    form : OptionForm
        The conflict, of at most 30 options.
    ranks : ndarray of int32, shape (decision makers, states)
        Higher is preferred, equal is indifferent, -1 for infeasible states.
    start : int
        A feasible state; bit k is set if option k is taken.
    progress : callable, optional
        Is told the number of moves looked at so far, one more, and what is being looked at; nobody knows how many it will be.

    Returns
    -------
    ndarray of int16, shape (states,)
        0 for the start, -1 for states to which no improvements lead.

    Raises
    ------
    ModelInputError
        If the ranks do not fit the conflict, or there is no such state or it is infeasible.

    Notes
    -----
    A decision maker improves by moving to a state if and only if the lowest of its ranks among the states reached from which it can
    move there is lower than that of the state. The lowest is passed on along one option after the other, so that a round takes time in the
    order of :math:`k 2^k` for k options, whatever the number of moves; there is a round for each move of the longest of the shortest ways.
    Beside the ranks, 7 bytes a state are needed. That nobody moves twice in a row changes no least number, as two
    improvements of one decision maker in a row are one.

    Examples
    --------
    >>> from goodoffices.models.stability import Option, OptionForm, OptionPrioritisation, ranks
    >>> form = OptionForm((Option("give", "north"), Option("take", "south")))
    >>> wishes = {"north": OptionPrioritisation.of("give"), "south": OptionPrioritisation.of("take if give", "not take")}
    >>> improvement_distances(form, ranks(form, wishes), 0).tolist()
    [0, 1, -1, 2]
    """
    ranks = np.asarray(ranks)
    if ranks.shape != (len(form.decision_makers), form.state_count):
        raise ModelInputError(
            f"ranks of shape {(len(form.decision_makers), form.state_count)} are needed (decision makers, states), not {ranks.shape}"
        )
    if not 0 <= start < form.state_count or ranks[0, start] < 0:
        raise ModelInputError(f"there is no state {start} from which to begin, or it is infeasible")
    distances = np.full(form.state_count, NOT_REACHED, np.int16)
    distances[start] = 0
    lowest = np.empty(form.state_count, np.int32)
    grown, moves = True, 0
    while grown:
        grown = False
        for i, name in enumerate(form.decision_makers):
            if progress:
                progress(moves, moves + 1, f"ways of {moves + 1} moves")
            reached = (distances >= 0) & (distances <= moves)
            np.copyto(lowest, HIGHEST)
            np.copyto(lowest, ranks[i], where=reached)
            _pass_on(form, name, lowest)
            better = (lowest < ranks[i]) & (distances < 0)
            if better.any():
                distances[better] = moves + 1
                grown = True
        moves += 1
    return distances


def _pass_on(form: OptionForm, name: str, lowest: NDArray[np.int32]) -> None:
    """Lower every state's number to the lowest of those from which a decision maker can move there."""
    for bit, option in enumerate(form.options):
        if option.owner != name:
            continue
        halves = lowest.reshape(-1, 2, 1 << bit)
        left, taken = halves[:, 0], halves[:, 1]
        if option.direction != "backward":
            np.minimum(taken, left, out=taken)
        if option.direction != "forward":
            np.minimum(left, taken, out=left)


def improvements_to(form: OptionForm, ranks: Ranks, distances: Distances, end: int) -> tuple[Step, ...] | None:
    """Return a shortest sequence of improvements to a state, of those with equally many the first; None if there is none.

    Parameters
    ----------
    form, ranks : OptionForm, ndarray
        As given to `improvement_distances`.
    distances : ndarray of int16
        What it returned.
    end : int
        The state.

    Examples
    --------
    >>> from goodoffices.models.stability import Option, OptionForm, OptionPrioritisation, ranks
    >>> form = OptionForm((Option("give", "north"), Option("take", "south")))
    >>> wishes = {"north": OptionPrioritisation.of("give"), "south": OptionPrioritisation.of("take if give", "not take")}
    >>> order = ranks(form, wishes)
    >>> improvements_to(form, order, improvement_distances(form, order, 0), 3)
    (Step(decision_maker='north', state=1), Step(decision_maker='south', state=3))
    """
    if distances[end] < 0:
        return None
    steps: list[Step] = []
    here = end
    while distances[here] > 0:
        mover, before = next(
            (name, int(states[0]))
            for i, name in enumerate(form.decision_makers)
            if len(states := _before(form, name, ranks[i], distances, here))
        )
        steps.append(Step(mover, here))
        here = before
    return tuple(reversed(steps))


def _before(form: OptionForm, name: str, own: NDArray[np.int32], distances: Distances, end: int) -> NDArray[np.int64]:
    """Return the states, one move nearer to the start, from which a decision maker improves by moving to a state."""
    states = np.array([end], np.int64)
    for bit, option in enumerate(form.options):
        can_change = option.direction == "both" or (option.direction == "forward") == bool(end >> bit & 1)
        if option.owner == name and can_change:
            states = np.concatenate([states, states ^ (1 << bit)])
    return np.asarray(states[(distances[states] == distances[end] - 1) & (own[states] < own[end])])
