"""Shares of what had happened by a time, where not all were watched that long, and their intervals."""

import pytest

from goodoffices.evidence.base_rates import rate_by, wilson

# Freireich et al. (1963), Blood 21(6), 699-716: weeks of remission under 6-MP; + is still in remission.
REMISSIONS = [
    "6",
    "6",
    "6",
    "6+",
    "7",
    "9+",
    "10",
    "10+",
    "11+",
    "13",
    "16",
    "17+",
    "19+",
    "20+",
    "22",
    "23",
    "25+",
    "32+",
    "32+",
    "34+",
    "35+",
]
# Week, product-limit estimate and Greenwood's standard error, as in Kleinbaum & Klein (2012), Survival Analysis, chapter 2.
ESTIMATES = [
    (6, 0.8571, 0.0764), (7, 0.8067, 0.0869), (10, 0.7529, 0.0963), (13, 0.6902, 0.1068), (16, 0.6275, 0.1141),
    (22, 0.5378, 0.1282), (23, 0.4482, 0.1346),
]  # fmt: skip
# Newcombe (1998), Statistics in Medicine 17(8), 857-872, table I, method 3.
SCORES = [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)]


@pytest.mark.parametrize(("week", "remaining", "error"), ESTIMATES)
def test_remissions_of_freireich(week: int, remaining: float, error: float) -> None:
    times = [float(text.rstrip("+")) for text in REMISSIONS]
    rate = rate_by(times, [not text.endswith("+") for text in REMISSIONS], week)
    assert rate.share is not None
    assert rate.share.value == pytest.approx(1 - remaining, abs=5e-5)
    low, high = wilson(1 - remaining, remaining * (1 - remaining) / error**2)
    assert (rate.share.low, rate.share.high) == pytest.approx((low, high), abs=5e-4)


@pytest.mark.parametrize(("found", "cases", "low", "high"), SCORES)
def test_score_intervals_of_newcombe(found: int, cases: int, low: float, high: float) -> None:
    assert wilson(found / cases, cases, 0.95) == pytest.approx((low, high), abs=5e-5)
