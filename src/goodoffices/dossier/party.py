"""Parties to a dispute and the ties between them."""

from typing import Annotated, Literal

from pydantic import Field

from goodoffices.dossier.record import Citations, From, Key, Means, Name, Note, PartyId, Record, Until

PartyKind = Annotated[
    Literal["state", "faction", "coalition", "organisation", "ministry", "person", "group"],
    Means(
        state="a state, or its government",
        faction="a side in a civil conflict, with or without territory",
        coalition="several parties that act together; with seats in a body it votes as one",
        organisation="an international organisation, a bank, a company",
        ministry="a ministry or agency with a part of its own",
        person="a person with a part of their own",
        group="any other: a province, a movement, a lobby",
    ),
]
TieKind = Annotated[
    Literal[
        "backs", "allied_with", "recognises", "in_contact_with", "hosts", "co_chairs", "opposes", "leads", "serves"
    ],
    Means(
        backs="supports it with money, arms or votes",
        allied_with="has an alliance with it",
        recognises="recognises it as a state or government",
        in_contact_with="talks to it",
        hosts="gives it a seat, shelter or the place for talks",
        co_chairs="chairs a body or conference together with it",
        opposes="works against it",
        leads="stands at its head",
        serves="holds an office in it or acts on its behalf",
    ),
]


class Alias(Record):
    """Another name a party went by, and when."""

    name: Name
    """The other name."""
    from_: From = Field(default=None, alias="from")
    until: Until = None


class Membership(Record):
    """A party's membership of a coalition or organisation."""

    party: PartyId
    """Who belongs to it."""
    from_: From = Field(default=None, alias="from")
    until: Until = None


class Party(Record):
    """A state, faction, coalition, organisation, ministry, person or group with a part in the dispute."""

    id: Key
    name: Name
    """Its full name."""
    short: str = ""
    """Its short name, for charts and tables; empty: the name."""
    kind: PartyKind
    """What sort of party it is."""
    aliases: tuple[Alias, ...] = ()
    """Other names and spellings it goes by."""
    members: tuple[Membership, ...] = ()
    """Who belongs to it, if it is a coalition or organisation."""
    note: Note = ""
    source: Citations = ()

    @property
    def label(self) -> str:
        """The name used in charts and tables."""
        return self.short or self.name


class Tie(Record):
    """A dated relation between two parties, read as a sentence: China *backs* the Khmer Rouge."""

    party: PartyId
    """Who is tied."""
    kind: TieKind
    """How it is tied."""
    other: PartyId
    """To whom it is tied."""
    from_: From = Field(default=None, alias="from")
    until: Until = None
    note: Note = ""
    source: Citations
