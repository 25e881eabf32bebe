"""Means of influence, initiatives that use them, and the openings in the calendar they wait for."""

from typing import Annotated, Literal

from pydantic import Field

from goodoffices.dossier.record import (
    ADate,
    AQuantity,
    Citations,
    ConstituencyIds,
    EventIds,
    Id,
    InstrumentIds,
    MomentId,
    Name,
    Names,
    PartyIds,
    Record,
    Share,
    WindowId,
    share_scale,
)

InstrumentKind = Literal[
    "aid", "recognition", "sanction", "threat", "guarantee", "visit", "good_offices", "mediation", "hosting", "proposal",
    "membership", "trade", "arms", "verification", "statement", "humanitarian",
]  # fmt: skip
Operation = Literal["set", "shift", "add", "remove"]
WindowKind = Literal["meeting", "visit", "session", "election", "anniversary", "deadline", "crisis"]
Cost = Annotated[AQuantity, share_scale(0.0, 100.0)]


class Instrument(Record):
    """A means of influence: who can use it on whom, who pays, who can stop it, on what conditions, what it yields."""

    id: str
    name: Name
    kind: InstrumentKind
    held_by: PartyIds
    used_on: PartyIds = ()
    paid_by: PartyIds = ()
    stopped_by: PartyIds = ()
    conditions: Names = ()
    cost: Cost | None = None
    yields: Annotated[AQuantity, share_scale(-100.0, 100.0)] | None = None
    from_: ADate | None = Field(default=None, alias="from")
    until: ADate | None = None
    note: str = ""
    source: Citations


class Change(Record):
    """One change to the dossier: which value (``stances.japan.linkage.position``), what is done to it, how surely."""

    op: Operation
    at: Name
    value: str = ""
    chance: Share | None = None
    from_: ADate | None = Field(default=None, alias="from")
    note: str = ""
    source: Citations


class Initiative(Record):
    """Something a party could do to move the outcome: a named change to the dossier, with what it costs and needs.

    An initiative without `changes` is a stub: told, but not yet judged in its effect.
    """

    id: str
    name: Name
    by: PartyIds
    towards: PartyIds = ()
    instruments: InstrumentIds = ()
    moment: MomentId | None = None
    date: ADate | None = None
    window: WindowId | None = None
    changes: tuple[Change, ...] = ()
    cost: Cost | None = None
    assent_of: PartyIds = ()
    support_of: ConstituencyIds = ()
    conditions: Names = ()
    expected: str = ""
    carried_out: EventIds = ()
    note: str = ""
    source: Citations


class Window(Record):
    """An opening in the calendar: a meeting, visit, session, election or deadline at which something can be done."""

    id: Id
    name: Name
    kind: WindowKind
    from_: ADate = Field(alias="from")
    until: ADate | None = None
    parties: PartyIds = ()
    place: str = ""
    note: str = ""
    source: Citations
