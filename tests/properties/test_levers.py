"""Levers of the compromise against numerical derivatives and bisection, and what must hold under any model."""

import itertools
from random import Random

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from goodoffices.models.bargaining import compromise, weighted_median
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

Inputs = tuple[FloatArray, FloatArray, FloatArray]
TOP, LOW, HIGH = 100.0, 0.0, 100.0
INPUTS = ("capability", "salience", "position")


@st.composite
def inputs(draw: st.DrawFn, least: int = 1) -> Inputs:
    parties = draw(st.integers(least, 7))
    weights = st.integers(0, 100).map(float)
    c = draw(arrays(np.float64, parties, elements=weights))
    s = draw(arrays(np.float64, parties, elements=weights))
    c[0], s[0] = max(c[0], 1.0), max(s[0], 1.0)
    return c, s, draw(arrays(np.float64, parties, elements=st.integers(0, 100).map(float)))


def with_input(given_: Inputs, which: str, party: int, value: float) -> Inputs:
    changed = [array.copy() for array in given_]
    changed[INPUTS.index(which)][party] = value
    return changed[0], changed[1], changed[2]


def settled(given_: Inputs) -> float:
    c, s, x = given_
    return float(compromise(c, s, x)) if (c * s).any() else float("nan")


def top_of(given_: Inputs, which: str, party: int) -> float:
    return float({"capability": 2 * given_[0][party], "salience": TOP, "position": HIGH}[which])


@given(inputs())
def test_derivatives_by_differences(given_: Inputs) -> None:
    slope = compromise_gradient(*given_)
    step = 1e-5
    for which, party in itertools.product(INPUTS, range(len(given_[0]))):
        value = given_[INPUTS.index(which)][party]
        if which != "position" and value < 1:
            continue  # a weight cannot fall below nought
        up, down = (settled(with_input(given_, which, party, value + sign * step)) for sign in (1, -1))
        assert getattr(slope, which)[party] == pytest.approx((up - down) / (2 * step), abs=1e-5)


@given(inputs())
def test_positions_share_out_the_settlement_and_nobody_pulls_backwards(given_: Inputs) -> None:
    c, s, x = given_
    slope = compromise_gradient(c, s, x)
    assert slope.position.sum() == pytest.approx(1)
    assert (slope.position >= 0).all()
    away = x - settled(given_)
    assert (slope.salience * away >= 0).all()
    assert (slope.capability * away >= 0).all()
    # The compromise does not know the unit of a weight: moving all in proportion moves nothing (Euler).
    assert (slope.salience * s).sum() == pytest.approx(0, abs=1e-9)
    assert (slope.capability * c).sum() == pytest.approx(0, abs=1e-9)


@given(inputs())
def test_ends_of_the_ranges_by_computing_anew(given_: Inputs) -> None:
    full = compromise_full_range(*given_)
    for which, party in itertools.product(INPUTS, range(len(given_[0]))):
        for ends, value in ((full.at_low, 0.0), (full.at_high, top_of(given_, which, party))):
            anew = settled(with_input(given_, which, party, value))
            np.testing.assert_allclose(getattr(ends, which)[party], anew, atol=1e-9)


@given(inputs(), st.randoms(use_true_random=False))
def test_no_choice_of_position_and_salience_leaves_the_reach(given_: Inputs, random: Random) -> None:
    reach = compromise_reach(*given_)
    for party in range(len(given_[0])):
        for _ in range(5):
            tried = with_input(given_, "position", party, random.uniform(LOW, HIGH))
            value = settled(with_input(tried, "salience", party, random.uniform(0.01, TOP)))
            if not np.isnan(value):
                assert reach.lowest[party] - 1e-9 <= value <= reach.highest[party] + 1e-9
        loudest = with_input(given_, "salience", party, TOP)
        if (loudest[0] * loudest[1]).any():
            assert reach.lowest[party] == pytest.approx(settled(with_input(loudest, "position", party, LOW)))
            assert reach.highest[party] == pytest.approx(settled(with_input(loudest, "position", party, HIGH)))


def bisected(given_: Inputs, which: str, party: int, target: float) -> float:
    """Return the value nearest to the present one that brings the settlement to the target; not a number if none does."""
    now = float(given_[INPUTS.index(which)][party])
    start = settled(given_)
    for end in (0.0, top_of(given_, which, party)):
        reached = settled(with_input(given_, which, party, end))
        if np.isnan(reached) or (reached - target) * (start - target) > 0 or reached == start:
            continue
        near, far = now, end
        for _ in range(80):
            middle = (near + far) / 2
            if (settled(with_input(given_, which, party, middle)) - target) * (start - target) > 0:
                near = middle
            else:
                far = middle
        return far
    return float("nan")


