"""Means of influence, initiatives that use them, and the openings in the calendar they wait for."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from goodoffices.dossier.record import (
    ADate,
    AQuantity,
    AValue,
    Citations,
    ClaimIds,
    ConstituencyIds,
    EventIds,
    From,
    Id,
    InitiativeIds,
    InstrumentIds,
    Key,
    Means,
    MomentId,
    Money,
    Name,
    Names,
    Note,
    OnScale,
    PartyId,
    PartyIds,
    Record,
    Share,
    Until,
    WindowId,
)

InstrumentKind = Annotated[
    Literal[
        "aid", "recognition", "sanction", "threat", "guarantee", "visit", "good_offices", "mediation", "hosting",
        "proposal", "pressure", "membership", "trade", "arms", "verification", "statement", "humanitarian",
    ],
    Means(
        aid="money, goods or training, given or withheld",
        recognition="recognising a government, border or claim",
        sanction="closing trade, travel or accounts until something is done",
        threat="announcing harm if something is not done",
        guarantee="a promise to step in if an agreement is broken",
        visit="a visit, or an invitation to one",
        good_offices="carrying messages between two who do not talk",
        mediation="taking part in the talks with proposals of one's own",
        hosting="offering the place and the table for talks",
        proposal="a plan, a draft, a new wording",
        pressure="a patron or friend insisting, in private",
        membership="a seat in a forum or organisation",
        trade="opening markets, or closing them",
        arms="supplying arms, or ceasing to",
        verification="observers, inspectors, gauges",
        statement="saying something in public, or having a body say it",
        humanitarian="relief, the return of refugees, the clearing of mines",
    ),
]  # fmt: skip
Operation = Annotated[
    Literal["set", "shift", "add", "remove"],
    Means(
        set="the value becomes the one given",
        shift="the number given is added to the value; it stays on its scale",
        add="the value is added to a list",
        remove="the value is taken out of a list, or the entry out of its file",
    ),
]
WindowKind = Annotated[
    Literal["meeting", "visit", "session", "election", "anniversary", "deadline", "crisis"],
    Means(
        meeting="a meeting of parties or of a forum",
        visit="a visit of one party to another",
        session="a session of an assembly or parliament",
        election="an election",
        anniversary="a day that is remembered",
        deadline="the day on which something runs out",
        crisis="a crisis that makes things possible or urgent",
    ),
]
Cost = Annotated[AQuantity, OnScale(0.0, 100.0)]


class Instrument(Record):
    """A means of influence: who can use it on whom, who pays, who can stop it, on what conditions, what it yields."""

    id: Key
    name: Name
    """What it is called."""
    kind: InstrumentKind
    """What sort of means it is."""
    held_by: PartyIds
    """Who can use it."""
    used_on: PartyIds = ()
    """On whom it can be used; empty: on anyone."""
    paid_by: PartyIds = ()
    """Who pays for it; empty: who holds it."""
    stopped_by: PartyIds = ()
    """Who can prevent its use."""
    conditions: Names = ()
    """What must be so before it can be used."""
    cost: Cost | None = None
    """What using it once costs its holder, 0 (nothing) to 100 (as much as it could bear); empty: not judged."""
    yields: Annotated[AQuantity, OnScale(-100.0, 100.0)] | None = None
    """What using it brings its holder at home and abroad, -100 (great harm) to 100 (great gain); empty: not judged."""
    from_: From = Field(default=None, alias="from")
    until: Until = None
    note: Note = ""
    source: Citations


class Change(Record):
    """One change to the dossier: which value (``stances.japan.linkage.position``), what is done to it, how surely."""

    op: Operation
    """What is done to the value."""
    at: Name
    """Which value: the file's name without its ending, the names of the entry, and the field, joined by dots."""
    value: AValue = ""
    """What it becomes, or by how much it moves, as it would stand in the file: a number may be a range, an entry is given by its fields; empty: with remove only."""
    chance: Share | None = None
    """How likely the change works, 0 to 1; empty: it is certain."""
    from_: ADate | None = Field(default=None, alias="from")
    """First day it is felt; empty: at once."""
    note: Note = ""
    source: Citations


class Friction(Record):
    """How an ally takes the act itself, whatever comes of it: what it loses by it, and by what that is known."""

    party: PartyId
    """The ally of those who act."""
    loss: Annotated[AQuantity, OnScale(0.0, 100.0)]
    """What the act costs the ally, 0 (it minds nothing) to 100 (as much as anything could), in points of its own worth."""
    events: EventIds = ()
    """The events that tell how it took it."""
    claims: ClaimIds = ()
    """The claims that tell how it took it."""
    note: Note = ""
    source: Citations

    @model_validator(mode="after")
    def _rests_on_something(self) -> Self:
        if not self.events and not self.claims and all(citation.is_judgement for citation in self.source):
            details = {
                "why": "nothing is told that this loss rests on",
                "expected": "an event, a claim, or a passage of a document as its source",
            }
            raise PydanticCustomError("dossier_value", "{why}", details)
        return self


class Initiative(Record):
    """Something a party could do to move the outcome: a named change to the dossier, with what it costs and needs.

    An initiative without `changes` is a stub: told, but not yet judged in its effect.
    """

    id: Key
    name: Name
    """What is done, in a few words."""
    by: PartyIds
    """Who does it."""
    towards: PartyIds = ()
    """To whom it is addressed."""
    instruments: InstrumentIds = ()
    """The means it uses."""
    moment: MomentId | None = None
    """The moment whose outcome it is to move; empty: any."""
    date: ADate | None = None
    """When it was or would be done; empty: not settled."""
    window: WindowId | None = None
    """The opening in the calendar that it waits for; empty: none."""
    changes: tuple[Change, ...] = ()
    """What it changes in this dossier, in order; empty: not yet judged."""
    cost: Cost | None = None
    """What it costs those who do it, 0 (nothing) to 100 (as much as they could bear); empty: not judged."""
    money: Money | None = None
    """What it costs in money, in a unit that is the same for all initiatives of the dossier; empty: not judged."""
    requires: InitiativeIds = ()
    """The initiatives that must be taken with it; empty: none."""
    not_with: InitiativeIds = ()
    """The initiatives it cannot be taken with; empty: none."""
    after: InitiativeIds = ()
    """The initiatives that come before it where they are taken too; empty: the order does not matter."""
    after_events: EventIds = ()
    """The events that must have happened before it; empty: none."""
    assent_of: PartyIds = ()
    """Allies or others abroad who must agree to it."""
    support_of: ConstituencyIds = ()
    """Constituencies at home that must support it."""
    conditions: Names = ()
    """What must be so before it can be done."""
    friction: tuple[Friction, ...] = ()
    """How allies take the act itself, by what is known of it; empty: not told."""
    expected: str = ""
    """What those who do it hope for, in their own terms."""
    carried_out: EventIds = ()
    """The events that carried it out; empty: it was not done, or not yet."""
    note: Note = ""
    source: Citations


class Window(Record):
    """An opening in the calendar: a meeting, visit, session, election or deadline at which something can be done."""

    id: Id
    """Name of the window, one row each."""
    name: Name
    """What it is called."""
    kind: WindowKind
    """What opens it."""
    from_: ADate = Field(alias="from")
    """First day it is open."""
    until: ADate | None = None
    """Last day it is open; empty: that first day only."""
    parties: PartyIds = ()
    """Whom it brings together."""
    place: str = ""
    """Where."""
    note: Note = ""
    source: Citations
