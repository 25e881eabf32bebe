"""What holds for which bargaining model, and that none breaks where others do.

What must hold for the challenge model under any reading stands in `test_challenge`, and for the forecaster's whole
distribution in `test_predictive`. The table in docs/explanation/bargaining.md is the sum of the three.
"""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining import (
    compromise,
    nash_reference_point,
    nash_worst_case,
    pairwise_majority,
    salience_power_mean,
    weighted_mean,
    weighted_median,
)
from goodoffices.models.bargaining.challenge import PRESETS, Reading, challenge_model, challenge_table, multiverse
from goodoffices.models.bargaining.inputs import FloatArray
from goodoffices.models.bargaining.predictive import predict

Inputs = tuple[FloatArray, FloatArray, FloatArray]
Settle = Callable[[FloatArray, FloatArray, FloatArray, float, float], FloatArray]


@dataclass(frozen=True)
class Model:
    """A model as a function of capability, salience, position and the ends of the scale."""

    name: str
    settle: Settle
    needs_salience: bool = True


def reference(low: float, high: float) -> float:
    """Where talks stand without agreement in these tests: three tenths up the scale."""
    return low + 0.3 * (high - low)


def challenge(reading: Reading) -> Settle:
    return lambda c, s, x, _low, _high: challenge_model(c, s, x, reading, rounds=2).forecast


POINT_MODELS = [
    Model("compromise", lambda c, s, x, _low, _high: compromise(c, s, x)),
    Model("weighted_mean", lambda c, _, x, _low, _high: weighted_mean(c, x), needs_salience=False),
    Model("weighted_median, lower", lambda c, s, x, _low, _high: weighted_median(c, s, x).lower),
    Model("weighted_median, upper", lambda c, s, x, _low, _high: weighted_median(c, s, x).upper),
    Model("weighted_median, midpoint", lambda c, s, x, _low, _high: weighted_median(c, s, x).midpoint),
    Model("salience_power_mean", lambda c, s, x, _low, _high: salience_power_mean(c, s, x)),
    Model("nash_worst_case", nash_worst_case),
    Model(
        "nash_reference_point",
        lambda c, s, x, low, high: nash_reference_point(c, s, x, reference(low, high)).settlement,
    ),
]
OTHERS = [
    Model(
        "predict",
        lambda c, s, x, low, high: np.array(predict(c, s, x, reference(low, high), low=low, high=high).median),
    ),
    *(Model(name, challenge(preset)) for name, preset in PRESETS.items()),
    Model(
        "challenge_table",
        lambda c, s, x, _low, _high: np.array(np.nanmax([*challenge_table(c, s, x).offer.flat, x[0]])),
    ),
    Model("multiverse", lambda c, s, x, _low, _high: np.array(np.median(multiverse(c, s, x, rounds=1).median))),
]
ALL_MODELS = [*POINT_MODELS, *OTHERS]

every_point_model = pytest.mark.parametrize("model", POINT_MODELS, ids=lambda model: model.name)
every_model = pytest.mark.parametrize("model", ALL_MODELS, ids=lambda model: model.name)


@st.composite
def inputs(draw: st.DrawFn) -> Inputs:
    parties = draw(st.integers(1, 8))
    weights = st.integers(0, 20).map(lambda v: v / 20)
    c = draw(arrays(np.float64, parties, elements=weights))
    s = draw(arrays(np.float64, parties, elements=weights))
    c[0], s[0] = max(c[0], 0.05), max(s[0], 0.05)
    return c, s, draw(arrays(np.float64, parties, elements=st.integers(0, 100).map(float)))


def settle(model: Model, given_: Inputs, low: float = 0.0, high: float = 100.0) -> float:
    return float(model.settle(*given_, low, high))


# Where no model may break


