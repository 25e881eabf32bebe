"""How far the compromise model has missed before: what input ranges alone cannot show."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr


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

    def chance_between(self, settlement: ArrayLike, low: float, high: float, length: float) -> float:
        """Return the probability that the outcome falls between two positions, given draws of the forecast.

        Around each draw the outcome is normal, with a mean absolute error as large as on past cases.

        Parameters
        ----------
        settlement : array_like, shape (draws,)
            The model's expected settlements.
        low, high : float
            The two positions; may be infinite.
        length : float
            Length of the scale, in the units of `settlement`.

        Returns
        -------
        float
            A probability, the mean over the draws.

        Examples
        --------
        >>> COMPROMISE_ON_EU_DECISIONS.chance_between([50.0], float("-inf"), 50.0, 100.0)
        0.5
        """
        # The mean absolute value of a normal variable is its standard deviation times the root of 2/pi.
        deviation = self.mean_error / 100 * length * math.sqrt(math.pi / 2)
        below = ndtr((np.array([[high], [low]]) - np.asarray(settlement, dtype=float)) / deviation)
        return float((below[0] - below[1]).mean())


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
