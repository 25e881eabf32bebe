"""What every record of a dossier has in common: frozen, strict about field names, and the types of its cells.

All values reach a record as text, whatever the file they come from, and are read by the type of their field:
a party called ``NO`` stays ``NO`` and a date is never taken for a number.

The sentence below a field says what it means, and after ``empty:`` what its absence means; that of an allowed word
stands in :class:`Means`. The reference pages, the schema and the workbook show these sentences.
"""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from goodoffices import logic
from goodoffices.dossier.values import dates, duration, portion, quantity
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.dates import Date
from goodoffices.dossier.values.duration import Duration
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking
from goodoffices.logic import Formula

ID_PATTERN = r"^[a-z][a-z0-9_]*$"


class Record(BaseModel):
    """One entry of a dossier, frozen; unknown fields are errors."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        str_strip_whitespace=True,
        arbitrary_types_allowed=True,
        validate_by_alias=True,
        validate_by_name=True,
        use_attribute_docstrings=True,
    )


def bare(kind: Any) -> Any:
    """Return the type of a field without what annotates it and without None.

    >>> bare(Annotated[int, "a note"] | None)
    <class 'int'>
    """
    if get_origin(kind) is Annotated:
        return bare(get_args(kind)[0])
    if get_origin(kind) in (Union, UnionType):
        parts = [part for part in get_args(kind) if part is not NoneType]
        return bare(parts[0]) if len(parts) == 1 else kind
    return kind


@dataclass(frozen=True, slots=True)
class _Reads:
    """Reads a value from the text of its cell; pydantic need not know what the value is made of."""

    kinds: tuple[type, ...]
    read: Callable[[str], Any]
    expected: str

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self.validate)

    def validate(self, value: object) -> Any:
        if isinstance(value, self.kinds):
            return value
        try:
            return self.read(str(value))
        except ValueError as error:
            details = {"why": str(error), "expected": self.expected}
            raise PydanticCustomError("dossier_value", "{why}", details) from error


def read_position(text: str) -> Quantity | Ranking:
    """Read a position: a number or range on a scale, or a ranking of options."""
    if any(character.isalpha() for character in text):
        return Ranking.parse(text)
    return Quantity.parse(text)


def _read_citations(text: str) -> tuple[Citation, ...]:
    return Citation.parse_list(text)


Target = Literal[
    "party", "issue", "source", "moment", "option", "constituency", "council", "text", "provision", "phase", "verifier",
    "forum", "instrument", "payment", "initiative", "window", "event", "figure", "poll", "claim",
]  # fmt: skip
"""What a name in a dossier can refer to."""


REFERS_TO = "x-refers-to"


@dataclass(frozen=True, slots=True)
class Refers:
    """Marks a field whose value names a record: the reader checks that it exists, the schema offers the names."""

    target: Target

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say in the JSON Schema what the value names."""
        return {**handler(schema), REFERS_TO: self.target}


