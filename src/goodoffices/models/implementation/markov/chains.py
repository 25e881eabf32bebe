"""What a chain does: how likely, by when, how long, how much."""

from collections.abc import Callable

import numpy as np

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.markov.equations import Chain, Solution, solution
from goodoffices.models.implementation.markov.expressions import Expression
from goodoffices.models.implementation.markov.model import Kind
from goodoffices.models.implementation.markov.space import Floats, Mask, StateSpace, as_target, must_be

Target = Expression | str | Mask


def reachability(space: StateSpace, target: Target) -> Solution:
    r"""Return the probability of ever reaching a set of states, from every state.

    .. math:: x_s = 1 \text{ on the target}, \qquad x_s = \sum_t P_{st} x_t \text{ elsewhere, the least solution}

    Parameters
    ----------
    space : StateSpace
        Of a chain.
    target : Expression, str or ndarray of bool
        The states to reach: a condition, the name of a label, or a truth value for each state.

    Returns
    -------
    Solution
        Probabilities and a bound on their error.

    Raises
    ------
    ModelInputError
        If the model is no chain, or the target is no set of its states.

    Notes
    -----
    Exact up to rounding, component by component: a state that never comes back costs as much as it has steps, a component of m states
    that do m ** 3 up to 64 states, and a sparse factorisation up to 10,000. Larger components are solved by preconditioned gradients, until
    rounding is all that is missing; the bound on the error tells how well.

    References
    ----------
    Baier & Katoen (2008), *Principles of Model Checking*, section 10.1. Grassmann, Taksar & Heyman (1985), 'Regenerative analysis and
    steady state distributions for Markov chains', *Operations Research* 33(5), 1107-1116.

    Examples
    --------
    >>> from goodoffices.models.implementation.markov import Kind, Model, Variable, command, explore, reachability
    >>> x = Variable("x", 0, 4, 1)
    >>> ruin = command((x > 0) & (x < 4), (0.5, {x: x + 1}), (0.5, {x: x - 1}))
    >>> reachability(explore(Model(Kind.CHAIN, (x,), (ruin,))), x == 4).initial
    0.25
    """
    must_be(space, Kind.CHAIN, "reachability")
    mask = as_target(space, target)
    found = solution(_chain(space), mask, mask.astype(float), np.zeros(space.states), 0.0)
    return Solution(np.clip(found.values, 0.0, 1.0), found.error)


def expected_reward(space: StateSpace, reward: "str | Floats", target: Target) -> Solution:
    r"""Return the reward expected before a set of states is reached, from every state.

    .. math:: x_s = 0 \text{ on the target}, \qquad x_s = r_s + \sum_t P_{st} x_t \text{ elsewhere}

    Infinite where the target is not reached for certain.

    Parameters
    ----------
    space : StateSpace
        Of a chain.
    reward : str or ndarray, shape (states,)
        The name of a reward of the model, or what each state earns in a step; not negative.
    target : Expression, str or ndarray of bool
        The states that end it.

    Returns
    -------
    Solution

    Raises
    ------
    ModelInputError
        If the model is no chain, there is no such reward, or a reward is negative or not finite.

    Notes
    -----
    As :func:`reachability`.

    Examples
    --------
    >>> from goodoffices.models.implementation.markov import Kind, Model, Variable, command, expected_reward, explore, state_reward
    >>> x = Variable("x", 0, 4, 1)
    >>> ruin = command((x > 0) & (x < 4), (0.5, {x: x + 1}), (0.5, {x: x - 1}))
    >>> space = explore(Model(Kind.CHAIN, (x,), (ruin,), rewards={"rounds": (state_reward(True, 1),)}))
    >>> expected_reward(space, "rounds", (x == 0) | (x == 4)).initial
    3.0
    """
    must_be(space, Kind.CHAIN, "expected_reward")
    mask = as_target(space, target)
    gain = _gain(space, reward)
    return solution(_chain(space), mask, np.zeros(space.states), gain, np.inf)


def bounded_reachability(
    space: StateSpace, target: Target, steps: int, progress: Callable[[int], None] | None = None
) -> Floats:
    """Return the probability of reaching a set of states within so many steps, from every state.

    Parameters
    ----------
    space : StateSpace
        Of a chain.
    target : Expression, str or ndarray of bool
        The states to reach.
    steps : int
        At most so many steps, 0 or more.
    progress : callable, optional
        Called with the number of steps done; may raise to stop.

    Returns
    -------
    ndarray, shape (states,)

    Raises
    ------
    ModelInputError
        If the model is no chain, or the number of steps is negative.
    """
    must_be(space, Kind.CHAIN, "bounded_reachability")
    mask, matrix = as_target(space, target), space.matrix
    values = mask.astype(float)
    for step in range(_whole(steps)):
        values = np.where(mask, 1.0, matrix @ values)
        if progress:
            progress(step + 1)
    return values


def reached_by(space: StateSpace, target: Target, steps: int, progress: Callable[[int], None] | None = None) -> Floats:
    """Return the probability that a set of states has been reached after 0, 1, ... steps, from the initial state.

    Parameters
    ----------
    space, target, steps, progress
        As in :func:`bounded_reachability`.

    Returns
    -------
    ndarray, shape (steps + 1,)
        The curve over time; its steepest part is the most dangerous.

    Raises
    ------
    ModelInputError
        As :func:`bounded_reachability`.

    Examples
    --------
    >>> from goodoffices.models.implementation.markov import Kind, Model, Variable, command, explore, reached_by
    >>> x = Variable("x", 0, 2)
    >>> space = explore(Model(Kind.CHAIN, (x,), (command(x < 2, (0.5, {x: x + 1}), (0.5, {})),)))
    >>> reached_by(space, x == 2, 4).tolist()
    [0.0, 0.0, 0.25, 0.5, 0.6875]
    """
    must_be(space, Kind.CHAIN, "reached_by")
    mask, transposed = as_target(space, target), space.matrix.T.tocsr()
    at = np.zeros(space.states)
    at[0] = 1.0
    reached = np.empty(_whole(steps) + 1)
    done = 0.0
    for step in range(len(reached)):
        if step:
            at = transposed @ at
            if progress:
                progress(step)
        done += float(at[mask].sum())
        at[mask] = 0.0
        reached[step] = done
    return reached


def _chain(space: StateSpace) -> Chain:
    c = space.choices
    return Chain(c.first_entry[:-1], c.first_entry[1:], c.successor, c.probability)


def _gain(space: StateSpace, reward: "str | Floats") -> Floats:
    gain = space.earned(reward) if isinstance(reward, str) else np.asarray(reward, dtype=np.float64)
    if gain.shape != (space.states,):
        raise ModelInputError(f"a reward needs one number for each of the {space.states} states")
    if not (np.isfinite(gain) & (gain >= 0)).all():
        raise ModelInputError("a reward is negative or not finite")
    return gain


def _whole(steps: int) -> int:
    if steps < 0 or steps != int(steps):
        raise ModelInputError(f"the number of steps is {steps}; it must be whole and not negative")
    return int(steps)
