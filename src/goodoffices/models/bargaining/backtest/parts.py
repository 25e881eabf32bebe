"""Which cases a model may learn from, and which it is judged by: always whole proposals."""

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError

KEPT_ASIDE_OF = 5
"""One proposal in five is kept aside, on average."""


def kept_aside(proposals: Sequence[str]) -> NDArray[np.bool_]:
    """Return which cases are kept aside: those whose proposal's name has a SHA-256 with first 8 digits divisible by 5.

    The choice depends on nothing but the name, so that it cannot have been made to suit.

    >>> kept_aside(["a", "b", "c", "d"]).tolist()
    [True, False, False, False]
    """
    digests = [hashlib.sha256(name.encode()).hexdigest() for name in proposals]
    return np.array([int(digest[:8], 16) % KEPT_ASIDE_OF == 0 for digest in digests], dtype=bool)


def folds(proposals: Sequence[str], number: int, seed: int) -> NDArray[np.int64]:
    """Return the fold of each case; the cases of one proposal are always in the same fold.

    Parameters
    ----------
    proposals : sequence of str
        The proposal of each case.
    number : int
        Number of folds, 2 or more.
    seed : int
        Seed of the shuffle of proposals.

    Returns
    -------
    ndarray of int, shape (cases,)
        From 0 to `number` - 1. Folds differ by at most one proposal in size.

    Raises
    ------
    ModelInputError
        If there are fewer proposals than folds, or fewer than two folds.

    Examples
    --------
    >>> found = folds(["a", "a", "b", "c"], 2, seed=1)
    >>> bool(found[0] == found[1])
    True
    """
    names = np.array(sorted(set(proposals)))
    if number < 2 or len(names) < number:
        raise ModelInputError(
            f"{number} folds need at least 2 folds and a proposal for each; there are {len(names)} proposals"
        )
    np.random.default_rng(seed).shuffle(names)
    fold = {str(name): place % number for place, name in enumerate(names)}
    return np.array([fold[name] for name in proposals])
