"""Moments: a date, who is at the table, what is open, and what was agreed then."""

from typing import Any

from pydantic import Field, field_validator

from goodoffices.dossier.record import ADate, APosition, Citations, IssueId, IssueIds, Name, PartyIds, Record


class Outcome(Record):
    """What was agreed on one issue at a moment; no position means that it was tried and not agreed."""

    agreed: APosition | None = None
    note: str = ""
    source: Citations


class StatusQuo(Record):
    """What holds on one issue if nothing is agreed."""

    position: APosition
    note: str = ""
    source: Citations = ()


class Moment(Record):
    """The point in time an assessment speaks of; it uses nothing dated later.

    ``at_table`` sit in the room; ``in_the_wings`` are outside it, but their weight counts. ``must_sign`` are those without
    whom there is no agreement; who did sign a text stands with the text.
    """

    id: str
    name: Name
    date: ADate
    place: str = ""
    at_table: PartyIds
    in_the_wings: PartyIds = ()
    must_sign: PartyIds = ()
    issues: IssueIds
    status_quo: dict[IssueId, StatusQuo] = Field(default_factory=dict)
    outcome: dict[IssueId, Outcome] = Field(default_factory=dict)
    note: str = ""
    source: Citations = ()

    @field_validator("status_quo", mode="before")
    @classmethod
    def _bare_positions(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        return {
            issue: stated if isinstance(stated, dict | StatusQuo) else {"position": stated}
            for issue, stated in value.items()
        }

    @property
    def participants(self) -> tuple[str, ...]:
        """Everyone whose weight counts: those at the table, then those in the wings."""
        return (*self.at_table, *self.in_the_wings)
