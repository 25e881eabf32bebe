"""A distribution of voting power."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Power:
    """Each voter's power, exact, and how it was computed.

    Attributes
    ----------
    index : str
        Name of the index.
    shares : mapping of str to Fraction
        Power of each voter; the shares add up to 1 unless the index says otherwise.
    method : str
        How the numbers were found, for the methods section of a report.
    """

    index: str
    shares: Mapping[str, Fraction]
    method: str

    def as_floats(self) -> dict[str, float]:
        """Return the shares as floating-point numbers."""
        return {voter: float(share) for voter, share in self.shares.items()}
