"""How an agreement is carried out: phases, the gates between them, and who verifies."""

from typing import Annotated, Literal

from pydantic import Field

from goodoffices.dossier.record import (
    ADate,
    AQuantity,
    Citations,
    From,
    InstrumentId,
    Key,
    Means,
    Name,
    Note,
    OnScale,
    PartyId,
    PartyIds,
    PhaseIds,
    ProvisionIds,
    Record,
    Share,
    TextId,
    Until,
    VerifierId,
    WindowId,
)

Consequence = Annotated[
    Literal[
        "exclusion", "aid_withheld", "sanction", "guarantor_steps_in", "other_side_released", "talks_end", "none_stated"
    ],
    Means(
        exclusion="whoever breaks it is shut out of what the agreement gives",
        aid_withheld="aid is not paid",
        sanction="other penalties follow",
        guarantor_steps_in="a guarantor does what it promised",
        other_side_released="the other side need not keep its part either",
        talks_end="the talks, or the agreement, are over",
        none_stated="the text names no consequence",
    ),
]
Whose = Annotated[
    Literal["every_party", "own_party"],
    Means(
        every_party="nobody begins before all have completed the earlier phases",
        own_party="each party begins when it has itself completed them",
    ),
]
IfExcluded = Annotated[
    Literal["waits", "goes_on", "not_stated"],
    Means(
        waits="it stays shut until the excluded party too has completed them",
        goes_on="it opens without a party that the verifier has excluded",
        not_stated="the text does not say; it is read as waiting",
    ),
]
MOST_DAYS = 100_000.0
Days = Annotated[AQuantity, OnScale(0.0, MOST_DAYS)]


class Verifier(Record):
    """Who confirms that obligations are kept, how likely a breach is found (0 to 1), and how many days that takes."""

    id: Key
    name: Name
    """What the verifier is called."""
    party: PartyId
    """Who provides it."""
    detection: Share | None = None
    """How likely it finds a breach, 0 to 1; empty: not judged."""
    delay_days: Days | None = None
    """How many days it takes to say whether a phase is complete; empty: not judged."""
    from_: From = Field(default=None, alias="from")
    until: Until = None
    note: Note = ""
    source: Citations = ()


class Appointment(Record):
    """A day from outside the plan, such as a council's first meeting or the end of a mandate."""

    on: Name
    """What happens that day."""
    date: ADate | None = None
    """When it is; empty: the first day of the window, or not known."""
    window: WindowId | None = None
    """The opening in the calendar that it is; empty: none."""
    note: Note = ""
    source: Citations = ()


class Gate(Record):
    """A phase does not begin before the verifier has confirmed that earlier phases are complete."""

    verifier: VerifierId
    """Who must confirm it."""
    confirms: PhaseIds
    """The phases that must be complete."""
    of: Whose = "every_party"
    """Whose completion counts."""
    if_excluded: IfExcluded = "not_stated"
    """What becomes of it if the verifier has excluded a party that stopped."""
    opens_anyway: Days | None = None
    """How many days after the phases it confirms should be over it opens at the latest, confirmed or not; empty: never."""
    note: Note = ""
    source: Citations


class Obligation(Record):
    """What one party owes in a phase."""

    party: PartyId
    """Who owes it."""
    duty: Name
    """What it has to do, or to refrain from."""
    days: Days | None = None
    """How many days that takes it; empty: as long as the phase."""
    keeps: Share | None = None
    """Which share of its forces it still has under arms once it has done so, 0 to 1; empty: as before."""
    note: Note = ""
    source: Citations = ()


class Breach(Record):
    """What a breach brings."""

    act: Name
    """What would break the phase."""
    parties: PartyIds = ()
    """Whose act it would be; empty: anyone's."""
    consequence: Consequence
    """What it brings."""
    instrument: InstrumentId | None = None
    """With what means it is answered, such as a guarantee; empty: none is named."""
    note: Note = ""
    source: Citations


class Conduct(Record):
    """What a party may do in a phase in place of its duty: stop there, and attack once others are ahead of it."""

    party: PartyId
    """Who; it owes something in the phase."""
    stops: Share
    """How likely it is that it means to stop here, 0 to 1; it then does nothing of what comes after either."""
    attacks: Share | None = None
    """How likely it then attacks in a month in which somebody is far enough ahead, 0 to 1; empty: it does not attack."""
    ahead: int = Field(default=1, ge=1, le=100)
    """How many phases somebody must be ahead of it for that; empty: one."""
    attacks_excluded: Share | None = None
    """The same once it has been excluded; empty: as before."""
    relents: Share | None = None
    """How likely it keeps its word after all once it is found out and aid is withheld, penalties follow or a guarantor steps in; empty: never."""
    stake: Share | None = None
    """What it expects if all is carried out, 0 to 1, such as its share of power; empty: not judged."""
    war: Share | None = None
    """What it expects of going back to war while nobody is ahead, in the same measure; empty: not judged."""
    war_ahead: Share | None = None
    """The same once all others have done everything and it nothing; empty: not judged."""
    note: Note = ""
    source: Citations


class Phase(Record):
    """A step of carrying out a text: what comes before it, what opens it, how long it lasts, who owes what."""

    id: Key
    name: Name
    """What it is called."""
    text: TextId
    """The text that it carries out."""
    after: PhaseIds = ()
    """The phases that come before it; empty: it comes first."""
    gate: Gate | None = None
    """What must be confirmed before it begins; empty: it begins when the phases before it end."""
    verifier: VerifierId | None = None
    """Who confirms what is owed in it; empty: nobody."""
    days: Days | None = None
    """How many days it lasts; empty: not laid down."""
    starts: Appointment | None = None
    """The day before which it does not begin; empty: it begins when what comes before it allows."""
    due: Appointment | None = None
    """The day by which it must be over; empty: none."""
    obligations: tuple[Obligation, ...] = ()
    """Who owes what."""
    breaches: tuple[Breach, ...] = ()
    """What would break it, and what that brings."""
    conduct: tuple[Conduct, ...] = ()
    """Who may stop here, and what follows; empty: not judged."""
    provisions: ProvisionIds = ()
    """The provisions that it carries out."""
    note: Note = ""
    source: Citations