class Means:
    """Says at a field with a list of allowed words what each of them stands for.

    >>> Means(draft="still open to changes").values
    {'draft': 'still open to changes'}
    """

    def __init__(self, **values: str) -> None:
        self.values = values

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Let editors show the meaning beside each word they offer."""
        written = handler(schema)
        return {**written, "enumDescriptions": [self.values[word] for word in written["enum"]]}


def _split(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return value


AsList = BeforeValidator(_split)
"""Lets a list be written as one text with semicolons."""


def _nested_text(value: object) -> object:
    """Return text, lists and mappings of it; whatever else there is as text, and what is empty left out."""
    if isinstance(value, Mapping):
        return {str(key): _nested_text(part) for key, part in value.items() if part is not None}
    if isinstance(value, list | tuple):
        return [_nested_text(part) for part in value if part is not None]
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).strip()


def _written_as(*types: str, description: str) -> WithJsonSchema:
    return WithJsonSchema({"type": list(types) if len(types) > 1 else types[0], "description": description})


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, strip_whitespace=True)]
Name = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Names = Annotated[tuple[Name, ...], BeforeValidator(_split)]
Key = Annotated[str, Field(description="The name of the entry, by which other files refer to it.")]
Note = Annotated[str, Field(description="What else a reader should know.")]

PartyId = Annotated[Id, Refers("party")]
IssueId = Annotated[Id, Refers("issue")]
MomentId = Annotated[Id, Refers("moment")]
OptionId = Annotated[Id, Refers("option")]
ConstituencyId = Annotated[Id, Refers("constituency")]
CouncilId = Annotated[Id, Refers("council")]
ForumId = Annotated[Id, Refers("forum")]
TextId = Annotated[Id, Refers("text")]
ProvisionId = Annotated[Id, Refers("provision")]
PhaseId = Annotated[Id, Refers("phase")]
VerifierId = Annotated[Id, Refers("verifier")]
InstrumentId = Annotated[Id, Refers("instrument")]
InitiativeId = Annotated[Id, Refers("initiative")]
WindowId = Annotated[Id, Refers("window")]
EventId = Annotated[Id, Refers("event")]
FigureId = Annotated[Id, Refers("figure")]
PollId = Annotated[Id, Refers("poll")]
ClaimId = Annotated[Id, Refers("claim")]

PartyIds = Annotated[tuple[PartyId, ...], BeforeValidator(_split)]
IssueIds = Annotated[tuple[IssueId, ...], BeforeValidator(_split)]
MomentIds = Annotated[tuple[MomentId, ...], BeforeValidator(_split)]
OptionIds = Annotated[tuple[OptionId, ...], BeforeValidator(_split)]
ConstituencyIds = Annotated[tuple[ConstituencyId, ...], BeforeValidator(_split)]
TextIds = Annotated[tuple[TextId, ...], BeforeValidator(_split)]
ProvisionIds = Annotated[tuple[ProvisionId, ...], BeforeValidator(_split)]
PhaseIds = Annotated[tuple[PhaseId, ...], BeforeValidator(_split)]
InstrumentIds = Annotated[tuple[InstrumentId, ...], BeforeValidator(_split)]
InitiativeIds = Annotated[tuple[InitiativeId, ...], BeforeValidator(_split)]
EventIds = Annotated[tuple[EventId, ...], BeforeValidator(_split)]
FigureIds = Annotated[tuple[FigureId, ...], BeforeValidator(_split)]
PollIds = Annotated[tuple[PollId, ...], BeforeValidator(_split)]
ClaimIds = Annotated[tuple[ClaimId, ...], BeforeValidator(_split)]

AQuantity = Annotated[
    Quantity,
    _Reads((Quantity,), Quantity.parse, quantity.EXPECTED),
    _written_as("number", "string", description=quantity.EXPECTED),
]
ADate = Annotated[
    Date,
    _Reads((Date,), Date.parse, dates.EXPECTED),
    _written_as("string", "integer", description=dates.EXPECTED),
]
ADuration = Annotated[
    Duration,
    _Reads((Duration,), Duration.parse, duration.EXPECTED),
    _written_as("string", description=duration.EXPECTED),
]
APortion = Annotated[
    Fraction,
    _Reads((Fraction,), portion.parse_portion, portion.EXPECTED),
    _written_as("number", "string", description=portion.EXPECTED),
]
AStatement = Annotated[
    Formula,
    _Reads((Formula,), Formula.parse, logic.EXPECTED),
    _written_as("string", description=logic.EXPECTED),
    Refers("option"),
]
AValue = Annotated[
    str | list[Any] | dict[str, Any],
    BeforeValidator(_nested_text),
    WithJsonSchema(
        {
            "type": ["string", "number", "boolean", "array", "object"],
            "description": "text, a list or fields, as in a file",
        }
    ),
]
"""A value as it would stand in a file: text, a list, or fields with their values."""
From = Annotated[ADate | None, Field(description="First day it holds; empty: always.")]
Until = Annotated[ADate | None, Field(description="Last day it holds; empty: until further notice.")]
_POSITION = f"{quantity.EXPECTED}; or for an issue with options a ranking such as a > b = c"
APosition = Annotated[
    Quantity | Ranking,
    _Reads((Quantity, Ranking), read_position, _POSITION),
    _written_as("number", "string", description=_POSITION),
]
CITATIONS = "document:passage, several separated by ';', or judgement, or judgement: reason"
Citations = Annotated[
    tuple[Citation, ...],
    _Reads((tuple,), _read_citations, CITATIONS),
    _written_as("string", description=CITATIONS),
    Field(description="Where it stands: document:passage, several separated by ';', or judgement: reason."),
]


def values_between(low: float, high: float) -> str:
    """Return which values lie on a scale, in words."""
    return f"a value between {low:g} and {high:g}" if math.isfinite(high) else f"a value of {low:g} or more"


@dataclass(frozen=True, slots=True)
class OnScale:
    """Holds a quantity to the scale ``[low, high]``."""

    low: float
    high: float

    def __get_pydantic_core_schema__(self, source: object, handler: GetCoreSchemaHandler) -> CoreSchema:
        """Validate the quantity once it has been read."""
        return core_schema.no_info_after_validator_function(self.validate, handler(source))

    def validate(self, number: Quantity) -> Quantity:
        """Return the quantity, which must lie on the scale as a whole."""
        if not number.within(self.low, self.high):
            details = {"why": "outside its scale", "expected": values_between(self.low, self.high)}
            raise PydanticCustomError("dossier_value", "{why}", details)
        return number


def _no_percent(value: object) -> object:
    """Refuse a share written as a percentage, with its sign or without, and say how it is written here."""
    text = str(value).strip() if isinstance(value, str | int | float) else ""
    try:
        of_hundred = Quantity.parse(re.sub(r"\s*%", "", text))
    except ValueError:
        return value
    has_sign = "%" in text
    if of_hundred.within(0.0 if has_sign else 1.0, 100.0) and (has_sign or of_hundred.high >= LEAST_PERCENT):
        meant = Quantity(of_hundred.low / 100, of_hundred.likely / 100, of_hundred.high / 100)
        details = {
            "why": "this share is written without a percent sign" if has_sign else "outside its scale",
            "expected": f"a value between 0 and 1: {text if has_sign else f'{of_hundred}%'} is written {meant}",
        }
        raise PydanticCustomError("dossier_value", "{why}", details)
    return value


LEAST_PERCENT = 2.0
"""From this number on, what stands in place of a share is taken to be meant in per cent."""
Money = Annotated[AQuantity, OnScale(0.0, math.inf)]
"""An amount of money, in whatever unit."""
Share = Annotated[AQuantity, OnScale(0.0, 1.0), BeforeValidator(_no_percent)]
"""A share or a probability, between 0 and 1."""
