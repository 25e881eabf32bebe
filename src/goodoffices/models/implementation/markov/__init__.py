"""Finite stochastic models."""

from goodoffices.models.implementation.markov.chains import (
    bounded_reachability,
    expected_reward,
    reachability,
    reached_by,
)
from goodoffices.models.implementation.markov.decisions import Best, best_bounded_reachability, best_reachability
from goodoffices.models.implementation.markov.exploring import explore
from goodoffices.models.implementation.markov.expressions import (
    Expression,
    Parameter,
    Variable,
    if_then_else,
    maximum,
    minimum,
)
from goodoffices.models.implementation.markov.model import (
    Branch,
    Command,
    Kind,
    Model,
    Reward,
    action_reward,
    command,
    state_reward,
)
from goodoffices.models.implementation.markov.prism import to_prism
from goodoffices.models.implementation.markov.space import Choices, StateSpace
