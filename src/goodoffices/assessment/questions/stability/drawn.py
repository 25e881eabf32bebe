"""Rankings in draws of what they rest on: stances given as ranges, or weights of statements."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.conflict import Conflict, Ranking
from goodoffices.assessment.preferences import DIGITS
from goodoffices.assessment.worlds import Worlds


def drawn_levels(
    ranking: Ranking, worlds: Worlds, draws: int, truths: Mapping[str, NDArray[np.bool_]], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how a party ranks some states in each draw.

    Parameters
    ----------
    ranking : Ranking
        From stances or weights of which some are ranges.
    worlds : Worlds
        The draws.
    draws : int
        How many of them, the first.
    truths : mapping of str to ndarray of bool
        For each move, in which of the states it is made.
    count : int
        How many states there are.

    Returns
    -------
    ndarray of int64, shape (draws, kinds)
        How kinds of states between which the party cannot have a preference are ranked, 0 the worst.
    ndarray of int64, shape (states,)
        Of which kind each state is.
    """
    if ranking.stances:
        levels = ranking.stances.levels(worlds, draws)
        return np.broadcast_to(levels, (draws, levels.shape[1])), ranking.stances.numbers(truths, count)
    true = np.array([statement.formula.over(truths) for statement in ranking.statements])
    kinds, numbers = np.unique(true, axis=1, return_inverse=True)
    weights = np.array(
        [
            worlds.sample(f"weight of {statement.row.statement} to {ranking.party}", statement.row.weight)[:draws]
            for statement in ranking.statements
            if statement.row.weight
        ]
    )
    worth = np.round(weights.T @ kinds, DIGITS) + 0.0
    return np.array([np.unique(row, return_inverse=True)[1] for row in worth]), numbers.reshape(-1)


def drawn_inputs(conflict: Conflict) -> str:
    """Return in words what is drawn: stances, weights, or both; empty if nothing is."""
    uncertain = {ranking.route for ranking in conflict.rankings if ranking.uncertain}
    return " and ".join(route for route in ("stances", "weights") if route in uncertain)
