"""Games in which voters can abstain."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import compress
from math import prod

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.rules.condition import (
    All,
    Any,
    Condition,
    Threshold,
    thresholds_of,
    voter_classes,
    won,
)
from goodoffices.models.councils.rules.ternary_rules import (
    NoneAgainst,
    TakingPart,
    TernaryAllOf,
    TernaryAnyOf,
    TernaryChamber,
    TernaryRule,
    YesOfAll,
    YesOfVoting,
    YesVotes,
)

MAX_VOTES = 5_000_000
"""Ways to vote, told apart by the numbers of each choice in each group, that are gone through at once."""


@dataclass(frozen=True, eq=False)
class TernaryGame:
    """A body's voters, and what must be met to carry a decision.

    Attributes
    ----------
    voters : tuple of str
        Names.
    condition : Condition
        Sums of weights joined by *all* and *any*. It has two entries for each voter: first what each adds by
        voting in favour, in the order of the voters, then what each adds by voting against. Who abstains adds nothing.
    """

    voters: tuple[str, ...]
    condition: Condition

    def carried(self, in_favour: Collection[str], against: Collection[str] = ()) -> bool:
        """Return whether a decision is carried; who is not named abstains.

        Raises
        ------
        ModelInputError
            If somebody named is no voter, or votes both ways.
        """
        for name in (*in_favour, *against):
            if name not in self.voters:
                raise ModelInputError(f"{name!r} is not among the voters: {', '.join(self.voters)}")
        if twice := [name for name in in_favour if name in against]:
            raise ModelInputError(f"{twice[0]!r} votes both in favour and against")
        cast = [name in in_favour for name in self.voters] + [name in against for name in self.voters]
        return won(self.condition, (sum(compress(leaf.weights, cast)) for leaf in thresholds_of(self.condition)))


def ternary_game(seats: Mapping[str, int], rule: TernaryRule) -> TernaryGame:
    """Return the game a body plays if its members can abstain.

    Parameters
    ----------
    seats : mapping of str to int
        Votes of each member.
    rule : TernaryRule
        How the body decides.

    Returns
    -------
    TernaryGame

    Raises
    ------
    ModelInputError
        If there is no voter, votes are negative or all zero, somebody named is no voter, a number of votes or a share
        makes no sense, or there is nothing to put together.

    References
    ----------
    Felsenthal, D. S. & Machover, M. (1997), 'Ternary voting games', *International Journal of Game Theory* 26(3), 335-351.

    Examples
    --------
    The Security Council: nine votes in favour, and no permanent member against. It may abstain.

    >>> from goodoffices.models.councils import NoneAgainst, YesVotes
    >>> five, ten = ("China", "France", "Russia", "UK", "US"), tuple(f"elected {i}" for i in range(1, 11))
    >>> council = ternary_game(dict.fromkeys(five + ten, 1), YesVotes(9) & NoneAgainst(five))
    >>> council.carried(ten[:9]), council.carried(ten[:9], against=["Russia"])
    (True, False)
    """
    voters = tuple(seats)
    weights = tuple(seats.values())
    if not voters or min(weights) < 0 or not any(weights):
        raise ModelInputError("a body needs voters; seats cannot be negative, and somebody must hold one")
    return TernaryGame(voters, _condition(rule, voters, weights))


def _condition(rule: TernaryRule, voters: tuple[str, ...], weights: tuple[int, ...]) -> Condition:
    total = sum(weights)
    nothing = tuple(0 for _ in voters)
    match rule:
        case YesVotes(votes):
            return Threshold(weights + nothing, _possible(votes, total))
        case TakingPart(votes):
            return Threshold(weights + weights, _possible(votes, total))
        case YesOfAll(share, more):
            exact = _share(share, more)
            scaled = tuple(exact.denominator * weight for weight in weights)
            return Threshold(scaled + nothing, exact.numerator * total + more)
        case YesOfVoting(share, more):
            exact = _share(share, more)
            for_it = tuple((exact.denominator - exact.numerator) * weight for weight in weights)
            against = tuple(-exact.numerator * weight for weight in weights)
            return All((Threshold(for_it + against, int(more)), Threshold(weights + nothing, 1)))
        case NoneAgainst(of):
            if unknown := [name for name in of if name not in voters]:
                raise ModelInputError(f"{unknown[0]!r} is not among the voters: {', '.join(voters)}")
            if not of:
                raise ModelInputError("nobody is named who must not be against")
            return Threshold(nothing + tuple(-int(voter in of) for voter in voters), 0)
        case TernaryChamber(seats, inner):
            if unknown := [name for name in seats if name not in voters]:
                raise ModelInputError(f"{unknown[0]!r} is not among the voters: {', '.join(voters)}")
            if min(seats.values(), default=0) < 0 or not any(seats.values()):
                raise ModelInputError("votes cannot be negative, and somebody in the chamber must hold one")
            return _condition(inner, voters, tuple(seats.get(voter, 0) for voter in voters))
        case TernaryAllOf(rules):
            return All(_each(rules, voters, weights))
        case TernaryAnyOf(rules):
            return Any(_each(rules, voters, weights))


def _each(rules: Sequence[TernaryRule], voters: tuple[str, ...], weights: tuple[int, ...]) -> tuple[Condition, ...]:
    if not rules:
        raise ModelInputError("there is no rule to put together")
    return tuple(_condition(rule, voters, weights) for rule in rules)


def _possible(votes: int, total: int) -> int:
    if not 0 < votes <= total:
        raise ModelInputError(f"{votes} votes make no sense in a body of {total}")
    return votes


def _share(share: Fraction | float, more: bool) -> Fraction:
    if not 0 < share <= 1 or (more and share == 1):
        raise ModelInputError(f"a share of the votes lies above 0 and not above 1; found {share}")
    return Fraction(share)


Ballot = tuple[int, int, int]
"""How many of a group vote in favour, abstain and vote against."""


def ternary_groups(game: TernaryGame) -> tuple[tuple[int, ...], ...]:
    """Return the voters in groups of those whose votes count the same, in the order of their first members."""
    n = len(game.voters)
    both = {voter: at for at, group in enumerate(voter_classes(game.condition)) for voter in group}
    groups: dict[tuple[int, int], list[int]] = {}
    for voter in range(n):
        groups.setdefault((both[voter], both[voter + n]), []).append(voter)
    return tuple(tuple(group) for group in groups.values())


def ballots(size: int, least: int) -> list[Ballot]:
    """Return the ways in which at least `least` members of a group of `size` may have voted."""
    every = [(y, a, n) for y in range(size + 1) for a in range(size + 1 - y) for n in range(size + 1 - y - a)]
    return [ballot for ballot in every if sum(ballot) >= least]


def outcomes(game: TernaryGame, groups: Sequence[Sequence[int]]) -> NDArray[np.bool_]:
    """Return whether a decision is carried, with one axis per group, over its `ballots` in which all have voted.

    Raises
    ------
    ModelInputError
        If there are more than `MAX_VOTES` ways to vote.
    """
    choices = [ballots(len(group), len(group)) for group in groups]
    if (ways := prod(len(own) for own in choices)) > MAX_VOTES:
        raise ModelInputError(
            f"{len(game.voters)} voters who can abstain are too many to go through: {ways} ways to vote, at most {MAX_VOTES}"
        )
    sums = []
    for leaf in thresholds_of(game.condition):
        votes = np.zeros((), dtype=np.int64)
        for group, own in zip(groups, choices, strict=True):
            for_it, against = leaf.weights[group[0]], leaf.weights[group[0] + len(game.voters)]
            votes = np.add.outer(votes, np.array([for_it * y + against * n for y, _, n in own]))
        sums.append(votes)
    return won(game.condition, sums)
