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
    Key,
    Means,
    Name,
    Note,
    PartyIds,
    PollIds,
    Record,
    Share,
)

ClaimKind = Annotated[
    Literal["fact", "cause", "trend", "hypothesis", "conclusion", "reason", "forecast", "advice"],
    Means(
        fact="something is so",
        cause="something came about because of something else",
        trend="something has been growing, shrinking or changing",
        hypothesis="a supposition that the author works with",
        conclusion="what the author draws from the rest",
        reason="why a party did what it did",
        forecast="something will happen",
        advice="someone should do something",
    ),
]
Verdict = Annotated[
    Literal["came_true", "partly", "did_not", "cannot_be_told"],
    Means(
        came_true="it happened",
        partly="some of it happened",
        did_not="it did not happen",
        cannot_be_told="nobody can say, or it was worded too loosely to say",
    ),
]


class Resolution(Record):
    """What became of a forecast."""

    verdict: Verdict
    """Whether it came true."""
    date: ADate | None = None
    """When that could be told; empty: not known."""
    note: Note = ""
    source: Citations


class Claim(Record):
    """Something an author asserts or predicts, in the coder's own words, with what it rests on.

    A forecast says by when it can be checked; its probability, if the author gave one, can then be scored.
    """

    id: Key
    kind: ClaimKind
    """What sort of claim it is."""
    says: Name
    """The claim in one sentence, in your own words."""
    author: str = ""
    """Who makes it; empty: the author of the document cited."""
    about: PartyIds = ()
    """The parties it speaks of."""
    made: ADate | None = None
    """When it was made; empty: with the document cited."""
    checkable_by: ADate | None = None
    """The day by which it can be told whether a forecast came true; empty: not stated."""
    probability: Share | None = None
    """How likely the author holds a forecast to be, 0 to 1; empty: not stated."""
    resolution: Resolution | None = None
    """What became of a forecast; empty: still open."""
    because: ClaimIds = ()
    """The claims that it is drawn from."""
    contradicts: ClaimIds = ()
    """The claims that cannot be true together with it."""
    polls: PollIds = ()
    """The polls that it rests on."""
    figures: FigureIds = ()
    """The figures that it rests on."""
    events: EventIds = ()
    """The events that it rests on."""
    note: Note = ""
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
