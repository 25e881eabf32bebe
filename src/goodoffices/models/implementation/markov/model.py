"""A finite stochastic model: variables with ranges, guarded commands, labels and rewards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.markov.commands import Command, Reward
from goodoffices.models.implementation.markov.expressions import Expression, Parameter, Variable
from goodoffices.models.implementation.markov.names import can_be_name
from goodoffices.models.implementation.markov.numbering import BITS, width


class Kind(StrEnum):
    """What decides where more than chance could."""

    CHAIN = "dtmc"
    """Nobody: in every state at most one command is possible."""
    DECISIONS = "mdp"
    """One who chooses among the possible commands."""
    GAME = "smg"
    """Several players; every state is one player's turn."""


@dataclass(frozen=True, eq=False)
class Model:
    """A finite stochastic model.

    Attributes
    ----------
    kind : Kind
        Chain, decisions or game.
    variables : tuple of Variable
        Together they are the state.
    commands : tuple of Command
        What can happen.
    parameters : tuple of Parameter
        Numbers to be set when the model is explored.
    labels : mapping of str to Expression
        Names for sets of states.
    rewards : mapping of str to tuple of Reward
        Named rewards; the items of one name add up.
    players : tuple of str
        In a game, who plays.

    Raises
    ------
    ModelInputError
        With all that does not fit: names that PRISM does not allow or that occur twice, names used and not declared, players of no
        command or in a model that is no game, more values than fit into `BITS` bits.

    Examples
    --------
    >>> from goodoffices.models.implementation.markov import Kind, Model, Parameter, Variable, command
    >>> place, p = Variable("place", 0, 2), Parameter("p")
    >>> coin = Model(Kind.CHAIN, (place,), (command(place == 0, (p, {place: 1}), (1 - p, {place: 2})),), (p,))
    >>> coin.commands[0].branches[1].probability
    1 - p
    """

    kind: Kind
    variables: tuple[Variable, ...]
    commands: tuple[Command, ...]
    parameters: tuple[Parameter, ...] = ()
    labels: Mapping[str, Expression] = field(default_factory=dict)
    rewards: Mapping[str, tuple[Reward, ...]] = field(default_factory=dict)
    players: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Check that everything named is declared."""
        problems = list(_problems(self))
        if sum(width(variable) for variable in self.variables) > BITS:
            problems.append(f"the variables take more values than fit into {BITS} bits")
        if problems:
            raise ModelInputError("; ".join(problems))

    def structural(self) -> frozenset[str]:
        """Return the names of parameters in guards and updates; which states there are depends on these alone."""
        names = {name for command in self.commands for name in command.guard.names()}
        names |= {name for c in self.commands for b in c.branches for _, value in b.updates for name in value.names()}
        return frozenset(names & {parameter.name for parameter in self.parameters})


def _problems(model: Model) -> Iterator[str]:
    """Yield what does not fit together in a model."""
    yield from _name_problems(model)
    yield from _use_problems(model)
    yield from _player_problems(model)


def _name_problems(model: Model) -> Iterator[str]:
    given = [v.name for v in model.variables] + [p.name for p in model.parameters]
    named = [*given, *model.labels, *model.rewards, *model.players, *{c.action for c in model.commands if c.action}]
    for name in dict.fromkeys(named):
        if not can_be_name(name):
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
