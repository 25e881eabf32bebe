"""A probabilistic Condorcet election: every option against every other, and one distribution over all of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.election.procedures import BoolArray, distribution
from goodoffices.models.bargaining.election.rules import EFFECTIVE_POWER, ElectionRules
from goodoffices.models.bargaining.election.strengths import (
    NEGLIGIBLE,
    coalition_strengths,
    opposition,
    victory_probability,
)
from goodoffices.models.bargaining.inputs import FloatArray, checked_weights
from goodoffices.models.bargaining.pairwise_majority import NO_WINNER

IntArray = NDArray[np.int64]

_CELLS_AT_ONCE = 1 << 17


@dataclass(frozen=True, eq=False)
class Election:
    """Contests of options two by two and what follows from them.

    Attributes
    ----------
    strength : ndarray, shape (..., options, options)
        Strength of the coalition for the first option against the second, in units of weight.
    victory : ndarray, shape (..., options, options)
        Probability that the first option wins against the second; under the vote ``prospect``, which is then on the
        table. One half on the diagonal.
    probability : ndarray, shape (..., options)
        Probability of every option; adds up to one.
    listed : ndarray of bool, shape (..., options)
        False in places that only pad draws with fewer options; their probability is 0.
    rules : ElectionRules
        The rules of the election.
    """

    strength: FloatArray
    victory: FloatArray
    probability: FloatArray
    listed: BoolArray
    rules: ElectionRules

    @property
    def mode(self) -> IntArray:
        """Number of the likeliest option, or ``NO_WINNER`` (-1) where several are equally likely; shape (...)."""
        most = self.probability.max(axis=-1, keepdims=True)
        ahead = self.probability >= most - NEGLIGIBLE
        return np.where(ahead.sum(axis=-1) == 1, ahead.argmax(axis=-1), NO_WINNER)

    @property
    def condorcet_winner(self) -> IntArray:
        """Number of the option with the stronger coalition against every other, or -1 if there is none; shape (...)."""
        against = opposition(self.strength, "proportional")
        beats = self.strength - against > NEGLIGIBLE * np.maximum(self.strength, against)
        same = np.eye(self.strength.shape[-1], dtype=bool) | ~self.listed[..., None, :]
        wins = (beats | same).all(axis=-1)
        return np.where(wins.any(axis=-1), wins.argmax(axis=-1), NO_WINNER)


def probabilistic_election(weight: ArrayLike, utility: ArrayLike, rules: ElectionRules = EFFECTIVE_POWER) -> Election:
    r"""Let options of any kind meet two by two, and return how likely each is to be chosen.

    With :math:`S_{ab}` the strength of the coalition for a against b and :math:`P_{ab}` the probability that a wins:

    .. math:: \pi_a \sum_b Q_{ba} P_{ba} = \sum_b \pi_b \, Q_{ab} P_{ab}

    is the long-run share of the time that option a is on the table, if b is proposed against it with probability
    :math:`Q_{ba}`. See `ElectionRules` for :math:`S`, :math:`P`, :math:`Q` and the procedure without a table.

    Parameters
    ----------
    weight : array_like, shape (..., parties)
        Weight of each party, non-negative, on any scale: capability, or capability times salience.
    utility : array_like, shape (..., parties, options)
        Utility of each option to each party, from 0 to 1.
    rules : ElectionRules, optional
        Vote, victory and procedure; weight and risk only matter where utilities are made from positions.

    Returns
    -------
    Election
        Strengths, probabilities of victory and the distribution.

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is not finite, a weight is negative, all weights of a draw are zero, or a utility is
        outside 0 to 1.

    Notes
    -----
    There is always exactly one distribution. Of any two options one can take the other's place, unless they are the same to
    everybody who counts. So there is a single set of options that lead to one another and to which all others lead; the
    others have probability 0. It is found without search, see `stationary`. Options that are the same to everybody get the
    same probability, also if they are unbeatable: the limit of a start with all options equally likely.

    A party without weight changes nothing, except what is listed. An option listed twice, as two that are the same to
    everybody, is proposed twice as often under ``uniform``.

    O(parties · options²) steps for the strengths and O(options³) for the distribution, a draw.

    References
    ----------
    Wise, B. P. & Bankes, S. (2015), 'Non-spatial probabilistic Condorcet election methodology', arXiv:1505.02509; Wise,
    B. P., *Markov Voting with Incentives in KTAB*, draft in KTAB's public repository, equations 1 to 9.

    Examples
    --------
    Two coalitions of strengths 2 and 1 that win in proportion to their squares:

    >>> from goodoffices.models.bargaining.election import KTAB_MARKOV_UNIFORM
    >>> probabilistic_election([2, 1], [[1, 0], [0, 1]], KTAB_MARKOV_UNIFORM).probability.round(3).tolist()
    [0.8, 0.2]
    """
    u, w = np.asarray(utility, dtype=np.float64), np.asarray(weight, dtype=np.float64)
    if u.ndim < 2 or w.ndim < 1 or u.shape[-2] != w.shape[-1] or 0 in u.shape[-2:]:
        raise ModelInputError(
            "weight needs the shape (..., parties) and utility the shape (..., parties, options); "
            f"they have {w.shape} and {u.shape}"
        )
    if not (np.isfinite(u).all() and np.isfinite(w).all()):
        raise ModelInputError("a weight or a utility is not finite")
    if ((u < 0) | (u > 1)).any():
        raise ModelInputError("a utility is outside 0 to 1")
    try:
        lead = np.broadcast_shapes(u.shape[:-2], w.shape[:-1])
    except ValueError as error:
        raise ModelInputError(f"the shapes of weight and utility do not fit together: {w.shape}, {u.shape}") from error
    w = np.broadcast_to(checked_weights(w), (*lead, w.shape[-1]))
    promoted = supporters(u, w)
    return decide(coalition_strengths(u, w, rules.vote), promoted, np.ones(promoted.shape, dtype=bool), rules)


def supporters(utility: FloatArray, weight: FloatArray) -> FloatArray:
    """Return the weight of the parties that like an option best, shape (..., options); equals share a party's weight."""
    best = utility >= utility.max(axis=-1, keepdims=True) - NEGLIGIBLE
    return np.asarray((weight[..., None] * best / best.sum(axis=-1, keepdims=True)).sum(axis=-2))


def decide(strength: FloatArray, promoted: FloatArray, listed: BoolArray, rules: ElectionRules) -> Election:
    """Return the election that follows from strengths; the shapes are those of `distribution`."""
    options = strength.shape[-1]
    cases = strength.reshape(-1, options, options)
    proposed, there = promoted.reshape(-1, options), listed.reshape(-1, options)
    victory, probability = np.empty_like(cases), np.empty(there.shape)
    together = max(1, _CELLS_AT_ONCE // options**2)
    for start in range(0, len(cases), together):
        part = slice(start, start + together)
        victory[part] = victory_probability(cases[part], rules.victory, rules.vote)
        probability[part] = distribution(cases[part], victory[part], proposed[part], there[part], rules)
    return Election(strength, victory.reshape(strength.shape), probability.reshape(listed.shape), listed, rules)
