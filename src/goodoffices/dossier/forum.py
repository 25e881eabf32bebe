"""Forums: who belongs, who may join, in what order issues are taken up."""

from typing import Annotated, Literal

from pydantic import Field

from goodoffices.dossier.record import ADate, AQuantity, Citations, IssueIds, Name, Names, PartyId, Record, share_scale

Role = Literal["member", "dialogue_partner", "observer", "invitee", "candidate", "possible"]
Eligible = Literal["states_only", "states_and_economies", "region_only", "invitation", "open"]
ForumRule = Literal["consensus", "majority", "unanimity", "chair_statement", "none"]
Net = Annotated[AQuantity, share_scale(-100.0, 100.0)]


class Participant(Record):
    """A party's part in a forum, and what taking part is worth to it (-100 to 100), if judged."""

    party: PartyId
    role: Role = "member"
    from_: ADate | None = Field(default=None, alias="from")
    until: ADate | None = None
    benefit: Net | None = None
    cost: Net | None = None
    note: str = ""
    source: Citations = ()


class Rung(Record):
    """One step of the agenda ladder: what the forum takes up when the step below has been reached."""

    name: Name
    from_: ADate | None = Field(default=None, alias="from")
    issues: IssueIds = ()
    topics: Names = ()
    note: str = ""
    source: Citations = ()


class Meeting(Record):
    """One meeting of a forum."""

    date: ADate
    place: str = ""
    level: str = ""
    topics: Names = ()
    note: str = ""
    source: Citations


class Forum(Record):
    """A body that meets regularly: its participants, who is eligible, how it decides, what it takes up and when."""

    id: str
    name: Name
    short: str = ""
    track: Annotated[int, Field(ge=1, le=2)] = 1
    founded: ADate | None = None
    eligible: Eligible | None = None
    conditions: Names = ()
    rule: ForumRule | None = None
    chair: PartyId | None = None
    participants: tuple[Participant, ...] = ()
    ladder: tuple[Rung, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    note: str = ""
    source: Citations = ()

    def parties(self, role: str) -> tuple[str, ...]:
        """Ids of the participants in one role, in the order of the file."""
        return tuple(p.party for p in self.participants if p.role == role)
