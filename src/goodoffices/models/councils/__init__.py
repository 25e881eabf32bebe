"""Whose vote counts? Voting power in bodies that decide by weighted votes, unanimity or a chair's word.

>>> from goodoffices.models.councils import Majority, Unanimity, shapley_shubik, simple_game
>>> seats = {"phnom_penh": 6, "sihanouk": 2, "son_sann": 2, "khmer_rouge": 2}
>>> shapley_shubik(simple_game(seats, Majority())).as_floats()["phnom_penh"]
0.75
>>> shapley_shubik(simple_game(seats, Unanimity())).as_floats()["phnom_penh"]
0.25
"""

from goodoffices.models.councils.design.changes import (
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
from goodoffices.models.councils.design.contribution import (
    ContributionAndVoice,
    Standing,
    compare_reforms,
    contribution_and_voice,
)
from goodoffices.models.councils.design.equal_power import SidesAtQuota, equal_power_splits, power_by_quota
from goodoffices.models.councils.design.inverse import VotesForPower, votes_for_power
from goodoffices.models.councils.measures.banzhaf import banzhaf
from goodoffices.models.councils.measures.chair_decides import expected_power
from goodoffices.models.councils.measures.coleman import ColemanPower, coleman
from goodoffices.models.councils.measures.common_factor import passage_with_common_factor
from goodoffices.models.councils.measures.deegan_packel import deegan_packel
from goodoffices.models.councils.measures.holler import holler
from goodoffices.models.councils.measures.johnston import johnston
from goodoffices.models.councils.measures.minimal_coalitions import (
    Pattern,
    blocking_game,
    count_minimal_winning,
    minimal_winning_coalitions,
    minimal_winning_patterns,
)
from goodoffices.models.councils.measures.passage import Passage, passage, passage_over_draws
from goodoffices.models.councils.measures.power import Power
from goodoffices.models.councils.measures.roles import Roles, roles
from goodoffices.models.councils.measures.shapley_shubik import shapley_shubik
from goodoffices.models.councils.measures.spatial import SpatialPivots, spatial_pivots
from goodoffices.models.councils.measures.swing_counts import SwingCounts, swing_counts
from goodoffices.models.councils.measures.ternary_passage import ternary_passage, ternary_passage_over_draws
from goodoffices.models.councils.measures.ternary_power import ternary_banzhaf, ternary_shapley_shubik
from goodoffices.models.councils.measures.unions import banzhaf_owen, owen
from goodoffices.models.councils.rules.decision_rules import (
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
from goodoffices.models.councils.rules.simple_game import SimpleGame, simple_game
from goodoffices.models.councils.rules.ternary_game import TernaryGame, ternary_game
from goodoffices.models.councils.rules.ternary_rules import (
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
    "ternary_passage",
    "ternary_passage_over_draws",
    "ternary_shapley_shubik",
    "votes_for_power",
    "what_changes",
]
