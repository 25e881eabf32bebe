"""Opinion polls: one row for each answer to a question at a date."""

from typing import Annotated

from pydantic import Field

from goodoffices.dossier.record import ADate, AQuantity, Citations, Id, Name, PartyId, Record, share_scale

Percent = Annotated[AQuantity, share_scale(0.0, 100.0)]


class PollAnswer(Record):
    """The share of respondents (percent) who gave one answer; rows with one id are one question asked over time."""

    id: Id
    party: PartyId | None = None
    question: str = ""
    date: ADate
    answer: Name
    share: Percent
    sample: int | None = Field(default=None, ge=1, le=1_000_000_000)
    pollster: str = ""
    note: str = ""
    source: Citations
