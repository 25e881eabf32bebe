"""Divisions against enumeration, and what must hold for any of them."""

from fractions import Fraction
from itertools import product
from math import exp, prod

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from goodoffices.models.agreements.division import (
    adjusted_winner,
    claims_of,
    competitive_division,
    fairness,
    max_nash_welfare,
)

Points = dict[str, dict[str, int]]


@st.composite
def claims(draw: st.DrawFn, parties: int, most: int = 6, least: int = 1) -> Points:
    items = draw(st.integers(least, most))
    rows = st.lists(st.integers(0, 9), min_size=items, max_size=items).filter(any)
    return {f"p{i}": {f"o{j}": v for j, v in enumerate(draw(rows))} for i in range(parties)}


def divisions(points: Points) -> list[dict[str, dict[str, int]]]:
    items = next(iter(points.values()))
    found = []
    for owners in product(points, repeat=len(items)):
        found.append({p: {item: 1 for item, owner in zip(items, owners, strict=True) if owner == p} for p in points})
    return found


def worth(points: Points, shares: dict[str, dict[str, int]]) -> list[Fraction]:
    table = claims_of(points)
    return [
        sum((v * shares[p].get(o, 0) for v, o in zip(row, table.items, strict=True)), Fraction(0))
        for p, row in zip(table.parties, table.values, strict=True)
    ]


@given(claims(2))
@settings(deadline=None, max_examples=60)
def test_adjusted_winner_is_equitable_envy_free_efficient_and_splits_one(points: Points) -> None:
    result = adjusted_winner(points)
    found = fairness(points, result.shares)
    assert set(found.points.values()) == {result.points}
    assert found.equitable
    assert found.envy_free
    assert found.efficient
    assert result.points >= 50
    split = {item for row in result.shares.values() for item, share in row.items() if share < 1}
    assert split == ({result.split} if result.split else set())
    value = np.array([[float(v) for v in row] for row in claims_of(points).values])
    # No division gives both more: the linear programme of the largest equal points.
    items = value.shape[1]
    best = linprog(
        np.r_[np.zeros(items), -1.0],
        A_ub=np.array([np.r_[-value[0], 1.0], np.r_[value[1], 1.0]]),
        b_ub=[0.0, 100.0],
        bounds=[(0, 1)] * items + [(0, None)],
    )
    assert abs(-best.fun - float(result.points)) < 1e-6


@given(claims(2))
@settings(deadline=None, max_examples=60)
def test_neither_order_nor_unit_changes_adjusted_winner(points: Points) -> None:
    result = adjusted_winner(points)
    turned = {p: {o: 3 * v for o, v in reversed(row.items())} for p, row in reversed(points.items())}
    assert adjusted_winner(turned).points == result.points


@given(st.integers(2, 3).flatmap(lambda n: claims(n, 5)))
@settings(deadline=None, max_examples=25)
def test_nash_welfare_is_the_best_of_all_divisions(points: Points) -> None:
    result = max_nash_welfare(points)
    every = [worth(points, shares) for shares in divisions(points)]
    served = max(sum(u > 0 for u in got) for got in every)
    best = max(prod(u for u in got if u) for got in every if sum(u > 0 for u in got) == served)
    assert len(points) - len(result.left_out) == served
    assert prod(u for u in result.points.values() if u) == best
    assert result.gap == 0
    found = fairness(points, result.shares)
    assert found.points == result.points
    if not result.left_out:
        assert found.envy_free_up_to_one
        assert found.better is None


@given(st.integers(2, 3).flatmap(lambda n: claims(n, 4)), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=40)
def test_fairness_by_definition(points: Points, chance: object) -> None:
    every = divisions(points)
    shares = every[chance.randrange(len(every))]  # type: ignore[attr-defined]
    found = fairness(points, shares)
    table = claims_of(points)
    value = {p: dict(zip(table.items, row, strict=True)) for p, row in zip(table.parties, table.values, strict=True)}

    def of(p: str, items: list[str]) -> Fraction:
        return sum((value[p][o] for o in items), Fraction(0))

    pairs = [(p, q) for p in points for q in points if p != q]
    own = {p: of(p, list(shares[p])) for p in points}
    assert found.envy == {(p, q): of(p, list(shares[q])) - own[p] for p, q in pairs if of(p, list(shares[q])) > own[p]}

    def calm(p: str, q: str, need: object) -> bool:
        held = [o for o in shares[q] if value[p][o]]
        return own[p] >= of(p, held) or need(own[p] >= of(p, [x for x in held if x != o]) for o in held)  # type: ignore[operator]

    assert found.envy_free_up_to_one == all(calm(p, q, any) for p, q in pairs)
    assert found.envy_free_up_to_any == all(calm(p, q, all) for p, q in pairs)
    got = worth(points, shares)
    better = [
        other
        for other in every
        if all(a >= b for a, b in zip(worth(points, other), got, strict=True)) and worth(points, other) != got
    ]
    assert (found.better is None) == (not better)
    # Efficient with splits: no linear programme raises the sum without lowering anybody.
    rows = np.array([[float(v) for v in row] for row in table.values])
    parties, items = rows.shape
    who = np.kron(np.eye(parties), np.ones(items)) * rows.ravel()
    best = linprog(
        -rows.ravel(),
        A_ub=-who,
        b_ub=-np.array([float(u) for u in got]),
        A_eq=np.tile(np.eye(items), parties),
        b_eq=np.ones(items),
        bounds=(0, 1),
    )
    assert found.efficient == (-best.fun <= float(sum(got)) + 1e-6)


@given(st.integers(2, 4).flatmap(lambda n: claims(n, 6)))
@settings(deadline=None, max_examples=40)
def test_competitive_division_clears_the_market_and_nobody_envies(points: Points) -> None:
    result = competitive_division(points)
    assert result.gap < 1e-6
    assert abs(sum(result.prices.values()) - len(points)) < 1e-6
    table = claims_of(points)
    for p, row in zip(table.parties, table.values, strict=True):
        value = dict(zip(table.items, map(float, row), strict=True))
        best = max(value[o] / result.prices[o] for o in table.items if result.prices[o] > 1e-9)
        # What a budget of 1 buys at best is what the party has.
        assert abs(best - result.points[p]) < 1e-3 * best
    found = fairness(points, result.shares, tolerance=1e-2)
    assert found.envy_free
    assert found.proportional


@given(claims(2, 5))
@settings(deadline=None, max_examples=15)
def test_whole_items_do_no_better_than_split_ones(points: Points) -> None:
    whole, split = max_nash_welfare(points), competitive_division(points)
    if not whole.left_out:
        assert prod(map(float, whole.points.values())) <= prod(split.points.values()) * exp(split.gap) * (1 + 1e-9)
