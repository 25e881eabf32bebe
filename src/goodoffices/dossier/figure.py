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
    Note,
    Record,
)


class Figure(Record):
    """A number a document states: what it counts or measures, and lists or other figures it ought to agree with.

    ``counts`` names lists of the dossier whose entries together should be as many: ``forums.asean.member``,
    ``texts.paris.signed_by``, ``councils.snc.two_halves``, ``parties.asean.members``, ``moments.paris.at_table``.
    ``sum_of`` names figures that should add up to it. A number of days with ``from`` and ``until`` is held against the
    calendar, both days counted.
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
    note: Note = ""
    source: Citations


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
