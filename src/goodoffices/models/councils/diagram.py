"""All votes of a body as layers of states: what is still needed after the first voters have voted."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.councils.simple_game import SimpleGame
from goodoffices.models.councils.thresholds import met, thresholds_of

MOST_STATES = 4_000_000
"""Beyond so many states, the layers take some hundred MB."""
MOST_SUMS = 2**14
"""So many sums of the last voters' votes are kept to see that two needs come to the same."""


@dataclass(frozen=True, eq=False)
class Diagram:
    """Layers of states, one layer per voter and one for the end.

    Attributes
    ----------
    order : tuple of int
        The voters, in the order in which they vote.
    against, in_favour : tuple of ndarray of int
        For each state of a layer, the state of the next that a vote leads to.
    wins : ndarray of bool
        Whether the states of the last layer win.
    """

    order: tuple[int, ...]
    against: tuple[NDArray[np.int64], ...]
    in_favour: tuple[NDArray[np.int64], ...]
    wins: NDArray[np.bool_]

    @property
    def states(self) -> int:
        """How many states there are in all."""
        return sum(len(layer) for layer in self.against) + len(self.wins)


def diagram(game: SimpleGame) -> Diagram | None:
    """Return the states of a game, or None if there are more than `MOST_STATES`.

    A state is what each threshold still needs. Needs that the remaining voters meet in the same cases are one: so it does not
    matter by how much a quota is exceeded, nor what is needed once the decision is taken. Of n voters with different weights, the
    layers in the middle have about 2**(n/2) states, with small weights no more than the quota.

    References
    ----------
    Bolus, S. (2011), 'Power indices of simple games and vector-weighted majority games by means of binary decision
    diagrams', *European Journal of Operational Research* 210(2), 258-272, for the idea.
    """
    leaves = thresholds_of(game.condition)
    pull = [sum(leaf.weights[voter] / max(leaf.quota, 1) for leaf in leaves) for voter in range(len(game.voters))]
    order = tuple(sorted(range(len(game.voters)), key=lambda voter: (-pull[voter], voter)))
    weights = np.array([[leaf.weights[voter] for leaf in leaves] for voter in order], dtype=np.int64)
    sums = [_sums_of_the_last(weights[:, at]) for at in range(len(leaves))]
    left = np.vstack([np.cumsum(weights[::-1], axis=0)[::-1], np.zeros((1, len(leaves)), dtype=np.int64)])
    needs = np.array([[leaf.quota for leaf in leaves]], dtype=np.int64)
    needs, _ = _told_apart(game, needs, left[0], [kept[0] for kept in sums])
    against, in_favour, total = [], [], 1
    for voter in range(len(order)):
        both = np.concatenate([needs, needs - weights[voter]])
        here = len(needs)
        needs, place = _told_apart(game, both, left[voter + 1], [kept[voter + 1] for kept in sums])
        against.append(place[:here])
        in_favour.append(place[here:])
        total += len(needs)
        if total > MOST_STATES:
            return None
    return Diagram(order, tuple(against), tuple(in_favour), met(game.condition, list((needs <= 0).T)))


def chances(states: Diagram, yes: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the chance that a decision is carried, and that each voter's vote decides.

    Parameters
    ----------
    states : Diagram
        The game.
    yes : ndarray of float or object, shape (voters, cases)
        Chance that each voter votes in favour, independently of the others; floats, or `Fraction` for exact results.

    Returns
    -------
    carried : ndarray, shape (cases,)
    decides : ndarray, shape (voters, cases)
    """
    one = yes[0] * 0 + 1
    value = np.where(states.wins[:, None], one, one * 0)
    values = [value]
    for voter, no, aye in zip(states.order[::-1], states.against[::-1], states.in_favour[::-1], strict=True):
        value = value[no] + yes[voter] * (value[aye] - value[no])
        values.append(value)
    values.reverse()
    decides = np.empty_like(yes)
    reached = one[None, :]
    for voter, no, aye, after in zip(states.order, states.against, states.in_favour, values[1:], strict=True):
        decides[voter] = (reached * (after[aye] - after[no])).sum(axis=0)
        onwards = np.zeros(after.shape, dtype=yes.dtype)
        np.add.at(onwards, no, reached * (one - yes[voter]))
        np.add.at(onwards, aye, reached * yes[voter])
        reached = onwards
    return values[0][0], decides


def _sums_of_the_last(weights: NDArray[np.int64]) -> list[NDArray[np.int64] | None]:
    """Return, for each voter and for the end, all sums of votes of those from this voter on, or None if they are too many."""
    kept: list[NDArray[np.int64] | None] = [np.zeros(1, dtype=np.int64)]
    for weight in weights[::-1]:
        last = kept[-1]
        more = None if last is None else np.union1d(last, last + weight)
        kept.append(None if more is None or len(more) > MOST_SUMS else more)
    return kept[::-1]


def _told_apart(
    game: SimpleGame, needs: NDArray[np.int64], left: NDArray[np.int64], sums: list[NDArray[np.int64] | None]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the needs that differ in what follows, and for each need given, its place among them."""
    needs = np.clip(needs, 0, left + 1)
    for at, reachable in enumerate(sums):
        if reachable is not None:
            need = needs[:, at]
            needs[:, at] = np.append(reachable, left[at] + 1)[np.searchsorted(reachable, need)]
    needs[met(game.condition, list((needs <= 0).T))] = 0
    needs[~met(game.condition, list((needs <= left).T))] = left + 1
    key = np.zeros(len(needs), dtype=np.int64)
    for column in needs.T:
        values, rank = np.unique(column, return_inverse=True)
        _, key = np.unique(key * len(values) + rank, return_inverse=True)
    _, first, place = np.unique(key, return_index=True, return_inverse=True)
    return needs[first], place
