"""Decision rules for bodies whose members can abstain: to vote in favour, to abstain and to vote against are three choices.

Rules are joined with ``&`` (all must be met) and ``|`` (one is enough).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


class TernaryComposable:
    """What joins with others by ``&`` and ``|``."""

    def __and__(self, other: "TernaryRule") -> "TernaryAllOf":
        """Return the rule that both must be met."""
        return TernaryAllOf((*_parts(self, TernaryAllOf), *_parts(other, TernaryAllOf)))

    def __or__(self, other: "TernaryRule") -> "TernaryAnyOf":
        """Return the rule that one of both is enough."""
        return TernaryAnyOf((*_parts(self, TernaryAnyOf), *_parts(other, TernaryAnyOf)))


@dataclass(frozen=True)
class YesVotes(TernaryComposable):
    """At least `votes` votes in favour; to abstain is as good as to vote against."""

    votes: int


@dataclass(frozen=True)
class YesOfAll(TernaryComposable):
    """At least a share of all votes in favour, or more than it; to abstain is as good as to vote against."""

    share: Fraction
    more: bool = False


@dataclass(frozen=True)
class YesOfVoting(TernaryComposable):
    """At least a share of the votes cast in favour, or more than it; who abstains is not counted, and somebody must vote in favour."""

    share: Fraction
    more: bool = False


@dataclass(frozen=True)
class NoneAgainst(TernaryComposable):
    """None of the voters named votes against: each has a veto, and waives it by abstaining."""

    of: tuple[str, ...]


@dataclass(frozen=True)
class TakingPart(TernaryComposable):
    """At least `votes` votes are cast, in favour or against: a quorum of participation."""

    votes: int


@dataclass(frozen=True)
class TernaryChamber(TernaryComposable):
    """A rule met within a chamber: votes are counted as `seats` says; who is not named has none there."""

    seats: Mapping[str, int]
    rule: "TernaryRule"


@dataclass(frozen=True)
class TernaryAllOf(TernaryComposable):
    """Every one of the rules."""

    rules: tuple["TernaryRule", ...]


@dataclass(frozen=True)
class TernaryAnyOf(TernaryComposable):
    """At least one of the rules."""

    rules: tuple["TernaryRule", ...]


TernaryRule = (
    YesVotes | YesOfAll | YesOfVoting | NoneAgainst | TakingPart | TernaryChamber | TernaryAllOf | TernaryAnyOf
)


def _parts(rule: object, kind: type[TernaryAllOf] | type[TernaryAnyOf]) -> tuple["TernaryRule", ...]:
    return rule.rules if isinstance(rule, kind) else (rule,)  # type: ignore[return-value]
