"""Parties to a dispute and the ties between them."""

from typing import Literal

from pydantic import Field

from goodoffices.dossier.record import ADate, Citations, Name, PartyId, Record

PartyKind = Literal["state", "faction", "coalition", "organisation", "ministry", "person", "group"]
TieKind = Literal[
    "backs", "allied_with", "recognises", "in_contact_with", "hosts", "co_chairs", "opposes", "leads", "serves"
]


class Alias(Record):
    """Another name a party went by, and when."""

    name: Name
    from_: ADate | None = Field(default=None, alias="from")
    until: ADate | None = None


class Membership(Record):
    """A party's membership of a coalition or organisation."""

    party: PartyId
    from_: ADate | None = Field(default=None, alias="from")
    until: ADate | None = None


class Party(Record):
    """A state, faction, coalition, organisation, ministry, person or group with a part in the dispute."""

    id: str
    name: Name
    short: str = ""
    kind: PartyKind
    aliases: tuple[Alias, ...] = ()
    members: tuple[Membership, ...] = ()
    note: str = ""
    source: Citations = ()

    @property
    def label(self) -> str:
        """The name used in charts and tables."""
        return self.short or self.name


class Tie(Record):
    """A dated relation between two parties, read as a sentence: China *backs* the Khmer Rouge."""

    party: PartyId
    kind: TieKind
    other: PartyId
    from_: ADate | None = Field(default=None, alias="from")
    until: ADate | None = None
    note: str = ""
    source: Citations
