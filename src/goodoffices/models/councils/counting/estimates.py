"""From numbers per type of voter to a distribution of power."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.councils.counting.reduced import Reduced
from goodoffices.models.councils.counting.sampling import CONFIDENCE, Sampled
from goodoffices.models.councils.measures.power import Power

T = TypeVar("T")


def spread(voters: Sequence[str], game: Reduced, values: Iterable[Fraction]) -> dict[str, Fraction]:
    """Return each voter's value from those of the types; that of a voter without votes is 0."""
    return _by_voter(voters, game, values, Fraction(0))


def approximate(
    index: str, voters: Sequence[str], game: Reduced, values: NDArray[np.float64], error: float, method: str
) -> Power:
    """Return floating-point values with a bound on their error as a distribution of power."""
    shares = spread(voters, game, (Fraction(value) for value in np.clip(values, 0, 1).tolist()))
    return Power(index, shares, f"{method}, error at most {error:.1e}", error)


def estimated(index: str, voters: Sequence[str], game: Reduced, sample: Sampled, method: str) -> Power:
    """Return values drawn at random as a distribution of power."""
    shares = spread(voters, game, (Fraction(value) for value in sample.values.tolist()))
    ends = zip(sample.low.tolist(), sample.high.tolist(), strict=True)
    intervals = _by_voter(voters, game, ends, (0.0, 0.0))
    error = float((sample.high - sample.low).max() / 2)
    return Power(index, shares, f"{method}, {CONFIDENCE:.0%} intervals of at most ±{error:.1e}", error, intervals)


def _by_voter(voters: Sequence[str], game: Reduced, values: Iterable[T], without: T) -> dict[str, T]:
    spread_out = dict.fromkeys(voters, without)
    for kind, value in zip(game.types, values, strict=True):
        spread_out.update({voters[member]: value for member in kind.members})
    return spread_out
