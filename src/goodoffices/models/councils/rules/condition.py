"""What a coalition must meet to win, as sums of votes: the form in which every rule is computed with."""

import operator
import typing
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError

LARGEST_SUM = 2**62
"""Sums of votes are held in 64 bits."""


@dataclass(frozen=True)
class Threshold:
    """The votes of a coalition's members add up to at least `quota`; `weights` has one entry per voter."""

    weights: tuple[int, ...]
    quota: int


@dataclass(frozen=True)
class All:
    """Every part is met."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Any:
    """At least one part is met."""

    parts: tuple["Condition", ...]


Condition = Threshold | All | Any


def thresholds_of(condition: Condition) -> tuple[Threshold, ...]:
    """Return the thresholds of a condition from left to right, each as often as it stands there."""
    return tuple(_leaves(condition))


def thresholds_in_64_bits(condition: Condition) -> tuple[Threshold, ...]:
    """Return the same, for sums in arrays.

    Raises
    ------
    ModelInputError
        If the votes of one of them add up to more than 64 bits hold.
    """
    found = thresholds_of(condition)
    if any(sum(map(abs, leaf.weights)) >= LARGEST_SUM for leaf in found):
        raise ModelInputError("the votes add up to more than can be counted with; divide all of them and the quota")
    return found


@overload
def won(condition: Condition, votes: Iterable[int]) -> bool: ...


@overload
def won(condition: Condition, votes: Iterable[NDArray[np.int64]]) -> NDArray[np.bool_]: ...


def won(condition: Condition, votes: Iterable[typing.Any]) -> typing.Any:
    """Return whether a condition is met with so many votes for each threshold, in the order of `thresholds_of`."""
    return _won(condition, iter(votes))


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


@overload
def dual(condition: Threshold) -> Threshold: ...


@overload
def dual(condition: Condition) -> Condition: ...


def dual(condition: Condition) -> Condition:
    """Return the condition of those who can block: the others do not win without them.

    A voter swings a coalition in one game if it swings those others that are left in the other game.
    """
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


def _won(condition: Condition, votes: Iterator[typing.Any]) -> typing.Any:
    if isinstance(condition, Threshold):
        return next(votes) >= condition.quota
    join = operator.and_ if isinstance(condition, All) else operator.or_
    whole = _won(condition.parts[0], votes)
    for part in condition.parts[1:]:
        whole = join(whole, _won(part, votes))
    return whole
