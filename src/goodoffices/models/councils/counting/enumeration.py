"""Swings in small bodies, by going through all coalitions."""

import numpy as np

from goodoffices.models.councils.counting.reduced import Reduced
from goodoffices.models.councils.rules.simple_game import SimpleGame


def enumerated(game: Reduced) -> list[list[int]]:
    """Return how many coalitions of each size a voter of each type swings, shape (types, holders).

    Notes
    -----
    Time and memory grow with 2 ** voters.
    """
    voters = game.holders
    body = SimpleGame(tuple(str(voter) for voter in range(voters)), game.condition)
    first = np.cumsum([0, *(len(kind.members) for kind in game.types[:-1])]).tolist()
    return [np.bincount(np.bitwise_count(body.swings(voter)), minlength=voters).tolist() for voter in first]
