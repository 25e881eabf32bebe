"""Numbers and lengths of time that documents state, and what they can be checked against."""

from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from goodoffices.dossier.record import (
    ADate,
    ADuration,
    AQuantity,
    Citations,
    CouncilId,
    EventId,
    FigureIds,
    Id,
    Name,
    Names,
    Note,
    PartyId,
    Record,
)

_PERCENT = "%"


class Figure(Record):
    """A number a document states: what it counts or measures, and lists or other figures it ought to agree with.

    ``counts`` names lists of the dossier whose entries together should be as many: ``forums.asean.member``,
    ``texts.paris.signed_by``, ``councils.snc.two_halves``, ``parties.asean.members``, ``moments.paris.at_table``.
    ``sum_of`` names figures that should add up to it. A number of days with ``from`` and ``until`` is held against the
    calendar, both days counted. A figure with ``paid_by`` and ``paid_for`` is a contribution: the percentage of a budget or
    burden, named in ``what``, that a party bears; it is held against the party's say in the body.
    """

    id: Id
    """Name of the figure, one row each."""
    what: Name
    """What is counted or measured; rows of one series share it."""
    of: str = ""
    """Of whom or what: the country of an amount, the year of a series."""
    value: AQuantity
    """The number stated."""
    unit: str = ""
    """What it is counted in, such as %, days, million dollars."""
    from_: ADate | None = Field(default=None, alias="from")
    """First day it speaks of."""
    until: ADate | None = None
    """Last day it speaks of."""
    counts: Names = ()
    """The lists of this dossier whose entries together should be as many; empty: not checked."""
    sum_of: FigureIds = ()
    """The figures that should add up to it; empty: not checked."""
    paid_by: PartyId | None = None
    """The party whose share of a budget or burden it is; empty: it is not a contribution."""
    paid_for: CouncilId | None = None
    """The body that decides on what is paid for; goes with `paid_by`."""
    note: Note = ""
    source: Citations

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.paid_by is None and self.paid_for is None:
            return self
        wrong = [
            (why, expected)
            for why, expected, is_so in (
                ("a contribution needs who pays and which body decides", "paid_by and paid_for, or neither",
                 self.paid_by is None or self.paid_for is None),
                ("a contribution is a percentage of the whole", f"the unit {_PERCENT}", self.unit != _PERCENT),
                ("a share of the whole lies between 0 and 100", "a value between 0 and 100", not self.value.within(0, 100)),
            )
            if is_so
        ]  # fmt: skip
        if wrong:
            why, expected = wrong[0]
            raise PydanticCustomError("dossier_value", "{why}", {"why": why, "expected": expected})
        return self


class Interval(Record):
    """A length of time that a document states between two events."""

    first: EventId
    """The event it is counted from."""
    second: EventId
    """The event it is counted to."""
    said: ADuration
    """How long the document says it was."""
    note: Note = ""
    source: Annotated[Citations, Field(min_length=1)]
