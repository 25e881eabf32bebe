"""Swings under any rule, by counting the ways through its decision diagram."""

from math import comb

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from goodoffices.models.councils.counting.diagram import Diagram, Layer
from goodoffices.models.councils.counting.residues import moduli, whole_numbers

Counts = NDArray[np.float64]

EXACT = 2**53
"""Whole numbers up to this are exact in floating point."""
PRIMES_BELOW = 2**21
NODES_AT_ONCE = EXACT // PRIMES_BELOW**2
"""So many products of two remainders add up without rounding."""


def numbers_held(rule: Diagram, *, by_size: bool) -> int:
    """Return how many numbers :func:`branching` holds at once."""
    asked = held = 0
    for layer in rule.layers:
        held += len(layer.after) * (asked + 1 if by_size else 1)
        asked += len(layer.kind.members)
    return 2 * held


def passes(rule: Diagram) -> int:
    """Return by how many moduli :func:`branching` counts."""
    return len(_moduli(sum(len(layer.kind.members) for layer in rule.layers)))


def branching(rule: Diagram, *, by_size: bool) -> list[list[int]]:
    r"""Return how many coalitions a voter of each type swings, in all or by size.

    Let :math:`a_v(k)` count the ways that lead to node *v* with *k* voters joined, and :math:`b_v(k)` those from *v* to a win with
    *k* more. A voter asked at *v* swings :math:`\sum_v \sum_{j} a_v(j) (b_{v+}(k - j) - b_{v-}(k - j))` coalitions of size *k*, where
    *v+* and *v-* follow if it joins or not. Voters of one type are taken together, by binomial coefficients.

    Parameters
    ----------
    rule : Diagram
        The decision diagram.
    by_size : bool
        Whether to tell coalitions apart by size.

    Returns
    -------
    list of list of int
        Per type, in the game's order, the swings by size of the coalition, or a list of one number, their sum.

    Notes
    -----
    All numbers are whole. Up to 53 voters they are exact in floating point; beyond, they are computed as remainders by primes
    below `PRIMES_BELOW`, never more than `NODES_AT_ONCE` products between two reductions.
    """
    voters = sum(len(layer.kind.members) for layer in rule.layers)
    divisors = _moduli(voters)
    entering = [_entering(layer) for layer in rule.layers[:-1]]
    counts = whole_numbers([_remainders(rule, entering, divisor, by_size) for divisor in divisors], divisors).tolist()
    by_type = dict(zip(rule.order, counts, strict=True))
    return [by_type[place] for place in range(len(counts))]


def _moduli(voters: int) -> tuple[int, ...]:
    return (EXACT,) if 2**voters <= EXACT else moduli(2**voters, PRIMES_BELOW)


def _entering(layer: Layer) -> list[csr_matrix]:
    """Return matrices that add up what enters each node of the next layer, by how many have joined."""
    nodes, branches = layer.after.shape
    shape = (int(layer.after.max()) + 1, nodes)
    return [
        csr_matrix((np.ones(nodes), (layer.after[:, number], np.arange(nodes))), shape) for number in range(branches)
    ]


def _remainders(rule: Diagram, entering: list[list[csr_matrix]], divisor: int, by_size: bool) -> NDArray[np.uint64]:
    leading = [np.ones((1, 1))]
    for into in entering:
        leading.append(_joined(into, leading[-1], divisor, by_size))
    winning = rule.wins.astype(np.float64)[:, None]
    swings = []
    for layer, ways in zip(rule.layers[::-1], leading[::-1], strict=True):
        others = len(layer.kind.members) - 1
        more = winning[layer.after]
        decided = more[:, 1:] - more[:, :-1]
        swings.append(_product(ways, _mixed(decided, others, divisor, by_size), divisor, by_size))
        winning = _mixed(more, others + 1, divisor, by_size)
    return np.array(swings[::-1]).astype(np.uint64)


def _joined(entering: list[csr_matrix], ways: Counts, divisor: int, by_size: bool) -> Counts:
    members = len(entering) - 1
    joined = np.zeros((entering[0].shape[0], ways.shape[1] + (members if by_size else 0)))
    for number, into in enumerate(entering):
        start = number if by_size else 0
        chosen = into @ _modulo(ways * (comb(members, number) % divisor), divisor)
        joined[:, start : start + ways.shape[1]] += _modulo(chosen, divisor)
    return _modulo(joined, divisor)


def _mixed(more: Counts, voters: int, divisor: int, by_size: bool) -> Counts:
    """Return the sum over how many of `voters` join, each with its binomial coefficient; `more` has shape (nodes, joining, sizes)."""
    nodes, _, sizes = more.shape
    mixed = np.zeros((nodes, sizes + (voters if by_size else 0)))
    for number in range(voters + 1):
        start = number if by_size else 0
        mixed[:, start : start + sizes] += _modulo(more[:, number] * (comb(voters, number) % divisor), divisor)
    return _modulo(mixed, divisor)


def _product(ways: Counts, decided: Counts, divisor: int, by_size: bool) -> Counts:
    both = np.zeros((ways.shape[1], decided.shape[1]))
    for start in range(0, len(ways), len(ways) if divisor == EXACT else NODES_AT_ONCE):
        end = len(ways) if divisor == EXACT else start + NODES_AT_ONCE
        both = _modulo(both + _modulo(ways[start:end].T @ decided[start:end], divisor), divisor)
    if not by_size:
        return _modulo(both.reshape(1), divisor)
    total = np.zeros(both.shape[0] + both.shape[1] - 1)
    for size, row in enumerate(both):
        total[size : size + len(row)] += row
    return _modulo(total, divisor)


def _modulo(numbers: Counts, divisor: int) -> Counts:
    # Up to 2 ** 53 nothing needs reducing, and the largest number may be 2 ** 53 itself.
    return numbers if divisor == EXACT else np.mod(numbers, divisor)
