"""The exchange model against a plain transcription and a numerical search, and what must hold for any input."""

from collections.abc import Callable
from random import Random
from typing import Any

import numpy as np
import pytest
from benchmarks.bench_exchange import check
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goodoffices.models.bargaining import compromise
from goodoffices.models.bargaining.exchange import (
    KALAI_SMORODINSKY,
    PRESETS,
    Reading,
    exchange_forecasts,
    exchange_model,
)
from goodoffices.models.bargaining.inputs import FloatArray

Inputs = tuple[FloatArray, FloatArray, FloatArray]
CHOICES: dict[str, tuple[Any, ...]] = {
    "rate": ("equal_gain", "raiffa_kalai_smorodinsky"),
    "sides": ("current", "opening"),
    "again": ("until_limit", "once"),
    "least_gain": (1e-9, 0.01),
}


@st.composite
def inputs(draw: st.DrawFn, most: int = 6, issues: int = 4, steps: int = 20, absent: bool = True) -> Inputs:
    """Return talks on a scale from 0 to 100 with whole numbers of steps, so that ties and equal positions are common."""
    shape = draw(st.integers(1, most)), draw(st.integers(1, issues))
    numbers = st.integers(0, steps).map(float)
    c, s = draw(arrays(np.float64, shape, elements=numbers)), draw(arrays(np.float64, shape, elements=numbers))
    x = draw(arrays(np.float64, shape, elements=numbers.map(lambda value: 100 * value / steps)))
    if absent:
        x[draw(arrays(np.bool_, shape, elements=st.sampled_from([False, False, False, True])))] = np.nan
    c[0], s[0], x[0] = np.maximum(c[0], 1), np.maximum(s[0], 1), np.nan_to_num(x[0])
    return c, s, x


@st.composite
def uneven(draw: st.DrawFn) -> Inputs:
    """Return talks in which no two exchanges are equally good."""
    shape = draw(st.integers(2, 7)), draw(st.integers(2, 4))
    random = np.random.default_rng(draw(st.integers(0, 2**32)))
    return random.uniform(0.1, 1, shape), random.uniform(0.1, 1, shape), random.uniform(0, 100, shape)


@st.composite
def any_reading(draw: st.DrawFn) -> Reading:
    return Reading(**{name: draw(st.sampled_from(answers)) for name, answers in CHOICES.items()})


# Two gains may differ by as little as the tolerance for ties, and rounding then tells the two programs apart. So the
# examples are the same in every run.
@settings(deadline=None, max_examples=120, derandomize=True)
@given(inputs(steps=4), any_reading())
def test_coarse_talks_with_ties_follow_the_formulas(given_: Inputs, reading: Reading) -> None:
    check(*given_, 0.0, 100.0, reading, exchange_model(*given_, reading=reading))


@settings(deadline=None, max_examples=60, derandomize=True)
@given(uneven(), any_reading())
def test_uneven_talks_follow_the_formulas(given_: Inputs, reading: Reading) -> None:
    check(*given_, 0.0, 100.0, reading, exchange_model(*given_, reading=reading))


def highest(function: Callable[[float], float], low: float, high: float) -> float:
    """Return the maximum of a concave function by cutting its range down."""
    for _ in range(50):
        first, second = low + (high - low) / 3, high - (high - low) / 3
        low, high = (first, high) if function(first) < function(second) else (low, second)
    return function((low + high) / 2)


