"""Moments: a date, who is at the table, what is open, and what was agreed then."""

from typing import Any

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from goodoffices.dossier.record import (
    ADate,
    APosition,
    Citations,
    CouncilId,
    ForumId,
    IssueId,
    IssueIds,
    Key,
    Name,
    Note,
    PartyIds,
    Record,
)


class Outcome(Record):
    """What was agreed on one issue at a moment; shown beside the forecast, never used for it."""

    agreed: APosition | None = None
    """What was agreed: a range if it can be read in more than one way, or one option; empty: tried and not agreed."""
    note: Note = ""
    source: Citations


class StatusQuo(Record):
    """What holds on one issue if nothing is agreed: a position, or a position with its note and source."""

    position: APosition
    """What holds."""
    note: Note = ""
    source: Citations = ()

    @model_validator(mode="before")
    @classmethod
    def _bare_position(cls, value: Any) -> Any:
        return value if isinstance(value, dict | StatusQuo) else {"position": value}

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Let editors take a bare position as well."""
        return {"anyOf": [handler(schema), {"type": ["number", "string"]}]}


class Moment(Record):
    """The point in time an assessment speaks of; it uses nothing dated later."""

    id: Key
    name: Name
    """What it is called."""
    date: ADate
    """When it is; whatever begins after the last day that this can mean is not used."""
    place: str = ""
    """Where the talks are."""
    at_table: PartyIds
    """Who sits in the room."""
    in_the_wings: PartyIds = ()
    """Who is outside the room, but whose weight counts."""
    must_sign: PartyIds = ()
    """Without whom there is no agreement; who did sign a text stands with the text."""
    decided_by: CouncilId | None = None
    """The body that has to pass what is agreed; empty: none."""
    forum: ForumId | None = None
    """The forum in which it is taken up: where no body decides, what is agreed has to pass by its rule; empty: none."""
    issues: IssueIds
    """What is open."""
    status_quo: dict[IssueId, StatusQuo] = Field(default_factory=dict)
    """What holds on each issue if nothing is agreed; a bare position will do in place of fields."""
    outcome: dict[IssueId, Outcome] = Field(default_factory=dict)
    """What was agreed on each issue then; empty: not known, or not yet over."""
    note: Note = ""
    source: Citations = ()

    @property
    def participants(self) -> tuple[str, ...]:
        """Everyone whose weight counts: those at the table, then those in the wings."""
        return (*self.at_table, *self.in_the_wings)
