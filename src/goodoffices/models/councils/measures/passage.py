"""The chance that a decision is carried, given how each member leans."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.counting.chances import chances
from goodoffices.models.councils.counting.diagram import TooLargeError, diagram
from goodoffices.models.councils.counting.reduced import reduced
from goodoffices.models.councils.rules.condition import thresholds_in_64_bits, won
from goodoffices.models.councils.rules.simple_game import SimpleGame

DRAWS = 100_000
"""Votes drawn where all cannot be gone through."""
DRAWS_AT_ONCE = 10_000
CELLS_AT_ONCE = 5_000_000
"""Nodes times draws that are held at once."""
MOST_CELLS = 500_000_000
"""Nodes times draws that are gone through in all: some ten seconds."""
MOST_IN_FRACTIONS = 100_000
"""Up to so many nodes, fractions are reckoned with as fractions: some seconds."""


@dataclass(frozen=True)
class Passage:
    """How likely a decision is to be carried, and on whose vote that hangs.

    Attributes
    ----------
    chance : Fraction or float
        Chance that it is carried.
    decides : mapping of str to Fraction or float
        Chance that the others leave the decision to this voter. If members vote independently it is how much the chance
        of passage rises per unit of the voter's own chance to vote in favour.
    method : str
        How the numbers were found.
    error : float
        0 if they are exact up to rounding; otherwise what the chance of passage may be off by, as the method says.
    """

    chance: Fraction | float
    decides: Mapping[str, Fraction | float]
    method: str
    error: float


def passage(game: SimpleGame, yes: Mapping[str, Fraction | float], *, seed: int = 0) -> Passage:
    r"""Return the chance that a decision is carried if members vote independently of one another.

    .. math:: P = \sum_{S \text{ wins}} \; \prod_{i \in S} p_i \prod_{i \notin S} (1 - p_i), \qquad
        \frac{\partial P}{\partial p_i} = P(\text{carried} \mid i \text{ for}) - P(\text{carried} \mid i \text{ against})

    Parameters
    ----------
    game : SimpleGame
        The body and its rule. For members who always vote together, give the game `with_blocs` and one chance for each bloc.
    yes : mapping of str to Fraction or float, 0 to 1
        Chance that each voter votes in favour. If all are whole numbers or fractions, so is the result,
        up to `MOST_IN_FRACTIONS` nodes of the decision diagram.
    seed : int
        For drawing votes where all cannot be gone through; same seed, same numbers.

    Returns
    -------
    Passage
        With all chances 1/2 `decides` is Penrose's measure, and `chance` Coleman's power to act.

    Raises
    ------
    ModelInputError
        If a voter has no chance, somebody named is no voter, or a chance lies outside 0 to 1.

    Notes
    -----
    Exact by a decision diagram, with some hundred small votes or about 30 large ones; beyond that by `DRAWS` draws, with the standard error of the chance of passage as `error`.

    References
    ----------
    Owen, G. (1972), 'Multilinear extensions of games', *Management Science* 18(5), 64-79; Straffin, P. D. (1977),
    'Homogeneity, independence, and power indices', *Public Choice* 30, 107-118.

    Examples
    --------
    >>> from goodoffices.models.councils import Majority, simple_game
    >>> game = simple_game({"a": 2, "b": 1, "c": 1}, Majority())
    >>> result = passage(game, {"a": Fraction(1, 2), "b": Fraction(1, 3), "c": Fraction(1, 4)})
    >>> str(result.chance), str(result.decides["a"])
    ('1/4', '1/2')
    """
    chance = chance_by_voter(game, yes)
    try:
        states = diagram(reduced(game.condition, len(game.voters)).apart())
    except TooLargeError:
        return _by_draws(game, np.array(chance, dtype=np.float64), seed)
    exact = states.nodes <= MOST_IN_FRACTIONS and all(isinstance(value, int | Fraction) for value in chance)
    table = np.array([Fraction(value) for value in chance] if exact else chance, dtype=object if exact else np.float64)
    carried, decides = chances(states, table[:, None])
    kind = Fraction if exact else float
    return Passage(
        kind(carried[0]),
        {name: kind(value) for name, value in zip(game.voters, decides[:, 0], strict=True)},
        f"exact, by a decision diagram of {states.nodes} nodes",
        0.0,
    )


def passage_over_draws(game: SimpleGame, yes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the chance that a decision is carried for each of many draws of how members lean.

    Parameters
    ----------
    game : SimpleGame
        The body and its rule.
    yes : ndarray of float, shape (draws, voters)
        In each draw, the chance that each voter votes in favour, 0 to 1, independently of the others.

    Returns
    -------
    ndarray of float, shape (draws,)

    Raises
    ------
    ModelInputError
        If there is not one column for each voter, a chance lies outside 0 to 1, or there are too many
        states for so many draws.

    Notes
    -----
    The same chances as `passage` gives one by one; time grows with draws times states.

    Examples
    --------
    >>> from goodoffices.models.councils import Unanimity, simple_game
    >>> game = simple_game({"a": 1, "b": 1}, Unanimity())
    >>> passage_over_draws(game, np.array([[0.5, 0.5], [1.0, 0.25]])).tolist()
    [0.25, 0.25]
    """
    if yes.ndim != 2 or yes.shape[1] != len(game.voters):
        raise ModelInputError(
            f"there must be one column for each of {len(game.voters)} voters; found shape {yes.shape}"
        )
    if not ((yes >= 0) & (yes <= 1)).all():
        raise ModelInputError("a chance lies between 0 and 1")
    too_many = f"{len(game.voters)} voters with so many different votes are too many for {len(yes)} draws"
    try:
        states = diagram(reduced(game.condition, len(game.voters)).apart())
    except TooLargeError as error:
        raise ModelInputError(too_many) from error
    if states.nodes * len(yes) > MOST_CELLS:
        raise ModelInputError(too_many)
    at_once = max(1, CELLS_AT_ONCE // max(1, states.nodes))
    parts = [chances(states, yes[start : start + at_once].T)[0] for start in range(0, len(yes), at_once)]
    return np.concatenate(parts) if parts else np.zeros(0)


def chance_by_voter(game: SimpleGame, yes: Mapping[str, Fraction | float]) -> list[Fraction | float]:
    """Return the chances in the order of the voters.

    Raises
    ------
    ModelInputError
        If a voter has no chance, somebody named is no voter, or a chance lies outside 0 to 1.
    """
    for name in yes:
        if name not in game.voters:
            raise ModelInputError(f"{name!r} is not among the voters: {', '.join(game.voters)}")
    for name in game.voters:
        if name not in yes:
            raise ModelInputError(f"nothing says how {name!r} leans")
        if not 0 <= yes[name] <= 1:
            raise ModelInputError(f"a chance lies between 0 and 1; {name!r} has {yes[name]}")
    return [yes[name] for name in game.voters]


def _by_draws(game: SimpleGame, yes: NDArray[np.float64], seed: int) -> Passage:
    weights = np.array([leaf.weights for leaf in thresholds_in_64_bits(game.condition)], dtype=np.int64)
    random = np.random.default_rng(seed)
    carried, decides = 0, np.zeros(len(yes))
    for _ in range(DRAWS // DRAWS_AT_ONCE):
        vote = random.random((DRAWS_AT_ONCE, len(yes))) < yes
        votes = vote @ weights.T
        carried += int(won(game.condition, list(votes.T)).sum())
        for voter in range(len(yes)):
            without = votes - vote[:, voter, None] * weights[:, voter]
            with_it = won(game.condition, list((without + weights[:, voter]).T))
            decides[voter] += int((with_it & ~won(game.condition, list(without.T))).sum())
    chance = carried / DRAWS
    return Passage(
        chance,
        {name: float(count) / DRAWS for name, count in zip(game.voters, decides, strict=True)},
        f"{DRAWS} draws of all votes, seed {seed}; error: standard error of the chance of passage",
        float(np.sqrt(chance * (1 - chance) / DRAWS)),
    )
