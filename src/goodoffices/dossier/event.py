"""What happened, when, and who says so."""

from typing import Annotated, Literal

from goodoffices.dossier.record import ADate, Citations, EventIds, Id, Means, Name, Note, PartyIds, Record

Action = Annotated[
    Literal[
        "agree", "consult", "support", "concede", "cooperate", "aid", "retreat", "request", "accuse", "reject",
        "threaten", "protest", "sanction", "mobilize", "coerce", "assault",
    ],
    Means(
        agree="says that it will do something, offers, promises, reaches an agreement",
        consult="meets, visits, telephones, discusses",
        support="backs, praises, recognises, speaks up for",
        concede="gives way in words or policy: accepts a demand, eases a ban",
        cooperate="does something together with others: trades, shares, holds exercises",
        aid="gives money, goods, training or shelter",
        retreat="gives way in deed: withdraws troops, ceases fire, disarms, frees people, lets observers in",
        request="asks, appeals, invites, demands",
        accuse="blames, criticises, investigates, brings a charge",
        reject="refuses, vetoes, turns down, walks out",
        threaten="says that it will do harm if it does not get its way",
        protest="demonstrates, marches, strikes",
        sanction="reduces or breaks off relations, aid or trade; recalls an ambassador",
        mobilize="moves troops or police, puts them in readiness, shows its force",
        coerce="uses force short of arms: seizes, arrests, bans, deports",
        assault="uses armed force",
    ),
]  # fmt: skip
"""Event types of the PLOVER ontology (2021 revision, sixteen types)."""


class Event(Record):
    """A dated act: who did what to whom, where, in one sentence, with the passage that says so.

    Rows with the same `id` are testimonies to one event; `after` names events it is told to have followed.
    """

    date: ADate
    """When it happened."""
    actor: PartyIds = ()
    """Who did it; empty: nobody who is a party."""
    action: Action | None = None
    """What kind of act it was; empty: none of the list, or not judged."""
    target: PartyIds = ()
    """To whom or with whom it was done."""
    place: str = ""
    """Where."""
    summary: Name
    """What happened, in one sentence."""
    id: Id | None = None
    """Name of the event, by which other rows and files refer to it; rows with one name tell of one event."""
    after: EventIds = ()
    """Events that it is told to have followed; its date may not lie before theirs."""
    note: Note = ""
    source: Citations
