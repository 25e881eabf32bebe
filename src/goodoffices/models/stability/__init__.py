"""Which outcomes hold, how are they reached, and what must a mediator change? The graph model for conflict resolution."""

from goodoffices.models.stability.concepts.coalitions import (
    COALITION_CONCEPTS,
    CoalitionStability,
    coalition_improvements,
    coalition_stability,
)
from goodoffices.models.stability.concepts.individual import GRAPH_CONCEPTS, graph_stability
from goodoffices.models.stability.concepts.limited_move import LimitedMove, limited_move, stackelberg
from goodoffices.models.stability.concepts.limited_move_several import NEXT_MOVERS, NextMover, limited_move_of_several
from goodoffices.models.stability.concepts.table import Concept, StabilityTable
from goodoffices.models.stability.concepts.unknown_preference import (
    UNKNOWN_CONCEPTS,
    PairwisePreferences,
    stability_under_unknown_preference,
)
from goodoffices.models.stability.evolution.jumps import CoalitionJump, equilibrium_jumps
from goodoffices.models.stability.evolution.sequences import Sequences, Step
from goodoffices.models.stability.evolution.status_quo import WaysTo, status_quo_analysis, ways_to
from goodoffices.models.stability.fast.engine import Interrupted, stability_in_option_form
from goodoffices.models.stability.fast.improvement_distances import improvement_distances, improvements_to
from goodoffices.models.stability.fast.packed_table import PackedTable
from goodoffices.models.stability.fast.simultaneous import stable_by_simultaneity
from goodoffices.models.stability.forms.from_options import OptionGraph, as_graph
from goodoffices.models.stability.forms.graph_form import GraphForm, Moves, Ranks
from goodoffices.models.stability.forms.merging import MergedGraph, merge_states
from goodoffices.models.stability.forms.narrowed import improvements_only, without_moves
from goodoffices.models.stability.forms.option_form import Option, OptionForm
from goodoffices.models.stability.mediation.applying import with_change
from goodoffices.models.stability.mediation.changes import (
    AddOption,
    Change,
    DropStatement,
    ExcludeState,
    FixOption,
    FormCoalition,
    InsertStatement,
    MoveStatement,
    NegateStatement,
    RaiseState,
    SetDirection,
)
from goodoffices.models.stability.mediation.coalition_lever import JointWay
from goodoffices.models.stability.mediation.concessions import Concession, concessions
from goodoffices.models.stability.mediation.conditions import Clause, StabilityCondition, stability_conditions
from goodoffices.models.stability.mediation.effects import Effects
from goodoffices.models.stability.mediation.remedies import remedies
from goodoffices.models.stability.mediation.remedy import Mediation, Remedy
from goodoffices.models.stability.mediation.robustness import (
    Robustness,
    robustness_of_ranks,
    robustness_of_statements,
)
from goodoffices.models.stability.mediation.sensitivity import Flip, sensitivity_to_ranks, sensitivity_to_statements
from goodoffices.models.stability.preferences.kinds import (
    DirectRanking,
    OptionPrioritisation,
    Preference,
    StateValues,
)
from goodoffices.models.stability.preferences.ranking import ranks
from goodoffices.models.stability.preferences.weights import OptionWeights, StatementWeights
from goodoffices.models.stability.single_state.neighbourhood import StateVerdict, stability_of_state
from goodoffices.models.stability.single_state.neighbourhood_graph import graph_around, ranks_of
from goodoffices.models.stability.single_state.reasons import ImprovementMet, Reasons, reasons

__all__ = [
    "COALITION_CONCEPTS",
    "GRAPH_CONCEPTS",
    "NEXT_MOVERS",
    "UNKNOWN_CONCEPTS",
    "AddOption",
    "Change",
    "Clause",
    "CoalitionJump",
    "CoalitionStability",
    "Concept",
    "Concession",
    "DirectRanking",
    "DropStatement",
    "Effects",
    "ExcludeState",
    "FixOption",
    "Flip",
    "FormCoalition",
    "GraphForm",
    "ImprovementMet",
    "InsertStatement",
    "Interrupted",
    "JointWay",
    "LimitedMove",
    "Mediation",
    "MergedGraph",
    "MoveStatement",
    "Moves",
    "NegateStatement",
    "NextMover",
    "Option",
    "OptionForm",
    "OptionGraph",
    "OptionPrioritisation",
    "OptionWeights",
    "PackedTable",
    "PairwisePreferences",
    "Preference",
    "RaiseState",
    "Ranks",
    "Reasons",
    "Remedy",
    "Robustness",
    "Sequences",
    "SetDirection",
    "StabilityCondition",
    "StabilityTable",
    "StateValues",
    "StateVerdict",
    "StatementWeights",
    "Step",
    "WaysTo",
    "as_graph",
    "coalition_improvements",
    "coalition_stability",
    "concessions",
    "equilibrium_jumps",
    "graph_around",
    "graph_stability",
    "improvement_distances",
    "improvements_only",
    "improvements_to",
    "limited_move",
    "limited_move_of_several",
    "merge_states",
    "ranks",
    "ranks_of",
    "reasons",
    "remedies",
    "robustness_of_ranks",
    "robustness_of_statements",
    "sensitivity_to_ranks",
    "sensitivity_to_statements",
    "stability_conditions",
    "stability_in_option_form",
    "stability_of_state",
    "stability_under_unknown_preference",
    "stable_by_simultaneity",
    "stackelberg",
    "status_quo_analysis",
    "ways_to",
    "with_change",
    "without_moves",
]
