"""Moments: a date, who is at the table, what is open, and what was agreed then."""

from pydantic import Field

from goodoffices.dossier.record import ADate, APosition, Citations, Id, Ids, Name, Record


class Outcome(Record):
    """What was agreed on one issue at a moment; no position means that it was tried and not agreed."""

    agreed: APosition | None = None
    note: str = ""
    source: Citations


class Moment(Record):
    """The point in time an assessment speaks of; it uses nothing dated later.

    ``at_table`` sit in the room; ``in_the_wings`` are outside it, but their weight counts.
    """

    id: str
    name: Name
    date: ADate
    place: str = ""
    at_table: Ids
    in_the_wings: Ids = ()
    signatories: Ids = ()
    issues: Ids
    status_quo: dict[Id, APosition] = Field(default_factory=dict)
    outcome: dict[Id, Outcome] = Field(default_factory=dict)
    note: str = ""
    source: Citations = ()

    @property
    def participants(self) -> tuple[str, ...]:
        """Everyone whose weight counts: those at the table, then those in the wings."""
        return (*self.at_table, *self.in_the_wings)
