"""Numbers and lengths of time that documents state, and what they can be checked against."""

from typing import Annotated

from pydantic import Field

from goodoffices.dossier.record import (
    ADate,
    ADuration,
    AQuantity,
    Citations,
    EventId,
    FigureIds,
    Id,
    Name,
    Names,
    Record,
)


class Figure(Record):
    """A number a document states: what it counts or measures, and lists or other figures it ought to agree with.

    ``counts`` names lists of the dossier whose entries together should be as many: ``forums.asean.member``,
    ``texts.paris.signed_by``, ``councils.snc.two_halves``, ``parties.asean.members``. ``sum_of`` names figures that should add
    up to it. A number of days with `from` and `until` is held against the calendar, both days counted.
    """

    id: Id
    what: Name
    of: str = ""
    value: AQuantity
    unit: str = ""
    from_: ADate | None = Field(default=None, alias="from")
    until: ADate | None = None
    counts: Names = ()
    sum_of: FigureIds = ()
    note: str = ""
    source: Citations


class Interval(Record):
    """A length of time that a document states between two events."""

    first: EventId
    second: EventId
    said: ADuration
    note: str = ""
    source: Annotated[Citations, Field(min_length=1)]
