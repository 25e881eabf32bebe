"""Made-up stochastic models, and plain ways to solve them."""

from itertools import product

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from goodoffices.models.implementation.markov import (
    Choices,
    Kind,
    Model,
    StateSpace,
    Variable,
    command,
    explore,
    state_reward,
)

Floats = NDArray[np.float64]
Rows = list[list[list[int]]]
"""For each state its choices, for each choice a weight for every state."""


@st.composite
def tables(draw: st.DrawFn, most_states: int = 6, most_choices: int = 1) -> Rows:
    """Draw choices and weights; about half of all steps are impossible."""
    n = draw(st.integers(2, most_states))
    weight = st.sampled_from([0, 0, 0, 1, 2, 5])
    row = st.lists(weight, min_size=n, max_size=n).filter(any)
    return draw(st.lists(st.lists(row, min_size=1, max_size=most_choices), min_size=n, max_size=n))


def model_of(table: Rows, kind: Kind = Kind.CHAIN, owners: tuple[str, ...] = ()) -> Model:
    """Write a table as a model of one variable; rewards are one more than the number of the state."""
    x = Variable("x", 0, len(table) - 1)
    commands = [
        command(
            x == state,
            *((w / sum(row), {x: to}) for to, w in enumerate(row) if w),
            player=owners[state] if owners else "",
        )
        for state, rows in enumerate(table)
        for row in rows
    ]
    players = tuple(dict.fromkeys(owners))
    return Model(kind, (x,), tuple(commands), rewards={"number": (state_reward(True, x + 1),)}, players=players)


def explored(
    table: Rows, kind: Kind = Kind.CHAIN, owners: tuple[str, ...] = ()
) -> tuple[StateSpace, NDArray[np.int64]]:
    """Return the space and which number each of its states has in the table."""
    model = model_of(table, kind, owners)
    space = explore(model)
    return space, space.values(model.variables[0])


def matrices(table: Rows) -> list[Floats]:
    """Return the matrix of every policy."""
    return [np.array([np.array(row) / sum(row) for row in rows]) for rows in product(*table)]


def plain_reachability(matrix: Floats, target: NDArray[np.bool_]) -> Floats:
    """Solve densely, after finding out which states reach the target at all."""
    steps = np.linalg.matrix_power((matrix > 0) | np.eye(len(matrix), dtype=bool), len(matrix)) > 0
    possible = steps[:, target].any(axis=1) & ~target
    absorbing = np.where(target[:, None], 0, matrix)
    possible &= _reaches(absorbing, target)
    values = target.astype(float)
    inner = matrix[np.ix_(possible, possible)]
    values[possible] = np.linalg.solve(np.eye(possible.sum()) - inner, matrix[np.ix_(possible, target)].sum(axis=1))
    return values


def plain_reward(matrix: Floats, target: NDArray[np.bool_], gain: Floats) -> Floats:
    """Solve densely; infinite where the target is not certain."""
    certain = plain_reachability(matrix, target) > 1 - 1e-12
    inner = certain & ~target
    values = np.where(certain, 0.0, np.inf)
    values[inner] = np.linalg.solve(np.eye(inner.sum()) - matrix[np.ix_(inner, inner)], gain[inner])
    return values


def as_choices(table: Rows) -> Choices:
    """Write a table as arrays directly, states that cannot be reached among them."""
    first_choice = np.concatenate([[0], np.cumsum([len(rows) for rows in table])])
    rows = [row for rows in table for row in rows]
    first_entry = np.concatenate([[0], np.cumsum([np.count_nonzero(row) for row in rows])])
    successor = np.concatenate([np.flatnonzero(row) for row in rows]).astype(np.int32)
    chance = np.concatenate([np.array(row)[np.flatnonzero(row)] / sum(row) for row in rows])
    return Choices(first_choice.astype(np.int64), first_entry.astype(np.int64), successor, chance)


def _reaches(matrix: Floats, target: NDArray[np.bool_]) -> NDArray[np.bool_]:
    reached = target.copy()
    for _ in range(len(matrix)):
        reached |= (matrix > 0) @ reached
    return reached
