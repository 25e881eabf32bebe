"""Packages: every fast answer against going through all packages, and enumeration against a plain transcription."""

from collections.abc import Callable, Iterator
from fractions import Fraction
from importlib import import_module
from itertools import combinations, product
from math import prod

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from goodoffices.models.agreements import (
    Point,
    Problem,
    Region,
    Term,
    acceptable_packages,
    agreeable,
    branching,
    egalitarian_point,
    enumerate_packages,
    enumeration,
    improvements,
    kalai_smorodinsky_point,
    nash_point,
    nearest_improvements,
    no_agreement,
    pareto_frontier,
    single_text,
    solutions,
    utilitarian_point,
)

Vector = tuple[Fraction, ...]
NAMES = ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "equal_gain")
SEARCHES: dict[str, Callable[..., Point | None]] = {
    "nash": nash_point,
    "kalai_smorodinsky": kalai_smorodinsky_point,
    "egalitarian": egalitarian_point,
    "utilitarian": utilitarian_point,
}


@st.composite
def problems(draw: st.DrawFn, linked: bool = False, parties: int = 4) -> Problem:
    """Draw small problems with many ties: few different numbers, tight and loose reservation values."""
    number = draw(st.integers(1, parties))
    low, high = draw(st.sampled_from([(0, 2), (0, 10), (-3, 3), (0, 100)]))
    parts = draw(st.sampled_from([1, 10, 3]))
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    numbers = st.integers(low, high).map(lambda each: each / parts)
    worth = tuple(
        np.array(draw(st.lists(numbers, min_size=number * size, max_size=number * size))).reshape(number, size)
        for size in sizes
    )
    share = draw(st.sampled_from([-1, 0, 5, 7, 9]))
    most = np.array(
        [sum(Fraction(float(each[p].max())).limit_denominator(30) for each in worth) for p in range(number)]
    )
    reservation = np.array([float(Fraction(share * round(each * parts) // 10, parts)) for each in most])
    if not linked:
        return Problem(worth, reservation)
    regions = st.dictionaries(
        st.integers(0, len(sizes) - 1), st.lists(st.integers(0, min(sizes) - 1), min_size=1, max_size=2), max_size=2
    ).map(Region.of)
    values = st.lists(numbers, min_size=number, max_size=number).map(tuple)
    terms = draw(st.lists(st.builds(Term, regions, values), max_size=2))
    return Problem(worth, reservation, tuple(terms), tuple(draw(st.lists(regions, max_size=2))))


def exact(number: float) -> Fraction:
    return Fraction(float(number)).limit_denominator(1000)


def plainly(problem: Problem) -> Iterator[tuple[tuple[int, ...], Vector]]:
    """Go through all packages that are not ruled out, with what they are worth, in fractions."""
    for package in product(*(range(size) for size in problem.sizes)):
        if any(all(package[i] in options for i, options in region.allowed) for region in problem.forbidden):
            continue
        terms = [t for t in problem.terms if all(package[i] in options for i, options in t.where.allowed)]
        yield (
            package,
            tuple(
                sum((exact(worth[p, o]) for worth, o in zip(problem.worth, package, strict=True)), Fraction(0))
                + sum((exact(term.values[p]) for term in terms), Fraction(0))
                for p in range(problem.parties)
            ),
        )


def dominates(one: Vector, other: Vector) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


def keys(name: str, gains: list[Vector]) -> list[object]:
    """Return what each rule compares, by its definition."""
    ideal = [max(column) for column in zip(*gains, strict=True)]
    match name:
        case "nash":
            return [
                (sum(g > 0 for g in each), prod(g / i for g, i in zip(each, ideal, strict=True) if g > 0))
                for each in gains
            ]
        case "kalai_smorodinsky":
            return [sorted(g / i for g, i in zip(each, ideal, strict=True) if i > 0) for each in gains]
        case "egalitarian":
            return [sorted(each) for each in gains]
        case "utilitarian":
            return [sum(each) for each in gains]
    return [(not any(dominates(other, each) for other in gains), min(each) - max(each), min(each)) for each in gains]


@settings(max_examples=60, deadline=None)
@given(problems(linked=True))
def test_enumeration_by_the_definitions(problem: Problem) -> None:
    found = enumerate_packages(problem)
    every = list(plainly(problem))
    least = tuple(map(exact, problem.reservation))
    accepted = [(p, u) for p, u in every if all(a >= b for a, b in zip(u, least, strict=True))]
    assert (found.feasible, found.acceptable) == (len(every), len(accepted))
    listed = [tuple(row) for chunk in acceptable_packages(problem) for row in chunk.tolist()]
    assert listed == [package for package, _ in accepted]
    best = {u for _, u in every if not any(dominates(v, u) for _, v in every)}
    told = [tuple(map(exact, row)) for row in found.frontier.utilities]
    assert told == sorted(best, reverse=True)
    assert problem.utilities(found.frontier.packages).tolist() == found.frontier.utilities.tolist()
    assert bool(found.points) == bool(accepted)
    gains = [tuple(a - b for a, b in zip(u, least, strict=True)) for _, u in accepted]
    for name, point in found.points.items():
        compared = keys(name, gains)
        winners = [package for (package, _), key in zip(accepted, compared, strict=True) if key == max(compared)]  # type: ignore[type-var]
        assert [tuple(row) for row in point.packages.tolist()] == winners, name
        assert point.is_proved


@settings(max_examples=60, deadline=None)
@given(problems())
def test_merging_gives_what_enumeration_gives_with_all_ties(problem: Problem) -> None:
    every, found = enumerate_packages(problem), solutions(problem)
    assert pareto_frontier(problem).utilities.tolist() == every.frontier.utilities.tolist()
    acceptable = pareto_frontier(problem, acceptable=True)
    assert acceptable.utilities.tolist() == every.frontier.utilities[every.accepted.all(axis=1)].tolist()
    assert (found is None) == (not every.points)
    if found is not None:
        for name in NAMES:
            one, other = getattr(found, name), every.points[name]
            assert one.packages.tolist() == other.packages.tolist(), name
            assert one.value == other.value


def check_searches(problem: Problem) -> None:
    every = enumerate_packages(problem)
    for name, find in SEARCHES.items():
        point = find(problem)
        assert (point is None) == (not every.points), name
        if point is not None:
            best = every.points[name]
            assert point.is_proved
            assert point.value == pytest.approx(best.value, rel=1e-9, abs=1e-12), name
            assert problem.acceptable(point.packages).all()
            if name in ("nash", "utilitarian"):
                assert point.packages[0].tolist() in best.packages.tolist()
            assert point.utilities.tolist() in every.frontier.utilities.tolist()


@settings(max_examples=25, deadline=None)
@given(problems())
def test_branch_and_bound_gives_what_enumeration_gives(problem: Problem) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(branching, "_LISTED", 3)
        check_searches(problem)


@pytest.mark.slow
@settings(max_examples=3000, deadline=None)
@given(problems(linked=True))
def test_enumeration_by_the_definitions_at_length(problem: Problem) -> None:
    test_enumeration_by_the_definitions.hypothesis.inner_test(problem)  # type: ignore[attr-defined]


@pytest.mark.slow
@settings(max_examples=5000, deadline=None)
@given(problems(parties=6))
def test_merging_at_length(problem: Problem) -> None:
    test_merging_gives_what_enumeration_gives_with_all_ties.hypothesis.inner_test(problem)  # type: ignore[attr-defined]


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(problems(parties=5))
def test_branch_and_bound_at_length(problem: Problem) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(branching, "_LISTED", 3)
        check_searches(problem)


@settings(max_examples=40, deadline=None)
@given(problems(linked=True))
def test_chunks_do_not_matter(problem: Problem) -> None:
    whole = enumerate_packages(problem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(enumeration, "CHUNK", 3)
        parts = enumerate_packages(problem)
    assert parts.frontier.packages.tolist() == whole.frontier.packages.tolist()
    assert (parts.feasible, parts.acceptable, parts.lowest.tolist()) == (
        whole.feasible,
        whole.acceptable,
        whole.lowest.tolist(),
    )
    assert {n: p.packages.tolist() for n, p in parts.points.items()} == {
        n: p.packages.tolist() for n, p in whole.points.items()
    }


@settings(max_examples=60, deadline=None)
@given(problems(linked=True, parties=3))
def test_no_agreement_by_the_definitions(problem: Problem) -> None:
    found = no_agreement(problem)
    every = [u for _, u in plainly(problem)]
    least = tuple(map(exact, problem.reservation))
    short = [tuple(max(d - a, Fraction(0)) for a, d in zip(u, least, strict=True)) for u in every]
    assert (found is None) == any(not any(each) for each in short)
    if found is None:
        return
    everyone = range(problem.parties)
    sets = [some for size in range(problem.parties + 1) for some in combinations(everyone, size)]
    stuck = [some for some in sets if not any(all(not each[p] for p in some) for each in short)]
    minimal = [some for some in stuck if not any(set(other) < set(some) for other in stuck)]
    assert sorted(found.conflicts) == sorted(minimal)
    for party in range(problem.parties):
        cuts = [each[party] for each in short if not any(each[p] for p in range(problem.parties) if p != party)]
        assert found.alone[party] == pytest.approx(float(min(cuts)) if cuts else np.inf)
    if not every:
        assert found.least_sum is None
        return
    assert found.least_sum is not None
    assert found.least_share is not None
    span = [max(column) - min(column) for column in zip(*every, strict=True)]
    assert found.least_sum.value == pytest.approx(float(min(sum(each) for each in short)))
    if all(span):
        shares = [max(c / s for c, s in zip(each, span, strict=True)) for each in short]
        assert found.least_share.value == pytest.approx(float(min(shares)))
    for concession in (found.least_sum, found.least_share):
        assert problem.feasible(concession.package)
        assert (problem.utilities(concession.package) >= problem.reservation - concession.cut - 1e-9).all()


@settings(max_examples=25, deadline=None)
@given(problems(parties=3))
def test_no_agreement_by_search_where_no_frontier_can_be_listed(problem: Problem) -> None:
    listed = no_agreement(problem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(import_module("goodoffices.models.agreements.no_agreement"), "_LONGEST", 0)
        searched = no_agreement(problem)
    assert (listed is None) == (searched is None) == (agreeable(problem, tuple(range(problem.parties))) is not None)
    if listed is not None and searched is not None:
        assert searched.conflicts == listed.conflicts
        assert searched.alone == pytest.approx(listed.alone)


@settings(max_examples=60, deadline=None)
@given(problems(linked=True, parties=3), st.booleans(), st.integers(0, 10**6))
def test_improvements_by_the_definition(problem: Problem, strictly: bool, number: int) -> None:
    every = list(plainly(problem))
    if not every:
        return
    signed, at = every[number % len(every)]
    package = np.array(signed, np.int64)
    better = {
        p: u for p, u in every if dominates(u, at) and (not strictly or all(a > b for a, b in zip(u, at, strict=True)))
    }
    efficient = {u for u in better.values() if not any(dominates(v, u) for v in better.values())}
    found = improvements(problem, package, strictly=strictly)
    assert [tuple(map(exact, row)) for row in found.utilities] == sorted(efficient, reverse=True)
    near = nearest_improvements(problem, package, strictly=strictly)
    assert near.is_proved
    assert bool(len(near.packages)) == bool(better)
    if better:
        changes = {p: sum(a != b for a, b in zip(p, signed, strict=True)) for p in better}
        assert near.changes == min(changes.values())
        few = {better[p] for p, count in changes.items() if count == near.changes}
        wanted = sorted((u for u in few if not any(dominates(v, u) for v in few)), reverse=True)
        assert [tuple(map(exact, row)) for row in near.utilities] == wanted


@settings(max_examples=40, deadline=None)
@given(problems(linked=True), st.booleans())
def test_a_single_text_rises_until_nothing_is_better(problem: Problem, strictly: bool) -> None:
    every = [p for p, _ in plainly(problem)]
    if not every:
        return
    text = single_text(problem, np.array(every[0], np.int64), strictly=strictly)
    steps = np.diff(text.utilities, axis=0)
    assert (steps >= 0).all()
    assert (steps.all(axis=1) if strictly else steps.any(axis=1)).all()
    assert text.is_efficient
    assert not len(improvements(problem, text.drafts[-1], strictly=strictly).packages)


def shuffled(problem: Problem, order: NDArray[np.int64]) -> Problem:
    return Problem(tuple(worth[order] for worth in problem.worth), problem.reservation[order])


@settings(max_examples=40, deadline=None)
@given(problems(), st.randoms(use_true_random=False))
def test_relabelling_parties_changes_labels_only(problem: Problem, random: "np.random.Generator") -> None:
    order = np.arange(problem.parties)
    random.shuffle(order)
    one, other = solutions(problem), solutions(shuffled(problem, order))
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        for name in NAMES:
            assert getattr(one, name).packages.tolist() == getattr(other, name).packages.tolist()


@settings(max_examples=40, deadline=None)
@given(problems(), st.integers(0, 3), st.sampled_from([2.0, 4.0, 0.5]), st.integers(-5, 5))
def test_nash_and_kalai_smorodinsky_do_not_compare_units(
    problem: Problem, party: int, factor: float, shift: int
) -> None:
    party %= problem.parties
    scale, added = np.ones(problem.parties), np.zeros(problem.parties)
    scale[party], added[party] = factor, shift
    worth = [each * scale[:, None] for each in problem.worth]
    worth[0] = worth[0] + added[:, None]
    one, other = solutions(problem), solutions(Problem(tuple(worth), problem.reservation * scale + added))
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert one.nash.packages.tolist() == other.nash.packages.tolist()
        assert one.kalai_smorodinsky.packages.tolist() == other.kalai_smorodinsky.packages.tolist()
