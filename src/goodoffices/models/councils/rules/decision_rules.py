"""Decision rules, and how they are put together.

A rule speaks of the votes that its members have: those of the body, or of the chamber it stands in. Rules are joined with ``&``
(all must be met) and ``|`` (one is enough).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


class Composable:
    """What joins with others by ``&`` and ``|``."""

    def __and__(self, other: "Rule") -> "AllOf":
        """Return the rule that both must be met."""
        return AllOf((*_parts(self, AllOf), *_parts(other, AllOf)))

    def __or__(self, other: "Rule") -> "AnyOf":
        """Return the rule that one of both is enough."""
        return AnyOf((*_parts(self, AnyOf), *_parts(other, AnyOf)))


@dataclass(frozen=True)
class Majority(Composable):
    """More than half of all votes."""


@dataclass(frozen=True)
class Quota(Composable):
    """At least `quota` votes."""

    quota: int


@dataclass(frozen=True)
class Share(Composable):
    """At least a share of all votes, such as ``Fraction(2, 3)``, or more than it."""

    share: Fraction
    more: bool = False


@dataclass(frozen=True)
class BlockedBy(Composable):
    """Carried unless at least `votes` votes are against, those who abstain counted for."""

    votes: int


@dataclass(frozen=True)
class Unanimity(Composable):
    """Every voter that holds a vote."""


@dataclass(frozen=True)
class Consent(Composable):
    """All the voters named: each of them has a veto, and none of them can carry a decision by this rule alone."""

    of: tuple[str, ...]


@dataclass(frozen=True)
class ChairBreaksTies(Composable):
    """More than half of all votes, or exactly half with the chair among them."""

    chair: str


@dataclass(frozen=True)
class ChairDecides(Composable):
    """The chair alone; everyone else has a voice but no vote."""

    chair: str


@dataclass(frozen=True)
class Chamber(Composable):
    """A rule met within a chamber: votes are counted as `seats` says, such as populations; who is not named has none there."""

    seats: Mapping[str, int]
    rule: "Rule"


@dataclass(frozen=True)
class AllOf(Composable):
    """Every one of the rules."""

    rules: tuple["Rule", ...]


@dataclass(frozen=True)
class AnyOf(Composable):
    """At least one of the rules."""

    rules: tuple["Rule", ...]


Rule = (
    Majority
    | Quota
    | Share
    | BlockedBy
    | Unanimity
    | Consent
    | ChairBreaksTies
    | ChairDecides
    | Chamber
    | AllOf
    | AnyOf
)


def _parts(rule: object, kind: type[AllOf] | type[AnyOf]) -> tuple["Rule", ...]:
    return rule.rules if isinstance(rule, kind) else (rule,)  # type: ignore[return-value]
