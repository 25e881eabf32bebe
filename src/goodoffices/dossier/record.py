"""What every record of a dossier has in common: frozen, strict about field names, and the types of its cells.

All values reach a record as text, whatever the file they come from, and are read by the type of their field:
a party called ``NO`` stays ``NO`` and a date is never taken for a number.
"""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from goodoffices.dossier.values import dates, quantity
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.dates import Date
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking

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
    )


def _reader(kind: type, read: Callable[[str], Any], expected: str) -> BeforeValidator:
    def validate(value: object) -> Any:
        if isinstance(value, kind) and not isinstance(value, str):
            return value
        try:
            return read(str(value))
        except ValueError as error:
            raise PydanticCustomError("dossier_value", "{why}", {"why": str(error), "expected": expected}) from error

    return BeforeValidator(validate)


def read_position(text: str) -> Quantity | Ranking:
    """Read a position: a number or range on a scale, or a ranking of options."""
    if any(character.isalpha() for character in text):
        return Ranking.parse(text)
    return Quantity.parse(text)


def _split(value: object) -> object:
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(";") if part.strip())
    return value


def _read_citations(text: str) -> tuple[Citation, ...]:
    return Citation.parse_list(text)


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, strip_whitespace=True)]
Name = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(_split)]
AQuantity = Annotated[Quantity, _reader(Quantity, Quantity.parse, quantity.EXPECTED)]
ADate = Annotated[Date, _reader(Date, Date.parse, dates.EXPECTED)]
APosition = Annotated[
    Quantity | Ranking,
    _reader(object, read_position, f"{quantity.EXPECTED}; or for an issue with options a ranking such as a > b = c"),
]
Citations = Annotated[
    tuple[Citation, ...],
    _reader(tuple, _read_citations, "document:passage, several separated by ';', or judgement, or judgement: reason"),
]


def share_scale(low: float, high: float) -> AfterValidator:
    """Return a validator that holds a quantity to the scale ``[low, high]``."""
    expected = f"a value between {low:g} and {high:g}"

    def validate(number: Quantity) -> Quantity:
        if not number.within(low, high):
            raise PydanticCustomError("dossier_value", "{why}", {"why": "outside its scale", "expected": expected})
        return number

    return AfterValidator(validate)
