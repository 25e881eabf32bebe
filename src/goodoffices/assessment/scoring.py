"""Forecasts held against what was agreed: hit, compatible or miss, and by how much."""

from goodoffices.assessment.forecast import Forecast, OptionForecast, ScaleForecast

HIT, COMPATIBLE, MISS, NO_AGREEMENT, OPEN = "hit", "compatible", "miss", "no agreement", "open"
PRECISION = 0.005
"""Intervals are judged at the precision at which they are told: half of a hundredth of the scale."""


def result_of(item: Forecast) -> str:
    """Return how a forecast fared.

    A hit: the 80% interval holds the agreed position, or the expected option was agreed. Compatible: it does not, but
    the agreement is coded as a range that holds the expected settlement. Else a miss, unless nothing was agreed or
    nothing is known yet.
    """
    if item.outcome is None:
        return OPEN
    if item.agreed is None:
        return NO_AGREEMENT
    if isinstance(item, OptionForecast):
        return HIT if item.agreed == item.favourite else MISS
    if item.compromise.holds(item.agreed.likely, PRECISION * item.length):
        return HIT
    return COMPATIBLE if item.agreed.low <= item.compromise.median <= item.agreed.high else MISS


def is_foreseen(item: ScaleForecast) -> bool:
    """Whether the agreed position lies where four outcomes in five should."""
    assert item.agreed is not None
    low, high = item.predicted.interval()
    return low - PRECISION * item.length <= item.agreed.likely <= high + PRECISION * item.length


def miss_of(item: ScaleForecast) -> float:
    """Distance between expected and agreed, as a share of the scale."""
    assert item.agreed is not None
    return abs(item.compromise.median - item.agreed.likely) / item.length


def miss_of_middle(item: ScaleForecast) -> float:
    """Distance between the middle of the scale and agreed, as a share of the scale: the yardstick of ignorance."""
    assert item.agreed is not None
    assert item.issue.scale is not None
    return abs(item.agreed.likely - (item.issue.scale.low + item.issue.scale.high) / 2) / item.length
