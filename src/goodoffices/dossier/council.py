"""Bodies that decide: who has how many seats, and by which rule."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from goodoffices.dossier.record import ADate, Citations, Id, Key, Means, Name, Note, PartyId, Record, Share, Until
from goodoffices.dossier.values.quantity import Quantity

RuleKind = Annotated[
    Literal["majority", "quota", "unanimity", "chair_breaks_ties", "consensus_else_chair"],
    Means(
        majority="more than half of all seats carry a decision",
        quota="as many seats as `quota` says carry it",
        unanimity="everyone who holds a seat must agree",
        chair_breaks_ties="more than half of all seats carry it, or exactly half with the chair among them",
        consensus_else_chair="everyone must agree; if there is no consensus, the chair decides alone",
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
    """How many seats or votes each party has; at most 20 voters."""
    from_: ADate | None = Field(default=None, alias="from")
    """Day it was proposed; empty: it was always on the table."""
    until: Until = None
    adopted: bool = False
    """Whether it was adopted in the end."""
    note: Note = ""
    source: Citations


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
            )
            if needed
        ]
        if lacking:
            raise PydanticCustomError(
                "dossier_value",
                "{why}",
                {"why": f"the rule {self.kind} needs a {lacking[0]}", "expected": f"the field {lacking[0]}"},
            )
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
