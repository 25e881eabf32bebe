"""What every record of a dossier has in common: frozen, strict about field names, and the types of its cells.

All values reach a record as text, whatever the file they come from, and are read by the type of their field:
a party called ``NO`` stays ``NO`` and a date is never taken for a number.

The sentence below a field says what it means, and after ``empty:`` what its absence means; that of an allowed word
stands in :class:`Means`. The reference pages, the schema and the workbook show these sentences.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
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
    "forum", "instrument", "initiative", "window", "event", "figure", "poll", "claim",
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


def split(value: object) -> object:
    """Return the parts of a list written as one text with semicolons; anything else as it is."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return value


def _written_as(*types: str, description: str) -> WithJsonSchema:
    return WithJsonSchema({"type": list(types) if len(types) > 1 else types[0], "description": description})


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, strip_whitespace=True)]
Name = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Names = Annotated[tuple[Name, ...], BeforeValidator(split)]
Key = Annotated[str, Field(description="The name of the entry, by which other files refer to it.")]
Note = Annotated[str, Field(description="What else a reader should know.")]

PartyId = Annotated[Id, Refers("party")]
IssueId = Annotated[Id, Refers("issue")]
MomentId = Annotated[Id, Refers("moment")]
OptionId = Annotated[Id, Refers("option")]
ConstituencyId = Annotated[Id, Refers("constituency")]
CouncilId = Annotated[Id, Refers("council")]
TextId = Annotated[Id, Refers("text")]
ProvisionId = Annotated[Id, Refers("provision")]
PhaseId = Annotated[Id, Refers("phase")]
VerifierId = Annotated[Id, Refers("verifier")]
InstrumentId = Annotated[Id, Refers("instrument")]
WindowId = Annotated[Id, Refers("window")]
EventId = Annotated[Id, Refers("event")]
FigureId = Annotated[Id, Refers("figure")]
PollId = Annotated[Id, Refers("poll")]
ClaimId = Annotated[Id, Refers("claim")]

PartyIds = Annotated[tuple[PartyId, ...], BeforeValidator(split)]
IssueIds = Annotated[tuple[IssueId, ...], BeforeValidator(split)]
MomentIds = Annotated[tuple[MomentId, ...], BeforeValidator(split)]
OptionIds = Annotated[tuple[OptionId, ...], BeforeValidator(split)]
ConstituencyIds = Annotated[tuple[ConstituencyId, ...], BeforeValidator(split)]
TextIds = Annotated[tuple[TextId, ...], BeforeValidator(split)]
ProvisionIds = Annotated[tuple[ProvisionId, ...], BeforeValidator(split)]
PhaseIds = Annotated[tuple[PhaseId, ...], BeforeValidator(split)]
InstrumentIds = Annotated[tuple[InstrumentId, ...], BeforeValidator(split)]
EventIds = Annotated[tuple[EventId, ...], BeforeValidator(split)]
FigureIds = Annotated[tuple[FigureId, ...], BeforeValidator(split)]
PollIds = Annotated[tuple[PollId, ...], BeforeValidator(split)]
ClaimIds = Annotated[tuple[ClaimId, ...], BeforeValidator(split)]

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
From = Annotated[ADate | None, Field(description="First day it holds; empty: always.")]
Until = Annotated[ADate | None, Field(description="Last day it holds; empty: until further notice.")]
_POSITION = f"{quantity.EXPECTED}; or for an issue with options a ranking such as a > b = c"
APosition = Annotated[
    Quantity | Ranking,
    _Reads((Quantity, Ranking), read_position, _POSITION),
    _written_as("number", "string", description=_POSITION),
]
_CITATIONS = "document:passage, several separated by ';', or judgement, or judgement: reason"
Citations = Annotated[
    tuple[Citation, ...],
    _Reads((tuple,), _read_citations, _CITATIONS),
    _written_as("string", description=_CITATIONS),
    Field(description="Where it stands: document:passage, several separated by ';', or judgement: reason."),
]


def share_scale(low: float, high: float) -> AfterValidator:
    """Return a validator that holds a quantity to the scale ``[low, high]``."""
    expected = f"a value between {low:g} and {high:g}"

    def validate(number: Quantity) -> Quantity:
        if not number.within(low, high):
            raise PydanticCustomError("dossier_value", "{why}", {"why": "outside its scale", "expected": expected})
        return number

    return AfterValidator(validate)


Share = Annotated[AQuantity, share_scale(0.0, 1.0)]
"""A share or a probability, between 0 and 1."""
