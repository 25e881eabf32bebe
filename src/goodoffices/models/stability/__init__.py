"""Which outcomes hold, how are they reached, and what must a mediator change? The graph model for conflict resolution."""

from goodoffices.models.stability.fast.engine import Interrupted, stability_in_option_form
from goodoffices.models.stability.fast.simultaneous import stable_by_simultaneity
from goodoffices.models.stability.graph_form import GraphForm, Moves
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
from goodoffices.models.stability.table import Concept, Ranks, StabilityTable

__all__ = [
    "Concept",
    "DirectRanking",
    "GraphForm",
    "Interrupted",
    "Moves",
    "Option",
    "OptionForm",
    "OptionPrioritisation",
    "OptionWeights",
    "PackedTable",
    "Preference",
    "Ranks",
    "StabilityTable",
    "StateValues",
    "StateVerdict",
    "ranks",
    "stability_in_option_form",
    "stability_of_state",
    "stable_by_simultaneity",
]
