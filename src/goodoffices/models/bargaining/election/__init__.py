"""Probabilistic Condorcet elections over positions, as in KTAB (Wise, Lester & Efird 2015).

Every position meets every other. The parties throw their weight in for the one they like better, and the stronger coalition
is likelier to win. What follows is not one forecast but a probability for every position.

>>> from goodoffices.models.bargaining.election import election_over_positions
>>> result = election_over_positions([80, 40, 40], [90, 60, 80], [100, 0, 20])
>>> result.probability.round(2).tolist()
[0.16, 0.42, 0.42]
"""

from goodoffices.models.bargaining.election.election import Election, probabilistic_election
from goodoffices.models.bargaining.election.positions import PositionElection, election_over_positions
from goodoffices.models.bargaining.election.rules import (
    EFFECTIVE_POWER,
    KTAB_DEFAULT,
    KTAB_MARKOV_INCENTIVE,
    KTAB_MARKOV_UNIFORM,
    PRESETS,
    SURE_MAJORITY,
    ElectionRules,
)
from goodoffices.models.bargaining.election.stationary import stationary
from goodoffices.models.bargaining.election.strengths import coalition_strengths, victory_probability

__all__ = [
    "EFFECTIVE_POWER",
    "KTAB_DEFAULT",
    "KTAB_MARKOV_INCENTIVE",
    "KTAB_MARKOV_UNIFORM",
    "PRESETS",
    "SURE_MAJORITY",
    "Election",
    "ElectionRules",
    "PositionElection",
    "coalition_strengths",
    "election_over_positions",
    "probabilistic_election",
    "stationary",
    "victory_probability",
]
