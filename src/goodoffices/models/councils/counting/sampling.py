"""Chances to swing in games too large to count, by drawing coalitions or orders of joining at random."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.counting.reduced import Reduced
from goodoffices.models.councils.rules.condition import won

Floats = NDArray[np.float64]

CELLS = 2**21
"""Votes looked at together."""
CONFIDENCE = 0.95
Z = float(ndtri((1 + CONFIDENCE) / 2))


@dataclass(frozen=True)
class Sampled:
    """Estimates per type of voter.

    Attributes
    ----------
    values : ndarray of float, shape (types,)
        The estimates.
    low, high : ndarray of float, shape (types,)
        Ends of an interval of `CONFIDENCE` for each by itself.
    """

    values: Floats
    low: Floats
    high: Floats


def sampled_shapley(game: Reduced, draws: int, seed: int) -> Sampled:
    """Return how often a voter of each type is the one with whom a random order of joining first wins.

    Intervals are Wilson's, for the share of orders in which one of the type's voters is the one.
    """
    kind_of, weights = _voters(game)
    pivots = np.zeros(len(game.types), dtype=np.int64)
    generator = np.random.default_rng(seed)
    for number in _batches(draws, len(kind_of)):
        order = generator.random((number, len(kind_of))).argsort(axis=1)
        carried = won(game.condition, (votes[order].cumsum(axis=1) for votes in weights))
        pivots += np.bincount(kind_of[order[np.arange(number), carried.argmax(axis=1)]], minlength=len(pivots))
    sizes = np.array([len(kind.members) for kind in game.types])
    low, high = _wilson(pivots / draws, draws)
    return Sampled(pivots / draws / sizes, low / sizes, high / sizes)


def sampled_banzhaf(game: Reduced, draws: int, seed: int, *, normalised: bool) -> Sampled:
    """Return how often a voter of each type swings a random coalition of the others, or its share of all swings.

    Intervals of the chance are Wilson's; those of the share follow from the variance of a ratio (delta method). Each
    draw looks at all voters in the same coalition; for a type they are averaged.

    Raises
    ------
    ModelInputError
        If a share of swings is asked and none was found.
    """
    kind_of, weights = _voters(game)
    first = np.searchsorted(kind_of, np.arange(len(game.types)))
    sizes = np.bincount(kind_of)
    # Sums over draws of the swings of a type, of their square, of their product with all swings, and of the square of these.
    total, square, product, whole = (np.zeros(len(sizes)) for _ in range(4))
    generator = np.random.default_rng(seed)
    for number in _batches(draws, len(kind_of)):
        joined = generator.random((number, len(kind_of))) < 0.5
        sums = [joined.astype(np.int64) @ votes for votes in weights]
        without = [votes_cast[:, None] - joined * votes for votes_cast, votes in zip(sums, weights, strict=True)]
        lost = ~won(game.condition, without)
        gained = won(game.condition, [others + votes for others, votes in zip(without, weights, strict=True)])
        swings = np.add.reduceat((lost & gained).astype(np.float64), first, axis=1)
        all_swings = swings.sum(axis=1)
        total += swings.sum(axis=0)
        square += (swings**2).sum(axis=0)
        product += all_swings @ swings
        whole += (all_swings**2).sum()
    if not normalised:
        # The mean over a type's voters varies no more than one of them does.
        values = total / draws / sizes
        low, high = _wilson(values, draws)
        return Sampled(values, low, high)
    if total.sum() == 0:
        raise ModelInputError(
            f"nobody swings any of {draws} coalitions drawn; draw more, or ask for the Penrose measure"
        )
    shares = total / total.sum()
    # Sum over draws of (swings of the type - share * all swings) ** 2.
    residual = square - 2 * shares * product + shares**2 * whole
    error = Z * np.sqrt(np.maximum(residual, 0)) / total.sum()
    # A type never seen to swing may still do so: Wilson's bound on its chance.
    error = np.maximum(error, np.where(total == 0, _wilson(np.zeros(1), draws)[1] * sizes * draws / total.sum(), 0))
    return Sampled(shares / sizes, np.maximum(shares - error, 0) / sizes, np.minimum(shares + error, 1) / sizes)


def _voters(game: Reduced) -> tuple[NDArray[np.int64], list[NDArray[np.int64]]]:
    sizes = [len(kind.members) for kind in game.types]
    kind_of = np.repeat(np.arange(len(sizes)), sizes)
    votes = np.array([kind.weights for kind in game.types], dtype=np.int64)
    return kind_of, list(votes[kind_of].T)


def _batches(draws: int, voters: int) -> list[int]:
    if draws < 1:
        raise ModelInputError(f"at least one draw is needed; found {draws}")
    size = max(1, CELLS // voters)
    return [min(size, draws - start) for start in range(0, draws, size)]


def _wilson(share: Floats, draws: int) -> tuple[Floats, Floats]:
    middle = (share + Z**2 / (2 * draws)) / (1 + Z**2 / draws)
    half = Z / (1 + Z**2 / draws) * np.sqrt(share * (1 - share) / draws + Z**2 / (4 * draws**2))
    # Rounding must not put the estimate outside.
    return np.clip(middle - half, 0, share), np.clip(middle + half, share, 1)
