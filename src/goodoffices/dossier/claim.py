"""What authors assert, advise and predict."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from goodoffices.dossier.record import (
    ADate,
    Citations,
    ClaimIds,
    EventIds,
    FigureIds,
    Name,
    PartyIds,
    PollIds,
    Record,
    Share,
)

ClaimKind = Literal["fact", "cause", "trend", "hypothesis", "conclusion", "reason", "forecast", "advice"]
Verdict = Literal["came_true", "partly", "did_not", "cannot_be_told"]


class Resolution(Record):
    """What became of a forecast."""

    verdict: Verdict
    date: ADate | None = None
    note: str = ""
    source: Citations


class Claim(Record):
    """Something an author asserts or predicts, in the coder's own words, with what it rests on.

    A forecast says by when it can be checked; its probability, if the author gave one, can then be scored.
    """

    id: str
    kind: ClaimKind
    says: Name
    author: str = ""
    about: PartyIds = ()
    made: ADate | None = None
    checkable_by: ADate | None = None
    probability: Share | None = None
    resolution: Resolution | None = None
    because: ClaimIds = ()
    contradicts: ClaimIds = ()
    polls: PollIds = ()
    figures: FigureIds = ()
    events: EventIds = ()
    note: str = ""
    source: Annotated[Citations, Field(min_length=1)]

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.kind != "forecast" and (self.probability is not None or self.resolution is not None):
            raise PydanticCustomError(
                "dossier_value",
                "{why}",
                {"why": "only a forecast has a probability and a resolution", "expected": "kind: forecast"},
            )
        return self

    @property
    def brier_score(self) -> float | None:
        """Squared error of the forecast's likeliest probability (Brier 1950): 0 is perfect, 1 the worst; None if open."""
        if self.probability is None or self.resolution is None:
            return None
        came_true = {"came_true": 1.0, "did_not": 0.0}.get(self.resolution.verdict)
        return None if came_true is None else (self.probability.likely - came_true) ** 2
