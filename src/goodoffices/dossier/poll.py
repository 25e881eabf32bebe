"""Opinion polls: one row for each answer to a question at a date."""

from typing import Annotated

from pydantic import Field

from goodoffices.dossier.record import (
    ADate,
    APosition,
    AQuantity,
    Citations,
    Id,
    IssueId,
    Name,
    Note,
    OnScale,
    PartyId,
    Record,
)

Percent = Annotated[AQuantity, OnScale(0.0, 100.0)]


class PollAnswer(Record):
    """The share of respondents (percent) who gave one answer; rows with one id are one question asked over time."""

    id: Id
    """Name of the question; rows of the same question share it."""
    party: PartyId | None = None
    """Whose public was asked; empty: not one party's."""
    question: str = ""
    """The question as it was asked."""
    date: ADate
    """When it was asked."""
    answer: Name
    """The answer that this row counts."""
    share: Percent
    """How many of those asked gave it, in percent."""
    sample: int | None = Field(default=None, ge=1, le=1_000_000_000)
    """How many people were asked; empty: not stated, so that chance cannot be told from change."""
    pollster: str = ""
    """Who asked."""
    issue: IssueId | None = None
    """The issue that the question bears on; empty: none of the dossier's."""
    position: APosition | None = None
    """What those who gave this answer ask for on that issue; empty: the answer does not say."""
    note: Note = ""
    source: Citations
