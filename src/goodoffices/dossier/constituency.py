"""Who at home must agree before a party can sign or carry out."""

from typing import Annotated, Literal

from pydantic import Field

from goodoffices.dossier.record import ADate, APosition, Citations, Id, IssueId, Name, PartyId, PollIds, Record, Share

ConstituencyKind = Literal[
    "legislature", "cabinet", "coalition", "ministry", "party", "armed_forces", "public", "group"
]
MOST_SEATS = 1_000_000_000


class Bloc(Record):
    """A part of a constituency that votes together: a parliamentary party, a wing, an interest."""

    id: Id
    name: Name
    seats: Annotated[int, Field(ge=0, le=MOST_SEATS)] = 1
    positions: dict[IssueId, APosition] = Field(default_factory=dict)
    note: str = ""
    source: Citations = ()


class Constituency(Record):
    """A body, interest or public at home whose agreement a party needs, and how much of it.

    ``needs`` is the share of seats (or of the public) that must agree; empty: the constituency as a whole can refuse.
    """

    id: str
    name: Name
    party: PartyId
    kind: ConstituencyKind
    needs: Share | None = None
    can_block: bool = True
    blocs: tuple[Bloc, ...] = ()
    positions: dict[IssueId, APosition] = Field(default_factory=dict)
    polls: PollIds = ()
    from_: ADate | None = Field(default=None, alias="from")
    until: ADate | None = None
    note: str = ""
    source: Citations = ()
