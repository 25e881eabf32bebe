"""A number with its interval over the worlds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

LEVELS = (0.10, 0.90)
"""The 80% interval, as quantiles."""


@dataclass(frozen=True)
class Interval:
    """A median with its 80% interval over the worlds; a point if no input uncertainty was stated."""

    median: float
    low: float
    high: float
    stated: bool

    @classmethod
    def over(cls, values: NDArray[np.float64], stated: bool) -> "Interval":
        """Return the interval of one value per world."""
        if len(values) == 1:
            only = float(values[0])
            return cls(only, only, only, stated)
        low, median, high = (float(value) for value in np.quantile(values, [LEVELS[0], 0.5, LEVELS[1]]))
        return cls(median, low, high, stated)

    def holds(self, value: float, tolerance: float) -> bool:
        """Whether a value lies in the interval, or no further from it than `tolerance`."""
        return self.low - tolerance <= value <= self.high + tolerance
