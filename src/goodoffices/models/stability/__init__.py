"""Which outcomes hold, how are they reached, and what must a mediator change? The graph model for conflict resolution."""

from goodoffices.models.stability.graph_form import GraphForm, Moves
from goodoffices.models.stability.option_form import Option, OptionForm
from goodoffices.models.stability.table import Concept, Ranks, StabilityTable

__all__ = ["Concept", "GraphForm", "Moves", "Option", "OptionForm", "Ranks", "StabilityTable"]
