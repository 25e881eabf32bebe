"""What one who chooses can bring about at best, and how."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.markov import equations
from goodoffices.models.implementation.markov.chains import Target
from goodoffices.models.implementation.markov.end_components import shrunk
from goodoffices.models.implementation.markov.equations import Chain, Solution, order_of, solved
from goodoffices.models.implementation.markov.model import Kind
from goodoffices.models.implementation.markov.space import Choices, Floats, Mask, StateSpace, as_target, must_be

MARGIN = 1e-13
"""A choice is changed only if another is better by more than this."""
Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Best(Solution):
    """The best value for every state, and a policy that attains it.

    Attributes
    ----------
    policy : ndarray of int64, shape (states,)
        The choice made in each state; in a state space, ``space.command[policy]`` is the command.
    """

    policy: Numbers


def best_reachability(space: StateSpace, target: Target, *, maximise: bool = True) -> Best:
    r"""Return the greatest or least probability of ever reaching a set of states, with a policy that attains it.

    .. math:: x_s = \max_{c} \sum_t P_{ct} x_t \quad\text{(or the minimum), the least solution}

    Parameters
    ----------
    space : StateSpace
        Of a model of decisions.
    target : Expression, str or ndarray of bool
        The states to reach.
    maximise : bool
        Whether the target is wanted or shunned.

    Returns
    -------
    Best
        Probabilities, a bound on their error and a policy without memory. Of choices that are equally good, the policy has any.

    Raises
    ------
    ModelInputError
        If the model is not of decisions, or the target is no set of its states.

    Notes
    -----
    Where one can stay for ever is shrunk first, so that the equations have one solution. Then policy iteration, one strongly connected
    component after the other. The bound follows from how far the values miss the equations and the longest expected time until the end.

    References
    ----------
    Puterman (1994), *Markov Decision Processes*, section 7.2. Haddad & Monmege (2018), 'Interval iteration algorithm for MDPs and IMDPs',
    *Theoretical Computer Science* 735, 111-131 (why end components must be shrunk for a bound to hold).

    Examples
    --------
    >>> from goodoffices.models.implementation.markov import Kind, Model, Variable, best_reachability, command, explore
    >>> x = Variable("x", 0, 2)
    >>> risk = command(x == 0, (0.6, {x: 1}), (0.4, {x: 2}), action="risk")
    >>> wait = command(x == 0, {x: 0}, action="wait")
    >>> space = explore(Model(Kind.DECISIONS, (x,), (risk, wait)))
    >>> best_reachability(space, x == 1).initial, best_reachability(space, x == 1, maximise=False).initial
    (0.6, 0.0)
    """
    must_be(space, Kind.DECISIONS, "best_reachability")
    mask = as_target(space, target)
    return greatest(space.choices, mask) if maximise else least(space.choices, mask)


def best_bounded_reachability(space: StateSpace, target: Target, steps: int, *, maximise: bool = True) -> Floats:
    """Return the greatest or least probability of reaching a set of states within so many steps, from every state.

    Parameters
    ----------
    space, target, maximise
        As in :func:`best_reachability`.
    steps : int
        At most so many steps, 0 or more. The policy may depend on how many are left.

    Returns
    -------
    ndarray, shape (states,)

    Raises
    ------
    ModelInputError
        If the model is not of decisions, or the number of steps is negative.
    """
    from goodoffices.models.implementation.markov.choosing import improved  # noqa: PLC0415 (numba is slow to import)

    must_be(space, Kind.DECISIONS, "best_bounded_reachability")
    if steps < 0:
        raise ModelInputError(f"the number of steps is {steps}; it must not be negative")
    mask, c = as_target(space, target), space.choices
    values, policy = mask.astype(float), c.first_choice[:-1].copy()
    wish, gain = np.full(space.states, maximise), np.zeros(len(space.command))
    arrays = (c.first_choice, c.first_entry, c.successor, c.probability, gain, mask, wish)
    for _ in range(steps):
        values, _ = improved(*arrays, values, policy, MARGIN)
    return values


def greatest(choices: Choices, target: Mask) -> Best:
    """Return the greatest probability of reaching the target; see :func:`best_reachability`."""
    from goodoffices.models.implementation.markov.choosing import can_reach  # noqa: PLC0415 (numba is slow to import)

    nearer = can_reach(choices.first_choice, choices.first_entry, choices.successor, target)
    fixed = nearer < 0
    smaller = shrunk(choices, fixed)
    ends, wins = np.zeros(smaller.choices.states, dtype=bool), np.zeros(smaller.choices.states, dtype=bool)
    ends[smaller.state[fixed]], wins[smaller.state[target]] = True, True
    found = _iterated(smaller.choices, ends, wins, maximise=True)
    policy = choices.first_choice[:-1].copy()
    leaving = smaller.choice[found.policy[~ends]]
    exits = choices.owner[leaving]
    way = choices.kept(smaller.inner)  # within an end component: choices that lead to the state where it is left
    kept, goal = np.flatnonzero(smaller.inner), np.zeros(choices.states, dtype=bool)
    goal[exits] = True
    towards = can_reach(way.first_choice, way.first_entry, way.successor, goal)
    inside = towards >= 0
    policy[inside] = kept[towards[inside]]
    policy[exits] = leaving
    return Best(found.values[smaller.state], found.error[smaller.state], policy)


def least(choices: Choices, target: Mask) -> Best:
    """Return the least probability of reaching the target; see :func:`best_reachability`."""
    from goodoffices.models.implementation.markov.choosing import can_avoid  # noqa: PLC0415 (numba is slow to import)

    clear = can_avoid(choices.first_choice, choices.first_entry, choices.successor, target)
    found = _iterated(choices, target | (clear >= 0), target, maximise=False)
    return Best(found.values, found.error, np.where(clear >= 0, clear, found.policy))


def _iterated(choices: Choices, fixed: Mask, wins: Mask, *, maximise: bool) -> Best:
    given, gain = wins.astype(float), np.zeros(len(choices.first_entry) - 1)
    values, policy = optimal(choices, fixed, given, gain, maximise)
    longest, _ = optimal(choices, fixed, np.zeros(choices.states), gain + 1, True)
    miss = _miss(choices, fixed, gain, values, maximise)
    least_fall = _least_fall(choices, fixed, longest)
    error = miss * longest / least_fall if least_fall > 0 else np.where(fixed, 0.0, np.inf)
    return Best(values, error, policy)


def optimal(choices: Choices, fixed: Mask, given: Floats, gain: Floats, maximise: bool) -> tuple[Floats, Numbers]:
    """Return the best values and a policy that attains them, of a model without end components among the states not fixed.

    Parameters
    ----------
    choices : Choices
        The model.
    fixed : ndarray of bool, shape (states,)
        States whose value is given.
    given : ndarray, shape (states,)
        Their values.
    gain : ndarray, shape (choices,)
        What a choice earns.
    maximise : bool
        Whether the best is the most.
    """
    from goodoffices.models.implementation.markov.components import components  # noqa: PLC0415 (numba is slow to import)
    from goodoffices.models.implementation.markov.optimising import optimise  # noqa: PLC0415

    values, policy = np.where(fixed, given, 0.0), choices.first_choice[:-1].copy()
    begin, end = choices.first_entry[choices.first_choice[:-1]], choices.first_entry[choices.first_choice[1:]]
    order, starts = components(begin, end, choices.successor, fixed)
    arrays = (choices.first_choice, choices.first_entry, choices.successor, choices.probability, gain, order, starts)
    block = 0
    while True:
        block = optimise(*arrays, fixed, maximise, values, policy, MARGIN, block, equations.LARGEST)
        if block == len(starts) - 1:
            return values, policy
        members = np.sort(order[starts[block] : starts[block + 1]]).astype(np.int64)
        values[members], policy[members] = _part(choices, members, values, gain, maximise)
        block += 1


def _part(choices: Choices, members: Numbers, values: Floats, gain: Floats, maximise: bool) -> tuple[Floats, Numbers]:
    """Return values and policy of one component; what lies outside is one more state, and what it is worth is earned on the way."""
    keep = np.zeros(choices.states, dtype=bool)
    keep[members] = True
    rows = np.flatnonzero(keep[choices.owner])
    lengths = np.diff(choices.first_entry)[rows]
    first_entry = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    entry = np.arange(first_entry[-1]) + np.repeat(choices.first_entry[rows] - first_entry[:-1], lengths)
    chance, target = choices.probability[entry], choices.successor[entry]
    outside = ~keep[target]
    worth = np.bincount(
        np.repeat(np.arange(len(rows)), lengths)[outside], (chance * values[target])[outside], len(rows)
    )
    size = len(members)
    place = np.full(choices.states, size, dtype=np.int32)
    place[members] = np.arange(size)
    first_choice = np.concatenate([[0], np.cumsum(np.diff(choices.first_choice)[members])]).astype(np.int64)
    part = Choices(
        np.append(first_choice, len(rows) + 1),
        np.append(first_entry, len(entry) + 1),
        np.append(place[target], size).astype(np.int32),
        np.append(chance, 1.0),
    )
    ends = np.arange(size + 1) == size
    found, policy = _policy_iteration(part, ends, np.append(gain[rows] + worth, 0.0), maximise)
    return found[:-1], rows[policy[:-1]]


def _policy_iteration(choices: Choices, fixed: Mask, gain: Floats, maximise: bool) -> tuple[Floats, Numbers]:
    from goodoffices.models.implementation.markov.choosing import improved  # noqa: PLC0415 (numba is slow to import)

    policy, wish = choices.first_choice[:-1].copy(), np.full(choices.states, maximise)
    arrays = (choices.first_choice, choices.first_entry, choices.successor, choices.probability, gain, fixed, wish)
    zeros = np.zeros(choices.states)
    while True:
        row = np.where(fixed, 0, policy)
        chain = Chain(choices.first_entry[row], choices.first_entry[row + 1], choices.successor, choices.probability)
        values, _ = solved(chain, fixed, zeros, np.where(fixed, 0.0, gain[row]), 0.0, order_of(chain, fixed))
        if not improved(*arrays, values, policy, MARGIN)[1]:
            return values, policy


def _miss(choices: Choices, fixed: Mask, gain: Floats, values: Floats, maximise: bool) -> float:
    """Return how far the values miss the equations of the best choice, with what rounding may have hidden."""
    from goodoffices.models.implementation.markov.choosing import improved  # noqa: PLC0415

    wish, policy = np.full(choices.states, maximise), choices.first_choice[:-1].copy()
    arrays = (choices.first_choice, choices.first_entry, choices.successor, choices.probability, gain, fixed, wish)
    after, _ = improved(*arrays, values, policy, MARGIN)
    rounding = (int(np.diff(choices.first_entry).max(initial=0)) + 2) * np.finfo(float).eps * 2 * values.max(initial=0)
    return float(np.abs(after - values).max(initial=0.0)) + float(rounding)


def _least_fall(choices: Choices, fixed: Mask, longest: Floats) -> float:
    """Return the least of w - P w over all choices, for w the longest expected time."""
    within = (
        np.add.reduceat(np.append(choices.probability * longest[choices.successor], 0.0), choices.first_entry[:-1])
        if len(choices.successor)
        else np.zeros(0)
    )
    fall = longest[choices.owner] - within
    fall = fall[~fixed[choices.owner]]
    return float(fall.min()) if len(fall) else 1.0
