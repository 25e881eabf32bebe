"""Dividing claims: territory, resources or issues, between two parties or more, and how fair the division is.

>>> from goodoffices.models.agreements.division import adjusted_winner, fairness
>>> points = {"A": {"atoll": 50, "strait": 30, "oil": 20}, "B": {"atoll": 40, "strait": 20, "oil": 40}}
>>> result = adjusted_winner(points)
>>> result.points, result.split, result.shares["B"]
(Fraction(520, 9), 'atoll', {'atoll': Fraction(4, 9), 'oil': Fraction(1, 1)})
>>> found = fairness(points, result.shares)
>>> found.equitable, found.envy_free, found.efficient
(True, True, True)
"""

from goodoffices.models.agreements.division.adjusted_winner import AdjustedWinner, Step, adjusted_winner
from goodoffices.models.agreements.division.claims import Claims, claims_of
from goodoffices.models.agreements.division.competitive import CompetitiveDivision, competitive_division
from goodoffices.models.agreements.division.fairness import Fairness, fairness
from goodoffices.models.agreements.division.nash_welfare import NashWelfare, max_nash_welfare

__all__ = [
    "AdjustedWinner",
    "Claims",
    "CompetitiveDivision",
    "Fairness",
    "NashWelfare",
    "Step",
    "adjusted_winner",
    "claims_of",
    "competitive_division",
    "fairness",
    "max_nash_welfare",
]