def best_by_search(c: FloatArray, s: FloatArray, x: FloatArray) -> float:
    """Try every pair of voting positions: what is the most that the worse off of the first two parties can gain?"""
    weight = c * s / (c * s).sum(axis=0)
    y = [float(weight[:, issue] @ x[:, issue]) for issue in (0, 1)]
    if any((x[0, issue] - y[issue]) * (x[1, issue] - y[issue]) >= 0 for issue in (0, 1)):
        return 0.0

    def worse_off(moves: dict[int, tuple[int, float]]) -> float:
        gains = [0.0, 0.0]
        for issue, (giver, voting) in moves.items():
            then = y[issue] + weight[giver, issue] * (voting - x[giver, issue])
            for party in (0, 1):
                gains[party] += s[party, issue] * (abs(x[party, issue] - y[issue]) - abs(x[party, issue] - then))
        return min(gains)

    def best(p: int, q: int) -> float:
        def given_one(on_p: float) -> float:
            return highest(lambda on_q: worse_off({p: (1, on_p), q: (0, on_q)}), *sorted(x[:2, q]))

        return highest(given_one, *sorted(x[:2, p]))

    return max(0.0, best(0, 1), best(1, 0))


@pytest.mark.parametrize("seed", range(40))
def test_two_partners_find_what_a_numerical_search_finds(seed: int) -> None:
    random = np.random.default_rng(seed)
    c, s, x = random.uniform(0.2, 1, (2, 2)), random.uniform(0.2, 1, (2, 2)), random.uniform(0, 1, (2, 2))
    x = np.sort(x, axis=0)
    if seed % 2:
        x[:, 1] = x[::-1, 1]
    # It pulls the settlement, past the position of one of the two if it stands further out, and gains nothing by exchanges.
    bystander = random.uniform(0, 1, (3, 1, 2)) * np.array([1e12, 1e-12, 1]).reshape(3, 1, 1)
    c, s, x = (np.concatenate(pair) for pair in zip((c, s, x), bystander, strict=True))
    result = exchange_model(c, s, x, 0.0, 1.0, most_exchanges=1)
    found = result.exchanges[0].gain[0] if result.exchanges else 0.0
    assert found == pytest.approx(best_by_search(c, s, x), abs=1e-8)


@settings(deadline=None)
@given(uneven(), any_reading(), st.randoms(use_true_random=False))
def test_order_of_parties_and_issues_does_not_matter(given_: Inputs, reading: Reading, random: Random) -> None:
    c, s, x = given_
    rows, columns = list(range(x.shape[0])), list(range(x.shape[1]))
    random.shuffle(rows)
    random.shuffle(columns)
    first = exchange_model(c, s, x, reading=reading)
    mixed = np.ix_(rows, columns)
    second = exchange_model(c[mixed], s[mixed], x[mixed], reading=reading)
    assume(not any(made.tied for made in first.exchanges))
    np.testing.assert_allclose(first.settlement[columns], second.settlement, atol=1e-6)
    np.testing.assert_allclose(first.voting_position[rows][:, columns], second.voting_position, atol=1e-4)
    assert [set(made.parties) for made in first.exchanges] == [
        {rows[party] for party in made.parties} for made in second.exchanges
    ]