@pytest.mark.parametrize(
    ("c", "s", "x"),
    [
        ([1, 2, 1, 3], [0.5, 0.5, 0.7, 0.9], [0, 0, 100, 100]),
        ([1], [0.5], [40]),
        ([1, 2, 3], [0.5, 0.6, 0.7], [40, 40, 40]),
        ([0, 2, 3], [0.5, 0.6, 0.7], [10, 30, 70]),
        ([1, 2, 3], [0.0, 0.0, 0.7], [10, 30, 70]),
        ([1e-300, 2e-300, 3e-300], [1e-300, 5e-300, 2e-300], [10, 30, 70]),
        ([1e300, 2e300, 3e300], [0.5, 0.6, 0.7], [10, 30, 70]),
        ([1.7e308, 1.7e308, 1.7e308], [0.5, 0.6, 0.7], [10, 30, 70]),
        ([1e-300, 1, 1e300], [0.5, 0.6, 0.7], [10, 30, 70]),
        ([1e300, 2e300, 3e300], [0.5, 0.6, 0.7], [-1e300, 2e299, 1e300]),
        ([1, 2, 3], [0.5, 0.6, 0.7], [0, 2e-301, 1e-300]),
        ([1, 2, 3], [0.5, 0.6, 0.7], [1e300, 1e300 * (1 + 1e-15), 1e300 * (1 + 3e-15)]),
    ],
    ids=[
        "both ends",
        "one party",
        "one position",
        "some without capability",
        "some without salience",
        "tiny weights",
        "huge weights",
        "weights whose sum overflows",
        "weights of all sizes",
        "huge weights and positions",
        "tiny positions",
        "huge positions that nearly agree",
    ],
)
@every_model
def test_a_settlement_within_the_positions_without_a_warning(
    model: Model, c: list[float], s: list[float], x: list[float]
) -> None:
    given_ = (np.array(c, dtype=float), np.array(s), np.array(x, dtype=float))
    low, high = (0.0, 100.0) if max(x) <= 100 and min(x) >= 0 and max(x) > 1 else (min(x), max(x))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        settled = settle(model, given_, low, high)
    least, most = (min(x), max(x)) if model.name != "nash_reference_point" else (low, high)
    slack = 1e-12 * max(abs(least), abs(most))
    assert least - slack <= settled <= most + slack


@pytest.mark.parametrize("model", [*POINT_MODELS, OTHERS[0]], ids=lambda model: model.name)
def test_three_thousand_parties(model: Model) -> None:
    c, s, x = np.random.default_rng(3).uniform(0.1, 1, (3, 3000))
    assert 0 <= settle(model, (c, s, 100 * x)) <= 100


@every_model
@pytest.mark.parametrize("without", ["capability", "salience"])
def test_nobody_with_weight_is_said(model: Model, without: str) -> None:
    c, s, x = np.ones(3), np.full(3, 0.5), np.array([10.0, 30.0, 70.0])
    if without == "salience" and not model.needs_salience:
        assert settle(model, (c, 0 * s, x)) == pytest.approx(110 / 3)
        return
    with pytest.raises(ModelInputError, match="nobody carries any weight on this issue"):
        settle(model, (0 * c, s, x) if without == "capability" else (c, 0 * s, x))


@every_model
@pytest.mark.parametrize("what", ["capability", "salience", "position"])
def test_a_missing_number_is_named(model: Model, what: str) -> None:
    arrays_ = {"capability": np.ones(3), "salience": np.full(3, 0.5), "position": np.array([10.0, 30.0, 70.0])}
    arrays_[what][1] = np.nan
    if what == "salience" and not model.needs_salience:
        return
    with pytest.raises(ModelInputError, match=f"{what} holds a value that is not finite"):
        settle(model, (arrays_["capability"], arrays_["salience"], arrays_["position"]))


def test_pairwise_majority_where_others_break() -> None:
    rank = np.array([[0, 1], [1, 0], [1, 0]])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for unit in (1e-300, 1e300):
            result = pairwise_majority([unit, unit, unit], [0.9, 0.4, 0.4], rank)
            assert int(result.winner) == 0
            assert result.support[0, 1] == pytest.approx(0.9 / 1.7)
    many = np.random.default_rng(1).permuted(np.tile(np.arange(4), (3000, 1)), axis=1)
    assert pairwise_majority(np.ones(3000), np.ones(3000), many).support.shape == (4, 4)
    with pytest.raises(ModelInputError, match="nobody carries any weight"):
        pairwise_majority([1, 1, 1], [0, 0, 0], rank)
    with pytest.raises(ModelInputError, match="rank holds a value that is not finite"):
        pairwise_majority([1, 1, 1], [1, 1, 1], np.where(rank == 0, np.nan, rank))


# What holds for the models that give one number


@every_point_model
@given(inputs(), st.randoms(use_true_random=False))
def test_order_of_the_parties_does_not_matter(model: Model, given_: Inputs, random: Random) -> None:
    order = list(range(len(given_[0])))
    random.shuffle(order)
    c, s, x = (array[order] for array in given_)
    assert settle(model, (c, s, x)) == pytest.approx(settle(model, given_), abs=1e-9)


@every_point_model
@given(inputs(), st.floats(1e-200, 1e200), st.floats(1e-200, 1e200))
def test_units_of_capability_and_salience_do_not_matter(model: Model, given_: Inputs, a: float, b: float) -> None:
    c, s, x = given_
    assert settle(model, (a * c, b * s, x)) == pytest.approx(settle(model, given_), abs=1e-9)


@every_point_model
@given(inputs(), st.integers(-50, 50), st.integers(1, 9))
def test_settlements_move_with_the_scale(model: Model, given_: Inputs, shift: int, stretch: int) -> None:
    c, s, x = given_
    moved = settle(model, (c, s, stretch * x + shift), shift, 100 * stretch + shift)
    assert moved == pytest.approx(stretch * settle(model, given_) + shift, abs=1e-6)


