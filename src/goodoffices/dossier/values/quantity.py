"""A judged number: a point, or a range with its likeliest value."""

import math
import re
from dataclasses import dataclass

_NUMBER = r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)"
_POINT = re.compile(rf"({_NUMBER})")
_RANGE = re.compile(rf"({_NUMBER})\s*\.\.\s*({_NUMBER})\s*\.\.\s*({_NUMBER})")
EXPECTED = "a number such as 60, or a range low..likely..high such as 50..60..75"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as an analyst judges it: lowest, likeliest and highest value that could be defended.

    A point has all three equal. Models run on draws from the PERT distribution on ``[low, high]`` with mode
    ``likely``.

    >>> Quantity.parse("50..60..75")
    Quantity(low=50.0, likely=60.0, high=75.0)
    >>> str(Quantity.parse("60"))
    '60'
    """

    low: float
    likely: float
    high: float

    @classmethod
    def parse(cls, text: str) -> "Quantity":
        """Read ``60`` or ``50..60..75``.

        Raises
        ------
        ValueError
            If the text is neither, if a value is not finite, or if the three are not in ascending order.
        """
        text = text.strip()
        if match := _POINT.fullmatch(text):
            return cls.point(float(match[1]))
        if match := _RANGE.fullmatch(text):
            low, likely, high = (float(part) for part in match.groups())
            if not (math.isfinite(low) and math.isfinite(high)):
                raise ValueError("not a finite number")
            if low <= likely <= high:
                return cls(low, likely, high)
            raise ValueError("the three values must ascend")
        raise ValueError("not a number or a range")

    @classmethod
    def point(cls, value: float) -> "Quantity":
        """Return a quantity without stated uncertainty."""
        if not math.isfinite(value):
            raise ValueError("not a finite number")
        return cls(value, value, value)

    @property
    def is_point(self) -> bool:
        """Whether no uncertainty was stated."""
        return self.low == self.high

    def within(self, low: float, high: float) -> bool:
        """Whether the whole range lies in ``[low, high]``."""
        return low <= self.low and self.high <= high

    def __str__(self) -> str:
        """Return the quantity as it is written in a dossier."""
        if self.is_point:
            return f"{self.likely:g}"
        return f"{self.low:g}..{self.likely:g}..{self.high:g}"
