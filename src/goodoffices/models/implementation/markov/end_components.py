"""Where one who chooses can stay for ever, and the same model without these places.

An *end component* is a set of states with choices that never lead out of it and connect all of it. To reach something else one has to
leave it in the end, so it can be shrunk to one state whose choices are those that may lead out. What remains has one solution only.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.implementation.markov.space import Choices, Mask

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Shrunk:
    """A model with its end components shrunk.

    Attributes
    ----------
    choices : Choices
        The smaller model.
    state : ndarray of int64, shape (states before,)
        The state in the smaller model that each state went into.
    choice : ndarray of int64, shape (choices after,)
        Which choice of the larger model each choice is.
    entry : ndarray of int64, shape (entries after,)
        Which entry of the larger model each entry is.
    inner : ndarray of bool, shape (choices before,)
        The choices within end components, which are gone.
    """

    choices: Choices
    state: Numbers
    choice: Numbers
    entry: Numbers
    inner: Mask


def end_components(choices: Choices, outside: Mask) -> tuple[Numbers, Mask]:
    """Return the end components outside some states.

    Parameters
    ----------
    choices : Choices
        The model.
    outside : ndarray of bool, shape (states,)
        States that do not belong to any.

    Returns
    -------
    part : ndarray of int64, shape (states,)
        States of the same end component have the same number.
    inner : ndarray of bool, shape (choices,)
        The choices that stay within an end component.

    Notes
    -----
    Components by Tarjan's algorithm, of which choices that lead out are taken away, until none is: O(states × entries) at worst, a few
    rounds as a rule.

    References
    ----------
    De Alfaro (1997), *Formal Verification of Probabilistic Systems*, Stanford, section 3.3.
    """
    from goodoffices.models.implementation.markov.choosing import leaves  # noqa: PLC0415 (numba is slow to import)
    from goodoffices.models.implementation.markov.components import components  # noqa: PLC0415

    live = ~outside[choices.owner]
    begin, end = choices.first_entry[choices.first_choice[:-1]], choices.first_entry[choices.first_choice[1:]]
    lengths, part = np.diff(choices.first_entry), np.empty(choices.states, dtype=np.int64)
    while True:
        order, starts = components(begin, end, np.where(np.repeat(live, lengths), choices.successor, -1), outside)
        part[order] = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        if not leaves(choices.first_choice, choices.first_entry, choices.successor, part, live):
            return part, live


def shrunk(choices: Choices, outside: Mask) -> Shrunk:
    """Return the model with its end components outside some states shrunk to one state each."""
    part, inner = end_components(choices, outside)
    first = np.full(int(part.max(initial=-1)) + 1, choices.states, dtype=np.int64)
    np.minimum.at(first, part, np.arange(choices.states))
    kept = np.flatnonzero(first[part] == np.arange(choices.states))
    state = np.searchsorted(kept, first[part])
    owner = state[choices.owner]
    left = np.flatnonzero(~inner)
    left = left[np.argsort(owner[left], kind="stable")]
    lengths = np.diff(choices.first_entry)[left]
    first_entry = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    entry = np.arange(first_entry[-1]) + np.repeat(choices.first_entry[left] - first_entry[:-1], lengths)
    smaller = Choices(
        np.searchsorted(owner[left], np.arange(len(kept) + 1)).astype(np.int64),
        first_entry,
        state[choices.successor[entry]].astype(np.int32),
        choices.probability[entry],
    )
    return Shrunk(smaller, state, left, entry, inner)
