"""Levers at the edges: one party, no weight, both ends of the scale; and what is refused."""

import numpy as np
import pytest
from scipy.stats import friedmanchisquare

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining import compromise, weighted_median
from goodoffices.models.bargaining.challenge import multiverse
from goodoffices.models.bargaining.inputs import FloatArray
from goodoffices.models.bargaining.levers import (
    ByInput,
    compromise_full_range,
    compromise_gradient,
    compromise_reach,
    pivots,
    ranking_agreement,
    shift_effects,
    smallest_change,
)


def test_one_party_is_the_settlement() -> None:
    assert compromise_gradient([2.0], [3.0], [40.0]).position.tolist() == [1.0]
    full = compromise_full_range([2.0], [3.0], [40.0])
    assert (full.at_low.position.tolist(), full.at_high.position.tolist()) == ([0.0], [100.0])
    assert np.isnan(full.at_low.salience).all()
    assert full.size.salience.tolist() == [0.0]
    change = smallest_change([2.0], [3.0], [40.0], 55.0)
    assert change.value.position.tolist() == pytest.approx([55.0])
    assert np.isnan(change.value.salience).all()
    assert pivots([2.0], [3.0], [40.0]).pivotal.tolist() == [True]


def test_a_party_without_salience_moves_nothing_until_it_cares() -> None:
    c, s, x = [10.0, 10.0], [50.0, 0.0], [0.0, 100.0]
    full = compromise_full_range(c, s, x)
    assert full.size.position[1] == 0
    assert full.size.capability[1] == 0
    assert full.at_high.salience[1] == pytest.approx(100 * 100 / 150)
    change = smallest_change(c, s, x, 50.0)
    assert change.value.salience[1] == pytest.approx(50.0)
    assert np.isnan(change.value.position[1])
    assert np.isnan(change.value.capability[1])


def test_a_party_without_capability_moves_nothing_at_all() -> None:
    reach = compromise_reach([10.0, 0.0], [50.0, 50.0], [20.0, 100.0])
    assert (reach.lowest[1], reach.highest[1]) == (20.0, 20.0)
    assert not np.isfinite(smallest_change([10.0, 0.0], [50.0, 50.0], [20.0, 100.0], 30.0).share.stacked[:, 1]).any()


def test_when_all_others_have_no_weight_only_the_position_counts() -> None:
    change = smallest_change([10.0, 0.0], [50.0, 50.0], [20.0, 100.0], 30.0)
    assert change.value.position[0] == pytest.approx(30.0)
    assert np.isnan([change.value.salience[0], change.value.capability[0]]).all()


def test_parties_at_both_ends() -> None:
    c, s, x = [1.0, 1.0], [40.0, 40.0], [0.0, 100.0]
    full = compromise_full_range(c, s, x)
    assert full.size.position.tolist() == [50.0, 50.0]
    change = smallest_change(c, s, x, 100.0)
    assert change.value.position.tolist() == pytest.approx([100.0, np.nan], nan_ok=True)
    assert np.isnan(change.value.salience[1])  # it can care ever more and never quite get there
    assert change.value.salience[0] == 0.0  # but if the other side stops caring it has its way
    tie = pivots(c, s, x)
    assert (tie.pivotal.tolist(), float(tie.margin)) == ([True, True], 0.0)


def test_a_target_at_which_things_stand_needs_no_change() -> None:
    change = smallest_change([1.0, 1.0], [50.0, 50.0], [0.0, 100.0], 50.0)
    assert float(change.least_share) == 0.0
    assert change.amount.stacked.tolist() == [[0.0, 0.0]] * 3


def test_draws_beyond_the_target_need_no_change_if_it_is_to_be_passed() -> None:
    x = np.array([[0.0, 60.0], [0.0, 100.0]])
    settle_at = compromise([1.0, 1.0], [50.0, 50.0], x)
    assert settle_at.tolist() == [30.0, 50.0]
    passed = smallest_change([1.0, 1.0], [50.0, 50.0], x, 40.0, upward=True)
    assert passed.least_share.tolist() == pytest.approx([0.2, 0.0])
    either = smallest_change([1.0, 1.0], [50.0, 50.0], x, 40.0)
    assert either.least_share[1] == pytest.approx(1 / 6)
    assert passed.in_reach.tolist() == [True, True]


def test_half_against_half_is_told_and_groups_are_counted() -> None:
    x = np.array([[0.0, 50.0, 50.0], [0.0, 50.0, 50.0], [0.0, 60.0, 50.0]])
    found = pivots([1.0, 1.0, 1.0], [1.0, 1.0, 1.0], x)
    groups, shares = zip(*found.groups(), strict=True)
    assert groups == ((1, 2), (2,))
    assert shares == pytest.approx((2 / 3, 1 / 3))
    assert found.share_of_draws.tolist() == pytest.approx([0, 2 / 3, 1])


