"""How likely a challenger is to win: the votes of all parties on every pair of positions."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.bargaining.challenge.switches import Switches, either
from goodoffices.models.bargaining.inputs import FloatArray

NEGLIGIBLE = 1e-12
"""Differences in distance or votes below this share of the whole are rounding."""

_COUNTED_BY_COMPARISON = 64
_CELLS_AT_ONCE = 1 << 20

IntArray = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Contests:
    """Every pair of positions and who stands nearer to which, for several draws.

    Attributes
    ----------
    position : ndarray, shape (parties, draws)
        In ascending order.
    blocks : list of tuple of ndarray
        Lower party, upper party, each of shape (pairs,), and the number of parties on the lower side of the middle,
        shape (pairs, draws).
    """

    position: FloatArray
    blocks: list[tuple[IntArray, IntArray, IntArray]]

    @classmethod
    def of(cls, position: FloatArray) -> "Contests":
        """Find the middle of every pair among positions in ascending order; O(n² log n)."""
        parties, draws = position.shape
        pairs = _pairs(parties, max(1, _CELLS_AT_ONCE // draws))
        return cls(position, [(j, k, _voters_up_to_middle(position, j, k)) for j, k in pairs])

    def support(self, weight: FloatArray, exponent: FloatArray | None = None) -> FloatArray:
        r"""Return the votes for every position against every other.

        .. math:: V_{jk} = \sum_i w_i \max(0, |x_i - x_k|^{r_i} - |x_i - x_j|^{r_i})

        Only parties on j's side of the middle between two positions vote for j. With parties in the order of their
        positions these are the first or the last ones, so prefix sums give each :math:`V_{jk}` in one step.

        Parameters
        ----------
        weight : ndarray, shape (parties, draws)
        exponent : ndarray, shape (parties, draws), optional
            Risk exponents; 1 throughout if left out.

        Returns
        -------
        ndarray, shape (parties, parties, draws)
            Votes for the first party's position against the second's; 0 where they are rounding.

        Examples
        --------
        >>> Contests.of(np.array([[0.0], [0.25], [1.0]])).support(np.ones((3, 1)))[0, :, 0].tolist()
        [0.0, 0.25, 1.5]
        """
        position = self.position
        parties, draws = position.shape
        votes = np.zeros((parties, parties, draws))
        floor = NEGLIGIBLE * weight.sum(axis=0)
        table = _straight_table(position, weight) if exponent is None else _curved_table(position, weight, exponent)
        for j, k, voters in self.blocks:
            if exponent is None:
                for_j, for_k = _straight(table, voters, j, k, position)
            else:
                for_j, for_k = _curved(table, voters, j, k)
            votes[j, k] = np.where(for_j < floor, 0.0, for_j)
            votes[k, j] = np.where(for_k < floor, 0.0, for_k)
        return votes

    def probabilities(self, weight: FloatArray, exponent: FloatArray | None, switches: Switches) -> FloatArray:
        """Return the probability that the first party wins a challenge of the second, shape (parties, parties, draws).

        Votes are divided by all votes of all ordered pairs, or by those of the pair. Where nobody prefers either of
        the two positions, the probability is 0 both ways.
        """
        votes = self.support(weight, exponent)

        def by_pair() -> FloatArray:
            return votes + votes.swapaxes(0, 1)

        def by_all() -> FloatArray:
            return np.asarray(2 * votes.sum(axis=(0, 1)))

        total = either(switches.pair, by_pair, by_all)
        votes /= np.where(total > 0, total, 1.0)
        return votes


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


def _straight_table(position: FloatArray, weight: FloatArray) -> FloatArray:
    """Return sums over the first parties of weight and of weight times position, shape (2, parties + 1, draws)."""
    sums = np.zeros((2, position.shape[0] + 1, position.shape[1]))
    np.cumsum(weight, axis=0, out=sums[0, 1:])
    np.cumsum(weight * position, axis=0, out=sums[1, 1:])
    return sums


def _straight(
    sums: FloatArray, voters: IntArray, j: IntArray, k: IntArray, position: FloatArray
) -> tuple[FloatArray, FloatArray]:
    weight, moment = sums
    x_j, x_k = position[j], position[k]
    gap, ends = x_k - x_j, x_j + x_k
    at = voters * weight.shape[1] + np.arange(weight.shape[1])
    weight_to_middle, moment_to_middle = weight.ravel().take(at), moment.ravel().take(at)
    w_j, w_k = weight[j + 1], weight[k]
    for_j = gap * w_j + ends * (weight_to_middle - w_j) - 2 * (moment_to_middle - moment[j + 1])
    for_k = gap * (weight[-1] - w_k) - ends * (w_k - weight_to_middle) + 2 * (moment[k] - moment_to_middle)
    return for_j, for_k


def _curved_table(position: FloatArray, weight: FloatArray, exponent: FloatArray) -> FloatArray:
    """Return sums over the first parties of weight times distance to the power, shape (parties + 1, parties, draws)."""
    parties, draws = position.shape
    sums = np.zeros((parties + 1, parties, draws))
    for party in range(parties):
        reach = np.abs(position - position[party]) ** exponent[party]
        np.add(sums[party], weight[party] * reach, out=sums[party + 1])
    return sums


def _curved(sums: FloatArray, voters: IntArray, j: IntArray, k: IntArray) -> tuple[FloatArray, FloatArray]:
    _, parties, draws = sums.shape
    at = (voters * parties + j[:, None]) * draws + np.arange(draws)
    near_j = sums.ravel().take(at)
    near_k = sums.ravel().take(at + ((k - j) * draws)[:, None])
    whole = sums[-1]
    return near_k - near_j, (whole[j] - near_j) - (whole[k] - near_k)
