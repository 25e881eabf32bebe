"""Questions in dispute."""

from typing import Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from goodoffices.dossier.record import Citations, Id, Key, Name, Note, Record

LARGEST = 1e12
"""Scales reach no further than this from zero."""


class Mark(Record):
    """A named position on a scale."""

    at: float
    """Where on the scale it stands."""
    name: Name
    """What people call it."""


class Scale(Record):
    """A line between two ends, with the positions people gave names to."""

    low: float = Field(default=0.0, ge=-LARGEST, le=LARGEST)
    """Lower end of the line."""
    high: float = Field(default=100.0, ge=-LARGEST, le=LARGEST)
    """Upper end of the line, larger than the lower one."""
    unit: str = ""
    """What is counted; shown after numbers if it is %."""
    marks: tuple[Mark, ...] = ()
    """Positions on the line that people gave names to."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not self.low < self.high:
            raise PydanticCustomError(
                "dossier_value",
                "{why}",
                {"why": "the scale has no length", "expected": "low smaller than high"},
            )
        outside = [mark for mark in self.marks if not self.low <= mark.at <= self.high]
        if outside:
            raise PydanticCustomError(
                "dossier_value",
                "{why}",
                {
                    "why": f"the mark {outside[0].name!r} lies outside the scale",
                    "expected": f"marks between {self.low:g} and {self.high:g}",
                },
            )
        return self

    def nearest_mark(self, position: float) -> Mark | None:
        """Return the named position closest to `position`; of two equally close, the lower one."""
        return min(self.marks, key=lambda mark: (abs(mark.at - position), mark.at), default=None)


class Option(Record):
    """One of the answers an issue without a scale can have."""

    id: Id
    """Name of the option, used in rankings."""
    name: Name
    """What the option is."""


class Issue(Record):
    """A question in dispute: a scale with named positions, or a list of named options."""

    id: Key
    name: Name
    """What the issue is called."""
    question: str = ""
    """The question in dispute."""
    scale: Scale | None = None
    """The line on which positions lie; empty: the issue has options instead."""
    options: tuple[Option, ...] = Field(default=())
    """The answers to choose from; empty: the issue has a scale instead."""
    note: Note = ""
    source: Citations = ()

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        if (self.scale is None) == (not self.options):
            raise PydanticCustomError(
                "dossier_value",
                "{why}",
                {"why": "an issue has either a scale or options", "expected": "exactly one of the two"},
            )
        return self

    @property
    def option_ids(self) -> tuple[str, ...]:
        """Ids of the options, in the order of the file."""
        return tuple(option.id for option in self.options)

    def option_name(self, option_id: str) -> str:
        """Return the name of one option."""
        return next(option.name for option in self.options if option.id == option_id)
