"""A chance over the worlds: how likely something is, with all that is judged taken together."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.finding import Number
from goodoffices.assessment.interval import LEVELS
from goodoffices.assessment.wording import percent


@dataclass(frozen=True)
class Chance:
    """The mean of a chance that differs from world to world, with 80% of the worlds.

    The mean, unlike the median, is itself a chance: that of the thing in a world of which only the judged ranges are known. The chances
    of all that may become of a plan sum to one.

    >>> str(Chance.over(np.array([0.2, 0.4, 0.6]), stated=True))
    '40% (24% to 56%)'
    """

    mean: float
    low: float
    high: float
    stated: bool

    @classmethod
    def over(cls, values: NDArray[np.float64], stated: bool) -> "Chance":
        """Return the chance of one value per world; `stated` says whether any input was given as a range."""
        low, high = (float(value) for value in np.quantile(values, LEVELS))
        return cls(float(np.mean(values)), low, high, stated)

    def number(self, name: str) -> Number:
        """Return it as a number behind a claim."""
        if not self.stated:
            return Number(name, self.mean, "point")
        return Number(name, self.mean, "draws", "", self.low, self.high)

    def __str__(self) -> str:
        """Return it in per cent, with its interval if that is wider than a per cent."""
        if not self.stated or percent(self.low) == percent(self.high):
            return percent(self.mean)
        return f"{percent(self.mean)} ({percent(self.low)} to {percent(self.high)})"
