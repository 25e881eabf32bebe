"""Random stochastic models, solved beside plain dense algebra and brute force over policies."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.markov_models import (
    Rows,
    as_choices,
    explored,
    matrices,
    model_of,
    plain_reachability,
    plain_reward,
    tables,
)

from goodoffices.interchange.storm import ask_storm, storm_is_installed
from goodoffices.models.implementation.markov import (
    Kind,
    Ranges,
    best_bounded_reachability,
    best_reachability,
    bounded_reachability,
    equations,
    expected_reward,
    game_reachability,
    iteration,
    multilevel,
    reachability,
    reached_by,
    robust_reachability,
)
from goodoffices.models.implementation.markov.decisions import greatest, least

EXACT = 1e-9


@given(tables(8), st.integers(0, 7))
@settings(max_examples=50)
def test_chains_beside_dense_algebra(table: Rows, at: int) -> None:
    space, number = explored(table)
    target = number == at
    matrix = matrices(table)[0]
    goal = np.arange(len(table)) == at
    found, paid = reachability(space, target), expected_reward(space, "number", target)
    np.testing.assert_allclose(found.values, plain_reachability(matrix, goal)[number], atol=EXACT, rtol=0)
    np.testing.assert_allclose(
        paid.values, plain_reward(matrix, goal, np.arange(1.0, len(table) + 1))[number], rtol=EXACT
    )
    assert (found.error < EXACT).all()


@given(tables(8), st.integers(0, 7))
@settings(max_examples=40)
def test_large_components_give_the_same_values(table: Rows, at: int) -> None:
    space, number = explored(table)
    by_elimination = [reachability(space, number == at).values, expected_reward(space, "number", number == at).values]
    for factorised, sweeps in ((1000, 0), (1, 1000), (1, 0)):  # by a factorisation, by gradients, on all scales
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(equations, "LARGEST", 1)
            patch.setattr(equations, "FACTORISED", factorised)
            patch.setattr(iteration, "BY_SWEEPS", sweeps)
            patch.setattr(multilevel, "SMALLEST", 1)
            found = [reachability(space, number == at), expected_reward(space, "number", number == at)]
        for one, other in zip(by_elimination, found, strict=True):
            np.testing.assert_allclose(one, other.values, rtol=EXACT, atol=EXACT)
            finite = np.isfinite(one)
            assert (
                np.abs(one[finite] - other.values[finite]) <= 2 * other.error[finite] + 1e-14 * (1 + one[finite])
            ).all()
            assert (other.error < 1e-6).all()


@given(tables(6), st.integers(0, 5), st.integers(0, 8))
@settings(max_examples=30)
def test_deadlines_beside_powers_of_the_matrix(table: Rows, at: int, steps: int) -> None:
    space, number = explored(table)
    matrix = matrices(table)[0]
    goal = np.arange(len(table)) == at
    matrix[goal] = np.eye(len(table))[goal]
    expected = [np.linalg.matrix_power(matrix, k)[:, goal].sum(axis=1) for k in range(steps + 1)]
    np.testing.assert_allclose(bounded_reachability(space, number == at, steps), expected[-1][number], atol=1e-12)
    np.testing.assert_allclose(reached_by(space, number == at, steps), [e[0] for e in expected], atol=1e-12)


@example(
    [[[1, 0, 0, 0], [0, 1, 0, 0]], [[1, 0, 0, 0], [0, 0, 1, 1]], [[0, 0, 1, 0]], [[0, 0, 0, 1]]], 2
)  # left elsewhere
@given(tables(5, 3), st.integers(0, 4))
@settings(max_examples=50)
def test_decisions_beside_all_policies(table: Rows, at: int) -> None:
    goal = np.arange(len(table)) == at
    values = np.array([plain_reachability(matrix, goal) for matrix in matrices(table)])
    choices = as_choices(table)
    found_and_best = [(greatest(choices, goal), values.max(axis=0)), (least(choices, goal), values.min(axis=0))]
    with pytest.MonkeyPatch.context() as patch:  # as if components were large
        patch.setattr(equations, "LARGEST", 1)
        found_and_best += [(greatest(choices, goal), values.max(axis=0)), (least(choices, goal), values.min(axis=0))]
    for found, best in found_and_best:
        np.testing.assert_allclose(found.values, best, atol=EXACT)
        assert (np.abs(found.values - best) <= found.error + 1e-12).all()
        assert (found.error < EXACT).all()
        rows = [row for rows in table for row in rows]
        followed = np.array([np.array(rows[choice]) / sum(rows[choice]) for choice in found.policy])
        np.testing.assert_allclose(plain_reachability(followed, goal), best, atol=EXACT)


@given(tables(4, 2), st.integers(0, 3), st.integers(0, 4))
@settings(max_examples=30)
def test_decisions_with_a_deadline(table: Rows, at: int, steps: int) -> None:
    space, number = explored(table, Kind.DECISIONS)
    for maximise, pick in ((True, max), (False, min)):
        values = (np.arange(len(table)) == at).astype(float)
        for _ in range(steps):
            values = np.array([
                1.0 if state == at else pick(np.dot(row, values) / sum(row) for row in rows)
                for state, rows in enumerate(table)
            ])  # fmt: skip
        found = best_bounded_reachability(space, number == at, steps, maximise=maximise)
        np.testing.assert_allclose(found, values[number], atol=1e-12)


@example([[[0, 1, 0, 0]], [[0, 0, 1, 9], [0, 0, 9, 1]], [[0, 0, 1, 0]], [[0, 0, 0, 1]]], 2, [True, False, True, True])
@given(tables(5, 2), st.integers(0, 4), st.lists(st.booleans(), min_size=5, max_size=5))
@settings(max_examples=40)
def test_games_beside_all_pairs_of_policies(table: Rows, at: int, ours: list[bool]) -> None:
    ours[0] = True
    owners = tuple("us" if mine else "them" for mine in ours[: len(table)])
    space, number = explored(table, Kind.GAME, owners)
    goal = np.arange(len(table)) == at
    sizes = [len(rows) for rows in table]
    values = np.array([plain_reachability(matrix, goal) for matrix in matrices(table)]).reshape(*sizes, len(table))
    theirs = tuple(i for i, owner in enumerate(owners) if owner == "them")
    mine = tuple(i for i, owner in enumerate(owners) if owner == "us")
    worst = values.min(axis=theirs, keepdims=True).max(axis=mine, keepdims=True).reshape(len(table))
    found = game_reachability(space, number == at, ("us",))
    np.testing.assert_allclose(found.values, worst[number], atol=EXACT)
    assert (found.error < EXACT).all()


@given(tables(5), st.integers(0, 4), st.floats(0.0, 0.9), st.integers(0, 2**32))
@settings(max_examples=50)
def test_ranges_hold_every_chain_within_them(table: Rows, at: int, wide: float, seed: int) -> None:
    space, number = explored(table)
    chance = space.choices.probability
    ranges = Ranges(chance * (1 - wide), chance + (1 - chance) * wide)
    low = robust_reachability(space, ranges, number == at, chance_helps=False)
    high = robust_reachability(space, ranges, number == at, chance_helps=True)
    here = reachability(space, number == at).values
    assert (low.error < EXACT).all()
    assert (high.error < EXACT).all()
    assert (low.values <= here + EXACT).all()
    assert (here <= high.values + EXACT).all()
    rng = np.random.default_rng(seed)
    matrix = np.zeros((space.states, space.states))
    for state in range(space.states):
        entries = slice(space.choices.first_entry[state], space.choices.first_entry[state + 1])
        mixed = rng.dirichlet(np.ones(entries.stop - entries.start))
        inside = chance[entries] + wide * (mixed - chance[entries])  # within the range: p(1-w) + w m
        np.add.at(matrix[state], space.choices.successor[entries], inside)
    values = plain_reachability(matrix, number == at)
    assert (low.values - EXACT <= values).all()
    assert (values <= high.values + EXACT).all()


@given(tables(5, 2), st.integers(0, 4))
@settings(max_examples=50)
def test_ranges_without_width_change_nothing(table: Rows, at: int) -> None:
    space, number = explored(table, Kind.DECISIONS)
    ranges = Ranges(space.choices.probability, space.choices.probability)
    for maximise in (True, False):
        found = robust_reachability(space, ranges, number == at, maximise=maximise)
        best = best_reachability(space, number == at, maximise=maximise)
        np.testing.assert_allclose(found.values, best.values, atol=EXACT)


@pytest.mark.skipif(not storm_is_installed(), reason="Storm is not installed")
@pytest.mark.filterwarnings("ignore")
@given(tables(8), tables(6, 3), st.integers(0, 5))
@settings(max_examples=40)
def test_chains_and_decisions_beside_storm(table: Rows, choices: Rows, at: int) -> None:
    space, number = explored(table)
    found = ask_storm(model_of(table), {}, {"p": f"P=? [F x={at}]", "r": f'R{{"number"}}=? [F x={at}]'})
    np.testing.assert_allclose(found["p"], reachability(space, number == at).initial, atol=EXACT)
    np.testing.assert_allclose(found["r"], expected_reward(space, "number", number == at).initial, rtol=EXACT)
    space, number = explored(choices, Kind.DECISIONS)
    model = model_of(choices, Kind.DECISIONS)
    found = ask_storm(model, {}, {"max": f"Pmax=? [F x={at}]", "min": f"Pmin=? [F x={at}]"})
    for name, maximise in (("max", True), ("min", False)):
        best = best_reachability(space, number == at, maximise=maximise).initial
        np.testing.assert_allclose(found[name], best, atol=EXACT)
