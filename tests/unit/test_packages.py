"""Packages: traps that other programs fall into, numbers, errors and what is said when nothing can be agreed."""

import sys

import numpy as np
import pytest
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements import (
    Problem,
    Region,
    Term,
    agreeable,
    egalitarian_point,
    enumerate_packages,
    improvements,
    kalai_smorodinsky_point,
    largest_least_share,
    logrolling,
    nash_point,
    nearest_improvements,
    no_agreement,
    pareto_frontier,
    single_text,
    solutions,
    together,
    utilitarian_point,
)
from goodoffices.models.agreements.whole import in_whole_units


def single(*rows: list[float], reservation: list[float] | None = None, **more: object) -> Problem:
    """Return a problem with one issue; a row for each party."""
    worth = np.array(rows)
    return Problem((worth,), np.zeros(len(rows)) if reservation is None else np.array(reservation), **more)  # type: ignore[arg-type]


def drawn(parties: int, issues: int, options: int = 10) -> Problem:
    worth = np.random.default_rng(1).integers(0, 101, (issues, parties, options)).astype(float)
    return Problem(tuple(worth), np.zeros(parties))


def test_two_losses_make_no_gain() -> None:
    found = solutions(single([-9.0, 1.0], [-9.0, 1.0]))
    assert found is not None
    assert found.nash.packages.tolist() == [[1]]
    assert solutions(single([-9.0, 1.0], [-9.0, -1.0])) is None


def test_what_is_forbidden_is_no_solution() -> None:
    problem = single([9.0, 1.0], [9.0, 1.0], forbidden=(Region.of({0: [0]}),))
    found = solutions(problem)
    assert found is not None
    assert found.frontier is not None
    assert found.nash.packages.tolist() == found.frontier.packages.tolist() == [[1]]
    nothing = single([9.0, 1.0], [9.0, 1.0], forbidden=(Region.of({0: [0, 1]}),))
    assert solutions(nothing) is None
    told = no_agreement(nothing)
    assert told is not None
    assert told.conflicts == ((),)
    assert told.least_sum is None


def test_kalai_smorodinsky_is_not_the_most_equal_package() -> None:
    """The package with equal shares, 30% each, loses to one with 90% and 50%."""
    problem = single([100.0, 30.0, 90.0, 0.0], [0.0, 30.0, 50.0, 100.0])
    found = solutions(problem)
    assert found is not None
    assert found.kalai_smorodinsky.utilities.tolist() == [90.0, 50.0]
    assert found.kalai_smorodinsky.value == 0.5


def test_the_ideal_is_what_a_party_can_gain_from_an_acceptable_package() -> None:
    """The first party's 100 is unacceptable to the second, and so is no measure of what it could hope for."""
    found = solutions(single([100.0, 10.0, 6.0, 0.0], [-1.0, 0.0, 5.0, 10.0]))
    assert found is not None
    assert found.ideal.tolist() == [10.0, 10.0]
    assert found.kalai_smorodinsky.utilities.tolist() == [6.0, 5.0]


def test_weakly_dominated_and_duplicate_packages() -> None:
    problem = single([5.0, 5.0, 5.0, 5.0], [1.0, 3.0, 3.0, 2.0])
    frontier = pareto_frontier(problem)
    assert frontier.packages.tolist() == [[1]]
    found = solutions(problem)
    assert found is not None
    assert found.nash.packages.tolist() == [[1], [2]]
    limited = solutions(problem, most_ties=1)
    assert limited is not None
    assert limited.nash.packages.tolist() == [[1]]


def test_decimals_leave_no_noise_on_the_frontier() -> None:
    """In floating point 0.1 + 0.2 is more than 0.3, which would dominate it."""
    worth = (np.array([[0.1, 0.3], [0.2, 0.2]]), np.array([[0.2, 0.0], [0.1, 0.1]]))
    problem = Problem(worth, np.array([0.3, 0.3]))
    found = solutions(problem)
    assert found is not None
    assert found.frontier is not None
    assert len(found.frontier.packages) == 1
    assert found.frontier.utilities.tolist() == [[0.5, 0.3]]
    assert enumerate_packages(problem).acceptable == 3


def test_thirds_add_up() -> None:
    whole = in_whole_units([np.array([[1 / 3, 2 / 3]])] * 3, np.array([1.0]), np.zeros((0, 1)))
    assert (whole.units.tolist(), whole.exact.tolist(), whole.reservation.tolist()) == ([3.0], [True], [3])


