"""What happened, when, and who says so."""

from typing import Literal

from goodoffices.dossier.record import ADate, Citations, EventIds, Id, Name, PartyIds, Record

Action = Literal[
    "agree", "consult", "support", "concede", "cooperate", "aid", "retreat", "request", "accuse", "reject",
    "threaten", "protest", "sanction", "mobilize", "coerce", "assault",
]  # fmt: skip
"""Event types of the PLOVER ontology (2021 revision, sixteen types)."""


class Event(Record):
    """A dated act: who did what to whom, where, in one sentence, with the passage that says so.

    Rows with the same `id` are testimonies to one event; `after` names events it is told to have followed.
    """

    date: ADate
    actor: PartyIds = ()
    action: Action | None = None
    target: PartyIds = ()
    place: str = ""
    summary: Name
    id: Id | None = None
    after: EventIds = ()
    note: str = ""
    source: Citations
