"""Decision diagrams of a rule: voters are asked type by type, and what makes no difference any more is merged."""

from dataclasses import dataclass
from itertools import accumulate
from operator import mul

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.councils.counting.reduced import Reduced, VoterType
from goodoffices.models.councils.rules.condition import All, Condition, Threshold, thresholds_of

Integers = NDArray[np.int64]

NEVER = 2**62
"""In place of the votes still needed where no votes can help."""
MOST_NODES = 2**17
"""Nodes of a layer. Up to 34 voters of different weights, a layer never has more."""
MOST_IN_ALL = 2**22
"""Nodes of all layers, some hundred MB."""
MOST_SUMS = 2**16
"""Sums of votes still to come are listed up to so many."""


class TooLargeError(Exception):
    """The diagram would be larger than allowed."""


@dataclass(frozen=True)
class Layer:
    """What follows if so many voters of one type join.

    Attributes
    ----------
    kind : VoterType
        The type asked.
    after : ndarray of int, shape (nodes, members + 1)
        The node of the next layer after 0, 1, ... members have joined.
    """

    kind: VoterType
    after: Integers


@dataclass(frozen=True)
class Diagram:
    """A rule as layers of nodes, from the one node where nobody has been asked to those where all have.

    Attributes
    ----------
    layers : tuple of Layer
        One per type of voter.
    order : tuple of int
        Place of each layer's type among the game's types.
    wins : ndarray of bool
        Which nodes after the last layer have won.
    """

    layers: tuple[Layer, ...]
    order: tuple[int, ...]
    wins: NDArray[np.bool_]

    @property
    def nodes(self) -> int:
        """How many nodes the layers have, those at the end aside."""
        return sum(len(layer.after) for layer in self.layers)


def diagram(game: Reduced) -> Diagram:
    """Return the decision diagram of a game.

    A node is the votes still needed for each quota. Two numbers of votes are the same need if the voters still to be asked can
    meet both or neither, whoever joins; so each is rounded up to the next sum that those voters can reach (cut at the quota). Quotas of a part of the
    rule that is decided are settled with it.

    Parameters
    ----------
    game : Reduced
        The game.

    Returns
    -------
    Diagram

    Raises
    ------
    TooLargeError
        If a layer has more than `MOST_NODES` nodes, or more than 16 times as many branches before merging; or if all layers together
        have more than `MOST_IN_ALL` nodes.

    Notes
    -----
    With n voters of different weights a layer has at most about 2 ** (n / 2) nodes for one quota and for quotas whose sums are short;
    with few types of voters, at most the product of their numbers. Types that vote in the same sums are asked together, larger
    votes first.

    References
    ----------
    Bolus, S. (2011), 'Power indices of simple games and vector-weighted majority games by means of binary decision diagrams',
    *European Journal of Operational Research* 210(2), 258-272.
    """
    order = sorted(range(len(game.types)), key=lambda place: _rank(game.types[place]))
    kinds = [game.types[place] for place in order]
    sums = _sums_to_come(kinds, [part.quota for part in thresholds_of(game.condition)])
    needs = np.array([[part.quota for part in thresholds_of(game.condition)]], dtype=np.int64)
    layers, nodes = [], 1
    for kind, reachable in zip(kinds, sums, strict=True):
        joining = np.arange(len(kind.members) + 1)
        if len(needs) * len(joining) > 16 * MOST_NODES:
            raise TooLargeError
        votes = joining[:, None] * np.array(kind.weights, dtype=np.int64)
        branches = np.where(needs[:, None, :] == NEVER, NEVER, np.maximum(needs[:, None, :] - votes, 0))
        branches = branches.reshape(-1, needs.shape[1])
        for column, sums_of_part in enumerate(reachable):
            _round_up(branches[:, column], sums_of_part)
        _settle(game.condition, branches)
        needs, after = _distinct(branches)
        nodes += len(needs)
        if len(needs) > MOST_NODES or nodes > MOST_IN_ALL:
            raise TooLargeError
        layers.append(Layer(kind, after.reshape(-1, len(joining))))
    return Diagram(tuple(layers), tuple(order), needs[:, 0] == 0)


def _rank(kind: VoterType) -> tuple[tuple[bool, ...], tuple[int, ...]]:
    return tuple(weight == 0 for weight in kind.weights), tuple(-weight for weight in kind.weights)


def _sums_to_come(kinds: list[VoterType], quotas: list[int]) -> list[list[Integers]]:
    """Return, per layer and quota, the sums that the voters asked later can reach; the total alone if they are too many."""
    ways = list(accumulate((len(kind.members) + 1 for kind in kinds), mul))
    sums = [np.zeros(1, dtype=np.int64) for _ in quotas]
    listed = [sums]
    for place in range(len(kinds) - 1, 0, -1):
        kind = kinds[place]
        # More sums than ways to have come so far would merge next to nothing.
        most = min(MOST_SUMS, ways[place - 1])
        sums = [
            _more_sums(known, weight, len(kind.members), quota, most)
            for known, weight, quota in zip(sums, kind.weights, quotas, strict=True)
        ]
        listed.append(sums)
    return listed[::-1]


def _more_sums(known: Integers, weight: int, members: int, quota: int, most: int) -> Integers:
    if weight == 0:
        return known
    total = known[-1:] + members * weight
    if known[0] > 0:
        return total
    for _ in range(members):
        known = np.union1d(known, np.minimum(known + weight, quota))
        if len(known) > most:
            return total
    return known


def _round_up(needs: Integers, sums: Integers) -> None:
    if sums[0] > 0:
        needs[needs > sums[0]] = NEVER
        return
    place = np.searchsorted(sums, needs)
    needs[:] = np.append(sums, NEVER)[place]


def _settle(condition: Condition, needs: Integers) -> None:
    """Set the needs of every part that is decided to 0 if it is met, and to `NEVER` if it cannot be."""
    _settled(condition, needs, 0)


def _settled(condition: Condition, needs: Integers, start: int) -> int:
    if isinstance(condition, Threshold):
        return start + 1
    end = start
    met, lost = [], []
    for part in condition.parts:
        first, end = end, _settled(part, needs, end)
        met.append(_all(needs[:, first:end] == 0, part))
        lost.append(_all(needs[:, first:end] == NEVER, part))
    whole_met = np.logical_and.reduce(met) if isinstance(condition, All) else np.logical_or.reduce(met)
    whole_lost = np.logical_or.reduce(lost) if isinstance(condition, All) else np.logical_and.reduce(lost)
    needs[whole_met, start:end] = 0
    needs[whole_lost, start:end] = NEVER
    return end


def _all(decided: NDArray[np.bool_], part: Condition) -> NDArray[np.bool_]:
    # A part that is decided has been settled, so that all its quotas say the same.
    return decided[:, 0] if isinstance(part, Threshold) else np.asarray(decided.all(axis=1))


def _distinct(rows: Integers) -> tuple[Integers, Integers]:
    key = np.zeros(len(rows), dtype=np.int64)
    for column in rows.T:
        _, place = np.unique(column, return_inverse=True)
        _, key = np.unique(key * (place.max() + 1) + place, return_inverse=True)
    _, first = np.unique(key, return_index=True)
    return rows[first], key
