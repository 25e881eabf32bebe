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
from goodoffices.models.councils.changes import (
    Change,
    FormBloc,
    GetsVeto,
    Joins,
    Leaves,
    MemberChange,
    PowerChange,
    RuleBecomes,
    what_changes,
)
from goodoffices.models.councils.coleman import ColemanPower, coleman
from goodoffices.models.councils.common_factor import passage_with_common_factor
from goodoffices.models.councils.contribution import (
    ContributionAndVoice,
    Standing,
    compare_reforms,
    contribution_and_voice,
)
from goodoffices.models.councils.counting.swing_counts import SwingCounts, swing_counts
from goodoffices.models.councils.deegan_packel import deegan_packel
from goodoffices.models.councils.equal_power import SidesAtQuota, equal_power_splits, power_by_quota
from goodoffices.models.councils.holler import holler
from goodoffices.models.councils.inverse import VotesForPower, votes_for_power
from goodoffices.models.councils.johnston import johnston
from goodoffices.models.councils.minimal_coalitions import (
    Pattern,
    blocking_game,
    count_minimal_winning,
    minimal_winning_coalitions,
    minimal_winning_patterns,
)
from goodoffices.models.councils.passage import Passage, passage, passage_over_draws
from goodoffices.models.councils.power import Power
from goodoffices.models.councils.roles import Roles, roles
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
from goodoffices.models.councils.spatial import SpatialPivots, spatial_pivots
from goodoffices.models.councils.ternary_game import TernaryGame, ternary_game
from goodoffices.models.councils.ternary_power import ternary_banzhaf, ternary_shapley_shubik
from goodoffices.models.councils.ternary_rules import (
    NoneAgainst,
    TakingPart,
    TernaryAllOf,
    TernaryAnyOf,
    TernaryChamber,
    TernaryRule,
    YesOfAll,
    YesOfVoting,
    YesVotes,
)
from goodoffices.models.councils.unions import banzhaf_owen, owen

__all__ = [
    "AllOf",
    "AnyOf",
    "BlockedBy",
    "ChairBreaksTies",
    "ChairDecides",
    "Chamber",
    "Change",
    "ColemanPower",
    "Consent",
    "ContributionAndVoice",
    "FormBloc",
    "GetsVeto",
    "Joins",
    "Leaves",
    "Majority",
    "MemberChange",
    "NoneAgainst",
    "Passage",
    "Pattern",
    "Power",
    "PowerChange",
    "Quota",
    "Roles",
    "Rule",
    "RuleBecomes",
    "Share",
    "SidesAtQuota",
    "SimpleGame",
    "SpatialPivots",
    "Standing",
    "SwingCounts",
    "TakingPart",
    "TernaryAllOf",
    "TernaryAnyOf",
    "TernaryChamber",
    "TernaryGame",
    "TernaryRule",
    "Unanimity",
    "VotesForPower",
    "YesOfAll",
    "YesOfVoting",
    "YesVotes",
    "banzhaf",
    "banzhaf_owen",
    "blocking_game",
    "coleman",
    "compare_reforms",
    "contribution_and_voice",
    "count_minimal_winning",
    "deegan_packel",
    "equal_power_splits",
    "expected_power",
    "holler",
    "johnston",
    "minimal_winning_coalitions",
    "minimal_winning_patterns",
    "owen",
    "passage",
    "passage_over_draws",
    "passage_with_common_factor",
    "power_by_quota",
    "roles",
    "shapley_shubik",
    "simple_game",
    "spatial_pivots",
    "swing_counts",
    "ternary_banzhaf",
    "ternary_game",
    "ternary_shapley_shubik",
    "votes_for_power",
    "what_changes",
]
