"""Invariants of the forecaster and of the Nash bargaining solution, and the latter against brute force."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining import nash_reference_point, nash_worst_case, salience_power_mean
from goodoffices.models.bargaining.compromise import compromise
from goodoffices.models.bargaining.inputs import FloatArray
from goodoffices.models.bargaining.predictive import predict

Inputs = tuple[FloatArray, FloatArray, FloatArray, float | None]


@st.composite
def inputs(draw: st.DrawFn) -> Inputs:
    parties = draw(st.integers(1, 8))
    numbers = [draw(st.lists(st.integers(0, most), min_size=parties, max_size=parties)) for most in (20, 20, 100)]
    c, s, x = (np.array(column, dtype=float) for column in numbers)
    c[0], s[0] = max(c[0], 1.0), max(s[0], 1.0)
    return c, s, x, draw(st.none() | st.integers(0, 100).map(float))


@given(inputs(), st.randoms(use_true_random=False))
def test_order_of_the_parties_does_not_matter(given_: Inputs, random: Random) -> None:
    c, s, x, r = given_
    order = list(range(len(c)))
    random.shuffle(order)
    one, other = predict(c, s, x, r), predict(c[order], s[order], x[order], r)
    np.testing.assert_allclose(one.hundredths, other.hundredths, atol=1e-12)


@given(inputs(), st.floats(0.01, 100), st.floats(0.01, 100))
def test_units_of_capability_and_salience_do_not_matter(given_: Inputs, a: float, b: float) -> None:
    c, s, x, r = given_
    np.testing.assert_allclose(predict(a * c, b * s, x, r).hundredths, predict(c, s, x, r).hundredths, atol=1e-9)


@given(inputs(), st.integers(-500, 500), st.integers(1, 50))
def test_forecast_moves_with_the_scale(given_: Inputs, shift: int, stretch: int) -> None:
    c, s, x, r = given_
    one = predict(c, s, x, r)
    moved = None if r is None else stretch * r + shift
    other = predict(c, s, stretch * x + shift, moved, low=shift, high=100 * stretch + shift)
    np.testing.assert_allclose(other.hundredths, one.hundredths, atol=1e-9)
    assert other.mean == pytest.approx(stretch * one.mean + shift, abs=1e-6)
    assert float(other.crps(stretch * 30.0 + shift)) == pytest.approx(stretch * float(one.crps(30.0)), rel=1e-6)


@given(inputs())
def test_a_scale_turned_round_turns_the_forecast_round(given_: Inputs) -> None:
    c, s, x, r = given_
    turned = predict(c, s, 100 - x, None if r is None else 100 - r)
    np.testing.assert_allclose(turned.hundredths[::-1], predict(c, s, x, r).hundredths, atol=1e-9)


@given(inputs(), st.integers(0, 100))
def test_who_has_no_weight_changes_nothing(given_: Inputs, position: int) -> None:
    c, s, x, r = given_
    more = predict([*c, 5], [*s, 0], [*x, position], r)
    np.testing.assert_allclose(more.hundredths, predict(c, s, x, r).hundredths, atol=1e-12)


@given(inputs())
def test_nash_by_brute_force(given_: Inputs) -> None:
    c, s, x, r = given_
    w, grid = c * s, np.linspace(0, 100, 2001)
    gap = np.abs(grid[:, None] - x)
    with np.errstate(divide="ignore", invalid="ignore"):
        worst = np.where(w > 0, w * np.log(1 - gap / 100), 0).sum(axis=1)
    assert float(nash_worst_case(c, s, x)) == pytest.approx(grid[worst.argmax()], abs=0.06)
    if r is None:
        return
    gain = np.where(w > 0, np.abs(r - x) - gap, 1.0)
    willing = (gain > 1e-9).all(axis=1)
    bargain = nash_reference_point(c, s, x, r)
    assert bool(bargain.gains_all) == bool(willing.any())
    if willing.any():
        value = np.where(willing, (w * np.log(np.where(gain > 0, gain, 1.0))).sum(axis=1), -np.inf)
        assert float(bargain.settlement) == pytest.approx(grid[value.argmax()], abs=0.06)
    else:
        assert float(bargain.settlement) == r


@given(inputs())
def test_first_power_of_salience_is_compromise(given_: Inputs) -> None:
    c, s, x, _ = given_
    assert float(salience_power_mean(c, s, x, 1.0)) == pytest.approx(float(compromise(c, s, x)))
    assert float(salience_power_mean(c, np.ones_like(s), x, 3.0)) == pytest.approx(float(compromise(c, s * 0 + 1, x)))


@pytest.mark.parametrize("power", [-1.0, float("nan")])
def test_power_of_salience_is_checked(power: float) -> None:
    with pytest.raises(ModelInputError, match="power"):
        salience_power_mean([1], [1], [1], power)


def test_nash_refuses() -> None:
    with pytest.raises(ModelInputError, match="off the scale"):
        nash_worst_case([1.0], [1.0], [101.0])
    with pytest.raises(ModelInputError, match="two ends"):
        nash_worst_case([1.0], [1.0], [1.0], low=3.0, high=3.0)
    with pytest.raises(ModelInputError, match="not finite"):
        nash_reference_point([1.0], [1.0], [1.0], float("nan"))
    with pytest.raises(ModelInputError, match="shape"):
        nash_reference_point([1.0], [1.0], [1.0], [1.0, 2.0])
