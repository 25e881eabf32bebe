"""How far the compromise model has missed before: what input ranges alone cannot show."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TrackRecord:
    """Errors of a model on negotiations whose outcomes are known, in points of a scale from 0 to 100.

    Attributes
    ----------
    cases : int
        Number of issues with a known outcome.
    mean_error, error_80 : float
        Mean absolute error, and the error that four misses in five stay below.
    source : str
        Where the cases come from.
    """

    cases: int
    mean_error: float
    error_80: float
    source: str


COMPROMISE_ON_EU_DECISIONS = TrackRecord(
    cases=268,
    mean_error=23.06,
    error_80=36.63,
    source=(
        "the Decision-making in the European Union data set (Thomson, Arregui, Leuffen, Costello, Cross, Hertz & "
        "Jensen 2012, Journal of European Public Policy 19(4)), 268 issues with known outcome and weights"
    ),
)
"""Reproduced by ``tests/reference/test_eu_decisions.py`` from the published data set."""
