"""The thresholds of a condition side by side, and voters that no threshold tells apart."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.condition import All, Any, Condition, Threshold

LARGEST_SUM = 2**62
"""Sums of votes are held in 64 bits."""

Truth = TypeVar("Truth", bool, NDArray[np.bool_])


def thresholds_of(condition: Condition) -> tuple[Threshold, ...]:
    """Return the thresholds of a condition from left to right.

    Raises
    ------
    ModelInputError
        If the votes of one of them add up to more than 64 bits hold.
    """
    found = tuple(_leaves(condition))
    if any(sum(map(abs, leaf.weights)) >= LARGEST_SUM for leaf in found):
        raise ModelInputError("the votes add up to more than can be counted with; divide all of them and the quota")
    return found


def met(condition: Condition, reached: Sequence[Truth]) -> Truth:
    """Return whether a condition is met if the thresholds that are reached are, in the order of `thresholds_of`."""
    return _combined(condition, iter(reached))


def voter_classes(condition: Condition, labels: Sequence[int] = ()) -> tuple[tuple[int, ...], ...]:
    """Return the voters in groups of those with the same weight in every threshold, and the same label if there are any.

    Members of a group can stand in for one another in every coalition. Groups are in the order of their first members.
    """
    rows: list[Sequence[int]] = [leaf.weights for leaf in thresholds_of(condition)]
    if labels:
        rows.append(labels)
    groups: dict[tuple[int, ...], list[int]] = {}
    for voter, signature in enumerate(zip(*rows, strict=True)):
        groups.setdefault(signature, []).append(voter)
    return tuple(tuple(group) for group in groups.values())


def dual(condition: Condition) -> Condition:
    """Return the condition of those who can block: the others do not win without them."""
    match condition:
        case Threshold(weights, quota):
            return Threshold(weights, sum(weights) - quota + 1)
        case All(parts):
            return Any(tuple(dual(part) for part in parts))
        case Any(parts):
            return All(tuple(dual(part) for part in parts))


def _leaves(condition: Condition) -> Iterator[Threshold]:
    match condition:
        case Threshold():
            yield condition
        case All(parts) | Any(parts):
            for part in parts:
                yield from _leaves(part)


def _combined(condition: Condition, reached: Iterator[Truth]) -> Truth:
    match condition:
        case Threshold():
            return next(reached)
        case All(parts):
            whole = _combined(parts[0], reached)
            for part in parts[1:]:
                whole = _combined(part, reached) & whole
            return whole
        case Any(parts):
            whole = _combined(parts[0], reached)
            for part in parts[1:]:
                whole = _combined(part, reached) | whole
            return whole
