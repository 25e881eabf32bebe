"""Bodies that decide: who has how many seats, and by which rule."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from goodoffices.dossier.record import (
    ADate,
    APortion,
    Citations,
    Id,
    Key,
    Means,
    Name,
    Note,
    PartyId,
    PartyIds,
    Record,
    Share,
    Until,
)
from goodoffices.dossier.values.quantity import Quantity

RuleKind = Annotated[
    Literal["majority", "quota", "unanimity", "chair_breaks_ties", "consensus_else_chair", "requirements"],
    Means(
        majority="more than half of all seats carry a decision",
        quota="as many seats as `quota` says carry it",
        unanimity="everyone who holds a seat must agree",
        chair_breaks_ties="more than half of all seats carry it, or exactly half with the chair among them",
        consensus_else_chair="everyone must agree; if there is no consensus, the chair decides alone",
        requirements="everything in `needs` must be met, or else everything in `or_else`",
    ),
]
Abstaining = Annotated[
    Literal["against", "left_out"],
    Means(
        against="to abstain is as good as to vote against",
        left_out="who abstains is left out: a share is one of the votes cast, and who must agree may abstain instead",
    ),
]
MOST_SEATS = 1_000_000_000
"""More seats or votes than any body has; keeps sums of them exact."""
Seats = Annotated[int, Field(ge=0, le=MOST_SEATS)]
_NEEDS_CHAIR = ("chair_breaks_ties", "consensus_else_chair")
_TAKEN_BY = {
    "quota": ("quota",),
    "chair": _NEEDS_CHAIR,
    "no_consensus": ("consensus_else_chair",),
    "needs": ("requirements",),
    "or_else": ("requirements",),
}


class Formula(Record):
    """A way to fill the body: seats (or votes) by party; a coalition with seats votes as one bloc."""

    id: Id
    """Name of the formula within its body."""
    name: Name
    """What it is called."""
    seats: dict[PartyId, Seats] = Field(min_length=1)
    """How many seats or votes each party has."""
    from_: ADate | None = Field(default=None, alias="from")
    """Day it was proposed; empty: it was always on the table."""
    until: Until = None
    adopted: bool = False
    """Whether it was adopted in the end."""
    note: Note = ""
    source: Citations


class Requirement(Record):
    """One thing that a decision takes: so many votes, a share of them, or the consent of everyone named."""

    at_least: Annotated[int, Field(ge=1, le=MOST_SEATS)] | None = None
    """How many votes it takes."""
    share: APortion | None = None
    """Which share of all votes it takes, at least."""
    more_than: APortion | None = None
    """Which share of all votes there must be more than."""
    all_but: Annotated[int, Field(ge=0, le=MOST_SEATS)] | None = None
    """How many votes may be missing at most: 3 asks for all votes but three, however many there are."""
    of: PartyIds = ()
    """Among whom votes are counted, or, if no number is asked for, who must all agree; empty: everyone."""
    votes: dict[PartyId, Seats] = Field(default_factory=dict)
    """What is counted in place of seats, such as populations, by party; empty: the seats."""
    quorum: Annotated[int, Field(ge=1, le=MOST_SEATS)] | None = None
    """How many votes must be cast at all, for or against; those who abstain are missing."""
    abstaining: Abstaining | None = None
    """What it means to abstain; empty: not said, and if no part of the rule says it, nobody is taken to abstain."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        asked = [
            name for name in ("at_least", "share", "more_than", "all_but", "quorum") if getattr(self, name) is not None
        ]
        if len(asked) > 1:
            why, expected = (
                f"{asked[0]} and {asked[1]} are both given",
                "one of at_least, share, more_than, all_but and quorum",
            )
        elif self.abstaining == "left_out" and asked and asked[0] in ("at_least", "all_but", "quorum"):
            why, expected = f"{asked[0]} is a number of votes, of which nobody can be left out", "share or more_than"
        elif not asked and not self.of:
            why, expected = "nothing is asked for", "at_least, share, more_than or all_but, or in `of` who must agree"
        elif not asked and self.votes:
            why, expected = "votes are given, but not how many it takes", "at_least, share, more_than or all_but"
        else:
            return self
        raise PydanticCustomError("dossier_value", "{why}", {"why": why, "expected": expected})

    @property
    def is_number(self) -> bool:
        """Whether it asks for a number or share of votes in favour, and not for the consent of everyone named or a quorum."""
        return any(asked is not None for asked in (self.at_least, self.share, self.more_than, self.all_but))