@given(inputs())
def test_a_scale_turned_round_turns_the_settlement_round(given_: Inputs) -> None:
    c, s, x = given_
    for model in POINT_MODELS:
        if model.name not in ("weighted_median, lower", "weighted_median, upper", "nash_reference_point"):
            assert 100 - settle(model, (c, s, 100 - x)) == pytest.approx(settle(model, given_), abs=1e-6), model.name
    one, other = weighted_median(c, s, x), weighted_median(c, s, 100 - x)
    assert (float(one.lower), float(one.upper)) == (100 - float(other.upper), 100 - float(other.lower))
    turned = nash_reference_point(c, s, 100 - x, 70.0).settlement
    assert 100 - float(turned) == pytest.approx(float(nash_reference_point(c, s, x, 30.0).settlement), abs=1e-6)


@every_point_model
@given(inputs(), st.integers(0, 100))
def test_where_all_agree_talks_settle(model: Model, given_: Inputs, place: int) -> None:
    c, s, x = given_
    assert settle(model, (c, s, np.full_like(x, place))) == pytest.approx(place, abs=1e-9)


@every_point_model
@given(inputs())
def test_settlements_lie_between_the_positions(model: Model, given_: Inputs) -> None:
    x = given_[2]
    if model.name == "nash_reference_point":
        x = np.append(x, reference(0, 100))
    assert x.min() - 1e-9 <= settle(model, given_) <= x.max() + 1e-9


@every_point_model
@given(inputs(), st.integers(0, 7), st.integers(1, 50))
def test_who_moves_up_does_not_pull_the_settlement_down(model: Model, given_: Inputs, who: int, step: int) -> None:
    c, s, x = given_
    moved = x.copy()
    moved[who % len(x)] = min(100, moved[who % len(x)] + step)
    assert settle(model, (c, s, moved)) >= settle(model, given_) - 1e-9


# What does not hold: the smallest examples we know


@pytest.mark.parametrize(
    ("name", "c", "s", "last", "before", "after"),
    [
        ("SCHOLZ_2011", [1, 1, 1], [1, 1, 0.5], (75, 100), 75.0, 44.4),
        ("SCHOLZ_2011_TEXT", [1, 1, 1], [1, 1, 0.5], (75, 100), 100.0, 44.4),
        ("BDM_1994_CLOSEST", [1, 1, 1], [1, 1, 0.5], (75, 100), 100.0, 0.0),
        ("BDM_1994_AT_REST", [2, 2, 1], [1, 1, 0.5], (25, 50), 23.9, 14.3),
        ("BDM_1997_PAIRWISE", [1, 1, 1], [0.5, 0.5, 0.5], (75, 100), 75.0, 0.0),
    ],
)
def test_in_the_challenge_model_who_moves_up_can_pull_the_median_down(
    name: str, c: list[float], s: list[float], last: tuple[float, float], before: float, after: float
) -> None:
    medians = [challenge_model(c, s, [0, 100, place], PRESETS[name], rounds=1).forecast for place in last]
    assert [round(float(median), 1) for median in medians] == [before, after]


def test_under_the_forecaster_who_moves_up_can_pull_the_forecast_down() -> None:
    before, after = predict([2, 2, 3], [1, 1, 1], [100, 90, 50]), predict([2, 2, 3], [1, 1, 1], [100, 100, 50])
    assert (before.median, after.median) == (90.0, 75.0)
    one, other = predict([3, 2, 2], [1, 1, 1], [0, 80, 100]), predict([3, 2, 2], [1, 1, 1], [0, 100, 100])
    assert (round(one.mean, 1), round(other.mean, 1)) == (58.4, 52.7)


def test_the_forecaster_gives_some_chance_to_places_that_nobody_asks_for() -> None:
    outcome = predict([1, 1], [1, 1], [40, 40])
    assert outcome.median == 40.0
    assert 0.1 < 1 - outcome.chance_between(40, 40) < 0.9


def test_turned_round_an_order_of_kinds_can_choose_another_offer() -> None:
    x = np.array([0.0, 20.0, 90.0])
    one, other = (
        challenge_model([1, 1, 1], [0.75, 0.75, 0.25], place, PRESETS["SCHOLZ_2011"], rounds=1).position[1, 2]
        for place in (x, 100 - x)
    )
    assert (round(float(one), 1), round(float(100 - other), 1)) == (88.0, 71.6)


def test_units_of_salience_matter_to_the_challenge_model() -> None:
    one, other = (
        challenge_model([1, 1, 1], np.array([1.0, 1.0, 0.5]) / unit, [0, 100, 75], rounds=1).position[1]
        for unit in (1, 2)
    )
    assert np.abs(one - other).max() > 1
