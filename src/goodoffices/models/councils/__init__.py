"""Whose vote counts? Voting power in bodies that decide by weighted votes, unanimity or a chair's word.

>>> from goodoffices.models.councils import Majority, Unanimity, shapley_shubik, simple_game
>>> seats = {"phnom_penh": 6, "sihanouk": 2, "son_sann": 2, "khmer_rouge": 2}
>>> shapley_shubik(simple_game(seats, Majority())).as_floats()["phnom_penh"]
0.75
>>> shapley_shubik(simple_game(seats, Unanimity())).as_floats()["phnom_penh"]
0.25
"""

from goodoffices.models.councils.banzhaf import banzhaf
from goodoffices.models.councils.chair_decides import expected_power
from goodoffices.models.councils.contribution import (
    ContributionAndVoice,
    Standing,
    compare_reforms,
    contribution_and_voice,
)
from goodoffices.models.councils.power import Power
from goodoffices.models.councils.rules import (
    AllOf,
    AnyOf,
    BlockedBy,
    ChairBreaksTies,
    ChairDecides,
    Chamber,
    Consent,
    Majority,
    Quota,
    Rule,
    Share,
    Unanimity,
)
from goodoffices.models.councils.shapley_shubik import shapley_shubik
from goodoffices.models.councils.simple_game import SimpleGame, simple_game

__all__ = [
    "AllOf",
    "AnyOf",
    "BlockedBy",
    "ChairBreaksTies",
    "ChairDecides",
    "Chamber",
    "Consent",
    "ContributionAndVoice",
    "Majority",
    "Power",
    "Quota",
    "Rule",
    "Share",
    "SimpleGame",
    "Standing",
    "Unanimity",
    "banzhaf",
    "compare_reforms",
    "contribution_and_voice",
    "expected_power",
    "shapley_shubik",
    "simple_game",
]