class Rule(Record):
    """A way to decide, proposed or adopted."""

    id: Id
    """Name of the rule within its body."""
    name: Name
    """What it is called."""
    kind: RuleKind
    """What carries a decision."""
    quota: int | None = Field(default=None, ge=1, le=MOST_SEATS)
    """How many seats carry a decision; needed by the kind `quota`, by no other."""
    chair: PartyId | None = None
    """Who chairs; needed by `chair_breaks_ties` and `consensus_else_chair`."""
    needs: tuple[Requirement, ...] = ()
    """What a decision takes, all of it; needed by the kind `requirements`, by no other."""
    or_else: tuple[Requirement, ...] = ()
    """What carries a decision where `needs` is not met, all of it, for `requirements`; empty: nothing else does."""
    no_consensus: Share | None = None
    """How often consensus fails, 0 to 1, for `consensus_else_chair`; empty: anything is possible, 0..0.5..1."""
    from_: ADate | None = Field(default=None, alias="from")
    """Day it was proposed; empty: it was always on the table."""
    until: Until = None
    adopted: bool = False
    """Whether it was adopted in the end."""
    note: Note = ""
    source: Citations

    @model_validator(mode="after")
    def _check(self) -> Self:
        lacking = [
            name
            for name, needed in (
                ("quota", self.kind == "quota" and self.quota is None),
                ("chair", self.kind in _NEEDS_CHAIR and self.chair is None),
                ("needs", self.kind == "requirements" and not self.needs),
            )
            if needed
        ]
        if lacking:
            raise PydanticCustomError(
                "dossier_value",
                "{why}",
                {"why": f"the rule {self.kind} needs a {lacking[0]}", "expected": f"the field {lacking[0]}"},
            )
        surplus = [
            (name, kinds)
            for name, kinds in _TAKEN_BY.items()
            if self.kind not in kinds and getattr(self, name) not in (None, ())
        ]
        if surplus:
            name, kinds = surplus[0]
            why, expected = f"the rule {self.kind} takes no {name}", f"the kind {' or '.join(kinds)}"
            raise PydanticCustomError("dossier_value", "{why}", {"why": why, "expected": expected})
        return self

    @property
    def chance_of_no_consensus(self) -> Quantity:
        """How often consensus fails; anything is possible if nothing was stated."""
        return self.no_consensus or Quantity(0.0, 0.5, 1.0)


class Reform(Record):
    """A change to the body that was proposed: who joins or leaves, gets a veto, or votes together, and which quota holds."""

    id: Id
    """Name of the reform within its body."""
    name: Name
    """What it is called."""
    joins: dict[PartyId, Seats] = Field(default_factory=dict)
    """Who joins, with how many votes."""
    leaves: PartyIds = ()
    """Who leaves; quotas stay as they are."""
    quota: Annotated[int, Field(ge=1, le=MOST_SEATS)] | None = None
    """How many votes carry a decision from then on, in place of the number that the rule asks for; empty: as before."""
    veto: PartyIds = ()
    """Without whom nothing is carried any more."""
    bloc: PartyIds = ()
    """Who votes as one from then on."""
    union: PartyIds = ()
    """Who agrees among themselves before they vote with the others, each with a weight of its own within."""
    from_: ADate | None = Field(default=None, alias="from")
    """Day it was proposed; empty: it was always on the table."""
    until: Until = None
    note: Note = ""
    source: Citations

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not (self.joins or self.leaves or self.quota or self.veto or self.bloc or self.union):
            details = {"why": "nothing is changed", "expected": "joins, leaves, quota, veto, bloc or union"}
            raise PydanticCustomError("dossier_value", "{why}", details)
        for name, group in (("bloc", self.bloc), ("union", self.union)):
            if len(set(group)) == 1:
                details = {"why": f"one party alone is no {name}", "expected": "at least two parties"}
                raise PydanticCustomError("dossier_value", "{why}", details)
        return self


class Motion(Record):
    """A decision that may be put to the body, and how likely each party is to vote for it."""

    id: Id
    """Name of the motion within its body."""
    name: Name
    """What it is called."""
    in_favour: dict[PartyId, Share] = Field(min_length=1)
    """How likely each party votes for it, 0 to 1."""
    others: Share | None = None
    """How likely each of those who are not named does, 0 to 1; empty: as likely as not, 0.5."""
    abstaining: dict[PartyId, Share] = Field(default_factory=dict)
    """How likely each party abstains, 0 to 1; with the chance that is left it votes against."""
    others_abstaining: Share | None = None
    """How likely each of those who are not named in `abstaining` abstains, 0 to 1, or less if it votes for it too often; empty: never."""
    together: Annotated[float, Field(ge=0, lt=1)] = 0.0
    """How much parties sway together, as the correlation of any two, 0 up to but not 1; empty: each votes independently."""
    from_: ADate | None = Field(default=None, alias="from")
    """Day from which these leanings hold; empty: always."""
    until: Until = None
    note: Note = ""
    source: Citations

    def chance_of(self, party: str) -> Quantity:
        """Return how likely a party votes for it."""
        return self.in_favour.get(party) or self.others or Quantity.point(0.5)

    @property
    def speaks_of_abstaining(self) -> bool:
        """Whether it says how likely anybody abstains."""
        return bool(self.abstaining) or self.others_abstaining is not None


class Council(Record):
    """A body with the formulas proposed for its composition and the rules proposed for its decisions."""

    id: Key
    name: Name
    """What the body is called."""
    formulas: tuple[Formula, ...] = Field(min_length=1)
    """The ways to share out its seats, at least one."""
    rules: tuple[Rule, ...] = Field(min_length=1)
    """The ways to decide, at least one."""
    reforms: tuple[Reform, ...] = ()
    """Changes to the body that were proposed, beside its formulas and rules."""
    motions: tuple[Motion, ...] = ()
    """Decisions that may be put to it, with how the parties lean."""
    note: Note = ""
    source: Citations = ()