def test_numbers_that_no_unit_fits_keep_twelve_digits() -> None:
    given = np.array([[np.pi * 1e5, np.exp(1.0)]])
    whole = in_whole_units([given], np.array([0.0]), np.zeros((0, 1)))
    assert not whole.exact[0]
    assert whole.worth[0] / whole.units[0] == pytest.approx(given, abs=1e-6)
    assert in_whole_units([np.full((1, 1), 1e308)] * 3, np.zeros(1), np.zeros((0, 1))).worth[0][0, 0] > 10**11


@pytest.mark.parametrize("find", [nash_point, kalai_smorodinsky_point, egalitarian_point, utilitarian_point])
def test_ten_parties_and_fifty_issues(find: object) -> None:
    problem = drawn(10, 50)
    point = find(problem, nodes=20)  # type: ignore[operator]
    assert point.gap < (1e-9 if find in (nash_point, utilitarian_point) else 0.02)
    assert point.is_proved == (point.gap == 0)
    assert problem.utilities(point.packages[0]).tolist() == point.utilities.tolist()


def test_solutions_search_where_the_frontier_is_too_long() -> None:
    problem = drawn(3, 5)
    listed, searched = solutions(problem), solutions(problem, most=3)
    assert listed is not None
    assert searched is not None
    assert searched.frontier is None
    assert searched.equal_gain is None
    assert searched.ideal.tolist() == listed.ideal.tolist()
    for name in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian"):
        assert getattr(searched, name).value == pytest.approx(getattr(listed, name).value)
        assert getattr(searched, name).is_proved


def test_progress_is_told() -> None:
    steps: list[tuple[float, float]] = []
    solutions(drawn(2, 4), progress=lambda done, total: steps.append((done, total)))
    assert steps == [(1, 4), (2, 4), (3, 4), (4, 4)]
    steps.clear()
    enumerate_packages(drawn(2, 2), progress=lambda done, total: steps.append((done, total)))
    assert steps == [(100, 200), (200, 200)]
    steps.clear()
    nash_point(drawn(6, 12), progress=lambda best, bound: steps.append((best, bound)))
    assert all(best <= bound for best, bound in steps)
    assert steps


def test_nobody_who_can_be_satisfied_alone() -> None:
    """Three parties want the one prize; each pair could share, all three cannot, and the fourth asks for too much."""
    problem = single(
        [6.0, 6.0, 0.0], [6.0, 0.0, 6.0], [0.0, 6.0, 6.0], [1.0, 1.0, 1.0], reservation=[5.0, 5.0, 5.0, 2.0]
    )
    found = no_agreement(problem)
    assert found is not None
    assert found.conflicts == ((3,), (0, 1, 2))
    assert found.blocking == ()
    assert np.isinf(found.alone).all()
    assert found.least_sum is not None
    assert found.least_sum.value == 6.0


def test_no_agreement_where_no_frontier_can_be_listed() -> None:
    problem = drawn(4, 12)
    greedy = Problem(problem.worth, np.array([0.0, 0.0, 0.0, 1e5]))
    assert agreeable(greedy, (0, 1, 2)) is not None
    assert agreeable(greedy, (2, 3)) is None


def test_terms_count_in_logrolling() -> None:
    worth = (np.array([[0.0, 2.0], [4.0, 0.0]]), np.array([[0.0, 2.0], [2.0, 0.0]]))
    problem = Problem(worth, np.zeros(2), terms=(together({0: 1, 1: 0}, (8.0, 4.0)),))
    trade = logrolling(problem, np.array([1, 0]))
    assert trade.gains.tolist() == [[1.0, -2.0], [-1.0, 1.0]]
    assert trade.terms.tolist() == [6.0, 3.0]
    assert trade.total.tolist() == (problem.utilities(np.array([1, 0])) - trade.reference).tolist() == [6.0, 2.0]
    against = logrolling(problem, np.array([1, 0]), np.array([0, 1]))
    assert against.total.tolist() == [8.0, 2.0]
    assert against.terms.tolist() == [8.0, 4.0]


def test_what_nobody_gains_is_given_to_nobody() -> None:
    problem = single([0.0, 4.0], [0.0, 4.0], [0.0, 0.0])
    trade = logrolling(problem, np.array([0]))
    assert trade.given.tolist() == np.zeros((3, 3)).tolist()
    assert trade.swaps == ()