def test_order_does_not_decide_ties_of_round_numbers() -> None:
    tied = 0
    for seed in range(15):
        random = np.random.default_rng(seed)
        shape = random.integers(8, 16), random.integers(2, 5)
        c, s, x = (step * random.integers(0, 100 // step + 1, shape) for step in (10, 20, 25))
        rows, columns = random.permutation(shape[0]), random.permutation(shape[1])
        first = exchange_model(c[:, 0] + 10, s + 10, x)
        second = exchange_model(c[rows, 0] + 10, s[np.ix_(rows, columns)] + 10, x[np.ix_(rows, columns)])
        np.testing.assert_allclose(first.settlement[columns], second.settlement, atol=1e-6)
        tied += sum(made.tied for made in first.exchanges)
    assert tied > 10


@settings(deadline=None)
@given(inputs(steps=5, absent=False), any_reading())
def test_one_best_exchange_is_as_good_in_any_order_even_if_tied(given_: Inputs, reading: Reading) -> None:
    c, s, x = given_
    first = exchange_model(c, s, x, reading=reading, most_exchanges=1)
    second = exchange_model(c[::-1, ::-1], s[::-1, ::-1], x[::-1, ::-1], reading=reading, most_exchanges=1)
    assert [sum(made.gain) for made in first.exchanges] == pytest.approx([sum(made.gain) for made in second.exchanges])
    np.testing.assert_allclose(first.by_exchange.total, second.by_exchange.total, atol=1e-9)


@settings(deadline=None)
@given(uneven(), any_reading(), st.sampled_from([-4.0, 0.25, 8.0]), st.integers(-50, 50))
def test_settlements_move_with_the_scale_of_an_issue(
    given_: Inputs, reading: Reading, stretch: float, shift: int
) -> None:
    c, s, x = given_
    other, ends = x.copy(), np.array([[0.0] * x.shape[1], [100.0] * x.shape[1]])
    other[:, 0] = stretch * x[:, 0] + shift
    ends[:, 0] = np.sort(stretch * ends[:, 0] + shift)
    first = exchange_model(c, s, x, reading=reading)
    second = exchange_model(c, s, other, ends[0], ends[1], reading=reading)
    expected = first.settlement.copy()
    expected[0] = stretch * expected[0] + shift
    np.testing.assert_allclose(second.settlement, expected, atol=1e-5)
    np.testing.assert_allclose(first.own_gain, second.own_gain, atol=1e-9)


@settings(deadline=None)
@given(inputs(), any_reading(), st.sampled_from([2.0**-40, 0.25, 1024.0]))
def test_units_of_capability_and_salience_do_not_matter(given_: Inputs, reading: Reading, factor: float) -> None:
    c, s, x = given_
    first = exchange_model(c, s, x, reading=reading)
    np.testing.assert_allclose(first.settlement, exchange_model(factor * c, s, x, reading=reading).settlement)
    scaled = exchange_model(c, factor * s, x, reading=reading)
    np.testing.assert_allclose(first.settlement, scaled.settlement)
    np.testing.assert_allclose(factor * first.own_gain, scaled.own_gain)


@settings(deadline=None)
@given(inputs(), any_reading())
def test_who_agrees_has_nothing_to_exchange(given_: Inputs, reading: Reading) -> None:
    c, s, x = given_
    x = np.where(np.isnan(x), np.nan, x[0])
    result = exchange_model(c, s, x, reading=reading)
    assert result.exchanges == ()
    assert result.exhausted
    np.testing.assert_allclose(result.settlement, x[0], atol=1e-9)


@settings(deadline=None)
@given(inputs(), any_reading())
def test_without_exchanges_it_is_compromise(given_: Inputs, reading: Reading) -> None:
    c, s, x = given_
    present = ~np.isnan(x)
    result = exchange_model(c, s, x, reading=reading, most_exchanges=0)
    single = exchange_model(c[:, :1], s[:, :1], x[:, :1], reading=reading)
    assert single.exchanges == ()
    for issue in range(x.shape[1]):
        taking_part = present[:, issue]
        expected = compromise(*(array[taking_part, issue] for array in (c, s, x)))
        np.testing.assert_allclose(result.settlement[issue], expected, atol=1e-9)
        np.testing.assert_allclose(result.settlement_before[issue], expected, atol=1e-9)
    np.testing.assert_allclose(single.settlement, result.settlement[:1], atol=1e-9)


@settings(deadline=None)
@given(inputs(), any_reading())
def test_both_partners_gain_and_nobody_leaves_the_allowed_range(given_: Inputs, reading: Reading) -> None:
    c, s, x = given_
    result = exchange_model(c, s, x, reading=reading)
    assert result.exhausted
    np.testing.assert_array_equal(np.isnan(result.voting_position), np.isnan(x))
    for made in result.exchanges:
        assert min(made.gain) > 0
        if reading.rate == "equal_gain":
            assert made.gain[0] == pytest.approx(made.gain[1], abs=1e-9 * s.max())
        for giver, taker, issue, before, after in zip(
            made.parties, made.parties[::-1], made.issues, made.before, made.after, strict=True
        ):
            own, others = x[giver, issue], x[taker, issue]
            assert abs(after - own) >= abs(before - own)
            assert min(before, others) - 1e-9 <= after <= max(before, others) + 1e-9
            assert min(own, others) - 1e-9 <= after <= max(own, others) + 1e-9
    assert result.by_exchange.total.sum() == pytest.approx(result.by_party.total.sum(), abs=1e-9 * s.max())


@settings(deadline=None)
@given(inputs(), any_reading())
def test_gains_and_externalities_add_up(given_: Inputs, reading: Reading) -> None:
    c, s, x = given_
    result = exchange_model(c, s, x, reading=reading)
    before, after = (np.abs(x - y) / 100 for y in (result.settlement_before, result.settlement))
    change = np.nansum(s * (before - after), axis=1)
    np.testing.assert_allclose(result.utility_change, change, atol=1e-9 * s.max())
    if reading.sides == "current":
        np.testing.assert_allclose(result.own_gain + result.by_party.total, change, atol=1e-7 * s.max())
    for part in (result.by_party, result.by_exchange):
        assert (part.inner_positive >= 0).all()
        assert (part.outer_positive >= 0).all()
        assert (part.inner_negative <= 0).all()
        assert (part.outer_negative <= 0).all()


@settings(deadline=None)
@given(uneven(), st.sampled_from([0.125, 0.5, 8.0]))
def test_the_rate_of_kalai_and_smorodinsky_does_not_compare_utilities(given_: Inputs, factor: float) -> None:
    c, s, x = (array[:2, :2] for array in given_)
    scale = np.array([[1.0], [factor]])
    first = exchange_model(c, s, x, reading=KALAI_SMORODINSKY)
    second = exchange_model(c / scale, s * scale, x, reading=KALAI_SMORODINSKY)
    np.testing.assert_allclose(first.settlement, second.settlement, atol=1e-6)
    np.testing.assert_allclose(second.own_gain, first.own_gain * [1, factor], atol=1e-7)


@settings(deadline=None, max_examples=30)
@given(inputs(), any_reading(), st.integers(1, 3))
def test_draws_do_not_see_each_other(given_: Inputs, reading: Reading, draws: int) -> None:
    c, s, x = given_
    several = np.stack(
        [np.where(np.isnan(x), np.nan, 100 - x) if draw % 2 else x / (1 + draw) for draw in range(draws)]
    )
    together = exchange_forecasts(c, s, several, reading=reading)
    for draw in range(draws):
        alone = exchange_model(c, s, several[draw], reading=reading)
        np.testing.assert_allclose(together.settlement[draw], alone.settlement, atol=1e-9)
        np.testing.assert_allclose(together.settlement_before[draw], alone.settlement_before, atol=1e-9)
        assert together.exchanges[draw] == len(alone.exchanges)


@pytest.mark.parametrize("reading", PRESETS.values(), ids=PRESETS)
def test_draws_worked_out_together_give_what_each_gives_alone(reading: Reading) -> None:
    c, s, x = np.random.default_rng(8).uniform(0.1, 1, (3, 60, 7, 3))
    x[5:15, 2, 1] = np.nan
    for most in (None, 3):
        together = exchange_forecasts(c, s, x, 0, 1, reading, most)
        assert len(set(together.exchanges.tolist())) > 3 or most
        for draw in range(60):
            alone = exchange_model(c[draw], s[draw], x[draw], 0, 1, reading, most)
            np.testing.assert_allclose(together.settlement[draw], alone.settlement, atol=1e-9)
            assert together.exchanges[draw] == len(alone.exchanges)
            assert together.exhausted[draw] == alone.exhausted


def test_a_party_that_joins_without_weight_changes_nothing() -> None:
    c, s, x = np.random.default_rng(4).uniform(0.1, 1, (3, 6, 3))
    alone = exchange_model(c, s, x, 0, 1)
    joined = exchange_model(
        np.vstack([c, [0] * 3]), np.vstack([s, [0.5] * 3]), np.vstack([x, [0, 1, 0]]), low=0, high=1
    )
    np.testing.assert_allclose(alone.settlement, joined.settlement, atol=1e-12)
    assert joined.own_gain[-1] == 0
