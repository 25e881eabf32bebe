"""Which outcomes hold, how are they reached, and what must a mediator change? The graph model for conflict resolution."""

from goodoffices.models.stability.coalitions import (
    COALITION_CONCEPTS,
    CoalitionStability,
    coalition_improvements,
    coalition_stability,
)
from goodoffices.models.stability.fast.engine import Interrupted, stability_in_option_form
from goodoffices.models.stability.fast.simultaneous import stable_by_simultaneity
from goodoffices.models.stability.from_options import OptionGraph, as_graph
from goodoffices.models.stability.graph_form import GraphForm, Moves
from goodoffices.models.stability.individual import GRAPH_CONCEPTS, graph_stability
from goodoffices.models.stability.jumps import CoalitionJump, equilibrium_jumps
from goodoffices.models.stability.limited_move import LimitedMove, limited_move, stackelberg
from goodoffices.models.stability.merging import MergedGraph, merge_states
from goodoffices.models.stability.narrowed import improvements_only, without_moves
from goodoffices.models.stability.neighbourhood import StateVerdict, stability_of_state
from goodoffices.models.stability.option_form import Option, OptionForm
from goodoffices.models.stability.packed_table import PackedTable
from goodoffices.models.stability.preferences import (
    DirectRanking,
    OptionPrioritisation,
    OptionWeights,
    Preference,
    StateValues,
)
from goodoffices.models.stability.ranking import ranks
from goodoffices.models.stability.reasons import ImprovementMet, Reasons, reasons
from goodoffices.models.stability.sequences import Sequences, Step
from goodoffices.models.stability.status_quo import WaysTo, status_quo_analysis, ways_to
from goodoffices.models.stability.table import Concept, Ranks, StabilityTable
from goodoffices.models.stability.unknown_preference import (
    UNKNOWN_CONCEPTS,
    PairwisePreferences,
    stability_under_unknown_preference,
)

__all__ = [
    "COALITION_CONCEPTS",
    "GRAPH_CONCEPTS",
    "UNKNOWN_CONCEPTS",
    "CoalitionJump",
    "CoalitionStability",
    "Concept",
    "DirectRanking",
    "GraphForm",
    "ImprovementMet",
    "Interrupted",
    "LimitedMove",
    "MergedGraph",
    "Moves",
    "Option",
    "OptionForm",
    "OptionGraph",
    "OptionPrioritisation",
    "OptionWeights",
    "PackedTable",
    "PairwisePreferences",
    "Preference",
    "Ranks",
    "Reasons",
    "Sequences",
    "StabilityTable",
    "StateValues",
    "StateVerdict",
    "Step",
    "WaysTo",
    "as_graph",
    "coalition_improvements",
    "coalition_stability",
    "equilibrium_jumps",
    "graph_stability",
    "improvements_only",
    "limited_move",
    "merge_states",
    "ranks",
    "reasons",
    "stability_in_option_form",
    "stability_of_state",
    "stability_under_unknown_preference",
    "stable_by_simultaneity",
    "stackelberg",
    "status_quo_analysis",
    "ways_to",
    "without_moves",
]
