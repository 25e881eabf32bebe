"""The chance that a decision is carried where members may abstain, given how likely each votes for it and abstains."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.counting.diagram import TooLargeError
from goodoffices.models.councils.counting.ternary_diagram import ternary_chances, ternary_diagram
from goodoffices.models.councils.measures.passage import CELLS_AT_ONCE, DRAWS, DRAWS_AT_ONCE, MOST_CELLS, Passage
from goodoffices.models.councils.rules.condition import thresholds_in_64_bits, won
from goodoffices.models.councils.rules.ternary_game import TernaryGame

FloatArray = NDArray[np.float64]
ROUNDING = 1e-9
"""Chances may add up to so much more than 1."""


def ternary_passage(
    game: TernaryGame, yes: Mapping[str, float], abstain: Mapping[str, float], *, seed: int = 0
) -> Passage:
    r"""Return the chance that a decision is carried if members vote for it, abstain or vote against independently of one another.

    .. math:: P = \sum_{(Y, A) \text{ carries}} \; \prod_{i \in Y} p_i \prod_{i \in A} a_i \prod_{i \notin Y \cup A} (1 - p_i - a_i)

    Parameters
    ----------
    game : TernaryGame
        The body and its rule.
    yes : mapping of str to float, 0 to 1
        Chance that each voter votes in favour.
    abstain : mapping of str to float, 0 to 1
        Chance that each voter abstains; 0 for those not named. It votes against with the chance that is left.
    seed : int
        For drawing votes where all cannot be gone through; same seed, same numbers.

    Returns
    -------
    Passage
        `decides` is by how much the chance of passage is higher if the voter is sure to vote in favour than if it is sure to
        vote against. Without a quorum of participation that is the chance that the others leave the decision between the two to it.

    Raises
    ------
    ModelInputError
        If a voter has no chance to vote in favour, somebody named is no voter, a chance lies outside 0 to 1, or two of one voter
        add up to more than 1.

    Notes
    -----
    Exact up to rounding by a decision diagram with three branches; beyond `MOST_NODES` of its nodes in a layer by `DRAWS` draws, with the standard error
    of the chance of passage as `error`.

    References
    ----------
    Felsenthal, D. S. & Machover, M. (1997), 'Ternary voting games', *International Journal of Game Theory* 26(3),
    335-351, for the games; Owen, G. (1972), 'Multilinear extensions of games', *Management Science* 18(5), 64-79, for chances that
    differ from voter to voter.

    Examples
    --------
    A veto waived by abstaining: the chair votes against with chance 1/4.

    >>> from goodoffices.models.councils import NoneAgainst, YesVotes, ternary_game
    >>> game = ternary_game({"chair": 1, "member": 1}, YesVotes(1) & NoneAgainst(("chair",)))
    >>> result = ternary_passage(game, {"chair": 0.25, "member": 0.5}, {"chair": 0.5})
    >>> result.chance, result.decides["chair"]
    (0.5, 1.0)
    """
    for name in (*yes, *abstain):
        if name not in game.voters:
            raise ModelInputError(f"{name!r} is not among the voters: {', '.join(game.voters)}")
    for name in game.voters:
        if name not in yes:
            raise ModelInputError(f"nothing says how {name!r} leans")
    chances = np.array(
        [[yes[name] for name in game.voters], [abstain.get(name, 0.0) for name in game.voters]], dtype=np.float64
    )
    _check(chances[0], chances[1])
    try:
        states = ternary_diagram(game)
    except TooLargeError:
        return _by_draws(game, chances, seed)
    carried, decides = ternary_chances(states, chances[0][:, None], chances[1][:, None])
    return Passage(
        float(carried[0]),
        {name: float(value) for name, value in zip(game.voters, decides[:, 0], strict=True)},
        f"exact, by a decision diagram of {states.nodes} nodes with three branches",
        0.0,
    )


def ternary_passage_over_draws(game: TernaryGame, yes: FloatArray, abstain: FloatArray) -> FloatArray:
    """Return the chance that a decision is carried for each of many draws of how likely members vote for it and abstain.

    Parameters
    ----------
    game : TernaryGame
        The body and its rule.
    yes, abstain : ndarray of float, shape (draws, voters)
        In each draw, the chances that each voter votes in favour and abstains, together at most 1.

    Returns
    -------
    ndarray of float, shape (draws,)

    Raises
    ------
    ModelInputError
        If there is not one column for each voter, the chances are none, or there are too many states for so many draws.

    Examples
    --------
    >>> from fractions import Fraction
    >>> from goodoffices.models.councils import YesOfVoting, ternary_game
    >>> game = ternary_game({"a": 1, "b": 1}, YesOfVoting(Fraction(1, 2), more=True))
    >>> ternary_passage_over_draws(game, np.array([[1.0, 0.25]]), np.array([[0.0, 0.5]])).tolist()
    [0.75]
    """
    if yes.ndim != 2 or yes.shape[1] != len(game.voters) or yes.shape != abstain.shape:
        shapes = f"{yes.shape} and {abstain.shape}"
        raise ModelInputError(
            f"there must be one column for each of {len(game.voters)} voters; found the shapes {shapes}"
        )
    _check(yes, abstain)
    too_many = f"{len(game.voters)} voters who can abstain are too many for {len(yes)} draws"
    try:
        states = ternary_diagram(game)
    except TooLargeError as error:
        raise ModelInputError(too_many) from error
    if states.nodes * len(yes) > MOST_CELLS:
        raise ModelInputError(too_many)
    at_once = max(1, CELLS_AT_ONCE // max(1, states.nodes))
    parts = [
        ternary_chances(states, yes[start : start + at_once].T, abstain[start : start + at_once].T)[0]
        for start in range(0, len(yes), at_once)
    ]
    return np.concatenate(parts) if parts else np.zeros(0)


def _check(yes: FloatArray, abstain: FloatArray) -> None:
    if not ((yes >= 0) & (abstain >= 0) & (yes + abstain <= 1 + ROUNDING)).all():
        raise ModelInputError(
            "chances lie between 0 and 1, and those to vote in favour and to abstain add up to 1 at most"
        )


def _by_draws(game: TernaryGame, chances: FloatArray, seed: int) -> Passage:
    leaves = thresholds_in_64_bits(game.condition)
    number = len(game.voters)
    weights = np.array([leaf.weights for leaf in leaves], dtype=np.int64).reshape(len(leaves), 2, number)
    random = np.random.default_rng(seed)
    carried, decides = 0, np.zeros(number)
    for _ in range(DRAWS // DRAWS_AT_ONCE):
        drawn = random.random((DRAWS_AT_ONCE, number))
        for_it, against = drawn < chances[0], drawn >= chances.sum(axis=0)
        votes = for_it @ weights[:, 0].T + against @ weights[:, 1].T
        carried += int(won(game.condition, list(votes.T)).sum())
        for voter in range(number):
            own = weights[:, :, voter]
            without = votes - for_it[:, voter, None] * own[:, 0] - against[:, voter, None] * own[:, 1]
            sure, lost = (won(game.condition, list((without + own[:, choice]).T)) for choice in (0, 1))
            decides[voter] += int(sure.sum()) - int(lost.sum())
    chance = carried / DRAWS
    return Passage(
        chance,
        {name: float(count) / DRAWS for name, count in zip(game.voters, decides, strict=True)},
        f"{DRAWS} draws of all votes, seed {seed}; error: standard error of the chance of passage",
        float(np.sqrt(chance * (1 - chance) / DRAWS)),
    )