def test_shifts_under_several_models_at_once_keep_their_axes() -> None:
    calls = []

    def two(c: FloatArray, s: FloatArray, x: FloatArray) -> FloatArray:
        calls.append(len(x))
        return np.stack([compromise(c, s, x), weighted_median(c, s, x).midpoint])

    rng = np.random.default_rng(4)
    c, s, x = rng.random((3, 5, 4))
    effects = shift_effects(two, c, s, x, ByInput(2 * c, s, x + 0.1))
    assert effects.settlement.shape == (2, 5)
    assert effects.effect.position.shape == (2, 5, 4)
    assert calls == [5, 3 * 4 * 5]
    assert (effects.effect.salience == 0).all()
    assert (effects.rises.position[0] == 1).all()
    assert (effects.falls.position[0] == 0).all()
    share = c * s / (c * s).sum(axis=1, keepdims=True)
    np.testing.assert_allclose(effects.effect.position[0], 0.1 * share)
    low, high = effects.interval
    assert (low.position <= effects.median.position).all()
    assert (effects.median.position <= high.position).all()


def test_batches_give_the_same_as_one_call(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(5)
    c, s, x = rng.random((3, 6, 3))
    to = ByInput(np.zeros(3), np.ones(3), np.ones(3))
    whole = shift_effects(compromise, c, s, x, to)
    monkeypatch.setattr("goodoffices.models.bargaining.levers.shifts._CELLS_AT_ONCE", 1)
    np.testing.assert_array_equal(whole.effect.stacked, shift_effects(compromise, c, s, x, to).effect.stacked)


def test_a_shift_that_leaves_nobody_with_weight_has_no_effect_to_tell() -> None:
    effects = shift_effects(
        compromise, [1.0, 0.0], [1.0, 1.0], [0.0, 100.0], ByInput(np.zeros(2), np.ones(2), np.ones(2))
    )
    assert np.isnan(effects.effect.capability[0, 0])
    assert np.isnan(effects.median.capability[0])
    assert effects.effect.capability[0, 1] == 0


def test_concordance_against_the_friedman_statistic() -> None:
    """W is Friedman's chi-square over m (n - 1), ties included."""
    size = np.random.default_rng(6).integers(0, 6, (9, 5)).astype(float)
    chi = friedmanchisquare(*size.T).statistic
    assert ranking_agreement(size).concordance == pytest.approx(chi / (9 * 4))


def test_readings_that_see_no_difference_agree_on_nothing() -> None:
    none = ranking_agreement(np.ones((3, 4)))
    assert np.isnan(none.concordance)
    assert not none.agrees
    assert none.first.tolist() == [0.25] * 4


def test_readings_of_the_challenge_model_do_not_rank_the_emissions_example_alike() -> None:
    """The example of Bueno de Mesquita (1994), under all 256 readings: every party to both ends of the scale."""
    c = [0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08]
    s = [0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7]
    x = np.array([4.0, 7.0, 4.0, 4.0, 10.0, 10.0, 10.0, 7.0, 4.0, 7.0])
    moved = np.tile(x, (21, 1))
    np.fill_diagonal(moved[:10], 4.0)
    np.fill_diagonal(moved[10:], 10.0)
    median = multiverse(c, s, moved).median
    effect = np.abs(median[:, :20] - median[:, 20:])
    agreement = ranking_agreement(np.maximum(effect[:, :10], effect[:, 10:]))
    assert agreement.concordance < 0.5
    assert not agreement.agrees


def transposed(c: FloatArray, s: FloatArray, x: FloatArray) -> FloatArray:
    return compromise(c, s, x)[:, None] * np.ones(x.shape[-1])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: compromise_gradient([0.0], [1.0], [1.0]), "nobody carries any weight"),
        (lambda: compromise_full_range([1.0], [1.0], [101.0]), "off the scale"),
        (lambda: compromise_full_range([1.0], [101.0], [1.0]), "larger than 100"),
        (lambda: compromise_reach([1.0], [1.0], [1.0], low=5.0, high=5.0), "from low to high"),
        (lambda: compromise_reach([1.0], [1.0], [1.0], largest_salience=float("nan")), "largest value above 0"),
        (lambda: smallest_change([1.0], [1.0], [1.0], float("inf")), "not finite"),
        (lambda: smallest_change([1.0], [1.0], [1.0], [1.0, 2.0]), "does not fit"),
        (lambda: pivots([-1.0], [1.0], [1.0]), "negative"),
        (lambda: ranking_agreement([[1.0, 2.0]]), "at least two"),
        (lambda: ranking_agreement([[1.0, -2.0], [1.0, 2.0]]), "negative"),
        (
            lambda: shift_effects(
                transposed, [1.0, 1.0], [1.0, 1.0], [0.0, 1.0], ByInput(*(np.ones(2) for _ in range(3)))
            ),
            "the rows must come last",
        ),
        (
            lambda: shift_effects(compromise, [1.0], [1.0], [0.0], ByInput(*(np.ones(2) for _ in range(3)))),
            "do not fit",
        ),
        (
            lambda: shift_effects(compromise, [1.0], [1.0], [0.0], ByInput(*(np.array([np.nan]) for _ in range(3)))),
            "not finite",
        ),
        (
            lambda: shift_effects(
                compromise, np.ones((1, 1, 1)), [1.0], [0.0], ByInput(*(np.ones(1) for _ in range(3)))
            ),
            "the shape",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(call: object, words: str) -> None:
    assert callable(call)
    with pytest.raises(ModelInputError, match=words):
        call()


def test_three_thousand_parties() -> None:
    rng = np.random.default_rng(7)
    c, s, x = rng.random((3, 3000)) * 100
    change = smallest_change(c, s, x, float(compromise(c, s, x)) + 0.001)
    assert float(change.least_share) < 0.2
    assert compromise_gradient(c, s, x).position.sum() == pytest.approx(1)
