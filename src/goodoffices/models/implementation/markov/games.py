"""What one player of a game can bring about, whatever the others do."""

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.markov.chains import Target
from goodoffices.models.implementation.markov.decisions import MARGIN, Best, greatest, least
from goodoffices.models.implementation.markov.model import Kind
from goodoffices.models.implementation.markov.space import Choices, Mask, StateSpace, as_target, must_be


def game_reachability(space: StateSpace, target: Target, players: tuple[str, ...]) -> Best:
    r"""Return the probability of reaching a set of states that some players can make sure of against the others.

    .. math:: x_s = \max_c \sum_t P_{ct} x_t \text{ where it is their turn}, \qquad
              x_s = \min_c \sum_t P_{ct} x_t \text{ where it is not, the least solution}

    Parameters
    ----------
    space : StateSpace
        Of a game.
    target : Expression, str or ndarray of bool
        The states to reach.
    players : tuple of str
        Those who want it reached; all others together want it not.

    Returns
    -------
    Best
        Probabilities that the players can make sure of, and how much more there could be at most. The policy is that of both sides.

    Raises
    ------
    ModelInputError
        If the model is no game, a player is not in it, or the target is no set of its states.

    Notes
    -----
    Strategy iteration: the players' strategy is changed wherever another choice is better against the best answer of the others. The
    bound is certain from both sides: what the strategy found guarantees, and what the others' strategy allows at most.

    References
    ----------
    Condon (1992), 'The complexity of stochastic games', *Information and Computation* 96(2), 203-224. Hoffman & Karp (1966), 'On
    nonterminating stochastic games', *Management Science* 12(5), 359-370.

    Examples
    --------
    >>> from goodoffices.models.implementation.markov import Kind, Model, Variable, command, explore, game_reachability
    >>> x = Variable("x", 0, 3)
    >>> moves = (
    ...     command(x == 0, {x: 1}, player="guard"),
    ...     command(x == 0, (0.5, {x: 2}), (0.5, {x: 3}), player="guard"),
    ...     command(x == 1, (0.3, {x: 2}), (0.7, {x: 3}), player="thief"),
    ...     command(x == 1, (0.9, {x: 2}), (0.1, {x: 3}), player="thief"),
    ... )
    >>> space = explore(Model(Kind.GAME, (x,), moves, players=("guard", "thief")))
    >>> game_reachability(space, x == 2, ("thief",)).initial
    0.5
    """
    from goodoffices.models.implementation.markov.choosing import can_reach, improved  # noqa: PLC0415 (numba is slow to import)

    must_be(space, Kind.GAME, "game_reachability")
    for player in players:
        if player not in space.model.players:
            raise ModelInputError(f"there is no player {player!r}; the players are {', '.join(space.model.players)}")
    mask, c = as_target(space, target), space.choices
    owned = np.append([each.player in players for each in space.model.commands], False)
    ours = owned[space.command[c.first_choice[:-1]]]
    nearer = can_reach(c.first_choice, c.first_entry, c.successor, mask)
    policy = np.where(ours & (nearer >= 0), nearer, c.first_choice[:-1])
    gain = np.zeros(len(space.command))
    while True:
        answer = least(_against(c, ours, policy), mask)
        values = answer.values
        arrays = (
            c.first_choice,
            c.first_entry,
            c.successor,
            c.probability,
            gain,
            mask | ~ours,
            np.ones(len(ours), dtype=bool),
        )
        if not improved(*arrays, values, policy, MARGIN)[1]:
            break
    improved(*arrays[:5], mask | ours, np.zeros(len(ours), dtype=bool), values, policy, -1.0)
    allowed = greatest(_against(c, ~ours, policy), mask)
    error = np.maximum(allowed.values + allowed.error - values, 0) + answer.error
    return Best(values, error, policy)


def _against(choices: Choices, bound: Mask, policy: NDArray[np.int64]) -> Choices:
    """Return the model in which some states only have the choice of a policy."""
    keep = ~bound[choices.owner]
    keep[policy[bound]] = True
    return choices.kept(keep)
