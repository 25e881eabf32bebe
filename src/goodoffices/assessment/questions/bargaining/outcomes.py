"""The picture of where outcomes may fall: chances along each scale, who stands where, and what each model expects."""

from collections.abc import Sequence

import numpy as np

from goodoffices.assessment.answer import Cell, Figure, Table
from goodoffices.assessment.camps import camp_of
from goodoffices.assessment.forecast import Forecast, ScaleForecast
from goodoffices.assessment.questions.bargaining.phrases import CHALLENGE, MODEL_NAMES, position
from goodoffices.assessment.wording import percent
from goodoffices.dossier.situation import Situation

STEPS = 20
"""Parts into which a scale is cut; each part is centred on its number, so that round numbers stand in the middle of theirs."""
CHANCE, PARTY, MODEL, AGREED, WITHOUT = "chance", "party", "model", "agreed", "without agreement"
COLUMNS = ("issue", "what", "name", "at", "from", "to", "share", "camp", "scale low", "scale high")


def outcomes(situation: Situation, forecasts: Sequence[Forecast], camps: tuple[str, ...]) -> Figure | None:
    """Return the picture of one moment; None if none of its issues has a scale."""
    on_scale = [item for item in forecasts if isinstance(item, ScaleForecast) and item.situation is situation]
    if not on_scale:
        return None
    title = f"How likely each outcome is, {situation.moment.name}"
    return Figure(
        f"bargaining.{situation.moment.id}.outcomes",
        "outcomes",
        title,
        "Per issue: dots for the parties, the larger the more weight; bars for the chance of each part of the scale; below, "
        "what each model expects. " + "; ".join(_described(item) for item in on_scale) + ".",
        Table(
            f"bargaining.{situation.moment.id}.outcomes.data",
            title,
            COLUMNS,
            tuple(row for item in on_scale for row in _rows(item)),
            note=(
                "Bars: chance of each twentieth of the scale, by the forecaster. Dots: parties, by share of weight. Below: what each model "
                "expects, with the middle 80% of draws, for the challenge model the middle half of its readings."
            ),
        ),
        categories=camps,
    )


def camps_of(situations: Sequence[Situation]) -> tuple[str, ...]:
    """Return the camps of all parties with a stance, in order of appearance."""
    return tuple(dict.fromkeys(camp_of(situation, party) for situation in situations for party, _ in situation.stances))


def _described(item: ScaleForecast) -> str:
    low, high = item.predicted.interval()
    chances = _chances(item)
    top = int(np.argmax(chances))
    return (
        f"{item.issue.name}: 80% of outcomes from {position(item, low)} to {position(item, high)}, most of all around "
        f"{position(item, _centres(item)[top])} ({percent(float(chances[top]))})"
    )


def _centres(item: ScaleForecast) -> list[float]:
    assert item.issue.scale is not None
    return [item.issue.scale.low + item.length * step / STEPS for step in range(STEPS + 1)]


def _chances(item: ScaleForecast) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    borders = np.array(_centres(item))[:-1] + item.length / STEPS / 2
    return np.diff(np.concatenate([[0.0], item.predicted.cdf_below(borders), [1.0]]))


def _rows(item: ScaleForecast) -> list[tuple[Cell, ...]]:
    assert item.issue.scale is not None
    low, high = item.issue.scale.low, item.issue.scale.high
    half = item.length / STEPS / 2
    found: list[tuple[Cell, ...]] = []
    for centre, chance in zip(_centres(item), _chances(item), strict=True):
        found.append((CHANCE, "", centre, max(low, centre - half), min(high, centre + half), float(chance), ""))
    likely = [tuple(quantity.likely for quantity in b.quantities) for b in item.bargainers]
    whole = sum(c * s for c, s, _ in likely)
    for bargainer, (c, s, x) in zip(item.bargainers, likely, strict=True):
        ends = bargainer.quantities[-1]
        label = item.situation.dossier.label(bargainer.party)
        share = c * s / whole if whole else 0.0
        found.append((PARTY, label, x, ends.low, ends.high, share, camp_of(item.situation, bargainer.party)))
    for expected in item.expectations:
        settled = expected.settlement
        found.append((MODEL, MODEL_NAMES[expected.model], settled.median, settled.low, settled.high, None, ""))
    spread = item.readings
    if spread is not None:
        found.append((MODEL, CHALLENGE, spread.median, spread.first_quartile, spread.third_quartile, None, ""))
    if item.agreed is not None:
        found.append((AGREED, "", item.agreed.likely, item.agreed.low, item.agreed.high, None, ""))
    if item.status_quo is not None:
        found.append((WITHOUT, "", item.status_quo.likely, item.status_quo.low, item.status_quo.high, None, ""))
    return [(item.issue.name, *row, low, high) for row in found]
