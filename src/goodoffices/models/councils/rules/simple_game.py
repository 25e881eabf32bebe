"""Simple games: which coalitions can carry a decision."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.rules.condition import (
    All,
    Any,
    Condition,
    Threshold,
    thresholds_in_64_bits,
    thresholds_of,
    won,
)
from goodoffices.models.councils.rules.condition_of import condition_of
from goodoffices.models.councils.rules.decision_rules import Rule

MAX_ENUMERATED = 20
"""Beyond so many voters, a list of all coalitions takes more than about 100 MB."""


@dataclass(frozen=True, eq=False)
class SimpleGame:
    """A body's voters, and what a coalition must meet to win.

    Attributes
    ----------
    voters : tuple of str
        Names, in the order of the condition's weights.
    condition : Condition
        Sums of votes joined by *all* and *any*; never met by the empty coalition, always by that of all.
    """

    voters: tuple[str, ...]
    condition: Condition

    def wins(self, coalition: Collection[str]) -> bool:
        """Return whether a coalition carries a decision.

        Raises
        ------
        ModelInputError
            If a member is not among the voters.
        """
        for member in coalition:
            if member not in self.voters:
                raise ModelInputError(f"{member!r} is not among the voters: {', '.join(self.voters)}")
        here = [voter in coalition for voter in self.voters]
        return won(self.condition, (sum(compress(leaf.weights, here)) for leaf in thresholds_of(self.condition)))

    @cached_property
    def winning(self) -> NDArray[np.bool_]:
        """Whether each coalition wins, shape (2 ** voters,); voter i is bit i of a coalition's number.

        Raises
        ------
        ModelInputError
            If there are more than `MAX_ENUMERATED` voters, or their votes add up to more than 64 bits hold.
        """
        if len(self.voters) > MAX_ENUMERATED:
            raise ModelInputError(
                f"listing all coalitions takes at most {MAX_ENUMERATED} voters; there are {len(self.voters)}"
            )
        return won(self.condition, map(_votes_of_all_coalitions, thresholds_in_64_bits(self.condition)))

    @property
    def coalitions(self) -> NDArray[np.int64]:
        """Numbers of all coalitions."""
        return np.arange(len(self.winning))

    def swings(self, voter: int) -> NDArray[np.int64]:
        """Return the coalitions without `voter` that lose but would win with it."""
        bit = 1 << voter
        without = self.coalitions[(self.coalitions & bit) == 0]
        return np.asarray(without[self.winning[without | bit] & ~self.winning[without]])

    def with_blocs(self, blocs: Mapping[str, Collection[str]]) -> "SimpleGame":
        """Return the game in which the members of each bloc always vote as one, under the bloc's name.

        Raises
        ------
        ModelInputError
            If a bloc has no member, a member is no voter or in two blocs, or a bloc has the name of a voter outside it.

        Examples
        --------
        >>> from goodoffices.models.councils import Majority, shapley_shubik
        >>> apart = simple_game({"phnom_penh": 6, "sihanouk": 2, "son_sann": 2, "khmer_rouge": 2}, Majority())
        >>> bloc = apart.with_blocs({"resistance": ["sihanouk", "son_sann", "khmer_rouge"]})
        >>> shapley_shubik(bloc).as_floats()
        {'phnom_penh': 0.5, 'resistance': 0.5}
        """
        bloc_of: dict[str, str] = {}
        for bloc, members in blocs.items():
            if not members:
                raise ModelInputError(f"the bloc {bloc!r} has no member")
            if bloc in self.voters and bloc not in members:
                raise ModelInputError(f"the bloc {bloc!r} has the name of a voter who is not in it")
            for member in members:
                if member not in self.voters:
                    raise ModelInputError(f"{member!r} is not among the voters: {', '.join(self.voters)}")
                if bloc_of.setdefault(member, bloc) != bloc:
                    raise ModelInputError(f"{member!r} is in two blocs, {bloc_of[member]!r} and {bloc!r}")
        names = [bloc_of.get(voter, voter) for voter in self.voters]
        voters = tuple(dict.fromkeys(names))
        index = [voters.index(name) for name in names]
        return SimpleGame(voters, _merged(self.condition, index, len(voters)))


def simple_game(seats: Mapping[str, int], rule: Rule) -> SimpleGame:
    """Return the game a body plays under a decision rule.

    Parameters
    ----------
    seats : mapping of str to int
        Seats (or votes) of each voter, each voter of any chamber among them; parties that always vote together are one voter.
    rule : Rule
        How the body decides.

    Returns
    -------
    SimpleGame

    Raises
    ------
    ModelInputError
        If there is no voter, seats are negative or all zero, a quota cannot be met or is met by nobody, or somebody named
        is not among the voters.

    Examples
    --------
    >>> from goodoffices.models.councils import Consent, Majority, Quota
    >>> game = simple_game({"a": 3, "b": 2, "c": 2}, Majority())
    >>> int(game.winning.sum())
    4
    >>> permanent = ("China", "France", "Russia", "UK", "US")
    >>> elected = tuple(f"elected {i}" for i in range(1, 11))
    >>> council = simple_game(dict.fromkeys(permanent + elected, 1), Quota(9) & Consent(permanent))
    >>> council.wins(permanent + elected[:4]), council.wins(permanent[1:] + elected)
    (True, False)
    """
    voters = tuple(seats)
    if not voters:
        raise ModelInputError("a body needs at least one voter")
    return SimpleGame(voters, condition_of(rule, seats, voters))


def _votes_of_all_coalitions(threshold: Threshold) -> NDArray[np.int64]:
    votes = np.zeros(1, dtype=np.int64)
    for weight in threshold.weights:
        votes = np.concatenate([votes, votes + weight])
    return votes


def _merged(condition: Condition, index: Sequence[int], voters: int) -> Condition:
    match condition:
        case Threshold(weights, quota):
            merged = [0] * voters
            for place, weight in zip(index, weights, strict=True):
                merged[place] += weight
            return Threshold(tuple(merged), quota)
        case All(parts):
            return All(tuple(_merged(part, index, voters) for part in parts))
        case Any(parts):
            return Any(tuple(_merged(part, index, voters) for part in parts))
