"""The shortest way to a state, to be told in words."""

from dataclasses import dataclass

import numpy as np

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.markov.chains import Target
from goodoffices.models.implementation.markov.space import StateSpace, as_target


@dataclass(frozen=True)
class Step:
    """One step of a way.

    Attributes
    ----------
    command : int
        The command carried out, counted from 0.
    state : dict of str to int
        The value of every variable after it.
    """

    command: int
    state: dict[str, int]


def shortest_path(space: StateSpace, target: Target) -> tuple[Step, ...]:
    """Return the fewest steps that lead from the initial state to one of a set of states.

    Parameters
    ----------
    space : StateSpace
        Of any kind of model.
    target : Expression, str or ndarray of bool
        Where to; ``space.deadlocks`` for a state in which nothing is possible.

    Returns
    -------
    tuple of Step
        Empty if the initial state is one of them.

    Raises
    ------
    ModelInputError
        If none of the states can be reached.

    Examples
    --------
    >>> from goodoffices.models.implementation.markov import Kind, Model, Variable, command, explore, shortest_path
    >>> x = Variable("x", 0, 9)
    >>> space = explore(Model(Kind.DECISIONS, (x,), (command(x < 9, {x: x + 1}), command(x < 7, {x: x + 3}))))
    >>> [(step.command, step.state["x"]) for step in shortest_path(space, x == 4)]
    [(0, 1), (1, 4)]
    """
    found = np.flatnonzero(as_target(space, target))
    if not len(found):
        raise ModelInputError("no state of the target can be reached")
    choices, here, steps = space.choices, int(found[0]), []
    while here:
        entry = int(np.flatnonzero(choices.successor == here)[0])  # states are in the order of their distance
        choice = int(np.searchsorted(choices.first_entry, entry, side="right")) - 1
        steps.append(Step(int(space.command[choice]), space.state(here)))
        here = int(np.searchsorted(choices.first_choice, choice, side="right")) - 1
    return tuple(reversed(steps))
