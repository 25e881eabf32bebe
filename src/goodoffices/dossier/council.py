"""Bodies that decide: who has how many seats, and by which rule."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from goodoffices.dossier.record import ADate, Citations, Id, Name, PartyId, Record, Share
from goodoffices.dossier.values.quantity import Quantity

RuleKind = Literal["majority", "quota", "unanimity", "chair_breaks_ties", "consensus_else_chair"]
MOST_SEATS = 1_000_000_000
"""More seats or votes than any body has; keeps sums of them exact."""
_NEEDS_CHAIR = ("chair_breaks_ties", "consensus_else_chair")


class Formula(Record):
    """A way to fill the body: seats (or votes) by party; a coalition with seats votes as one bloc."""

    id: Id
    name: Name
    seats: dict[PartyId, Annotated[int, Field(ge=0, le=MOST_SEATS)]] = Field(min_length=1)
    from_: ADate | None = Field(default=None, alias="from")
    until: ADate | None = None
    adopted: bool = False
    note: str = ""
    source: Citations


class Rule(Record):
    """A way to decide.

    ``majority``: more than half of the seats. ``quota``: at least `quota` seats. ``unanimity``: all.
    ``chair_breaks_ties``: more than half, or exactly half with the chair among them.
    ``consensus_else_chair``: all; if there is no consensus, which happens with probability `no_consensus`, the
    chair decides alone.
    """

    id: Id
    name: Name
    kind: RuleKind
    quota: int | None = Field(default=None, ge=1, le=MOST_SEATS)
    chair: PartyId | None = None
    no_consensus: Share | None = None
    from_: ADate | None = Field(default=None, alias="from")
    until: ADate | None = None
    adopted: bool = False
    note: str = ""
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

    id: str
    name: Name
    formulas: tuple[Formula, ...] = Field(min_length=1)
    rules: tuple[Rule, ...] = Field(min_length=1)
    note: str = ""
    source: Citations = ()
