"""A rule stripped of what changes no outcome: the form in which swings are counted."""

import math
import operator
from collections.abc import Sequence
from dataclasses import dataclass

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.rules.condition import All, Any, Condition, Threshold, thresholds_of, voter_classes

MOST_VOTES = 2**61
"""Sums of votes above this do not fit the numbers computed with."""


@dataclass(frozen=True)
class VoterType:
    """Voters that any rule treats alike: they have the same votes in every sum.

    Attributes
    ----------
    weights : tuple of int
        Votes of each of them in each sum, in the order of `thresholds_of`.
    members : tuple of int
        Their places among the voters.
    """

    weights: tuple[int, ...]
    members: tuple[int, ...]


@dataclass(frozen=True)
class Reduced:
    """A game without voters that hold no vote anywhere, in smallest whole numbers.

    Attributes
    ----------
    condition : Condition
        Sums of votes of the voters that hold any, type by type.
    types : tuple of VoterType
        These voters, those alike together.
    """

    condition: Condition
    types: tuple[VoterType, ...]

    @property
    def holders(self) -> int:
        """How many voters hold a vote in some sum."""
        return sum(len(kind.members) for kind in self.types)

    def apart(self) -> "Reduced":
        """Return the same with a type for each voter."""
        kinds = (VoterType(kind.weights, (member,)) for kind in self.types for member in kind.members)
        return Reduced(self.condition, tuple(kinds))


def reduced(condition: Condition, voters: int) -> Reduced:
    """Return the game in smallest whole numbers.

    Votes are divided by their greatest common divisor and cut at the quota; sums that are always or never reached go, as do
    repetitions; voters with the same votes everywhere become one type. None of this changes who wins.

    Parameters
    ----------
    condition : Condition
        Sums of votes.
    voters : int
        Number of voters.

    Returns
    -------
    Reduced

    Raises
    ------
    ModelInputError
        If votes are negative or no whole numbers, do not match the voters or add up to more than `MOST_VOTES`, or if every
        coalition wins or none does.
    """
    simple = _simplified(condition, voters)
    if isinstance(simple, bool):
        raise ModelInputError("every coalition wins, even the empty one" if simple else "not even all together can win")
    weights = list(zip(*(part.weights for part in thresholds_of(simple)), strict=True))
    kinds = tuple(VoterType(weights[alike[0]], alike) for alike in voter_classes(simple) if any(weights[alike[0]]))
    return Reduced(_of(simple, [member for kind in kinds for member in kind.members]), kinds)


def ascending(kinds: Sequence[VoterType]) -> list[int]:
    """Return the votes under one quota, voter by voter, from the fewest to the most."""
    return sorted(kind.weights[0] for kind in kinds for _ in kind.members)


def _of(condition: Condition, members: Sequence[int]) -> Condition:
    if isinstance(condition, Threshold):
        return Threshold(tuple(condition.weights[member] for member in members), condition.quota)
    return type(condition)(tuple(_of(part, members) for part in condition.parts))


def _simplified(condition: Condition, voters: int) -> Condition | bool:
    if isinstance(condition, Threshold):
        return _smallest(condition, voters)
    kind = type(condition)
    decisive = kind is Any
    parts: list[Condition] = []
    for part in condition.parts:
        simple = _simplified(part, voters)
        if simple is decisive:
            return decisive
        if isinstance(simple, bool):
            continue
        parts.extend(simple.parts if isinstance(simple, All | Any) and type(simple) is kind else (simple,))
    distinct = tuple(dict.fromkeys(parts))
    if not distinct:
        return not decisive
    return distinct[0] if len(distinct) == 1 else kind(distinct)


def _smallest(threshold: Threshold, voters: int) -> Condition | bool:
    weights, quota = _whole(threshold.weights), _whole((threshold.quota,))[0]
    if len(weights) != voters:
        raise ModelInputError(f"votes are given for {len(weights)} voters; there are {voters}")
    if min(weights, default=0) < 0:
        raise ModelInputError("votes cannot be negative")
    if quota <= 0 or sum(weights) < quota:
        return quota <= 0
    clipped = [min(weight, quota) for weight in weights]
    divisor = math.gcd(*clipped)
    if sum(clipped) // divisor > MOST_VOTES:
        raise ModelInputError(f"votes add up to more than {MOST_VOTES:.1e}; give them in larger units")
    return Threshold(tuple(weight // divisor for weight in clipped), -(-quota // divisor))


def _whole(numbers: Sequence[int]) -> tuple[int, ...]:
    try:
        return tuple(operator.index(number) for number in numbers)
    except TypeError as error:
        raise ModelInputError("votes and quotas are whole numbers") from error
