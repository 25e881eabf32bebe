"""The steps out of a block of states: guards, probabilities and updates evaluated on whole arrays."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.markov.commands import Command
from goodoffices.models.implementation.markov.expressions import Value
from goodoffices.models.implementation.markov.model import Kind, Model
from goodoffices.models.implementation.markov.numbering import Codes, Numbering

if TYPE_CHECKING:
    from goodoffices.models.implementation.markov.state_table import StateTable

ROUNDING = 1e-9
"""Probabilities of a command may miss the sum of one by so much."""

Numbers = NDArray[np.int64]


@dataclass
class Steps:
    """The steps out of a block of states.

    Attributes
    ----------
    choices_of_state, entries_of_choice : ndarray of int8 or int16
        How many each has.
    successor, probability, command, branch : ndarray
        As in `StateSpace`.
    """

    choices_of_state: NDArray[np.int16]
    entries_of_choice: NDArray[np.int16]
    successor: NDArray[np.int32]
    probability: NDArray[np.float64]
    command: NDArray[np.int32]
    branch: NDArray[np.int16]


@dataclass(frozen=True)
class _Piece:
    """One branch of one command, in all states of the block where it is possible."""

    choice: Numbers
    probability: NDArray[np.float64]
    target: Codes
    branch: int


def expanded(
    model: Model, numbering: Numbering, codes: Codes, settings: dict[str, Value], table: "StateTable"
) -> Steps:
    """Return the steps out of some states, and enter the states they lead to into the table.

    Raises
    ------
    ModelInputError
        With everything wrong in these states.
    """
    n, memo, found = len(codes), dict[int, Value](), _Problems(numbering)
    values = {variable.name: numbering.values(codes, variable) for variable in model.variables}
    possible = [np.flatnonzero(np.broadcast_to(c.guard.evaluate(values | settings, memo), n)) for c in model.commands]
    counts = np.zeros(n, dtype=np.int64)
    for rows in possible:
        counts[rows] += 1
    _check_turns(model, codes, possible, counts, found)
    stuck = np.flatnonzero(counts == 0)
    counts[stuck] = 1
    starts, seen = np.cumsum(counts) - counts, np.zeros(n, dtype=np.int64)
    command = np.full(int(counts.sum()), -1, dtype=np.int32)
    pieces = [_Piece(starts[stuck], np.ones(len(stuck)), codes[stuck], -1)]
    for number, rows in enumerate(possible):
        if len(rows):
            choice = starts[rows] + seen[rows]
            seen[rows] += 1
            command[choice] = number
            here = {name: value[rows, None] for name, value in values.items()} | settings
            pieces += _branches(number, model.commands[number], codes[rows], choice, here, found)
    if found.texts:
        raise ModelInputError("; ".join(found.texts))
    return _placed(table, counts, command, pieces)


@dataclass
class _Problems:
    numbering: Numbering
    texts: list[str] = field(default_factory=list)

    def add(self, subject: str, codes: Codes, wrong: NDArray[np.bool_] | np.bool_, what: str) -> None:
        state = self.numbering.state(int(codes[wrong][0]))
        self.texts.append(f"{subject} {what}, in the state " + ", ".join(f"{k}={v}" for k, v in state.items()))


def _check_turns(
    model: Model, codes: Codes, possible: list[NDArray[np.intp]], counts: Numbers, found: _Problems
) -> None:
    if model.kind is Kind.CHAIN and (counts > 1).any():
        both = [n for n, rows in enumerate(possible, start=1) if (rows == np.flatnonzero(counts > 1)[0]).any()]
        found.add(
            f"in a chain, commands {both[0]} and {both[1]} exclude each other; both", codes, counts > 1, "are possible"
        )
    if model.kind is Kind.GAME:
        turn = np.full(len(codes), -1)
        for each, rows in zip(model.commands, possible, strict=True):
            player = model.players.index(each.player)
            if (wrong := (turn[rows] >= 0) & (turn[rows] != player)).any():
                found.add("it", codes[rows], wrong, "is two players' turn")
            turn[rows] = player


def _branches(
    number: int, each: Command, codes: Codes, choice: Numbers, values: dict[str, Value], found: _Problems
) -> list[_Piece]:
    name, memo, pieces = f"command {number + 1}", dict[int, Value](), []
    total = np.zeros((len(codes), 1))
    for index, branch in enumerate(each.branches):
        value = np.asarray(branch.probability.evaluate(values, memo), dtype=np.float64)
        chance = np.broadcast_to(value, (len(codes), value.shape[-1] if value.ndim else 1))
        total = total + chance
        if (wrong := ~((chance >= 0) & (chance <= 1 + ROUNDING)).all(axis=1)).any():
            found.add(name, codes, wrong, f"has the probability {branch.probability}, not between 0 and 1")
        likely, target = (chance > 0).any(axis=1), codes
        for variable, update in branch.updates:
            new = np.broadcast_to(update.evaluate(values, memo), (len(codes), 1))[:, 0]
            inside = (new >= variable.low) & (new <= variable.high) & (new == np.rint(new))
            if (wrong := likely & ~inside).any():
                found.add(name, codes, wrong, f"sets {variable.name} to {new[wrong][0]}, not in its range")
            target = found.numbering.changed(target, variable, np.where(inside, new, variable.low).astype(np.int64))
        pieces.append(_Piece(choice[likely], chance[likely, 0], target[likely], index))
    if (wrong := ~(np.abs(total - 1) <= ROUNDING).all(axis=1)).any():
        found.add(name, codes, wrong, f"has probabilities that sum to {total[wrong].flat[0]:.9g} and not to 1")
    return pieces


def _placed(table: "StateTable", counts: Numbers, command: NDArray[np.int32], pieces: list[_Piece]) -> Steps:
    lengths = np.zeros(len(command), dtype=np.int64)
    for piece in pieces:
        lengths[piece.choice] += 1  # a choice occurs at most once in a piece
    free = np.cumsum(lengths) - lengths
    entries = int(lengths.sum())
    target, probability = np.empty(entries, dtype=np.int64), np.empty(entries)
    branch = np.empty(entries, dtype=np.int16)
    for piece in pieces:
        place = free[piece.choice]
        target[place], probability[place], branch[place] = piece.target, piece.probability, piece.branch
        free[piece.choice] += 1
    return Steps(counts.astype(np.int16), lengths.astype(np.int16), table.numbers(target), probability, command, branch)
