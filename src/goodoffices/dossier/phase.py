"""How an agreement is carried out: phases, the gates between them, and who verifies."""

from typing import Annotated, Literal

from pydantic import Field

from goodoffices.dossier.record import (
    ADate,
    AQuantity,
    Citations,
    Name,
    PartyId,
    PartyIds,
    PhaseIds,
    ProvisionIds,
    Record,
    Share,
    TextId,
    VerifierId,
    share_scale,
)

Consequence = Literal[
    "exclusion", "aid_withheld", "sanction", "guarantor_steps_in", "other_side_released", "talks_end", "none_stated"
]
MOST_DAYS = 100_000.0
Days = Annotated[AQuantity, share_scale(0.0, MOST_DAYS)]


class Verifier(Record):
    """Who confirms that obligations are kept, how likely a breach is found (0 to 1), and how many days that takes."""

    id: str
    name: Name
    party: PartyId
    detection: Share | None = None
    delay_days: Days | None = None
    from_: ADate | None = Field(default=None, alias="from")
    until: ADate | None = None
    note: str = ""
    source: Citations = ()


class Gate(Record):
    """A phase does not begin before the verifier has confirmed that earlier phases are complete.

    ``of`` says whose completion counts: every party's, or only that of the party about to begin.
    """

    verifier: VerifierId
    confirms: PhaseIds
    of: Literal["every_party", "own_party"] = "every_party"
    note: str = ""
    source: Citations


class Obligation(Record):
    """What one party owes in a phase."""

    party: PartyId
    duty: Name
    note: str = ""
    source: Citations = ()


class Breach(Record):
    """What a breach brings; without `parties` whoever commits it."""

    act: Name
    parties: PartyIds = ()
    consequence: Consequence
    note: str = ""
    source: Citations


class Phase(Record):
    """A step of carrying out a text: what comes before it, what opens it, how long it lasts, who owes what."""

    id: str
    name: Name
    text: TextId
    after: PhaseIds = ()
    gate: Gate | None = None
    verifier: VerifierId | None = None
    days: Days | None = None
    obligations: tuple[Obligation, ...] = ()
    breaches: tuple[Breach, ...] = ()
    provisions: ProvisionIds = ()
    note: str = ""
    source: Citations
