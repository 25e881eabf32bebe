"""What happened, when, and who says so."""

from typing import Annotated, Literal

from pydantic import Field

from goodoffices.dossier.record import ADate, Citations, Ids, Name, Record

Action = Literal[
    "agree", "consult", "support", "concede", "cooperate", "aid", "retreat", "request", "accuse", "reject",
    "threaten", "protest", "sanction", "mobilize", "coerce", "assault",
]  # fmt: skip
"""Event types of the PLOVER ontology (2021 revision, sixteen types)."""


class Event(Record):
    """A dated act: who did what to whom, where, in one sentence, with the passage that says so."""

    date: ADate
    actor: Annotated[Ids, Field(min_length=1)]
    action: Action | None = None
    target: Ids = ()
    place: str = ""
    summary: Name
    note: str = ""
    source: Citations
