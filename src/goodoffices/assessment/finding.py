"""A finding: one claim with everything a reader needs to weigh it. All prose of a brief is made from findings."""

from dataclasses import dataclass
from typing import Literal

from goodoffices.dossier.values.citation import Citation

Confidence = Literal["low", "moderate", "high", "exact"]
Basis = Literal["exact", "draws", "point", "past cases"]


@dataclass(frozen=True)
class Number:
    """A number behind a claim.

    Attributes
    ----------
    name, unit : str
        What it measures.
    value : float
        Its value; for draws, the median, or of a chance the mean.
    low, high : float or None
        80% interval over draws of the inputs; None if the number is exact or no input uncertainty was stated.
    basis : {"exact", "draws", "point", "past cases"}
        Computed exactly; over draws of uncertain inputs; from point inputs, so that its uncertainty is unknown; or
        an error known from past cases.
    """

    name: str
    value: float
    basis: Basis
    unit: str = ""
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Finding:
    """One claim.

    Attributes
    ----------
    id : str
        Stable name: question, moment, subject.
    claim : str
        One or two plain sentences.
    priority : int
        Rank among the candidates for the first page; 0 is the most important, 9 never goes there.
    moment : str
        Id of the moment the claim speaks of; empty for the whole dossier.
    share, share_of : float or None, str
        Probability of something, and of what; a reader is shown the likelihood word for it.
    numbers : tuple of Number
        What the claim rests on.
    confidence, confidence_in, reason : str
        How much the claim can bear, in what (empty: the claim itself), and why; ``exact`` means counted or computed
        without approximation.
    disagreement : str
        Where models disagree, in words.
    would_change : str
        What would change the claim, in words.
    sources : tuple of Citation
        Passages and judgements the claim rests on.
    """

    id: str
    claim: str
    priority: int = 9
    moment: str = ""
    share: float | None = None
    share_of: str = ""
    numbers: tuple[Number, ...] = ()
    confidence: Confidence = "moderate"
    confidence_in: str = ""
    reason: str = ""
    disagreement: str = ""
    would_change: str = ""
    sources: tuple[Citation, ...] = ()


def distinct(sources: list[Citation]) -> tuple[Citation, ...]:
    """Return citations without repetition, documents before judgements, in order of passage."""
    return tuple(sorted(set(sources), key=lambda c: (c.is_judgement, c.document, c.first_line or 0, c.passage)))
