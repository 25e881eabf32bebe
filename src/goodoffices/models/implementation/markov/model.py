"""A finite stochastic model: variables with ranges, guarded commands, labels and rewards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.markov.expressions import Expression, Parameter, Variable, as_expression

BITS = 62
"""A state is kept in one whole number of so many bits; a variable of r values takes as many as r - 1 has digits in base two."""


class Kind(StrEnum):
    """What decides where more than chance could."""

    CHAIN = "dtmc"
    """Nobody: in every state at most one command is possible."""
    DECISIONS = "mdp"
    """One who chooses among the possible commands."""
    GAME = "smg"
    """Several players; every state is one player's turn."""


@dataclass(frozen=True, eq=False)
class Branch:
    """One way a command can turn out: how likely, and what it changes."""

    probability: Expression
    updates: tuple[tuple[Variable, Expression], ...]


@dataclass(frozen=True, eq=False)
class Command:
    """What can happen in the states where the guard holds.

    Attributes
    ----------
    guard : Expression
        Where it is possible.
    branches : tuple of Branch
        How it can turn out; probabilities sum to one.
    action : str
        A name for it, shared by commands that are rewarded or named alike.
    player : str
        Whose turn it is, in a game.
    """

    guard: Expression
    branches: tuple[Branch, ...]
    action: str = ""
    player: str = ""


@dataclass(frozen=True, eq=False)
class Reward:
    """What is earned (or spent, or waited) where a guard holds.

    Attributes
    ----------
    guard : Expression
        Where it is earned.
    value : Expression
        How much.
    action : str or None
        With ``None`` it is earned for every step spent in the state; otherwise only when a command of that action is carried out
        there (``""`` stands for all commands without a name).
    """

    guard: Expression
    value: Expression
    action: str | None = None


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
        from goodoffices.models.implementation.markov.declarations import problems_of  # noqa: PLC0415 (it knows the model)

        problems = list(problems_of(self))
        if sum(width(variable) for variable in self.variables) > BITS:
            problems.append(f"the variables take more values than fit into {BITS} bits")
        if problems:
            raise ModelInputError("; ".join(problems))

    def structural(self) -> frozenset[str]:
        """Return the names of parameters in guards and updates; which states there are depends on these alone."""
        names = {name for command in self.commands for name in command.guard.names()}
        names |= {name for c in self.commands for b in c.branches for _, value in b.updates for name in value.names()}
        return frozenset(names & {parameter.name for parameter in self.parameters})


def command(
    guard: Expression | bool,
    *branches: "Mapping[Variable, Expression | float] | tuple[Expression | float, Mapping[Variable, Expression | float]]",
    action: str = "",
    player: str = "",
) -> Command:
    """Return a command, written shortly.

    Parameters
    ----------
    guard : Expression or bool
        Where it is possible.
    *branches : mapping, or tuple of probability and mapping
        What changes: variables and their new values. A mapping alone happens for certain.
    action, player : str
        As in :class:`Command`.

    Returns
    -------
    Command

    Examples
    --------
    >>> from goodoffices.models.implementation.markov import Variable, command
    >>> step = Variable("step", 0, 4)
    >>> command(step < 4, (0.5, {step: step + 1}), (0.5, {})).branches[0].updates
    ((step, step + 1),)
    """
    parted = [branch if isinstance(branch, tuple) else (1, branch) for branch in branches]
    return Command(
        as_expression(guard),
        tuple(
            Branch(
                as_expression(chance), tuple((variable, as_expression(value)) for variable, value in updates.items())
            )
            for chance, updates in parted
        ),
        action,
        player,
    )


def state_reward(guard: Expression | bool, value: Expression | float) -> Reward:
    """Return a reward for every step spent where the guard holds."""
    return Reward(as_expression(guard), as_expression(value))


def action_reward(action: str, guard: Expression | bool, value: Expression | float) -> Reward:
    """Return a reward for carrying out commands of an action where the guard holds."""
    return Reward(as_expression(guard), as_expression(value), action)


def width(variable: Variable) -> int:
    """Return how many bits the values of a variable take."""
    return (variable.high - variable.low).bit_length()
