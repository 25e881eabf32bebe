"""Simple games: which coalitions can carry a decision."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.rules import ChairBreaksTies, ChairDecides, Majority, Quota, Rule, Unanimity

MAX_VOTERS = 20
"""Beyond this, exact enumeration of all coalitions takes more than about 100 MB."""


@dataclass(frozen=True, eq=False)
class SimpleGame:
    """All coalitions of a body's voters, and which of them win.

    Attributes
    ----------
    voters : tuple of str
        Voter i is bit i of a coalition's number.
    winning : ndarray of bool, shape (2 ** voters,)
        Whether the coalition of that number wins.
    """

    voters: tuple[str, ...]
    winning: NDArray[np.bool_]

    @property
    def coalitions(self) -> NDArray[np.int64]:
        """Numbers of all coalitions."""
        return np.arange(len(self.winning))

    def swings(self, voter: int) -> NDArray[np.int64]:
        """Return the coalitions without `voter` that lose but would win with it."""
        bit = 1 << voter
        without = self.coalitions[(self.coalitions & bit) == 0]
        return np.asarray(without[self.winning[without | bit] & ~self.winning[without]])


def simple_game(seats: Mapping[str, int], rule: Rule) -> SimpleGame:
    """Return the game a body plays under a decision rule.

    Parameters
    ----------
    seats : mapping of str to int
        Seats (or votes) of each voter; parties that always vote together are one voter.
    rule : Rule
        How the body decides.

    Returns
    -------
    SimpleGame
        All ``2 ** voters`` coalitions with their result; memory is 9 bytes a coalition.

    Raises
    ------
    ModelInputError
        If there is no voter or more than `MAX_VOTERS`, seats are negative or all zero, the quota cannot be met or
        is met by nobody, or the chair is not among the voters.

    Examples
    --------
    >>> game = simple_game({"a": 3, "b": 2, "c": 2}, Majority())
    >>> int(game.winning.sum())
    4
    """
    voters, weights = tuple(seats), np.array(list(seats.values()), dtype=np.int64)
    if not 0 < len(voters) <= MAX_VOTERS:
        raise ModelInputError(f"exact enumeration takes 1 to {MAX_VOTERS} voters; there are {len(voters)}")
    if (weights < 0).any() or weights.sum() == 0:
        raise ModelInputError("seats cannot be negative, and somebody must hold one")
    coalitions = np.arange(2 ** len(voters))
    votes = np.zeros(len(coalitions), dtype=np.int64)
    for voter, weight in enumerate(weights):
        votes[(coalitions >> voter) & 1 == 1] += weight
    total = int(weights.sum())
    winning: NDArray[np.bool_]
    match rule:
        case Majority():
            winning = 2 * votes > total
        case Quota(quota):
            if not 0 < quota <= total:
                raise ModelInputError(f"a quota of {quota} makes no sense in a body of {total} seats")
            winning = votes >= quota
        case Unanimity():
            # Who holds no seat is not asked, so all seats together are what unanimity means.
            winning = votes == total
        case ChairBreaksTies(chair):
            winning = (2 * votes > total) | ((2 * votes == total) & _contains(chair, voters, coalitions))
        case ChairDecides(chair):
            winning = _contains(chair, voters, coalitions)
    return SimpleGame(voters, winning)


def _contains(chair: str, voters: tuple[str, ...], coalitions: NDArray[np.int64]) -> NDArray[np.bool_]:
    if chair not in voters:
        raise ModelInputError(f"the chair {chair!r} is not among the voters: {', '.join(voters)}")
    return np.asarray((coalitions >> voters.index(chair)) & 1 == 1)
