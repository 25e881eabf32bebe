"""Whether everything that a model names is declared, once and in words that PRISM knows."""

import re
from collections.abc import Iterator

from goodoffices.models.implementation.markov.expressions import Expression, Parameter, Variable
from goodoffices.models.implementation.markov.model import Kind, Model

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_RESERVED = frozenset(
    [
        "A",
        "bool",
        "clock",
        "const",
        "ctmc",
        "C",
        "double",
        "dtmc",
        "E",
        "endinit",
        "endinvariant",
        "endmodule",
        "endobservables",
        "endrewards",
        "endsystem",
        "endplayer",
        "false",
        "formula",
        "filter",
        "func",
        "F",
        "global",
        "G",
        "init",
        "invariant",
        "I",
        "int",
        "label",
        "max",
        "mdp",
        "min",
        "module",
        "X",
        "nondeterministic",
        "observable",
        "observables",
        "of",
        "Pmax",
        "Pmin",
        "P",
        "player",
        "pomdp",
        "popta",
        "probabilistic",
        "prob",
        "pta",
        "rate",
        "rewards",
        "Rmax",
        "Rmin",
        "R",
        "S",
        "smg",
        "stochastic",
        "system",
        "true",
        "U",
        "W",
    ]
)


def problems_of(model: Model) -> Iterator[str]:
    """Yield what does not fit together in a model."""
    yield from _name_problems(model)
    yield from _use_problems(model)
    yield from _player_problems(model)


def _name_problems(model: Model) -> Iterator[str]:
    given = [v.name for v in model.variables] + [p.name for p in model.parameters]
    named = [*given, *model.labels, *model.rewards, *model.players, *{c.action for c in model.commands if c.action}]
    for name in dict.fromkeys(named):
        if not _NAME.match(name) or name in _RESERVED:
            yield f"{name!r} cannot be a name in the PRISM language"
    for name in dict.fromkeys(name for name in given if given.count(name) > 1):
        yield f"two variables or parameters are called {name!r}"


def _use_problems(model: Model) -> Iterator[str]:
    declared: dict[str, Expression] = {v.name: v for v in model.variables} | {p.name: p for p in model.parameters}
    for place, expression in _expressions(model):
        for part in expression.walk():
            if isinstance(part, (Variable, Parameter)) and declared.get(part.name) is not part:
                yield f"{place} speaks of {part.name}, which is not among the variables and parameters"
    for number, each in enumerate(model.commands, start=1):
        if not each.branches:
            yield f"command {number} has no branch"
        for branch in each.branches:
            changed = [variable for variable, _ in branch.updates]
            for variable in changed:
                if not any(variable is known for known in model.variables):
                    yield f"command {number} changes {variable.name}, which is not among the variables"


def _expressions(model: Model) -> Iterator[tuple[str, Expression]]:
    for number, each in enumerate(model.commands, start=1):
        yield f"the guard of command {number}", each.guard
        for branch in each.branches:
            yield f"a probability of command {number}", branch.probability
            for _, value in branch.updates:
                yield f"an update of command {number}", value
    for name, expression in model.labels.items():
        yield f"label {name!r}", expression
    for name, items in model.rewards.items():
        for item in items:
            yield f"reward {name!r}", item.guard
            yield f"reward {name!r}", item.value


def _player_problems(model: Model) -> Iterator[str]:
    if (model.kind is Kind.GAME) != bool(model.players):
        yield "a game, and only a game, has players"
    for number, each in enumerate(model.commands, start=1):
        if each.player and each.player not in model.players:
            yield f"command {number} is of {each.player!r}, who is no player"
        if model.kind is Kind.GAME and not each.player:
            yield f"command {number} is of no player"
    for player in model.players:
        if player and not any(each.player == player for each in model.commands):
            yield f"player {player!r} has no command"
