"""A probabilistic Condorcet election over positions on one or several issues."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.election.election import Election, IntArray, decide, supporters
from goodoffices.models.bargaining.election.line import LINE_VOTES, strengths_on_a_line
from goodoffices.models.bargaining.election.procedures import BoolArray
from goodoffices.models.bargaining.election.rules import EFFECTIVE_POWER, LEAST_AVERSION, ElectionRules
from goodoffices.models.bargaining.election.stances import Stances, distinct, distinct_given, on_issues
from goodoffices.models.bargaining.election.strengths import NEGLIGIBLE, coalition_strengths
from goodoffices.models.bargaining.inputs import FloatArray
from goodoffices.models.bargaining.weighted_median import WeightedMedian, weighted_median

_FEW = 64


@dataclass(frozen=True, eq=False)
class PositionElection:
    """An election over positions. With one issue the axis of the issues is left out everywhere.

    Attributes
    ----------
    option : ndarray, shape (..., options, issues)
        The options on their scales, in ascending order of the first issue, then of the second, and so on; or as they were
        given. Draws with fewer distinct positions are padded with copies of the last, which are not listed.
    election : Election
        Contests and distribution.
    party_option : ndarray of int, shape (..., parties)
        The option that is each party's own position, -1 if it is none of those given.
    risk : ndarray, shape (..., parties)
        Aversion to risk R of every party, from -1 to 1; 0 throughout under neutral rules.
    """

    option: FloatArray
    election: Election
    party_option: IntArray
    risk: FloatArray

    @property
    def probability(self) -> FloatArray:
        """Probability of every option, shape (..., options)."""
        return self.election.probability

    @property
    def _one_issue(self) -> bool:
        return self.option.ndim == self.probability.ndim

    @property
    def expected(self) -> FloatArray:
        """Mean of the distribution on every issue, shape (..., issues)."""
        if self._one_issue:
            return np.asarray((self.probability * self.option).sum(axis=-1))
        return np.asarray((self.probability[..., None] * self.option).sum(axis=-2))

    @property
    def median(self) -> WeightedMedian:
        """Median of the distribution on every issue taken by itself, each end of shape (..., issues)."""
        if self._one_issue:
            return weighted_median(self.probability, np.ones_like(self.probability), self.option)
        chance = np.broadcast_to(self.probability[..., None, :], np.swapaxes(self.option, -1, -2).shape)
        return weighted_median(chance, np.ones_like(chance), np.swapaxes(self.option, -1, -2))

    def place(self, number: IntArray) -> FloatArray:
        """Return the option of that number in every draw, shape (..., issues); nan where it is -1.

        Parameters
        ----------
        number : ndarray of int, shape (...)
            Such as `Election.mode` or `Election.condorcet_winner`.
        """
        options = self.option if not self._one_issue else self.option[..., None]
        found = np.take_along_axis(options, np.maximum(number, 0)[..., None, None], axis=-2)[..., 0, :]
        found = np.where(number[..., None] >= 0, found, np.nan)
        return found[..., 0] if self._one_issue else found


def election_over_positions(
    capability: ArrayLike,
    salience: ArrayLike,
    position: ArrayLike,
    scale: ArrayLike = (0.0, 100.0),
    rules: ElectionRules = EFFECTIVE_POWER,
    *,
    options: ArrayLike | None = None,
    observer: int | None = None,
) -> PositionElection:
    r"""Let the parties' positions meet two by two, and return how likely each is to be where talks settle.

    .. math:: d_{ka} = \sqrt{\frac{\sum_i s_{ki}^2 (x_{ki} - y_{ai})^2}{\sum_i s_{ki}^2}}, \qquad
        u_{ka} = (1 - d_{ka})(1 + R_k d_{ka})

    with positions x and options y measured from 0 to 1 on every issue and R the aversion to risk. The rest is
    `probabilistic_election`.

    Parameters
    ----------
    capability : array_like, shape (..., parties)
        Non-negative, on any scale common to the parties.
    salience, position : array_like, shape (..., parties) or (..., parties, issues)
        Saliences are non-negative, on any scale common to the parties; positions lie on the issues' scales.
    scale : array_like, shape (2,) or (issues, 2)
        Lowest and highest possible position. With one pair alone there is one issue and no axis for issues.
    rules : ElectionRules, optional
        The choices; by default votes and proposals go by capability times salience.
    options : array_like, shape (options,) or (options, issues), optional
        What is voted on; by default the parties' positions, each once.
    observer : int, optional
        The party in whose eyes to hold the election, which sees others' attitudes to risk more or less like its own
        (`ElectionRules.insight`). By default every attitude is as it is.

    Returns
    -------
    PositionElection
        Options, contests, distribution, and what follows from it.

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is not finite, a capability or salience is negative, a position or option is off its
        scale, a scale is no range, an option is given twice, the observer is no party, or nobody with capability cares
        about an issue at all.

    Notes
    -----
    The position of a party without weight is an option like the others. A party without any salience likes all options
    alike. With attitudes to risk the election is held twice: a first time without any, to find how likely each position is.
    If all are equally likely nobody is averse.

    Strengths take O((parties + options²) · log parties) steps with one issue, more than 64 parties and a vote without
    cubes, else O(parties · options²); the distribution O(options³); a draw. Memory is about eight numbers for each pair of
    options of a draw, of which the result keeps two.

    References
    ----------
    Wise, B., Lester, L. & Efird, B. (2015), *An Introduction to the KAPSARC Toolkit for Behavioral Analysis (KTAB) using
    One-dimensional Spatial Models* and *Multidimensional Bargaining Using KTAB*, KAPSARC discussion papers; KTAB's user
    guide of the spatial model (2019) for the choices and their defaults.

    Examples
    --------
    >>> result = election_over_positions([80, 40, 40], [90, 60, 80], [100, 0, 20])
    >>> result.option.tolist(), result.probability.round(2).tolist()
    ([0.0, 20.0, 100.0], [0.16, 0.42, 0.42])
    >>> round(float(result.expected), 1), float(result.median.midpoint)
    (50.1, 20.0)
    """
    stances, single = on_issues(capability, salience, position, scale)
    lead, parties = stances.weight(rules).shape[:-1], stances.position.shape[-2]
    if observer is not None and observer not in range(parties):
        raise ModelInputError(f"observer is the number of a party from 0 to {parties - 1}; not {observer!r}")
    own, listed, party_option = distinct(stances.position)
    risk = np.zeros((*lead, parties))
    if rules.risk != "neutral":
        first = _vote_on(stances, own, listed, party_option, risk, replace(rules, risk="neutral"))
        risk = _aversion(first, party_option, LEAST_AVERSION[rules.risk])
        if observer is not None:
            risk = risk[..., observer, None] * (1 - rules.insight) + rules.insight * risk
    if options is not None:
        own, listed, party_option = distinct_given(stances, options, scale)
    election = _vote_on(stances, own, listed, party_option, risk, rules, in_order=options is None)
    return PositionElection(own[..., 0] if single else own, election, party_option, risk)


def _vote_on(
    stances: Stances,
    option: FloatArray,
    listed: BoolArray,
    party_option: IntArray,
    risk: FloatArray,
    rules: ElectionRules,
    *,
    in_order: bool = True,
) -> Election:
    weight = stances.weight(rules)
    parties, issues = stances.position.shape[-2:]
    if in_order and issues == 1 and parties > _FEW and rules.vote in LINE_VOTES:
        strength = np.empty((*listed.shape, listed.shape[-1]))
        place, places = stances.measured(stances.position)[..., 0], stances.measured(option)[..., 0]
        for draw in np.ndindex(listed.shape[:-1]):
            strength[draw] = strengths_on_a_line(place[draw], weight[draw], risk[draw], places[draw], rules.vote)
        return decide(strength, _held(party_option, weight, listed), listed, rules)
    utility = stances.utility(option, risk)
    strength = coalition_strengths(utility, weight, rules.vote)
    promoted = _held(party_option, weight, listed) if in_order else supporters(utility, weight)
    return decide(strength, promoted, listed, rules)


def _held(party_option: IntArray, weight: FloatArray, listed: BoolArray) -> FloatArray:
    """Return the weight of the parties at every option, shape (..., options)."""
    held = np.zeros((weight.size // weight.shape[-1], listed.shape[-1]))
    draws = np.arange(len(held))[:, None]
    np.add.at(held, (draws, party_option.reshape(len(held), -1)), weight.reshape(len(held), -1))
    return held.reshape(listed.shape)


def _aversion(first: Election, party_option: IntArray, least: float) -> FloatArray:
    """Return 1 for the parties with the likeliest position, `least` for those with the least likely."""
    chance = np.take_along_axis(first.probability, party_option, axis=-1)
    low, high = chance.min(axis=-1, keepdims=True), chance.max(axis=-1, keepdims=True)
    alike = high - low <= NEGLIGIBLE
    return np.where(alike, 0.0, least + (1 - least) * (chance - low) / np.where(alike, 1.0, high - low))
