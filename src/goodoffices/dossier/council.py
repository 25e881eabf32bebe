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
MOST_SEATS = 1_000_000_000
"""More seats or votes than any body has; keeps sums of them exact."""
_NEEDS_CHAIR = ("chair_breaks_ties", "consensus_else_chair")


class Formula(Record):
    """A way to fill the body: seats (or votes) by party; a coalition with seats votes as one bloc."""

    id: Id
    """Name of the formula within its body."""
    name: Name
    """What it is called."""
    seats: dict[PartyId, Annotated[int, Field(ge=0, le=MOST_SEATS)]] = Field(min_length=1)
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
    of: PartyIds = ()
    """Among whom votes are counted, or, if no number is asked for, who must all agree; empty: everyone."""
    votes: dict[PartyId, Annotated[int, Field(ge=0, le=MOST_SEATS)]] = Field(default_factory=dict)
    """What is counted in place of seats, such as populations, by party; empty: the seats."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        asked = [name for name in ("at_least", "share", "more_than") if getattr(self, name) is not None]
        if len(asked) > 1:
            why, expected = f"{asked[0]} and {asked[1]} are both given", "one of at_least, share and more_than"
        elif not asked and not self.of:
            why, expected = "nothing is asked for", "at_least, share or more_than, or in `of` who must agree"
        elif not asked and self.votes:
            why, expected = "votes are given, but not how many it takes", "at_least, share or more_than"
        else:
            return self
        raise PydanticCustomError("dossier_value", "{why}", {"why": why, "expected": expected})


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
        if self.kind != "requirements" and (self.needs or self.or_else):
            why = f"the rule {self.kind} takes no {'needs' if self.needs else 'or_else'}"
            raise PydanticCustomError("dossier_value", "{why}", {"why": why, "expected": "the kind requirements"})
        return self

    @property
    def chance_of_no_consensus(self) -> Quantity:
        """How often consensus fails; anything is possible if nothing was stated."""
        return self.no_consensus or Quantity(0.0, 0.5, 1.0)


class Council(Record):
    """A body with the formulas proposed for its composition and the rules proposed for its decisions."""

    id: Key
    name: Name
    """What the body is called."""
    formulas: tuple[Formula, ...] = Field(min_length=1)
    """The ways to share out its seats, at least one."""
    rules: tuple[Rule, ...] = Field(min_length=1)
    """The ways to decide, at least one."""
    note: Note = ""
    source: Citations = ()
