"""Moves a party can make, which of them exclude each other, and how parties rank what may come of them."""

from pydantic import Field

from goodoffices.dossier.record import (
    ADate,
    APosition,
    AStatement,
    Citations,
    IssueId,
    MomentIds,
    Name,
    OptionIds,
    PartyId,
    Record,
)


class PartyOption(Record):
    """A move that one party can make or not make."""

    id: str
    name: Name
    party: PartyId
    moments: MomentIds = ()
    taken_now: bool = False
    can_be_undone: bool = True
    implies: dict[IssueId, APosition] = Field(default_factory=dict)
    note: str = ""
    source: Citations = ()


class Infeasible(Record):
    """A combination of moves that cannot be: everything in `taken` while nothing in `not_taken` is."""

    taken: OptionIds = ()
    not_taken: OptionIds = ()
    from_: ADate | None = Field(default=None, alias="from")
    until: ADate | None = None
    note: str = ""
    source: Citations


class Preference(Record):
    """One preference statement of a party; the statement of rank 1 matters more than all that follow together."""

    party: PartyId
    rank: int = Field(ge=1, le=1_000)
    statement: AStatement
    from_: ADate | None = Field(default=None, alias="from")
    until: ADate | None = None
    note: str = ""
    source: Citations
