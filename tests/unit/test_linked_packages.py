"""Linked and robust packages at the edges, in both cases with what is refused."""

import numpy as np
import pytest

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements import Problem, Region, Term, requires, takes_effect_with
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
)
from goodoffices.models.agreements.linked.program import Program
from goodoffices.models.agreements.linked.units import smallest_step
from goodoffices.models.agreements.robust import (
    DrawnProblem,
    Share,
    acceptance,
    most_signed,
    search_most_signed,
    side_payments,
)

SPLIT = (np.array([[0.0, 1.0, 2.0, 3.0], [3.0, 2.0, 1.0, 0.0]]),)


def test_ties_are_all_returned() -> None:
    found = nash(Problem(SPLIT, np.zeros(2)))
    assert sorted(found.packages.ravel().tolist()) == [1, 2]
    assert (found.value, found.is_proved) == (2.0, True)


def test_no_gain_for_all_has_a_product_of_nothing() -> None:
    found = nash(Problem(SPLIT, np.array([3.0, 0.0])))
    assert (found.packages.tolist(), found.value, found.is_proved) == ([[3]], 0.0, True)


def test_two_losses_do_not_make_a_gain() -> None:
    both_lose = (np.array([[-5.0, 1.0], [-5.0, 1.0]]),)
    assert nash(Problem(both_lose, np.zeros(2))).packages.tolist() == [[1]]


def test_who_cannot_gain_is_left_out_of_shares() -> None:
    worth = (np.array([[0.0, 4.0], [1.0, 1.0]]),)
    found = kalai_smorodinsky(Problem(worth, np.array([0.0, 1.0])))
    assert (found.packages.tolist(), found.value) == ([[1]], 1.0)


def test_everything_ruled_out() -> None:
    problem = Problem(SPLIT, np.zeros(2), forbidden=(Region(()),))
    assert signable(problem).is_proved
    assert not len(nash(problem).packages)
    found = explain_blockage(problem)
    assert (found.is_blocked, found.blockers.parties, found.blockers.forbidden) == (True, (), (0,))
    assert found.lifting == (0,)
    assert np.isinf(found.alone).all()
    assert np.isinf(found.together).all()


def test_linkages_hold() -> None:
    worth = tuple(np.array([[0.0, 5.0], [4.0, 0.0]]) for _ in range(3))
    rules = (*takes_effect_with(0, (1,), 1, (1,), (2, 2, 2)), requires(2, (1,), 0, (1,), (2, 2, 2)))
    found = ideal(Problem(worth, np.array([0.0, 8.0]), forbidden=rules), 0)
    assert found.value == 0.0
    assert ideal(Problem(worth, np.array([0.0, 4.0]), forbidden=rules), 0).packages.tolist() == [[1, 1, 0]]


def test_a_loss_where_provisions_meet_is_not_evaded() -> None:
    worth = tuple(np.array([[0.0, 5.0], [0.0, 5.0]]) for _ in range(2))
    apart = Problem(worth, np.zeros(2), (Term(Region.of({0: [1], 1: [1]}), (-9.0, -2.0)),))
    found = nash(apart)
    assert found.value == 25.0
    assert sorted(found.packages.tolist()) == [[0, 1], [1, 0]]


def test_a_veto_at_home() -> None:
    groups = (np.array([[3.0, 2.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]]),)
    home = Country(groups, np.array([2.0, 1.0]), np.array([10.0, 90.0]), 10.0, must_agree=(0,))
    assert egalitarian(Problem(SPLIT, np.zeros(2)), [home]).packages.tolist() == [[1]]
    vetoed = explain_blockage(Problem(SPLIT, np.array([2.0, 0.0])), [home])
    assert (vetoed.blockers.parties, vetoed.blockers.countries, vetoed.countries_alone) == ((0,), (0,), (0,))
    assert vetoed.alone.tolist() == [1.0, np.inf]


def test_a_search_cut_short_says_so() -> None:
    rng = np.random.default_rng(3)
    worth = tuple(rng.integers(0, 101, (8, 10)).astype(float) for _ in range(20))
    found = egalitarian(Problem(worth, np.zeros(8)), effort=Effort(nodes=1, rounds=1))
    assert not found.is_proved
    assert 0 < found.gap < 0.1
    same = egalitarian(Problem(worth, np.zeros(8)), effort=Effort(nodes=1, rounds=1))
    assert (same.value, same.bound) == (found.value, found.bound)


