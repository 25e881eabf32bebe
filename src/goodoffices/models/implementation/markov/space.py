"""The reachable states of a model and the steps between them, as sparse arrays."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from goodoffices.errors import ModelInputError, nearest
from goodoffices.models.implementation.markov.expressions import Expression, Value, Variable
from goodoffices.models.implementation.markov.model import Kind, Model
from goodoffices.models.implementation.markov.numbering import Codes, Numbering

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]
T = TypeVar("T")
BLOCK = 2**17


@dataclass(frozen=True)
class Choices:
    """Steps between numbered states: each state has choices, each choice leads to states with some probability.

    Attributes
    ----------
    first_choice : ndarray of int64, shape (states + 1,)
        The choices of state s are those from ``first_choice[s]`` to ``first_choice[s + 1] - 1``; at least one.
    first_entry : ndarray of int64, shape (choices + 1,)
        The entries of a choice, likewise.
    successor : ndarray of int32, shape (entries,)
        Where an entry leads. A state may occur in several entries of a choice.
    probability : ndarray, shape (entries,)
        How likely it is; the entries of a choice sum to one.
    """

    first_choice: NDArray[np.int64]
    first_entry: NDArray[np.int64]
    successor: NDArray[np.int32]
    probability: Floats

    @property
    def states(self) -> int:
        """How many states there are."""
        return len(self.first_choice) - 1

    @property
    def owner(self) -> NDArray[np.int64]:
        """The state of each choice."""
        return np.repeat(np.arange(self.states), np.diff(self.first_choice))

    def kept(self, keep: Mask) -> "Choices":
        """Return the same states with only some of the choices."""
        lengths = np.diff(self.first_entry)
        entries = np.repeat(keep, lengths)
        starts = np.concatenate([[0], np.cumsum(keep)])
        return Choices(
            starts[self.first_choice].astype(np.int64),
            np.concatenate([[0], np.cumsum(lengths[keep])]).astype(np.int64),
            self.successor[entries],
            self.probability[entries],
        )


@dataclass(frozen=True)
class StateSpace:
    """The states that can be reached, in the order of breadth-first search; the first is the initial one.

    Attributes
    ----------
    model : Model
        What was explored.
    settings : dict of str to float
        The values of the model's parameters.
    numbering : Numbering
        How states are numbers.
    codes : ndarray of int64, shape (states,)
        The states as numbers.
    choices : Choices
        The steps. A state without a possible command stays where it is.
    command : ndarray of int32, shape (choices,)
        Which command of the model each choice is, counted from 0; -1 in a deadlock.
    branch : ndarray of int16, shape (entries,)
        Which branch of the command each entry is, counted from 0.
    """

    model: Model
    settings: dict[str, float]
    numbering: Numbering
    codes: Codes
    choices: Choices
    command: NDArray[np.int32]
    branch: NDArray[np.int16]

    @property
    def states(self) -> int:
        """How many states there are."""
        return len(self.codes)

    @property
    def deadlocks(self) -> Mask:
        """The states in which no command is possible."""
        mask: Mask = np.zeros(self.states, dtype=bool)
        mask[self.choices.owner[self.command < 0]] = True
        return mask

    @property
    def matrix(self) -> csr_matrix:
        """Probabilities of steps, one row per choice (in a chain, per state) and one column per state."""
        c = self.choices
        return csr_matrix((c.probability, c.successor, c.first_entry), shape=(len(self.command), self.states))

    def values(self, variable: Variable) -> Codes:
        """Return the value of a variable in every state."""
        return self.numbering.values(self.codes, variable)

    def state(self, number: int) -> dict[str, int]:
        """Return a state in words: the value of every variable."""
        return self.numbering.state(int(self.codes[number]))

    def where(self, condition: "Expression | str") -> Mask:
        """Return the states where a condition holds, given as an expression or as the name of a label.

        Raises
        ------
        ModelInputError
            If there is no such label.
        """
        if isinstance(condition, str):
            condition = named(self.model.labels, condition, "label")
        return self._evaluated(condition, self.codes).astype(bool)

    def earned(self, reward: str, settings: Mapping[str, float] | None = None) -> Floats:
        """Return what each choice earns, shape (choices,), at the settings explored or at others.

        Raises
        ------
        ModelInputError
            If there is no such reward.
        """
        items = named(self.model.rewards, reward, "reward")
        owner, total = self.choices.owner, np.zeros(len(self.command))
        for item in items:
            if item.action is None:
                rows = np.arange(len(self.command))
            else:
                of_action = [n for n, c in enumerate(self.model.commands) if c.action == item.action]
                rows = np.flatnonzero(np.isin(self.command, of_action))
            codes = self.codes[owner[rows]]
            total[rows] += np.where(
                self._evaluated(item.guard, codes, settings), self._evaluated(item.value, codes, settings), 0.0
            )
        return total

    def _evaluated(
        self, expression: Expression, codes: Codes, settings: Mapping[str, float] | None = None
    ) -> NDArray[np.generic]:
        blocks = [
            np.broadcast_to(expression.evaluate(self.named_values(part, settings)), part.shape)
            for part in np.split(codes, range(BLOCK, len(codes), BLOCK))
        ]
        return np.concatenate(blocks)

    def named_values(self, codes: Codes, settings: Mapping[str, Value] | None = None) -> dict[str, Value]:
        """Return the values of all variables in some states, and of all parameters, by name."""
        settings = self.settings if settings is None else settings
        return {v.name: self.numbering.values(codes, v) for v in self.model.variables} | dict(settings)


def as_target(space: StateSpace, target: "Expression | str | Mask") -> Mask:
    """Return a set of states, however it is given.

    Raises
    ------
    ModelInputError
        If there is no such label, or a mask is not of one value per state.
    """
    if isinstance(target, (Expression, str)):
        return space.where(target)
    mask = np.asarray(target)
    if mask.dtype != bool or mask.shape != (space.states,):
        raise ModelInputError(f"a set of states needs one truth value for each of the {space.states} states")
    return mask


def must_be(space: StateSpace, kind: Kind, function: str) -> None:
    """Raise `ModelInputError` unless the model is of a kind."""
    if space.model.kind is not kind:
        raise ModelInputError(f"{function} needs a model of kind {kind.value}, not {space.model.kind.value}")


def named(known: Mapping[str, T], name: str, what: str) -> T:
    """Return an entry by name, or raise `ModelInputError` with the nearest name."""
    if name not in known:
        near = nearest(name, known)
        raise ModelInputError(f"there is no {what} {name!r}" + (f"; did you mean {near!r}?" if near else ""))
    return known[name]
