"""Texts on the table (plans, drafts, agreements), what they say, and how their provisions hang together."""

from typing import Literal

from pydantic import Field

from goodoffices.dossier.record import (
    ADate,
    APosition,
    Citations,
    IssueId,
    Name,
    PartyIds,
    ProvisionId,
    Record,
    TextId,
    VerifierId,
)

TextKind = Literal["plan", "draft", "working_paper", "communique", "framework", "agreement", "treaty", "resolution"]
TextStatus = Literal["proposed", "accepted", "signed", "rejected", "superseded", "dropped"]
ProvisionKind = Literal["military", "political", "humanitarian", "economic", "territorial", "procedural"]
LinkageKind = Literal["requires", "excludes", "takes_effect_with", "takes_effect_after", "replaces"]


class Text(Record):
    """A plan, draft or agreement: who wrote it, to whom it was put, who signed, and what became of it."""

    id: str
    name: Name
    kind: TextKind
    date: ADate
    drafted_by: PartyIds = ()
    put_to: PartyIds = ()
    signed_by: PartyIds = ()
    refused_by: PartyIds = ()
    status: TextStatus
    replaces: TextId | None = None
    note: str = ""
    source: Citations


class Provision(Record):
    """One thing that a text says: who owes what, who verifies it, and which positions on the issues it amounts to."""

    id: str
    name: Name
    text: TextId
    kind: ProvisionKind
    obliges: PartyIds = ()
    verifier: VerifierId | None = None
    implies: dict[IssueId, APosition] = Field(default_factory=dict)
    demanded_by: PartyIds = ()
    opposed_by: PartyIds = ()
    from_: ADate | None = Field(default=None, alias="from")
    until: ADate | None = None
    note: str = ""
    source: Citations


class Linkage(Record):
    """How one provision depends on another, read as a sentence: restraint *takes effect with* the council."""

    provision: ProvisionId
    kind: LinkageKind
    other: ProvisionId
    note: str = ""
    source: Citations
