"""Side payments: what one party gives another so that it signs."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from goodoffices.dossier.record import (
    AQuantity,
    Citations,
    From,
    Key,
    Means,
    MomentIds,
    Money,
    Name,
    Note,
    OnScale,
    PartyId,
    PartyIds,
    Record,
    Share,
    Until,
)

Due = Annotated[
    Literal["signing", "carrying_out"],
    Means(
        signing="it is given for the signature",
        carrying_out="it is given only once the plan has been carried out",
    ),
]
MOST_WORTH = 100.0
OwnWorth = Annotated[AQuantity, OnScale(0.0, MOST_WORTH)]


class Payment(Record):
    """What one party gives another so that it signs, apart from what is on the table: aid, recognition, territory elsewhere."""

    id: Key
    name: Name
    """What is given, in a few words."""
    paid_by: Annotated[PartyIds, Field(min_length=1)]
    """Who gives it; each of them bears the cost."""
    paid_to: PartyId
    """Who receives it."""
    moments: MomentIds = ()
    """At which moments it is on offer; empty: at any."""
    due: Due = "signing"
    """What it is given for."""
    worth: OwnWorth
    """What it is worth to who receives it, in points of its own worth: 100 is all that lies between everything it asks for and the opposite."""
    cost: OwnWorth | None = None
    """What it costs each who gives it, in points of its own worth; empty: nothing for which it would refuse."""
    credible: Share | None = None
    """How likely it is believed and paid, 0 to 1; empty: it is certain."""
    money: Money | None = None
    """What it comes to in money, in a unit that is the same for all payments of the dossier; it is only told; empty: not in money, or not known."""
    from_: From = Field(default=None, alias="from")
    until: Until = None
    note: Note = ""
    source: Citations

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.paid_to in self.paid_by:
            raise PydanticCustomError(
                "dossier_value",
                "{why}",
                {"why": f"{self.paid_to} would pay itself", "expected": "others in paid_by than the one in paid_to"},
            )
        return self
