"""All coalitions, told apart only by how many members they have of each group of interchangeable voters."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from math import comb, prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.rules.condition import thresholds_in_64_bits, voter_classes, won
from goodoffices.models.councils.rules.simple_game import SimpleGame

MAX_PROFILES = 2**22
"""Beyond so many, the arrays take some hundred MB."""
MOST_IN_64_BITS = 56
"""Up to so many voters, numbers of coalitions times voters fit into 64 bits."""


@dataclass(frozen=True, eq=False)
class Profiles:
    """Numbers of members by group, for all coalitions at once.

    Attributes
    ----------
    groups : tuple of tuple of int
        Voters that can stand in for one another, by their places.
    wins : ndarray of bool, shape (profiles,)
        Whether the coalitions of a profile win.
    coalitions : ndarray of int or object, shape (profiles,)
        How many coalitions have the profile.
    """

    groups: tuple[tuple[int, ...], ...]
    wins: NDArray[np.bool_]
    coalitions: NDArray[Any]

    def members(self, group: int) -> NDArray[np.int64]:
        """Return how many members of a group each profile has."""
        return np.arange(len(self.wins)) // self.step(group) % (len(self.groups[group]) + 1)

    def size(self, of: Iterable[int]) -> NDArray[np.int64]:
        """Return how many members of these groups each profile has."""
        return sum((self.members(group) for group in of), np.zeros(len(self.wins), dtype=np.int64))

    def swings(self, group: int) -> tuple[NDArray[np.int64], NDArray[Any]]:
        """Return the profiles that lose and win with one more of a group, and how many coalitions without a given member."""
        own, size, step = self.members(group), len(self.groups[group]), self.step(group)
        losing = np.flatnonzero(~self.wins & (own < size))
        swung = losing[self.wins[losing + step]]
        return swung, self.coalitions[swung] * (size - own[swung]) // size

    def each_voter(self, values: Sequence[Any]) -> Iterator[tuple[int, Any]]:
        """Return places of voters with the value of their group, in the order of the voters."""
        of = {voter: value for group, value in zip(self.groups, values, strict=True) for voter in group}
        yield from sorted(of.items())

    def step(self, group: int) -> int:
        """Return how much further the profile with one more member of a group stands."""
        return prod(len(other) + 1 for other in self.groups[:group])


def profiles(game: SimpleGame, labels: Sequence[int] = ()) -> Profiles:
    """Return all profiles of a game's coalitions.

    Parameters
    ----------
    game : SimpleGame
        The game.
    labels : sequence of int
        If given, voters with different labels are kept apart although they have the same weights.

    Returns
    -------
    Profiles

    Raises
    ------
    ModelInputError
        If there are more than `MAX_PROFILES`.

    Notes
    -----
    20 voters with different votes have 2**20 profiles, as many as coalitions; the 15 of the Security Council 66, the 537
    of the legislation of the United States 176,144.

    Examples
    --------
    >>> from goodoffices.models.councils import Majority, simple_game
    >>> table = profiles(simple_game({"a": 3, "b": 2, "c": 2}, Majority()))
    >>> table.groups, table.wins.tolist(), table.coalitions.tolist()
    (((0,), (1, 2)), [False, False, False, True, True, True], [1, 1, 2, 2, 1, 1])
    """
    groups = voter_classes(game.condition, labels)
    count = prod(len(group) + 1 for group in groups)
    if count > MAX_PROFILES:
        raise ModelInputError(
            f"{len(game.voters)} voters with so many different votes are too many to go through all coalitions: "
            f"{count} to be told apart, at most {MAX_PROFILES}"
        )
    sums = []
    for leaf in thresholds_in_64_bits(game.condition):
        votes = np.zeros(1, dtype=np.int64)
        for group in groups:
            votes = np.add.outer(leaf.weights[group[0]] * np.arange(len(group) + 1), votes).ravel()
        sums.append(votes)
    kind = np.int64 if len(game.voters) <= MOST_IN_64_BITS else object
    choices = [np.array([comb(len(group), i) for i in range(len(group) + 1)], dtype=kind) for group in groups]
    number = reduce(lambda inner, outer: np.multiply.outer(outer, inner).ravel(), choices, np.ones(1, dtype=kind))
    return Profiles(groups, won(game.condition, sums), number)
