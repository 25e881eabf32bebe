"""How positions and forecasts are put in words."""

from goodoffices.assessment.forecast import Forecast, OptionForecast, ScaleForecast
from goodoffices.assessment.wording import points

NEAR = 0.10
"""A position is near a named one if no more than this share of the scale lies between them."""

MODEL_NAMES = {
    "compromise": "compromise",
    "capability-weighted mean": "capability alone",
    "weighted median": "pivotal party",
    "Nash, worst case": "Nash from worst case",
    "election over positions": "election",
    "exchange model": "after deals",
    "Nash, reference point": "Nash from status quo",
}
"""What a reader is told of each model's name."""
FORECASTER, CHALLENGE = "forecaster", "challenge model"


def where(item: Forecast) -> str:
    """Name the issue and the moment."""
    return f"{item.issue.name} ({item.situation.moment.name})"


def position(item: ScaleForecast, value: float) -> str:
    """Return a position with the unit of its scale."""
    unit = item.issue.scale.unit if item.issue.scale else ""
    if unit.startswith("%"):
        return f"{points(value, item.length)}{unit}"
    return f"{points(value, item.length)} {unit}".strip()


def named(item: ScaleForecast, value: float) -> str:
    """Return a position with the named positions it is near to or lies between."""
    scale = item.issue.scale
    place = position(item, value)
    if scale is None or not scale.marks:
        return place
    nearest = scale.nearest_mark(value)
    if nearest is not None and abs(nearest.at - value) <= NEAR * item.length:
        return f"{place}, near “{nearest.name}”"
    below = max((mark for mark in scale.marks if mark.at <= value), key=lambda mark: mark.at, default=None)
    above = min((mark for mark in scale.marks if mark.at > value), key=lambda mark: mark.at, default=None)
    if below is None or above is None:
        return place
    return f"{place}, between “{below.name}” and “{above.name}”"


def expected(item: Forecast) -> str:
    """Return what bargaining points to, for a sentence about several issues."""
    if isinstance(item, OptionForecast):
        return f"“{item.issue.option_name(item.favourite)}”" if item.favourite else "no clear winner"
    return named(item, item.compromise.median)
