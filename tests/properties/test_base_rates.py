"""What holds of shares by a time, whatever the cases."""

from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from goodoffices.errors import ModelInputError
from goodoffices.evidence.base_rates import rate_by, wilson

CASES = st.lists(st.tuples(st.integers(1, 8), st.booleans()), max_size=25)


def redistributed(cases: list[tuple[int, bool]], by: int) -> Fraction | None:
    """The share by Efron's redistribution to the right: a case lost to view hands its weight to all watched longer."""
    left = sorted(cases, key=lambda case: (case[0], not case[1]))
    weights = [Fraction(1, len(left))] * len(left)
    share = Fraction(0)
    for place, (time, happened) in enumerate(left):
        if time > by or (time == by and not happened):
            break
        if happened:
            share += weights[place]
        elif place + 1 == len(left):
            return None
        else:
            later = len(left) - place - 1
            weights = [weight + weights[place] / later for weight in weights]
    return share


@given(CASES, st.integers(1, 9))
def test_lost_cases_hand_their_weight_to_those_watched_longer(cases: list[tuple[int, bool]], by: int) -> None:
    rate = rate_by([time for time, _ in cases], [happened for _, happened in cases], by)
    assert rate.cases == len(cases)
    assert rate.happened + rate.lost <= rate.cases
    expected = redistributed(cases, by) if cases else None
    if expected is None:
        assert rate.share is None
        return
    assert rate.share is not None
    assert rate.share.value == pytest.approx(float(expected), abs=1e-12)
    assert 0 <= rate.share.low <= rate.share.value + 1e-12
    assert rate.share.value - 1e-12 <= rate.share.high <= 1
    assert rate.happened / rate.cases - 1e-12 <= rate.share.value <= (rate.happened + rate.lost) / rate.cases + 1e-12


@given(st.lists(st.tuples(st.integers(1, 4), st.booleans()), min_size=1, max_size=25))
def test_where_all_were_watched_long_enough_it_is_the_plain_share(cases: list[tuple[int, bool]]) -> None:
    rate = rate_by([time if happened else 9 for time, happened in cases], [happened for _, happened in cases], 9)
    found = sum(happened for _, happened in cases)
    assert rate.share is not None
    assert rate.share.value == pytest.approx(found / len(cases), abs=1e-12)
    assert (rate.share.low, rate.share.high) == pytest.approx(wilson(found / len(cases), len(cases)), abs=1e-9)


@given(CASES.filter(bool), st.randoms())
def test_the_order_of_cases_does_not_matter_and_shares_grow_with_time(
    cases: list[tuple[int, bool]], random: object
) -> None:
    mixed = list(cases)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    rates = [rate_by([time for time, _ in cases], [done for _, done in cases], by) for by in range(1, 10)]
    assert rates == [rate_by([time for time, _ in mixed], [done for _, done in mixed], by) for by in range(1, 10)]
    shares = [rate.share.value for rate in rates if rate.share]
    assert all(one <= other + 1e-12 for one, other in pairwise(shares))


@given(st.integers(0, 30), st.integers(1, 30), st.floats(0.01, 0.99))
def test_wilson_solves_the_score_equation(found: int, cases: int, level: float) -> None:
    found = min(found, cases)
    share = found / cases
    low, high = wilson(share, cases, level)
    mirrored = wilson(1 - share, cases, level)
    assert (low, high) == pytest.approx((1 - mirrored[1], 1 - mirrored[0]), abs=1e-9)
    distances = [(share - end) ** 2 * cases - 0 for end in (low, high)]
    spreads = [end * (1 - end) for end in (low, high)]
    if 0 < found < cases:
        assert distances[0] / spreads[0] == pytest.approx(distances[1] / spreads[1], rel=1e-6)


@pytest.mark.parametrize(
    ("times", "happened", "by"), [([1, 2], [True], 3), ([-1], [True], 3), ([float("nan")], [True], 3), ([1], [True], 0)]
)
def test_what_cannot_be_counted_is_refused(times: list[float], happened: list[bool], by: float) -> None:
    with pytest.raises(ModelInputError):
        rate_by(times, happened, by)


def test_no_interval_without_cases() -> None:
    with pytest.raises(ModelInputError):
        wilson(0.5, 0)
