"""The share of draws in which any package suits all, against enumeration and against another linear programming code."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy.optimize import linprog

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements import Region
from goodoffices.models.agreements.robust import DrawnProblem, DrawnTerm, agreeable_share, carried


def drawn_case(seed: int, *, regions: bool) -> DrawnProblem:
    rng = np.random.default_rng(seed)
    draws, parties, issues = int(rng.integers(1, 6)), int(rng.integers(1, 5)), int(rng.integers(1, 4))
    sizes = rng.integers(1, 5, issues)
    forbidden = []
    for _ in range(int(rng.integers(0, 3)) if regions else 0):
        some = rng.choice(issues, rng.integers(1, issues + 1), replace=False)
        held = {
            int(i): rng.choice(sizes[i], rng.integers(1, sizes[i] + 1), replace=False).astype(int).tolist()
            for i in some
        }
        forbidden.append(Region.of(held))
    return DrawnProblem(
        tuple(rng.integers(-3, 4, (draws, parties, size)).astype(float) for size in sizes),
        rng.integers(-2, 4, (draws, parties)).astype(float),
        forbidden=tuple(forbidden),
    )


def packages_of(drawn: DrawnProblem) -> NDArray[np.int64]:
    every = np.array([*itertools.product(*map(range, drawn.sizes))])
    return every[drawn.in_draw(0).feasible(every)]


@given(st.integers(0, 10**6), st.booleans())
@settings(max_examples=150, deadline=None)
def test_every_draw_is_settled_as_by_enumeration(seed: int, strictly: bool) -> None:
    drawn = drawn_case(seed, regions=True)
    found = agreeable_share(drawn, strictly=strictly)
    packages = packages_of(drawn)
    wanted = np.zeros(drawn.draws, bool)
    if len(packages):
        gains = drawn.gains(packages)
        wanted |= ((gains > 0) if strictly else (gains >= 0)).all(axis=2).any(axis=0)
    assert not found.undecided.any()
    assert found.exists.tolist() == wanted.tolist()
    for draw in np.flatnonzero(found.exists):
        package = np.array([int(each[draw].argmax()) for each in found.mixtures])
        assert drawn.in_draw(0).feasible(package)
        assert (drawn.gains(package[None])[0, draw] >= (1e-9 if strictly else -1e-9)).all()


@given(st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_divisible_issues_against_another_solver_and_its_proofs(seed: int) -> None:
    drawn = drawn_case(seed, regions=False)
    found = agreeable_share(drawn, [True] * len(drawn.sizes))
    whole = sum(drawn.sizes)
    for draw in range(drawn.draws):
        worth = np.concatenate([each[draw] for each in drawn.worth], axis=1)
        one_each = np.repeat(np.eye(len(drawn.sizes)), drawn.sizes, axis=1)
        solved = linprog(
            np.append(np.zeros(whole), -1.0),
            np.hstack([-worth, np.ones((drawn.parties, 1))]),
            -drawn.reservation[draw],
            np.hstack([one_each, np.zeros((len(one_each), 1))]),
            np.ones(len(one_each)),
            bounds=[(0, None)] * whole + [(None, None)],
        )
        assert found.exists[draw] == (-solved.fun > 1e-6)
        mixture = np.concatenate([each[draw] for each in found.mixtures])
        if found.exists[draw]:
            assert one_each @ mixture == pytest.approx(1.0)
            assert (worth @ mixture > drawn.reservation[draw]).all()
        else:
            weights = found.blocking[draw]
            assert weights.sum() == pytest.approx(1.0)
            spans = np.array(
                [
                    max(total, abs(held - low), 1e-300)
                    for total, held, low in zip(
                        sum(each[draw].max(axis=1) - each[draw].min(axis=1) for each in drawn.worth),
                        drawn.reservation[draw],
                        sum(each[draw].min(axis=1) for each in drawn.worth),
                        strict=True,
                    )
                ]
            )
            priced = weights / np.where(spans > 1e-200, spans, 1.0)
            most = sum(float((priced @ each[draw]).max()) for each in drawn.worth)
            assert most <= float(priced @ drawn.reservation[draw]) + 2e-6


@given(st.integers(0, 10**6), st.floats(0.01, 100))
@settings(max_examples=40, deadline=None)
def test_units_and_order_of_parties_do_not_matter(seed: int, factor: float) -> None:
    drawn = drawn_case(seed, regions=True)
    found = agreeable_share(drawn)
    factors = np.linspace(1.0, factor, drawn.parties)
    scaled = DrawnProblem(
        tuple(each * factors[:, None] for each in drawn.worth), drawn.reservation * factors, forbidden=drawn.forbidden
    )
    assert agreeable_share(scaled).exists.tolist() == found.exists.tolist()
    turned = DrawnProblem(
        tuple(each[:, ::-1] for each in drawn.worth), drawn.reservation[:, ::-1], forbidden=drawn.forbidden
    )
    assert agreeable_share(turned).exists.tolist() == found.exists.tolist()


def test_a_limit_of_nodes_leaves_draws_undecided() -> None:
    """Three parties want one choice each on two issues; mixtures suit all, whole choices do not."""
    wants = np.array([[[2.0, 0.0, 0.0], [0.0, 2.0, 0.0], [0.0, 0.0, 2.0]]])
    drawn = DrawnProblem((wants, wants), np.ones((1, 3)))
    found = agreeable_share(drawn, nodes=1)
    assert found.undecided.tolist() == [True]
    assert (float(found.share.value), found.most) == (0.0, 1.0)
    assert agreeable_share(drawn).undecided.tolist() == [False]
    assert agreeable_share(drawn, [True, True]).exists.tolist() == [True]


def test_bad_input_is_refused() -> None:
    drawn = DrawnProblem((np.zeros((1, 1, 2)),), np.zeros((1, 1)), forbidden=(Region.of({0: [1]}),))
    with pytest.raises(ModelInputError, match="cannot be divisible"):
        agreeable_share(drawn, [True])
    with pytest.raises(ModelInputError, match="of each of 1 issues"):
        agreeable_share(drawn, [True, False])
    term = DrawnTerm(Region.of({0: [0]}), np.zeros((1, 1)))
    with pytest.raises(ModelInputError, match="additive"):
        agreeable_share(DrawnProblem(drawn.worth, drawn.reservation, (term,)))
    with pytest.raises(ModelInputError, match="consents must have shape"):
        carried(drawn, np.array([[0]]), np.ones((1, 2, 1), bool))
