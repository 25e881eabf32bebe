"""A distribution of voting power."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction


@dataclass(frozen=True)
class Power:
    """Each voter's power, how it was computed, and how far off it may be.

    Attributes
    ----------
    index : str
        Name of the index.
    shares : mapping of str to Fraction
        Power of each voter; the shares add up to 1 unless the index says otherwise. Exact if `error` is 0; otherwise
        floating-point numbers, written as fractions.
    method : str
        How the numbers were found, for the methods section of a report.
    error : float
        No share is farther off than this. 0 if they are exact; if they were drawn at random, half the width of the widest interval.
    intervals : mapping of str to (float, float)
        If the shares were drawn at random, an interval per voter that holds its power with probability .95, each by itself;
        otherwise empty.
    """

    index: str
    shares: Mapping[str, Fraction]
    method: str
    error: float = 0.0
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    @property
    def is_exact(self) -> bool:
        """Whether the shares are exact."""
        return self.error == 0

    def as_floats(self) -> dict[str, float]:
        """Return the shares as floating-point numbers."""
        return {voter: float(share) for voter, share in self.shares.items()}
