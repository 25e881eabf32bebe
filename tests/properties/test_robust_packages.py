"""Acceptance and side payments counted draw by draw, and the package that all sign in most draws."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from goodoffices.models.agreements import Region
from goodoffices.models.agreements.robust import (
    DrawnProblem,
    DrawnTerm,
    acceptance,
    most_signed,
    refuses_first,
    search_most_signed,
    side_payments,
)


def drawn_case(seed: int, most_draws: int = 12) -> DrawnProblem:
    rng = np.random.default_rng(seed)
    draws, parties = int(rng.integers(1, most_draws)), int(rng.integers(1, 4))
    sizes = [int(size) for size in rng.integers(1, 4, int(rng.integers(2, 4)))]
    worth = tuple(rng.integers(-3, 8, (draws, parties, size)).astype(float) for size in sizes)
    where = Region.of({0: [0], 1: [int(rng.integers(sizes[1]))]})
    forbidden = (Region.of({0: [sizes[0] - 1], 1: [0]}),) if max(sizes[:2]) > 1 else ()
    term = DrawnTerm(where, rng.integers(-3, 8, (draws, parties)).astype(float))
    return DrawnProblem(worth, rng.integers(0, 8, (draws, parties)).astype(float), (term,), forbidden)


def packages_of(drawn: DrawnProblem) -> "np.ndarray[tuple[int, ...], np.dtype[np.int64]]":
    every = np.array([*itertools.product(*map(range, drawn.sizes))])
    return every[drawn.in_draw(0).feasible(every)]


@given(st.integers(0, 10**6))
@settings(max_examples=40, deadline=None)
def test_shares_are_counted_draw_by_draw(seed: int) -> None:
    drawn = drawn_case(seed)
    packages = packages_of(drawn)
    found = acceptance(drawn, packages)
    accepts = np.stack([drawn.in_draw(draw).acceptable(packages) for draw in range(drawn.draws)], axis=1)
    assert found.each.value == pytest.approx(accepts.mean(axis=1))
    assert found.all_sign.value == pytest.approx(accepts.all(axis=2).mean(axis=1))
    asked_last = tuple(reversed(range(drawn.parties)))
    first = refuses_first(drawn, packages, asked_last)
    assert first.value.sum(axis=1) + found.all_sign.value == pytest.approx(1.0)
    for place, party in itertools.product(range(len(packages)), range(drawn.parties)):
        others = np.delete(accepts[place], party, axis=1).all(axis=1)
        alone = (others & ~accepts[place, :, party]).mean()
        assert found.refuses_alone.value[place, party] == pytest.approx(alone)
    low, high = found.all_sign.interval
    assert (low <= found.all_sign.value + 1e-12).all()
    assert (high >= found.all_sign.value - 1e-12).all()
    assert (high > low).all()


@given(st.integers(0, 10**6), st.sampled_from([0.3, 0.5, 0.8, 1.0]))
@settings(max_examples=40, deadline=None)
def test_payments_against_all_levels(seed: int, confidence: float) -> None:
    drawn = drawn_case(seed, most_draws=9)
    package = packages_of(drawn)[-1]
    short = np.stack(
        [(drawn.reservation[draw] - drawn.in_draw(draw).utilities(package)).clip(min=0) for draw in range(drawn.draws)]
    )
    levels = [np.unique(np.append(short[:, party], 0.0)) for party in range(drawn.parties)]
    enough = [
        sum(pay)
        for pay in itertools.product(*levels)
        if (short <= np.array(pay)).all(axis=1).mean() >= confidence - 1e-9
    ]
    found = side_payments(drawn, package, confidence)
    assert found.total == pytest.approx(min(enough))
    assert found.is_proved
    assert found.share >= confidence - 1e-9
    for party, level in enumerate(levels):
        least = min(pay for pay in level if (short[:, party] <= pay).mean() >= confidence - 1e-9)
        assert found.each[party] == pytest.approx(least)


@given(st.integers(0, 10**6))
@settings(max_examples=10, deadline=None)
def test_search_stays_below_the_best_and_above_nothing_better_nearby(seed: int) -> None:
    drawn = drawn_case(seed)
    if not len(packages_of(drawn)):
        return
    best, found = most_signed(drawn), search_most_signed(drawn)
    assert float(best.all_sign.value) == acceptance(drawn, packages_of(drawn)).all_sign.value.max()
    assert best.is_proved
    assert float(found.all_sign.value) <= float(best.all_sign.value) <= found.bound + 1e-12
    assert float(found.all_sign.value) == acceptance(drawn, found.package).all_sign.value[0]
