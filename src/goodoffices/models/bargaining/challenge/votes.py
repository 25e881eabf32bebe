"""How likely a challenger is to win: the votes of all parties on every pair of positions."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.bargaining.challenge.places import NEGLIGIBLE, Places
from goodoffices.models.bargaining.inputs import FloatArray

_COUNTED_BY_COMPARISON = 64
_CELLS_AT_ONCE = 1 << 20

IntArray = NDArray[np.int64]
Count = Callable[[IntArray, IntArray, IntArray], tuple[FloatArray, FloatArray]]


@dataclass(frozen=True, eq=False)
class Contests:
    """Every pair of positions and who stands nearer to which, for several draws.

    Attributes
    ----------
    places : Places
    blocks : list of tuple of ndarray
        Lower party, upper party, each of shape (pairs,), and the number of parties on the lower side of the middle,
        shape (pairs, draws).
    """

    places: Places
    blocks: list[tuple[IntArray, IntArray, IntArray]]

    @classmethod
    def of(cls, places: Places) -> "Contests":
        """Find the middle of every pair; O(n² log n)."""
        position = places.position
        parties, draws = position.shape
        pairs = _pairs(parties, max(1, _CELLS_AT_ONCE // draws))
        return cls(places, [(j, k, _voters_up_to_middle(position, j, k)) for j, k in pairs])

    def votes(
        self, weight: FloatArray, exponent: FloatArray | None = None
    ) -> Iterator[tuple[IntArray, IntArray, FloatArray, FloatArray]]:
        r"""Yield lower parties, upper parties and the votes for the lower and for the upper one's position.

        .. math:: V_{jk} = \sum_i w_i \max(0, |x_i - x_k|^{r_i} - |x_i - x_j|^{r_i})

        Only parties on j's side of the middle between two positions vote for j. With parties in the order of their
        positions these are the first or the last ones, so prefix sums give each :math:`V_{jk}` in one step.

        Parameters
        ----------
        weight : ndarray, shape (parties, draws)
        exponent : ndarray, shape (parties, draws), optional
            Risk exponents; 1 throughout if left out.

        Yields
        ------
        lower, upper : ndarray of int, shape (pairs,)
        for_lower, for_upper : ndarray, shape (pairs, draws)
            Votes.

        Examples
        --------
        >>> from goodoffices.models.bargaining.challenge.reading import SCHOLZ_2011
        >>> from goodoffices.models.bargaining.challenge.switches import Switches
        >>> places = Places(np.array([[0.0], [0.25], [1.0]]), np.array([0.25]), Switches.of([SCHOLZ_2011], 1))
        >>> [pairs] = Contests.of(places).votes(np.ones((3, 1)))
        >>> [array.ravel().tolist() for array in pairs]
        [[0, 0, 1], [1, 2, 2], [0.25, 1.5, 1.5], [0.5, 1.0, 0.75]]
        """
        count = _straight(self.places, weight) if exponent is None else _curved(self.places, weight, exponent)
        for lower, upper, voters in self.blocks:
            yield lower, upper, *count(lower, upper, voters)

    def probabilities(self, weight: FloatArray, exponent: FloatArray | None = None) -> FloatArray:
        """Return the probability that the first party wins a challenge of the second, shape (parties, parties, draws).

        Votes are divided by all votes of all ordered pairs, or by those of the pair. Where nobody prefers either of
        the two positions, the probability is 0 both ways.
        """
        (parties, draws), pair = self.places.position.shape, self.places.switches.pair
        floor = NEGLIGIBLE * weight.sum(axis=0)
        chance = np.zeros((parties, parties, draws))
        everything = np.zeros(draws)
        for lower, upper, for_lower, for_upper in self.votes(weight, exponent):
            everything += 2 * (for_lower.sum(axis=0) + for_upper.sum(axis=0))
            together = np.ones(1)
            if pair.any():
                together = for_lower + for_upper
                together = np.where(together > floor, together, np.inf)
                together = together if pair.all() else np.where(pair, together, 1.0)
            chance[lower, upper] = for_lower / together
            chance[upper, lower] = for_upper / together
        if not pair.all():
            chance /= np.where(pair, 1.0, np.where(everything > floor, everything, np.inf))
        return chance


@lru_cache(maxsize=4)
def _all_pairs(parties: int) -> tuple[IntArray, IntArray]:
    lower, upper = np.triu_indices(parties, 1)
    return lower, upper


def _pairs(parties: int, step: int) -> Iterator[tuple[IntArray, IntArray]]:
    """Yield all pairs of parties in blocks, the lower one first."""
    if parties <= _COUNTED_BY_COMPARISON:
        yield _all_pairs(parties)
        return
    rows = max(1, step // parties)
    for start in range(0, parties - 1, rows):
        lower = np.arange(start, min(start + rows, parties - 1))
        yield (
            np.repeat(lower, parties - 1 - lower),
            np.concatenate([np.arange(low + 1, parties) for low in lower]),
        )


def _voters_up_to_middle(position: FloatArray, j: IntArray, k: IntArray) -> IntArray:
    """Count the parties on the lower side of the middle of each pair, shape (pairs, draws)."""
    parties, draws = position.shape
    if parties <= _COUNTED_BY_COMPARISON:
        ends = position[:, None] + position
        count = np.zeros(ends.shape, dtype=np.int8)
        twice = 2 * position
        for party in range(1, parties - 1):
            count[:party, party + 1 :] += (twice[party] <= ends[:party, party + 1 :]).view(np.int8)
        return np.asarray(count[j, k] + (j[:, None] + 1))
    voters = np.empty((len(j), draws), dtype=np.int64)
    middle = (position[j] + position[k]) / 2
    for draw in range(draws):
        voters[:, draw] = np.searchsorted(position[:, draw], middle[:, draw], side="right")
    return np.clip(voters, j[:, None] + 1, k[:, None], out=voters)


def _straight(places: Places, weight: FloatArray) -> Count:
    """Return how to count votes that fall with distance itself.

    Voters beyond the lower party give it their weight times the gap, those between it and the middle their weight times the
    sum of the two positions less twice their moment (weight times position); and likewise from above. Sums are first
    taken from each other, so that between neighbours nothing is left of them, however close they are.
    """
    position = places.position
    parties, draws = position.shape
    weights, moments = np.zeros((2, parties + 1, draws))
    np.cumsum(weight, axis=0, out=weights[1:])
    np.cumsum(2 * weight * position, axis=0, out=moments[1:])

    def count(lower: IntArray, upper: IntArray, voters: IntArray) -> tuple[FloatArray, FloatArray]:
        at = voters * draws
        at += np.arange(draws)
        weight_to_middle, moment_to_middle = weights.ravel().take(at), moments.ravel().take(at)
        gap, ends = position[upper], position[lower]
        gap -= ends
        ends += position[upper]

        def between(end: IntArray) -> FloatArray:
            votes = weight_to_middle - weights[end]
            votes *= ends
            votes -= moment_to_middle - moments[end]
            return np.asarray(votes)

        for_lower, for_upper = between(lower + 1), between(upper)
        for_lower += gap * weights[lower + 1]
        for_upper += gap * (weights[-1] - weights[:-1])[upper]
        return for_lower, for_upper

    return count


def _curved(places: Places, weight: FloatArray, exponent: FloatArray) -> Count:
    """Return how to count votes that fall with distance raised to the voter's exponent."""
    parties, draws = weight.shape
    sums = np.zeros((parties + 1, parties, draws))
    for rows in places.blocks():
        np.power(places.distance(rows), exponent[rows, None], out=sums[1:][rows])
        sums[1:][rows] *= weight[rows, None]
    for party in range(parties):
        sums[party + 1] += sums[party]

    def count(lower: IntArray, upper: IntArray, voters: IntArray) -> tuple[FloatArray, FloatArray]:
        at = voters * (parties * draws)
        at += (lower * draws)[:, None] + np.arange(draws)
        near_lower = sums.ravel().take(at)
        at += ((upper - lower) * draws)[:, None]
        near_upper = sums.ravel().take(at)
        for_lower = near_upper - near_lower
        for_upper = sums[-1][lower]
        for_upper -= near_lower
        near_upper -= sums[-1][upper]
        for_upper += near_upper
        return for_lower, for_upper

    return count
