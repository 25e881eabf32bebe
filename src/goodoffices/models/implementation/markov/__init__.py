"""A small engine for finite stochastic models: chains, decisions and games over whole-number variables.

A model is variables with ranges and guarded commands, as in the PRISM language. `explore` finds the states that can be reached; the
other functions answer questions about them; `to_prism` writes the model for other programs.

>>> from goodoffices.models.implementation.markov import Kind, Model, Parameter, Variable, command, explore, reachability
>>> phase, cheat = Variable("phase", 0, 3), Parameter("cheat")
>>> plan = Model(
...     Kind.CHAIN,
...     (phase,),
...     (command(phase < 2, (1 - cheat, {phase: phase + 1}), (cheat, {phase: 3})),),
...     (cheat,),
...     {"kept": phase == 2, "broken": phase == 3},
... )
>>> reachability(explore(plan, {"cheat": 0.1}), "kept").initial
0.81
"""

from goodoffices.models.implementation.markov.chains import (
    bounded_reachability,
    expected_reward,
    reachability,
    reached_by,
)
from goodoffices.models.implementation.markov.commands import (
    Branch,
    Command,
    Reward,
    action_reward,
    command,
    state_reward,
)
from goodoffices.models.implementation.markov.decisions import Best, best_bounded_reachability, best_reachability
from goodoffices.models.implementation.markov.equations import Solution
from goodoffices.models.implementation.markov.exploring import explore
from goodoffices.models.implementation.markov.expressions import (
    Expression,
    Parameter,
    Variable,
    if_then_else,
    maximum,
    minimum,
)
from goodoffices.models.implementation.markov.games import game_reachability
from goodoffices.models.implementation.markov.model import Kind, Model
from goodoffices.models.implementation.markov.paths import Step, shortest_path
from goodoffices.models.implementation.markov.prism import to_prism
from goodoffices.models.implementation.markov.ranges import Ranges, probability_ranges, robust_reachability
from goodoffices.models.implementation.markov.space import Choices, StateSpace
from goodoffices.models.implementation.markov.sweeping import sweep

__all__ = [
    "Best",
    "Branch",
    "Choices",
    "Command",
    "Expression",
    "Kind",
    "Model",
    "Parameter",
    "Ranges",
    "Reward",
    "Solution",
    "StateSpace",
    "Step",
    "Variable",
    "action_reward",
    "best_bounded_reachability",
    "best_reachability",
    "bounded_reachability",
    "command",
    "expected_reward",
    "explore",
    "game_reachability",
    "if_then_else",
    "maximum",
    "minimum",
    "probability_ranges",
    "reachability",
    "reached_by",
    "robust_reachability",
    "shortest_path",
    "state_reward",
    "sweep",
    "to_prism",
]