def test_progress_is_told_and_can_stop() -> None:
    told = []
    nash(Problem(SPLIT, np.zeros(2)), progress=lambda value, bound: told.append((value, bound)))
    assert told[-1][1] >= told[-1][0]

    def stop(_value: float, _bound: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        nash(Problem(SPLIT, np.zeros(2)), progress=stop)


def test_steps() -> None:
    assert smallest_step(np.zeros(3)) == 1.0
    assert smallest_step(np.array([0.1, 0.2, 0.3])) == pytest.approx(0.1)
    assert smallest_step(np.array([1.0, 1e6])) is None


def test_bounds_that_cross_leave_nothing() -> None:
    program = Program()
    program.columns(1, 2.0, 1.0)
    assert program.maximise({0: 1.0}).status == "none"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"weights": np.array([1.0, -1.0])}, "a weight of at least 0"),
        ({"quota": 3.0}, "more than all weights together"),
        ({"must_agree": (2,)}, "counted from 0 to 1"),
        ({"reservation": np.zeros(3)}, "must have shape"),
    ],
)
def test_countries_that_cannot_be(change: dict[str, object], words: str) -> None:
    given = {"worth": SPLIT, "reservation": np.zeros(2), "weights": np.ones(2), "quota": 2.0}
    with pytest.raises(ModelInputError, match=words):
        Country(**(given | change))  # type: ignore[arg-type]


def test_what_does_not_fit_the_problem() -> None:
    problem = Problem(SPLIT, np.zeros(2), forbidden=(Region.of({0: [3]}),))
    other = Country((np.zeros((1, 2)),), np.zeros(1), np.ones(1), 1.0)
    with pytest.raises(ModelInputError, match="same options"):
        nash(problem, [other])
    with pytest.raises(ModelInputError, match="counted from 0 to 1"):
        ideal(problem, 2)
    with pytest.raises(ModelInputError, match="one option of every issue"):
        efficient(problem, np.array([4]))
    with pytest.raises(ModelInputError, match="ruled out"):
        efficient(problem, np.array([3]))


def test_shares_have_a_width_at_both_ends() -> None:
    share = Share(np.array([0.0, 0.5, 1.0]), 100)
    assert share.standard_error.tolist() == [0.0, 0.05, 0.0]
    low, high = share.interval
    assert high[0] == pytest.approx(0.0370, abs=1e-4)
    assert low[2] == pytest.approx(0.9630, abs=1e-4)


def test_robust_inputs_that_cannot_be() -> None:
    worth = (np.zeros((4, 2, 3)),)
    drawn = DrawnProblem(worth, np.zeros((4, 2)), forbidden=(Region.of({0: [2]}),))
    with pytest.raises(ModelInputError, match="one draw or more"):
        DrawnProblem((np.zeros((0, 2, 3)),), np.zeros((0, 2)))
    with pytest.raises(ModelInputError, match="worth of issue 0"):
        DrawnProblem(worth, np.zeros((5, 2)))
    with pytest.raises(ModelInputError, match="finite"):
        DrawnProblem((np.full((4, 2, 3), np.nan),), np.zeros((4, 2)))
    with pytest.raises(ModelInputError, match="does not exist"):
        acceptance(drawn, np.array([[3]]))
    with pytest.raises(ModelInputError, match="ruled out"):
        acceptance(drawn, np.array([[2]]))
    with pytest.raises(ModelInputError, match="share of draws"):
        side_payments(drawn, np.array([0]), 1.5)
    with pytest.raises(ModelInputError, match="price"):
        side_payments(drawn, np.array([0]), 0.5, price=np.array([1.0, 0.0]))
    with pytest.raises(ModelInputError, match="looking at every one"):
        most_signed(DrawnProblem(tuple(np.zeros((1, 1, 10)) for _ in range(6)), np.zeros((1, 1))))


def test_the_bound_on_what_all_sign_counts_draws_with_nothing_to_sign() -> None:
    worth = (np.array([[[1.0], [1.0]], [[1.0], [-1.0]]]),)
    found = search_most_signed(DrawnProblem(worth, np.zeros((2, 2))))
    assert (float(found.all_sign.value), found.bound, found.is_proved) == (0.5, 0.5, True)
    nothing = most_signed(DrawnProblem(worth, np.zeros((2, 2)), forbidden=(Region(()),)))
    assert (len(nothing.package), nothing.bound) == (0, 0.0)


def test_prices_are_paid() -> None:
    worth = (np.array([[[-2.0], [-1.0]], [[-2.0], [-1.0]]]),)
    found = side_payments(DrawnProblem(worth, np.zeros((2, 2))), np.array([0]), 1.0, price=np.array([1.0, 3.0]))
    assert found.each.tolist() == found.together.tolist() == [2.0, 3.0]


def test_a_gain_that_is_only_noise_is_none() -> None:
    worth = (np.array([[0.1, 0.0], [0.0, 1.0]]), np.array([[0.2], [0.0]]), np.array([[0.0, 0.0], [1.0, 0.0]]))
    found = kalai_smorodinsky(Problem(worth, np.array([0.3, 0.0])))
    assert (found.packages.tolist(), found.value) == ([[0, 0, 0]], 1.0)