@given(inputs(), st.integers(0, 100))
def test_smallest_change_by_bisection(given_: Inputs, target: int) -> None:
    assume(abs(settled(given_) - target) > 1e-6)
    change = smallest_change(*given_, target)
    for which, party in itertools.product(INPUTS, range(len(given_[0]))):
        found, tried = float(getattr(change.value, which)[party]), bisected(given_, which, party, target)
        assert found == pytest.approx(tried, abs=1e-4, nan_ok=True), (which, party)
        if not np.isnan(found):
            assert settled(with_input(given_, which, party, found)) == pytest.approx(target, abs=1e-6)
            present = given_[INPUTS.index(which)][party]
            span = present if which == "capability" else top_of(given_, which, party)
            assert getattr(change.share, which)[party] == pytest.approx(abs(found - present) / span, abs=1e-9)
        else:
            assert getattr(change.share, which)[party] == np.inf


@given(inputs(), st.integers(0, 100), st.randoms(use_true_random=False))
def test_order_of_the_parties_does_not_matter(given_: Inputs, target: int, random: Random) -> None:
    order = list(range(len(given_[0])))
    random.shuffle(order)
    c, s, x = given_
    turned = c[order], s[order], x[order]
    full, full_turned = compromise_full_range(*given_), compromise_full_range(*turned)
    np.testing.assert_allclose(full.size.stacked[:, order], full_turned.size.stacked, atol=1e-9)
    np.testing.assert_array_equal(pivots(*given_).pivotal[order], pivots(*turned).pivotal)
    assume(abs(settled(given_) - target) > 1e-6)
    one, other = smallest_change(*given_, target), smallest_change(*turned, target)
    np.testing.assert_allclose(one.share.stacked[:, order], other.share.stacked, atol=1e-6)


@given(inputs(), st.integers(0, 100), st.integers(-50, 50), st.integers(1, 9))
def test_another_scale_and_other_units_change_no_share(given_: Inputs, target: int, shift: int, stretch: int) -> None:
    assume(abs(settled(given_) - target) > 1e-6)
    c, s, x = given_
    one = smallest_change(c, s, x, target)
    moved = stretch * x + shift
    other = smallest_change(
        7 * c, s / 100, moved, stretch * target + shift, stretch * LOW + shift, stretch * HIGH + shift, 1.0
    )
    np.testing.assert_allclose(one.share.stacked, other.share.stacked, rtol=1e-6, atol=1e-6)


@given(inputs())
def test_pivots_by_brute_force(given_: Inputs) -> None:
    """A party with weight is pivotal if neither those below it nor those above it hold more than half."""
    c, s, x = given_
    w = c * s
    expected = [
        bool(w[i] > 0 and w[x < x[i]].sum() <= w.sum() / 2 and w[x > x[i]].sum() <= w.sum() / 2) for i in range(len(x))
    ]
    assert pivots(c, s, x).pivotal.tolist() == expected


@given(inputs(), st.booleans())
def test_margin_is_the_weight_that_must_cross(given_: Inputs, down: bool) -> None:
    """A little more than the margin brought from the far side moves the median; a little less does not."""
    c, s, x = given_
    found = pivots(c, s, x)
    assume(not found.median.is_tied)
    at, w = float(found.median.midpoint), c * s
    beyond = (x > at) if down else (x < at)
    margin = float(found.downward if down else found.upward) * w.sum()
    assume(w[beyond].sum() > 1.01 * margin + 1e-6)
    place = at - 10 if down else at + 10
    for factor, moves in ((0.99, False), (1.01, True)):
        taken = factor * margin + (1e-6 if moves else -1e-6)
        if taken < 0:
            continue
        left = np.where(beyond, w * (1 - taken / w[beyond].sum()), w)
        crossed = weighted_median(np.append(left, taken), np.ones(len(w) + 1), np.append(x, place))
        assert (float(crossed.midpoint) != at) == moves


@given(inputs())
def test_shifts_of_the_compromise_are_what_the_formula_says(given_: Inputs) -> None:
    c, s, x = given_
    full = compromise_full_range(c, s, x)
    shifted = shift_effects(compromise, c, s, x, ByInput(2 * c, np.full(len(c), TOP), np.full(len(c), HIGH)))
    expected = full.at_high.stacked - full.settlement
    np.testing.assert_allclose(shifted.effect.stacked[0], expected, atol=1e-9)


@given(arrays(np.float64, st.tuples(st.integers(2, 6), st.integers(2, 8)), elements=st.integers(0, 5).map(float)))
def test_concordance_does_not_know_the_unit_of_a_reading(size: FloatArray) -> None:
    one = ranking_agreement(size)
    other = ranking_agreement(size * np.arange(1, len(size) + 1)[:, None])
    np.testing.assert_equal(one.concordance, other.concordance)
    assert np.isnan(one.concordance) or -1e-12 <= one.concordance <= 1 + 1e-12
    assert one.first.sum() == pytest.approx(1)
    assert one.mean_rank.sum() == pytest.approx(size.shape[1] * (size.shape[1] + 1) / 2)
