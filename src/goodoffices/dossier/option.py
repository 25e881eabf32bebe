"""Moves a party can make, which of them exclude each other, and how parties rank what may come of them."""

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from goodoffices.dossier.record import (
    APosition,
    AQuantity,
    AStatement,
    Citations,
    From,
    IssueId,
    Key,
    MomentIds,
    Name,
    Note,
    OptionIds,
    PartyId,
    Record,
    Until,
)


class PartyOption(Record):
    """A move that one party can make or not make."""

    id: Key
    name: Name
    """The move, as one would say it: recall the ambassador."""
    party: PartyId
    """Who can make it."""
    moments: MomentIds = ()
    """At which moments it is open; empty: at all."""
    taken_now: bool = False
    """Whether the party is making the move as things stand."""
    can_be_undone: bool = True
    """Whether it can be taken back once made."""
    ends: bool = False
    """Whether all is over once it is made: nobody moves any more, and what else had been done makes no difference."""
    implies: dict[IssueId, APosition] = Field(default_factory=dict)
    """The position it amounts to on each issue that it settles."""
    note: Note = ""
    source: Citations = ()


class Infeasible(Record):
    """A combination of moves that cannot be: everything in `taken` while nothing in `not_taken` is."""

    taken: OptionIds = ()
    """Moves that are made in the combination."""
    not_taken: OptionIds = ()
    """Moves that are not made in it."""
    from_: From = Field(default=None, alias="from")
    until: Until = None
    note: Note = ""
    source: Citations

    @model_validator(mode="after")
    def _check(self) -> Self:
        both = set(self.taken) & set(self.not_taken)
        if both or not (self.taken or self.not_taken):
            why = f"{min(both)} is both taken and not taken" if both else "no move is named"
            raise PydanticCustomError("dossier_value", "{why}", {"why": why, "expected": "moves in taken or not_taken"})
        return self


class Preference(Record):
    """One preference statement of a party, with its rank or its weight; all of a party's statements in force have the same of the two.

    The statement of rank 1 matters more than all that follow together. Weights add up: a party prefers what it holds the larger sum of.
    """

    party: PartyId
    """Whose preference it is."""
    rank: int | None = Field(default=None, ge=1, le=1_000)
    """Its place among the party's statements, from 1, the one that matters most; empty: it has a weight."""
    weight: AQuantity | None = None
    """What it is worth to the party that the statement is true, on any scale, below 0 if it minds; empty: it has a rank."""
    statement: AStatement
    """What the party would have true of the moves, said with and, or, not, if and iff."""
    from_: From = Field(default=None, alias="from")
    until: Until = None
    note: Note = ""
    source: Citations

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.rank is None) == (self.weight is None):
            why = "neither rank nor weight is given" if self.rank is None else "rank and weight are both given"
            raise PydanticCustomError("dossier_value", "{why}", {"why": why, "expected": "one of the two"})
        return self

    @property
    def rank_or_statement(self) -> str:
        """By what it is told from the party's other statements: its rank, or with a weight what it says."""
        return str(self.statement) if self.rank is None else str(self.rank)
