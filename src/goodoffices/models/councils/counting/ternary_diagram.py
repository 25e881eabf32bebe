"""Decision diagrams of a rule under which voters can abstain, and chances by going through them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.councils.counting.diagram import MOST_IN_ALL, MOST_NODES, TooLargeError
from goodoffices.models.councils.rules.condition import thresholds_in_64_bits, won
from goodoffices.models.councils.rules.ternary_game import TernaryGame

FloatArray = NDArray[np.float64]
Integers = NDArray[np.int64]

SURE, NEVER = np.int64(2**62), np.int64(-(2**62))
"""In place of the votes for a quota that is met, or missed, however those still to be asked vote."""


@dataclass(frozen=True)
class TernaryDiagram:
    """A rule as layers of nodes, from the one node where nobody has been asked to those where all have.

    Attributes
    ----------
    order : tuple of int
        The voter asked at each layer.
    layers : tuple of ndarray of int, each shape (nodes, 3)
        The node of the next layer after the voter voted in favour, abstained, or voted against.
    wins : ndarray of bool
        Which nodes after the last layer have won.
    """

    order: tuple[int, ...]
    layers: tuple[Integers, ...]
    wins: NDArray[np.bool_]

    @property
    def nodes(self) -> int:
        """How many nodes the layers have, those at the end aside."""
        return sum(len(layer) for layer in self.layers)


def ternary_diagram(game: TernaryGame) -> TernaryDiagram:
    """Return the decision diagram of a game in which voters can abstain.

    A node is the votes for each quota so far. What makes no difference any more is merged: votes for a quota that is met or missed whatever
    comes, and all votes once the rule as a whole is decided.

    Raises
    ------
    TooLargeError
        If a layer has more than `MOST_NODES` nodes, or all together have more than `MOST_IN_ALL`.
    ModelInputError
        If the votes add up to more than 64 bits hold.

    Notes
    -----
    A layer has at most as many nodes as the voters asked can reach sums, the product over quotas.
    """
    leaves = thresholds_in_64_bits(game.condition)
    quotas = np.array([leaf.quota for leaf in leaves], dtype=np.int64)
    number = len(game.voters)
    weights = np.array([leaf.weights for leaf in leaves], dtype=np.int64).reshape(len(leaves), 2, number)
    steps = np.stack([weights[:, 0], np.zeros_like(weights[:, 0]), weights[:, 1]])
    order = sorted(range(number), key=lambda voter: -int(np.abs(weights[:, :, voter]).max()))
    least, most = steps.min(axis=0).sum(axis=1), steps.max(axis=0).sum(axis=1)
    state = np.zeros((1, len(leaves)), dtype=np.int64)
    layers, nodes = [], 1
    for voter in order:
        own = steps[:, :, voter]
        least, most = least - own.min(axis=0), most - own.max(axis=0)
        open_ = np.abs(state) < SURE
        branches = np.where(open_[:, None, :], state[:, None, :] + own, state[:, None, :]).reshape(-1, len(leaves))
        state, after = _merged(game, branches, quotas, least, most)
        nodes += len(state)
        if len(state) > MOST_NODES or nodes > MOST_IN_ALL:
            raise TooLargeError
        layers.append(after.reshape(-1, 3))
    return TernaryDiagram(tuple(order), tuple(layers), won(game.condition, list(state.T)))


def ternary_chances(rule: TernaryDiagram, yes: FloatArray, abstain: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the chance that a decision is carried, and by how much each voter's vote in favour raises it over one against.

    Parameters
    ----------
    rule : TernaryDiagram
        The diagram.
    yes, abstain : ndarray, shape (voters, cases)
        Chances that each voter votes in favour and abstains, independently of the others; together at most 1.

    Returns
    -------
    carried : ndarray, shape (cases,)
    decides : ndarray, shape (voters, cases)
    """
    no = np.clip(1 - yes - abstain, 0.0, 1.0)
    value = np.repeat(rule.wins[:, None].astype(np.float64), yes.shape[1], axis=1)
    values = [value]
    for voter, after in zip(rule.order[::-1], rule.layers[::-1], strict=True):
        value = yes[voter] * value[after[:, 0]] + abstain[voter] * value[after[:, 1]] + no[voter] * value[after[:, 2]]
        values.append(value)
    values.reverse()
    decides = np.zeros_like(yes)
    reached = np.ones((1, yes.shape[1]))
    for voter, after, then in zip(rule.order, rule.layers, values[1:], strict=True):
        decides[voter] = (reached * (then[after[:, 0]] - then[after[:, 2]])).sum(axis=0)
        onwards = np.zeros_like(then)
        for choice, chance in enumerate((yes[voter], abstain[voter], no[voter])):
            np.add.at(onwards, after[:, choice], reached * chance)
        reached = onwards
    return values[0][0], decides


def _merged(
    game: TernaryGame, branches: Integers, quotas: Integers, least: Integers, most: Integers
) -> tuple[Integers, Integers]:
    branches = np.where((branches + least >= quotas) & (branches != NEVER), SURE, branches)
    branches = np.where((branches + most < quotas) & (branches != SURE), NEVER, branches)
    at_worst = won(game.condition, list(np.where(branches == SURE, quotas, quotas - 1).T))
    at_best = won(game.condition, list(np.where(branches == NEVER, quotas - 1, quotas).T))
    branches[at_worst] = SURE
    branches[~at_best] = NEVER
    state, after = np.unique(branches, axis=0, return_inverse=True)
    return state, after.reshape(-1)
