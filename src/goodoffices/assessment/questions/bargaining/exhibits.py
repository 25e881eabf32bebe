"""The picture and the tables of the bargaining question."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Cell, Figure, Table
from goodoffices.assessment.forecast import Forecast, OptionForecast, ScaleForecast
from goodoffices.assessment.questions.bargaining.phrases import CHALLENGE, FORECASTER, MODEL_NAMES, where
from goodoffices.assessment.scoring import result_of
from goodoffices.assessment.wording import capital, count, listing, percent, points
from goodoffices.models.bargaining import MEAN_ERRORS_ON_EU_DECISIONS as ERRORS

MOST_SWINGS = 3


def settlements(forecasts: Sequence[Forecast]) -> Figure:
    """Return the picture of expected settlements, with what was agreed where that is known."""
    rows: list[tuple[Cell, ...]] = []
    for item in forecasts:
        if not isinstance(item, ScaleForecast) or item.issue.scale is None:
            continue
        low, high = item.issue.scale.low, item.issue.scale.high
        least, most = item.predicted.interval()
        rows.append(
            (
                item.situation.moment.name,
                item.issue.name,
                item.compromise.median,
                item.compromise.low if item.compromise.stated else None,
                item.compromise.high if item.compromise.stated else None,
                least,
                most,
                item.agreed.likely if item.agreed else None,
                _told(item),
                low,
                high,
            )
        )
    options = {where(item) for item in forecasts if isinstance(item, OptionForecast)}
    known = any(row[7] is not None for row in rows)
    data = Table(
        "bargaining.settlements.data",
        "Expected settlements" + (" and what was agreed" if known else ""),
        (
            "moment", "issue", "expected", "draws from", "draws to", "outcomes from", "outcomes to", "agreed", "result",
            "scale low", "scale high",
        ),
        tuple(rows),
        note=" ".join(
            [
                "Scales are stretched to one length. Blue: middle 80% of draws of the inputs. Grey: where four outcomes in "
                "five should fall, counting what forecasts of past cases missed.",
                *([f"Not drawn, having options and no scale: {listing(sorted(options))}."] if options else []),
            ]
        ),
    )  # fmt: skip
    described = ", ".join(
        f"{row[1]} at {row[0]}: expected {float(row[2] or 0):.3g}"
        + (f", agreed {float(row[7]):.3g}" if row[7] is not None else "")
        for row in rows
    )
    return Figure(
        "bargaining.settlements",
        "settlements",
        "Where bargaining expects each issue to settle" + (", and what was agreed" if known else ""),
        f"One line per issue and moment. {described}.",
        data,
        lead=True,
    )


def models_table(forecasts: Sequence[Forecast]) -> Table:
    """Return what each model expects, under how far it missed on past cases."""
    on_scale = [item for item in forecasts if isinstance(item, ScaleForecast)]
    models = [name for name in MODEL_NAMES if any(e.model == name for item in on_scale for e in item.expectations)]
    before = [ERRORS[name] for name in ("forecaster", *models)]
    rows: list[tuple[Cell, ...]] = (
        [("past cases", "mean error, hundredths of the scale", *before, None, None, None)] if on_scale else []
    )
    for item in on_scale:
        settled = {e.model: e.settlement.median for e in item.expectations}
        spread = item.readings
        rows.append(
            (
                item.situation.moment.name,
                item.issue.name,
                item.predicted.median,
                *(settled.get(name) for name in models),
                *((spread.median, spread.first_quartile, spread.third_quartile) if spread else (None, None, None)),
            )
        )
    return Table(
        "bargaining.models",
        "What each model expects",
        ("moment", "issue", FORECASTER, *(MODEL_NAMES[name] for name in models), CHALLENGE, "half from", "half to"),
        tuple(rows),
        note=(
            "Medians over the draws; of the forecaster the median of its distribution; of the challenge model the median over "
            "its readings, and the ends of their middle half. First row: how far each missed on past cases; of the readings "
            f"of the challenge model only that of Scholz and others was tried, which missed by {ERRORS['challenge model']:.1f}."
        ),
    )


def _told(item: ScaleForecast) -> str:
    """Return expected and agreed position and how the forecast fared, for the margin of the picture."""
    expected = points(item.compromise.median, item.length)
    if item.outcome is None:
        return expected
    if item.agreed is None:
        return f"{expected}: no agreement"
    return f"{expected} → {points(item.agreed.likely, item.length)}: {result_of(item)}"


def options_table(forecasts: Sequence[Forecast]) -> Table:
    """Return how often each option of an issue without a scale wins."""
    rows = []
    for item in forecasts:
        if isinstance(item, OptionForecast):
            for option, share in item.shares.items():
                agreed = "agreed" if option == item.agreed else ""
                rows.append(
                    (
                        item.situation.moment.name,
                        item.issue.name,
                        item.issue.option_name(option),
                        percent(share),
                        agreed,
                    )
                )
    return Table(
        "bargaining.options",
        "Issues with options: how often each option beats all others",
        ("moment", "issue", "option", "wins in draws", "outcome"),
        tuple(rows),
    )


def sensitivity_table(forecasts: Sequence[Forecast]) -> Table:
    """Return the inputs that each forecast hangs on most."""
    rows: list[tuple[Cell, ...]] = []
    for item in forecasts:
        if isinstance(item, ScaleForecast):
            rows += [
                (
                    item.situation.moment.name,
                    item.issue.name,
                    f"{capital(item.situation.dossier.label(swing.party))}: {swing.what}",
                    str(swing.quantity),
                    points(swing.at_low, item.length / 10),
                    points(swing.at_high, item.length / 10),
                    points(swing.size, item.length / 10),
                )
                for swing in item.swings[:MOST_SWINGS]
            ]
    return Table(
        "bargaining.sensitivity",
        "What each forecast hangs on",
        ("moment", "issue", "input", "range", "settlement at low end", "at high end", "swing"),
        tuple(rows),
        note=f"The {count(MOST_SWINGS, 'input')} with the largest swing per issue; all others at their likeliest value.",
    )
