"""Chances by going through a decision diagram: that a decision is carried, and that a voter decides."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.councils.counting.diagram import Diagram


def chances(rule: Diagram, yes: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return the chance that a decision is carried, and that each voter's vote decides.

    Parameters
    ----------
    rule : Diagram
        The decision diagram of a game in which each voter is a type.
    yes : ndarray of float or object, shape (voters, cases)
        Chance that each voter votes in favour, independently of the others; floats, or `Fraction` for exact results.

    Returns
    -------
    carried : ndarray, shape (cases,)
    decides : ndarray, shape (voters, cases)
        0 for voters that hold no vote.
    """
    one = yes[0] * 0 + 1
    value = np.where(rule.wins[:, None], one, one * 0)
    values = [value]
    for layer in rule.layers[::-1]:
        against, in_favour = layer.after.T
        value = value[against] + yes[layer.kind.members[0]] * (value[in_favour] - value[against])
        values.append(value)
    values.reverse()
    decides = np.full_like(yes, yes[0, 0] * 0)
    reached = one[None, :]
    for layer, after in zip(rule.layers, values[1:], strict=True):
        (voter,), (against, in_favour) = layer.kind.members, layer.after.T
        decides[voter] = (reached * (after[in_favour] - after[against])).sum(axis=0)
        onwards = np.zeros(after.shape, dtype=yes.dtype)
        np.add.at(onwards, against, reached * (one - yes[voter]))
        np.add.at(onwards, in_favour, reached * yes[voter])
        reached = onwards
    return values[0][0], decides
