"""Guarded commands and rewards: what can happen in a model, and what is earned there."""

from collections.abc import Mapping
from dataclasses import dataclass

from goodoffices.models.implementation.markov.expressions import Expression, Variable, as_expression


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
