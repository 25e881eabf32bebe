"""From a decision rule to what a coalition must meet."""

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.rules.condition import All, Any, Condition, Threshold
from goodoffices.models.councils.rules.decision_rules import (
    AllOf,
    AnyOf,
    BlockedBy,
    ChairBreaksTies,
    ChairDecides,
    Chamber,
    Consent,
    Majority,
    Quota,
    Rule,
    Share,
    Unanimity,
)


def condition_of(rule: Rule, seats: Mapping[str, int], voters: Sequence[str]) -> Condition:
    """Return a rule as sums of votes.

    Parameters
    ----------
    rule : Rule
        The rule.
    seats : mapping of str to int
        Votes of the body or chamber the rule stands in; a voter that is not named has none.
    voters : sequence of str
        All voters, in the order of the weights.

    Returns
    -------
    Condition

    Raises
    ------
    ModelInputError
        If votes are negative or all zero, somebody named is no voter, a quota cannot be met or is met by nobody, a share lies
        outside 0 to 1, or there is nothing to put together.
    """
    unknown = [name for name in seats if name not in voters]
    if unknown:
        raise ModelInputError(f"{unknown[0]!r} has votes and is not among the voters: {', '.join(voters)}")
    weights = tuple(seats.get(voter, 0) for voter in voters)
    total = sum(weights)
    if min(weights, default=0) < 0 or total == 0:
        raise ModelInputError("seats cannot be negative, and somebody must hold one")
    match rule:
        case Majority():
            return Threshold(weights, total // 2 + 1)
        case Quota(quota):
            return Threshold(weights, _possible(quota, total))
        case Share(share, more):
            if not 0 < share <= 1 or (more and share == 1):
                raise ModelInputError(f"a share of the votes lies above 0 and not above 1; found {share}")
            exact = Fraction(share) * total
            return Threshold(weights, math.floor(exact) + 1 if more else math.ceil(exact))
        case BlockedBy(votes):
            return Threshold(weights, total - _possible(votes, total) + 1)
        case Unanimity():
            # Who holds no vote is not asked.
            holders = tuple(int(weight > 0) for weight in weights)
            return Threshold(holders, sum(holders))
        case Consent(of):
            named = tuple(int(voter in _known(of, voters)) for voter in voters)
            return Threshold(named, sum(named))
        case ChairBreaksTies(chair):
            _known((chair,), voters, "the chair ")
            casting = tuple(2 * weight + (voter == chair) for voter, weight in zip(voters, weights, strict=True))
            return Threshold(casting, total + 1)
        case ChairDecides(chair):
            _known((chair,), voters, "the chair ")
            return Threshold(tuple(int(voter == chair) for voter in voters), 1)
        case Chamber(own, inner):
            return condition_of(inner, own, voters)
        case AllOf(rules):
            return All(_each(rules, seats, voters))
        case AnyOf(rules):
            return Any(_each(rules, seats, voters))


def _each(rules: Sequence[Rule], seats: Mapping[str, int], voters: Sequence[str]) -> tuple[Condition, ...]:
    if not rules:
        raise ModelInputError("there is no rule to put together")
    return tuple(condition_of(rule, seats, voters) for rule in rules)


def _possible(quota: int, total: int) -> int:
    if not 0 < quota <= total:
        raise ModelInputError(f"a quota of {quota} makes no sense in a body of {total} seats")
    return quota


def _known(names: Sequence[str], voters: Sequence[str], what: str = "") -> Sequence[str]:
    if not names:
        raise ModelInputError("nobody is named whose consent is needed")
    for name in names:
        if name not in voters:
            raise ModelInputError(f"{what}{name!r} is not among the voters: {', '.join(voters)}")
    return names
