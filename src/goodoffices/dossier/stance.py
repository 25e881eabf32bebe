"""What parties want, how much they care, and what weight they carry."""

from typing import Annotated

from pydantic import Field

from goodoffices.dossier.record import ADate, APosition, AQuantity, Citations, IssueId, PartyId, Record, share_scale

SALIENCE_SCALE = (0.0, 100.0)
CAPABILITY_SCALE = (0.0, 100.0)


class Stance(Record):
    """A party's position on an issue and its salience (0 does not care, 100 nothing matters more).

    A stance holds from its date until its end, or until the party's next stance on the issue.
    """

    party: PartyId
    issue: IssueId
    position: APosition
    salience: Annotated[AQuantity, share_scale(*SALIENCE_SCALE)]
    from_: ADate | None = Field(default=None, alias="from")
    until: ADate | None = None
    note: str = ""
    source: Citations


class Capability(Record):
    """The influence a party could bring to bear (0 none, 100 the most of anyone), overall or on one issue."""

    party: PartyId
    issue: IssueId | None = None
    capability: Annotated[AQuantity, share_scale(*CAPABILITY_SCALE)]
    from_: ADate | None = Field(default=None, alias="from")
    until: ADate | None = None
    note: str = ""
    source: Citations
