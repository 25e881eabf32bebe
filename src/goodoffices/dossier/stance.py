"""What parties want, how much they care, and what weight they carry."""

from typing import Annotated

from pydantic import Field

from goodoffices.dossier.record import (
    ADate,
    APosition,
    AQuantity,
    Citations,
    From,
    IssueId,
    Note,
    OnScale,
    PartyId,
    Record,
)

SALIENCE_SCALE = (0.0, 100.0)
CAPABILITY_SCALE = (0.0, 100.0)


class Stance(Record):
    """A party's position on an issue and its salience (0 does not care, 100 nothing matters more).

    A stance holds from its date until its end, or until the party's next stance on the issue.
    """

    party: PartyId
    """Whose stance it is."""
    issue: IssueId
    """On which issue."""
    position: APosition
    """What the party asks for: a place on the issue's scale, or a ranking of its options."""
    salience: Annotated[AQuantity, OnScale(*SALIENCE_SCALE)]
    """How much it cares, 0 (not at all) to 100 (nothing matters more)."""
    from_: From = Field(default=None, alias="from")
    until: ADate | None = None
    """Last day it holds; empty: until the party's next stance on the issue."""
    note: Note = ""
    source: Citations


class Capability(Record):
    """The influence a party could bring to bear (0 none, 100 the most of anyone), overall or on one issue."""

    party: PartyId
    """Whose influence it is."""
    issue: IssueId | None = None
    """The issue it is for; empty: all issues without a row of their own."""
    capability: Annotated[AQuantity, OnScale(*CAPABILITY_SCALE)]
    """How much it could bring to bear, 0 (nothing) to 100 (the most of anyone)."""
    from_: From = Field(default=None, alias="from")
    until: ADate | None = None
    """Last day it holds; empty: until the party's next row for the same issue."""
    note: Note = ""
    source: Citations
