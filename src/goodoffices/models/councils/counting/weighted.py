"""Swings under one quota, by the distribution of votes over coalitions."""

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.councils.counting.reduced import VoterType, ascending
from goodoffices.models.councils.counting.residues import moduli, whole_numbers
from goodoffices.models.councils.rules.condition import Threshold, dual

Residues = NDArray[np.uint64]

WORD = 2**64
ROOM = 20
"""Doublings that a remainder has room for in a word of 64 bits."""
BLOCK = 2**16


def steps(threshold: Threshold, kinds: tuple[VoterType, ...], *, by_size: bool) -> int:
    """Return about how many additions :func:`weighted` needs."""
    quota = min(threshold.quota, dual(threshold).quota)
    weights = ascending(kinds)
    reached = np.minimum(np.cumsum(weights, dtype=np.float64), quota).sum()
    return int(reached) * (len(weights) + 1 if by_size else 1) * len(_moduli(len(weights)))


def cells(threshold: Threshold, voters: int, *, by_size: bool) -> int:
    """Return how many numbers :func:`weighted` holds at once."""
    return min(threshold.quota, dual(threshold).quota) * (voters + 1 if by_size else 1)


def weighted(threshold: Threshold, kinds: tuple[VoterType, ...], *, by_size: bool) -> list[list[int]]:
    r"""Return how many coalitions a voter of each type swings, in all or by size.

    With *F(k, s)* the number of coalitions of *k* voters and *s* votes and *G* the same without voter *i*,

    .. math:: F(k, s) = G(k, s) + G(k - 1, s - w_i)
              \quad\Rightarrow\quad G(k, s) = \sum_{j \ge 0} (-1)^j F(k - j, s - j w_i),

    so that one table serves all voters. It is summed over votes below the quota of the game or of its dual, whichever is
    lower, and computed in remainders by several moduli, from which the whole numbers follow.

    Parameters
    ----------
    threshold : Threshold
        The quota; votes cut at it and without common divisor.
    kinds : tuple of VoterType
        Voters that hold votes, those alike together.
    by_size : bool
        Whether to tell coalitions apart by size.

    Returns
    -------
    list of list of int
        Per type the swings by size of the coalition, or a list of one number, their sum.

    Notes
    -----
    With n voters and quota q: O(n q) additions per modulus, n times as many by size, and q (or n q) numbers of memory. A
    modulus of 2 ** 64 and primes of 44 bits suffice for numbers up to 2 ** n. Between two reductions a remainder has room for
    `ROOM` doublings, so that no sum overflows.
    """
    other = dual(threshold)
    turned = other.quota < threshold.quota
    quota = other.quota if turned else threshold.quota
    # Small votes first keep the table short for long.
    weights = ascending(kinds)
    width = len(weights) + 1 if by_size else 1
    divisors = _moduli(len(weights))
    remainders = [_remainders(weights, kinds, quota, width, divisor) for divisor in divisors]
    counts: list[list[int]] = whole_numbers(remainders, divisors).tolist()
    return [row[::-1] for row in counts] if turned else counts


def _moduli(voters: int) -> tuple[int, ...]:
    return moduli(2**voters, WORD >> ROOM, first=(WORD,))


def _remainders(weights: list[int], kinds: tuple[VoterType, ...], quota: int, width: int, divisor: int) -> Residues:
    table = _cumulative(_coalitions(weights, quota, width, divisor).reshape(quota, width), divisor)
    swings = [_swings(table, kind.weights[0], divisor) for kind in kinds]
    return np.array(swings, dtype=np.uint64)


def _coalitions(weights: list[int], quota: int, width: int, divisor: int) -> Residues:
    """Return the number of coalitions by votes below the quota and size, flat, modulo the divisor."""
    table = np.zeros(quota * width, dtype=np.uint64)
    table[0] = 1
    votes = doublings = 0
    for weight in weights:
        votes += weight
        end = min(votes + 1, quota) * width
        shift = weight * width + (width > 1)
        # From the top down in blocks that stay in the processor's cache.
        for high in range(end, shift, -BLOCK):
            low = max(shift, high - BLOCK)
            table[low:high] += table[low - shift : high - shift]
        doublings += 1
        # The first entry of 1 leaves room for 63 doublings; a remainder for fewer.
        if divisor != WORD and doublings == ROOM:
            table[:end] %= np.uint64(divisor)
            doublings = 0
    return table if divisor == WORD else table % np.uint64(divisor)


def _cumulative(table: Residues, divisor: int) -> Residues:
    if divisor == WORD:
        return np.asarray(np.cumsum(table, axis=0, dtype=np.uint64))
    rows = 2 ** (ROOM - 1)
    for start in range(0, len(table), rows):
        block = table[start : start + rows]
        if start:
            block[0] += table[start - 1]
        np.cumsum(block, axis=0, out=block)
        block %= np.uint64(divisor)
    return table


def _swings(table: Residues, weight: int, divisor: int) -> Residues:
    quota, width = table.shape
    if width == 1:
        total = _alternating(table[quota - 1 :: -weight], divisor)
        return _modulo(total + total + _less(table[quota - 1], divisor), divisor)
    most = min((quota - 1) // weight, width - 1)
    step = np.arange(most + 1)[:, None]
    size = np.arange(width)[None, :]
    terms = np.where(size >= step, table[quota - 1 - step * weight, np.maximum(size - step, 0)], np.uint64(0))
    without = _alternating(terms, divisor)
    return _modulo(without[:-1] + without[1:] + _less(table[quota - 1, 1:], divisor), divisor)


def _alternating(terms: Residues, divisor: int) -> Residues:
    if divisor == WORD:
        return np.asarray(terms[::2].sum(axis=0) - terms[1::2].sum(axis=0))
    plus, minus = (_total(terms[start::2], divisor) for start in (0, 1))
    return _modulo(plus + _less(minus, divisor), divisor)


def _total(terms: Residues, divisor: int) -> Residues:
    total = np.zeros(terms.shape[1:], dtype=np.uint64)
    for start in range(0, len(terms), 2 ** (ROOM - 1)):
        total = _modulo(total + terms[start : start + 2 ** (ROOM - 1)].sum(axis=0), divisor)
    return total


def _less(number: Residues, divisor: int) -> Residues:
    return np.asarray(~number + np.uint64(1)) if divisor == WORD else np.uint64(divisor) - number


def _modulo(number: Residues, divisor: int) -> Residues:
    return number if divisor == WORD else number % np.uint64(divisor)