def test_the_nearest_improvement_beyond_two_changes() -> None:
    """Only four changes together help: each alone, and any three, hurt the second party."""
    worth = tuple(np.array([[0.0, 5.0], [0.0, change]]) for change in (-3.0, -3.0, -3.0, 9.0, -99.0))
    problem = Problem(worth, np.zeros(2))
    found = nearest_improvements(Problem(worth, np.zeros(2)), np.zeros(5, int))
    assert (found.changes, found.packages.tolist()) == (1, [[0, 0, 0, 1, 0]])
    bound = Term(Region.of({0: [1], 1: [1], 2: [1], 3: [1]}), (0.0, 1.0))
    rest = [Term(Region.of({3: [1], other: [0]}), (0.0, -9.0)) for other in range(3)]
    tied = nearest_improvements(Problem(worth, np.zeros(2), (bound, *rest)), np.zeros(5, int))
    assert (tied.changes, tied.packages.tolist()) == (4, [[1, 1, 1, 1, 0]])
    cut = nearest_improvements(Problem(worth, np.zeros(2), (bound, *rest)), np.zeros(5, int), most=20)
    assert (len(cut.packages), cut.changes, cut.is_proved) == (0, 2, False)
    assert len(improvements(problem, np.zeros(5, int)).packages) == 4


def test_a_single_text_of_four_parties() -> None:
    text = single_text(drawn(4, 6), np.zeros(6, int))
    assert text.is_efficient
    assert (text.utilities[-1] >= text.utilities[0]).all()
    assert len(text.drafts) > 1


@pytest.mark.parametrize(
    ("work", "words"),
    [
        (lambda: Problem((), np.zeros(2)), "at least one issue"),
        (lambda: Problem((np.zeros((0, 2)),), np.zeros(0)), "at least one party"),
        (lambda: single([np.nan, 1.0]), "finite"),
        (lambda: nash_point(single([1.0, 2.0], forbidden=(Region.of({0: [0]}),))), "additive"),
        (lambda: utilitarian_point(single([1.0, 2.0], forbidden=(Region.of({0: [0]}),))), "additive"),
        (lambda: enumerate_packages(drawn(2, 9)), "too many"),
        (lambda: pareto_frontier(drawn(4, 9), most=100), "efficient ways"),
        (lambda: no_agreement(Problem((np.zeros((17, 1)),), np.zeros(17))), "16 parties"),
        (lambda: logrolling(drawn(2, 3), np.array([0, 1])), "one option"),
        (lambda: logrolling(drawn(2, 3), np.array([0, 1, 10])), "one option"),
        (lambda: improvements(single([1.0, 2.0], forbidden=(Region.of({0: [0]}),)), np.array([0])), "ruled out"),
    ],
)
def test_what_cannot_be_answered(work: object, words: str) -> None:
    with pytest.raises(ModelInputError, match=words):
        work()  # type: ignore[operator]


def test_a_tie_of_shares_is_broken_by_the_second_least() -> None:
    gains: NDArray[np.int64] = np.array([[5, 5, 5], [5, 6, 5], [10, 0, 0], [0, 10, 0], [0, 0, 10]])
    rows, value = largest_least_share(gains, np.ones(3))
    assert (rows.tolist(), value) == ([1], 0.5)


def test_too_many_linked_packages_are_solved_by_programmes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same answers as by enumeration, without a frontier; and none where there is none."""
    base = np.random.default_rng(3).integers(0, 11, (4, 2, 3)).astype(float)
    rule = (Region.of({0: [0, 1], 1: [2]}),)
    problem = Problem(tuple(base), np.array([8.0, 8.0]), (together({0: 1, 2: 1}, (3.0, 1.0)),), rule)
    every = solutions(problem)
    hopeless = Problem(tuple(base), np.array([80.0, 80.0]), (), rule)
    monkeypatch.setattr(sys.modules["goodoffices.models.agreements.solutions"], "MOST", 1)
    found = solutions(problem)
    assert found is not None
    assert every is not None
    assert found.frontier is None
    assert found.equal_gain is None
    assert found.ideal.tolist() == every.ideal.tolist()
    for name in ("nash", "kalai_smorodinsky", "egalitarian", "utilitarian"):
        assert getattr(found, name).value == pytest.approx(getattr(every, name).value)
        assert getattr(found, name).is_proved
    assert solutions(hopeless) is None
