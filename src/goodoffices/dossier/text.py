"""Texts on the table (plans, drafts, agreements), what they say, and how their provisions hang together."""

from typing import Annotated, Literal

from pydantic import Field

from goodoffices.dossier.provision_type import ProvisionType
from goodoffices.dossier.record import (
    ADate,
    APosition,
    AsList,
    Citations,
    From,
    IssueId,
    Key,
    Means,
    Name,
    Note,
    PartyIds,
    ProvisionId,
    Record,
    TextId,
    Until,
    VerifierId,
)

TextKind = Annotated[
    Literal[
        "demand", "policy", "plan", "draft", "working_paper", "communique", "framework", "understanding", "agreement",
        "treaty", "resolution",
    ],
    Means(
        demand="what a party insists on, with or without a paper",
        policy="guidelines a party has set itself",
        plan="what a party proposes as a whole",
        draft="the wording of an agreement still to be made",
        working_paper="a paper to think with, binding nobody",
        communique="what a meeting says it has agreed or discussed",
        framework="the outline that a later agreement is to fill",
        understanding="what two sides have agreed without a text",
        agreement="what parties have agreed, or would",
        treaty="an agreement under international law",
        resolution="what a council, assembly or parliament has voted",
    ),
]  # fmt: skip
TextStatus = Annotated[
    Literal["proposed", "accepted", "signed", "rejected", "superseded", "dropped"],
    Means(
        proposed="on the table",
        accepted="agreed to, without or before a signature",
        signed="signed",
        rejected="refused by someone without whom it cannot be",
        superseded="another text has taken its place",
        dropped="given up by those who wrote it, or heard of no more",
    ),
]
ProvisionKind = Annotated[
    Literal["military", "arms_control", "political", "humanitarian", "economic", "territorial", "procedural"],
    Means(
        military="troops, arms, truces, bases",
        arms_control="weapons given up or limited, inspections, safeguards",
        political="power, offices, elections, recognition",
        humanitarian="refugees, prisoners, relief, protection",
        economic="money, trade, water, reconstruction",
        territorial="borders, zones, withdrawal",
        procedural="who meets when, and how it is decided",
    ),
]
LinkageKind = Annotated[
    Literal["requires", "excludes", "takes_effect_with", "takes_effect_after", "replaces"],
    Means(
        requires="the first cannot be without the other",
        excludes="the two cannot both be",
        takes_effect_with="the first begins on the day the other does",
        takes_effect_after="the first begins once the other has been carried out",
        replaces="the first takes the other's place",
    ),
]


class Text(Record):
    """A plan, draft or agreement: who wrote it, to whom it was put, who signed, and what became of it."""

    id: Key
    name: Name
    """What it is called."""
    kind: TextKind
    """What sort of text it is."""
    date: ADate
    """When it was written or made public."""
    drafted_by: PartyIds = ()
    """Who wrote it."""
    put_to: PartyIds = ()
    """To whom it was put."""
    signed_by: PartyIds = ()
    """Who signed it."""
    refused_by: PartyIds = ()
    """Who refused it."""
    status: TextStatus
    """What became of it."""
    until: ADate | None = None
    """Last day it was on the table, if it was refused or dropped; empty: closed from the day it was written."""
    replaces: TextId | None = None
    """The text whose place it takes; empty: none."""
    note: Note = ""
    source: Citations


class Provision(Record):
    """One thing that a text says: who owes what, who verifies it, and which positions on the issues it amounts to."""

    id: Key
    name: Name
    """What it provides, in a few words."""
    text: TextId
    """The text it stands in."""
    kind: ProvisionKind
    """What it is about."""
    coded_as: Annotated[tuple[ProvisionType, ...], AsList] = ()
    """As what records of past agreements would code it, to compare it with them; empty: told from its name, where that is clear."""
    obliges: PartyIds = ()
    """Who has to do something, or to refrain from it."""
    verifier: VerifierId | None = None
    """Who confirms that it is kept; empty: nobody is named."""
    implies: dict[IssueId, APosition] = Field(default_factory=dict)
    """The position it amounts to on each issue that it settles."""
    demanded_by: PartyIds = ()
    """Who wanted it."""
    opposed_by: PartyIds = ()
    """Who did not."""
    from_: From = Field(default=None, alias="from")
    until: Until = None
    note: Note = ""
    source: Citations


class Linkage(Record):
    """How one provision depends on another, read as a sentence: restraint *takes effect with* the council."""

    provision: ProvisionId
    """The provision that depends on another."""
    kind: LinkageKind
    """How it depends on it."""
    other: ProvisionId
    """The provision it depends on."""
    note: Note = ""
    source: Citations
