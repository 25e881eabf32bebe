"""Who at home must agree before a party can sign or carry out."""

from typing import Annotated, Literal

from pydantic import Field

from goodoffices.dossier.record import (
    APosition,
    Citations,
    From,
    Id,
    IssueId,
    Key,
    Means,
    Name,
    Note,
    PartyId,
    PollIds,
    Record,
    Share,
    Until,
)

ConstituencyKind = Annotated[
    Literal["legislature", "cabinet", "coalition", "ministry", "party", "armed_forces", "public", "group"],
    Means(
        legislature="a parliament or assembly",
        cabinet="the government that sits at one table",
        coalition="the parties that govern together",
        ministry="a ministry or agency with a will of its own",
        party="a political party",
        armed_forces="the army, or those who carry arms",
        public="the voters, or public opinion",
        group="any other: a lobby, a region, a church, a union",
    ),
]
MOST_SEATS = 1_000_000_000


class Bloc(Record):
    """A part of a constituency that votes together: a parliamentary party, a wing, an interest."""

    id: Id
    """Name of the bloc within its constituency."""
    name: Name
    """What it is called."""
    seats: Annotated[int, Field(ge=0, le=MOST_SEATS)] = 1
    """How many seats or votes it has."""
    positions: dict[IssueId, APosition] = Field(default_factory=dict)
    """What it asks for on each issue; empty: as its constituency does, or if that is not told as the party itself."""
    note: Note = ""
    source: Citations = ()


class Constituency(Record):
    """A body, interest or public at home whose agreement a party needs, and how much of it."""

    id: Key
    name: Name
    """What it is called."""
    party: PartyId
    """The party that has it at home."""
    kind: ConstituencyKind
    """What sort of body it is."""
    needs: Share | None = None
    """The share of its seats, or of the public, that must agree, 0 to 1, a half being more than half; empty: it agrees or refuses as a whole."""
    can_block: bool = True
    """Whether nothing can be signed or carried out against it; false: it can only make it costly."""
    blocs: tuple[Bloc, ...] = ()
    """The parts that vote together; empty: it is of one mind."""
    positions: dict[IssueId, APosition] = Field(default_factory=dict)
    """What it asks for on each issue; empty: it is not asked about it, unless its parts say."""
    polls: PollIds = ()
    """Polls that show what it thinks."""
    from_: From = Field(default=None, alias="from")
    until: Until = None
    note: Note = ""
    source: Citations = ()
