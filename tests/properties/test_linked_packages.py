"""Solutions over linked packages against a look at every package, on small negotiations of every kind."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from goodoffices.models.agreements import Problem, Region, Term
from goodoffices.models.agreements.linked import (
    Country,
    Effort,
    efficient,
    egalitarian,
    explain_blockage,
    ideal,
    kalai_smorodinsky,
    nash,
    signable,
    utilitarian,
)
from goodoffices.models.agreements.solution import Point

Floats = NDArray[np.float64]
Case = tuple[Problem, tuple[Country, ...]]
NUMBERS = ("whole", "tenths", "real", "large")
EFFORT = Effort(seconds=60.0)


def drawn_case(seed: int) -> Case:
    rng = np.random.default_rng(seed)
    parties, kind = int(rng.integers(1, 5)), NUMBERS[seed % 4]
    sizes = [int(size) for size in rng.integers(1, 5, int(rng.integers(1, 5)))]

    def numbers(*shape: int) -> Floats:
        whole = rng.integers(-5, 21, shape).astype(float)
        return {"whole": whole, "tenths": whole / 10, "real": rng.normal(0, 10, shape), "large": whole * 97}[kind]

    def region() -> Region:
        issues = rng.choice(len(sizes), min(len(sizes), int(rng.choice([0, 1, 2, 2, 2, 3]))), replace=False)
        options = {int(i): rng.choice(sizes[i], int(rng.integers(1, sizes[i] + 1)), replace=False) for i in issues}
        return Region.of({issue: [int(o) for o in several] for issue, several in options.items()})

    def terms(members: int) -> tuple[Term, ...]:
        return tuple(Term(region(), tuple(numbers(members).tolist())) for _ in range(rng.integers(0, 4)))

    worth = tuple(numbers(parties, size) for size in sizes)
    plain = Problem(worth, np.zeros(parties), terms(parties), tuple(region() for _ in range(rng.integers(0, 4))))
    reservation = np.quantile(plain.utilities(every_package(plain)), rng.random() * 0.6, axis=0)
    homes = []
    for _ in range(rng.integers(0, 3)):
        groups = int(rng.integers(1, 5))
        of_groups = Problem(tuple(numbers(groups, size) for size in sizes), np.zeros(groups), terms(groups))
        least = np.quantile(of_groups.utilities(every_package(plain)), 0.4, axis=0)
        weights = rng.integers(0, 10, groups).astype(float)
        quota = float(np.ceil(weights.sum() * rng.choice([0.5, 2 / 3, 0, 1])))
        must = tuple(np.flatnonzero(rng.random(groups) < 0.2).tolist())
        homes.append(Country(of_groups.worth, least, weights, quota, must, of_groups.terms))
    return Problem(worth, reservation, plain.terms, plain.forbidden), tuple(homes)


def every_package(problem: Problem) -> NDArray[np.int64]:
    return np.array([*itertools.product(*map(range, problem.sizes))])


def can_be(problem: Problem, homes: tuple[Country, ...]) -> NDArray[np.bool_]:
    """By the definition, group by group."""
    packages = every_package(problem)
    can = problem.feasible(packages)
    for country in homes:
        worth = Problem(country.worth, country.reservation, country.terms).utilities(packages)
        agree = worth >= country.reservation - 1e-8
        enough = agree @ country.weights >= country.quota - 1e-8
        can = can & enough & agree[:, list(country.must_agree)].all(axis=1)
    return can


def holds(found: Point, values: Floats, can: NDArray[np.bool_], problem: Problem) -> None:
    if not can.any():
        assert found.packages.shape == (0, len(problem.sizes))
        assert (found.value, found.bound, found.is_proved) == (-np.inf, -np.inf, True)
        return
    best = float(values[can].max())
    near = 1e-7 * max(1.0, abs(best))
    assert found.value == pytest.approx(best, abs=near)
    assert found.bound >= best - near
    assert found.is_proved or found.bound - best <= 1e-4 * max(1.0, abs(best))
    places = [int(np.flatnonzero((every_package(problem) == package).all(axis=1))[0]) for package in found.packages]
    assert can[places].all()
    assert values[places] == pytest.approx(best, abs=near)
    assert found.utilities.tolist() == problem.utilities(found.packages[0]).tolist()


@given(st.integers(0, 10**6))
@settings(max_examples=25, deadline=None)
def test_every_solution_is_what_a_look_at_all_packages_finds(seed: int) -> None:
    problem, homes = drawn_case(seed)
    worth = problem.utilities(every_package(problem))
    gains = np.where(np.abs(worth - problem.reservation) < 1e-8, 0.0, worth - problem.reservation)
    can = can_be(problem, homes) & (gains >= 0).all(axis=1)
    holds(nash(problem, homes, EFFORT), gains.clip(min=0).prod(axis=1), can, problem)
    holds(egalitarian(problem, homes, EFFORT), gains.min(axis=1), can, problem)
    holds(utilitarian(problem, homes, EFFORT), worth.sum(axis=1), can, problem)
    holds(ideal(problem, 0, homes, EFFORT), gains[:, 0], can, problem)
    holds(signable(problem, homes, EFFORT), np.ones(len(worth)), can, problem)
    most = gains[can].max(axis=0) if can.any() else np.ones(problem.parties)
    if (most > 0).any():
        shares = gains[:, most > 0] / most[most > 0]
        holds(kalai_smorodinsky(problem, homes, EFFORT), shares.min(axis=1), can, problem)


@given(st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_maximin_packages_are_efficient(seed: int) -> None:
    problem, homes = drawn_case(seed)
    for solution in (egalitarian, kalai_smorodinsky):
        found = solution(problem, homes, EFFORT)
        if len(found.packages):
            worth = problem.utilities(every_package(problem)[can_be(problem, homes)])
            no_worse = (worth >= found.utilities - 1e-8).all(axis=1)
            assert (worth[no_worse] <= found.utilities + 1e-6 * (1 + np.abs(found.utilities))).all()


@given(st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_what_is_better_for_all(seed: int) -> None:
    problem, homes = drawn_case(seed)
    can = can_be(problem, homes)
    if not can.any():
        return
    packages, worth = every_package(problem)[can], problem.utilities(every_package(problem)[can])
    start = seed % len(packages)
    no_worse = (worth >= worth[start] - 1e-8).all(axis=1)
    found = efficient(problem, packages[start], homes, EFFORT)
    best = float(worth[no_worse].sum(axis=1).max() - worth[start].sum())
    assert found.value == pytest.approx(best, abs=1e-7 * max(1.0, np.abs(worth).max()))
    assert (found.utilities >= worth[start] - 1e-8).all()


@given(st.integers(0, 10**6))
@settings(max_examples=15, deadline=None)
def test_blockers_and_what_would_unblock(seed: int) -> None:
    given_, homes = drawn_case(seed)
    tight = np.quantile(given_.utilities(every_package(given_)), 0.9, axis=0)
    problem = Problem(given_.worth, tight, given_.terms, given_.forbidden)
    packages = every_package(problem)
    worth = problem.utilities(packages)

    def open_to(parties: tuple[int, ...], countries: tuple[int, ...], forbidden: tuple[int, ...]) -> NDArray[np.bool_]:
        kept = Problem(problem.worth, tight, problem.terms, tuple(problem.forbidden[f] for f in forbidden))
        accept = (worth[:, list(parties)] >= tight[list(parties)] - 1e-8).all(axis=1)
        return can_be(kept, tuple(homes[c] for c in countries)) & accept

    everyone, all_homes = tuple(range(problem.parties)), tuple(range(len(homes)))
    all_forbidden = tuple(range(len(problem.forbidden)))
    found = explain_blockage(problem, homes, EFFORT)
    assert found.is_blocked is (not open_to(everyone, all_homes, all_forbidden).any())
    if not found.is_blocked:
        assert found.alone.tolist() == [0.0] * problem.parties
        return
    assert found.is_proved
    blockers = found.blockers
    assert not open_to(blockers.parties, blockers.countries, blockers.forbidden).any()
    for single in blockers.parties:
        assert open_to(tuple(p for p in blockers.parties if p != single), blockers.countries, blockers.forbidden).any()
    for single in blockers.countries:
        assert open_to(blockers.parties, tuple(c for c in blockers.countries if c != single), blockers.forbidden).any()
    for single in blockers.forbidden:
        assert open_to(blockers.parties, blockers.countries, tuple(f for f in blockers.forbidden if f != single)).any()
    for party in everyone:
        others = tuple(p for p in everyone if p != party)
        open_ = open_to(others, all_homes, all_forbidden)
        needed = tight[party] - worth[open_, party].max() if open_.any() else np.inf
        assert found.alone[party] == pytest.approx(needed)
    lifting = [
        f for f in all_forbidden if open_to(everyone, all_homes, tuple(o for o in all_forbidden if o != f)).any()
    ]
    assert list(found.lifting) == lifting
    without = [c for c in all_homes if open_to(everyone, tuple(o for o in all_homes if o != c), all_forbidden).any()]
    assert list(found.countries_alone) == without
    can = can_be(problem, homes)
    if not can.any():
        assert np.isinf(found.together).all()
        return
    relaxed = Problem(problem.worth, tight - found.together - 1e-9, problem.terms, problem.forbidden)
    assert relaxed.acceptable(found.package).all()
    assert can[(packages == found.package).all(axis=1)].all()


@given(st.integers(0, 10**6), st.permutations(range(4)))
@settings(max_examples=10, deadline=None)
def test_a_new_order_of_the_parties_changes_nothing_but_the_order(seed: int, order: list[int]) -> None:
    problem, homes = drawn_case(seed)
    new = [party for party in order if party < problem.parties]
    terms = tuple(Term(term.where, tuple(term.values[party] for party in new)) for term in problem.terms)
    moved = Problem(tuple(w[new] for w in problem.worth), problem.reservation[new], terms, problem.forbidden)
    for solution in (nash, egalitarian, utilitarian):
        assert solution(moved, homes, EFFORT).value == pytest.approx(solution(problem, homes, EFFORT).value)
