"""How far the models have missed before: what input ranges alone cannot show."""

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

MEAN_ERRORS_ON_EU_DECISIONS = {
    "compromise": 23.06,
    "capability-weighted mean": 22.74,
    "mean, salience squared": 23.70,
    "weighted median": 28.06,
    "Nash, worst case": 23.19,
    "Nash, reference point": 37.75,
    "election over positions": 22.90,
    "challenge model": 30.15,
    "forecaster": 22.53,
    "middle of the scale": 28.21,
}
"""Mean absolute error of each model on the same cases, in points of 100: of tied medians the middle, of the election its mean, the challenge model as
Scholz and others read it, the forecaster cross-validated, the last a guess. From the tables in ``tests/reference``."""
