"""Forums: who belongs, who may join, in what order issues are taken up."""

from typing import Annotated, Literal

from pydantic import Field

from goodoffices.dossier.record import (
    ADate,
    AQuantity,
    Citations,
    From,
    IssueIds,
    Key,
    Means,
    Name,
    Names,
    Note,
    OnScale,
    PartyId,
    Record,
    Until,
)

Role = Annotated[
    Literal["member", "dialogue_partner", "observer", "invitee", "candidate", "possible"],
    Means(
        member="belongs, with all rights",
        dialogue_partner="does not belong, but meets with the members regularly",
        observer="may listen",
        invitee="was asked to come, to one meeting or as a guest",
        candidate="has asked to join",
        possible="could join, or is spoken of",
    ),
]
Eligible = Annotated[
    Literal["states_only", "states_and_economies", "region_only", "invitation", "open"],
    Means(
        states_only="states",
        states_and_economies="states, and economies that are not recognised as states",
        region_only="states of the region",
        invitation="whomever the members invite",
        open="whoever wishes",
    ),
]
ForumRule = Annotated[
    Literal["consensus", "majority", "unanimity", "chair_statement", "none"],
    Means(
        consensus="what nobody objects to",
        majority="what more than half want",
        unanimity="what everyone votes for",
        chair_statement="nothing is decided; the chair says what was discussed",
        none="nothing is decided",
    ),
]
Net = Annotated[AQuantity, OnScale(-100.0, 100.0)]


class Participant(Record):
    """A party's part in a forum, and what taking part is worth to it (-100 to 100), if judged."""

    party: PartyId
    """Who takes part."""
    role: Role = "member"
    """In what role."""
    from_: From = Field(default=None, alias="from")
    until: Until = None
    benefit: Net | None = None
    """What taking part brings it, -100 to 100; empty: not judged."""
    cost: Net | None = None
    """What taking part costs it, -100 to 100; empty: not judged."""
    note: Note = ""
    source: Citations = ()


class Rung(Record):
    """One step of the agenda ladder: what the forum takes up when the step below has been reached."""

    name: Name
    """What the step is called."""
    from_: ADate | None = Field(default=None, alias="from")
    """First day the forum stood on it; empty: not reached yet, or not known."""
    issues: IssueIds = ()
    """Issues of this dossier that are taken up on it."""
    topics: Names = ()
    """Other subjects that are taken up on it."""
    note: Note = ""
    source: Citations = ()


class Meeting(Record):
    """One meeting of a forum."""

    date: ADate
    """When it met."""
    place: str = ""
    """Where it met."""
    level: str = ""
    """Who came: heads of government, ministers, officials, scholars."""
    topics: Names = ()
    """What was on the agenda."""
    note: Note = ""
    source: Citations


class Forum(Record):
    """A body that meets regularly: its participants, who is eligible, how it decides, what it takes up and when."""

    id: Key
    name: Name
    """What it is called."""
    short: str = ""
    """Its short name, for charts and tables; empty: the name."""
    track: Annotated[int, Field(ge=1, le=2)] = 1
    """1 if governments meet, 2 if scholars and others meet in their own name."""
    founded: ADate | None = None
    """When it was founded; empty: not known, or not yet founded."""
    eligible: Eligible | None = None
    """Who may join; empty: not laid down."""
    conditions: Names = ()
    """What whoever joins must accept."""
    rule: ForumRule | None = None
    """How it decides; empty: not known."""
    chair: PartyId | None = None
    """Who chairs it; empty: nobody for good."""
    participants: tuple[Participant, ...] = ()
    """Who takes part, and who might."""
    ladder: tuple[Rung, ...] = ()
    """The steps of its agenda, from the first."""
    meetings: tuple[Meeting, ...] = ()
    """When it met."""
    note: Note = ""
    source: Citations = ()

    def parties(self, role: str) -> tuple[str, ...]:
        """Ids of the participants in one role, in the order of the file."""
        return tuple(p.party for p in self.participants if p.role == role)
