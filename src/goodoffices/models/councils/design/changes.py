"""What changes if a member joins or leaves, gets a veto, the rule is another, or members form a bloc."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.measures.power import Power
from goodoffices.models.councils.measures.shapley_shubik import shapley_shubik
from goodoffices.models.councils.rules.decision_rules import AllOf, AnyOf, Chamber, Consent, Rule
from goodoffices.models.councils.rules.simple_game import SimpleGame, simple_game


@dataclass(frozen=True)
class Joins:
    """A new member with so many votes; in chambers that count votes of their own it has none."""

    name: str
    votes: int


@dataclass(frozen=True)
class Leaves:
    """A member leaves the body and its chambers, and its consent is no longer asked for. Quotas stay as they are.

    That ends a veto. If the consent is what carries a decision by another way (``Majority() | Share(...) & Consent(...)``), the
    way lives on without it; say with `RuleBecomes` what holds if it should lapse.
    """

    name: str


@dataclass(frozen=True)
class GetsVeto:
    """Nothing is carried any more without this member."""

    name: str


@dataclass(frozen=True)
class RuleBecomes:
    """Another rule, such as another quota."""

    rule: Rule


@dataclass(frozen=True)
class FormBloc:
    """Members vote as one from now on."""

    name: str
    members: tuple[str, ...]


Change = Joins | Leaves | GetsVeto | RuleBecomes | FormBloc


@dataclass(frozen=True)
class MemberChange:
    """One member's power before and after.

    Attributes
    ----------
    voter : str
        The member, or the bloc.
    before : Fraction or None
        None if it was no member. Of a bloc, what its members had together.
    after : Fraction or None
        None if it is no voter any more: it left, or votes within a bloc.
    """

    voter: str
    before: Fraction | None
    after: Fraction | None

    @property
    def difference(self) -> Fraction:
        """What was gained; who is not there has no power."""
        return (self.after or Fraction(0)) - (self.before or Fraction(0))


@dataclass(frozen=True)
class PowerChange:
    """Power before and after a change.

    Attributes
    ----------
    before, after : Power
        The index of both bodies.
    members : tuple of MemberChange
        The voters of before, in their order, and then those that are new.
    """

    before: Power
    after: Power
    members: tuple[MemberChange, ...]


@dataclass(frozen=True)
class _Body:
    seats: Mapping[str, int]
    rule: Rule
    blocs: Mapping[str, tuple[str, ...]]


def what_changes(
    seats: Mapping[str, int], rule: Rule, *changes: Change, index: Callable[[SimpleGame], Power] = shapley_shubik
) -> PowerChange:
    """Return each member's power before and after changes to the body, made one after the other.

    Parameters
    ----------
    seats : mapping of str to int
        Votes of each member, as for `simple_game`.
    rule : Rule
        How the body decides now.
    *changes : Joins, Leaves, GetsVeto, RuleBecomes or FormBloc
        What changes. Blocs are formed when all else has changed.
    index : callable
        The measure of power: a function of the game, such as `shapley_shubik`, `banzhaf` or `johnston`.

    Returns
    -------
    PowerChange

    Raises
    ------
    ModelInputError
        If a member joins who is there already or leaves who is not, or the body that comes of it makes no sense.

    Examples
    --------
    >>> from goodoffices.models.councils import Majority
    >>> halves = {"phnom_penh": 6, "sihanouk": 2, "son_sann": 2, "khmer_rouge": 2}
    >>> bloc = FormBloc("resistance", ("sihanouk", "son_sann", "khmer_rouge"))
    >>> for member in what_changes(halves, Majority(), bloc).members:
    ...     print(member.voter, member.before, member.after)
    phnom_penh 3/4 1/2
    sihanouk 1/12 None
    son_sann 1/12 None
    khmer_rouge 1/12 None
    resistance 1/4 1/2
    """
    body = _Body(seats, rule, {})
    before = index(simple_game(seats, rule))
    for change in changes:
        body = _changed(body, change)
    after = index(simple_game(body.seats, body.rule).with_blocs(body.blocs))
    rows = [MemberChange(name, share, after.shares.get(name)) for name, share in before.shares.items()]
    for name, share in after.shares.items():
        if name not in before.shares:
            parts = [before.shares[member] for member in body.blocs.get(name, ()) if member in before.shares]
            rows.append(MemberChange(name, sum(parts, Fraction(0)) if parts else None, share))
    return PowerChange(before, after, tuple(rows))


def _changed(body: _Body, change: Change) -> _Body:
    match change:
        case Joins(name, votes):
            if name in body.seats:
                raise ModelInputError(f"{name!r} is a member already")
            return replace(body, seats={**body.seats, name: votes})
        case Leaves(name):
            if name not in body.seats:
                raise ModelInputError(f"{name!r} cannot leave: the members are {', '.join(body.seats)}")
            seats = {member: votes for member, votes in body.seats.items() if member != name}
            return replace(body, seats=seats, rule=_without(body.rule, name))
        case GetsVeto(name):
            return replace(body, rule=AllOf((body.rule, Consent((name,)))))
        case RuleBecomes(rule):
            return replace(body, rule=rule)
        case FormBloc(name, members):
            return replace(body, blocs={**body.blocs, name: members})


def _without(rule: Rule, name: str) -> Rule:
    match rule:
        case Consent(of):
            return Consent(tuple(other for other in of if other != name))
        case Chamber(seats, inner):
            return Chamber({who: votes for who, votes in seats.items() if who != name}, _without(inner, name))
        case AllOf(rules):
            # A rule that asks only for the consent of who left asks for nothing any more.
            kept = tuple(part for part in rules if part != Consent((name,)))
            return AllOf(tuple(_without(part, name) for part in kept or rules))
        case AnyOf(rules):
            return AnyOf(tuple(_without(part, name) for part in rules))
        case _:
            return rule
