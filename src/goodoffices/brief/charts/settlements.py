"""Expected settlements with their intervals, beside what was agreed."""

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import BLUE, FAINT, INK, MUTED, SKY, VERMILLION, WIDTH, Record, records, values

EXPECTED, DRAWS, OUTCOMES, AGREED = "expected", "80% of draws", "80% of outcomes", "agreed then"
ROW = 18
PLOT = WIDTH - 360


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw one line per issue under each moment, on each issue's scale stretched to 0-100."""
    rows = [_stretched(row) for row in records(figure)]
    moments = list(dict.fromkeys(row["moment"] for row in rows))
    agreed = any(row["agreed"] is not None for row in rows)
    uncertain = any(row["draws_from"] is not None for row in rows)
    names = [OUTCOMES, *([DRAWS] if uncertain else []), EXPECTED, *([AGREED] if agreed else [])]
    colours = {OUTCOMES: FAINT, DRAWS: SKY, EXPECTED: BLUE, AGREED: VERMILLION}
    scale = alt.Scale(domain=names, range=[colours[name] for name in names])
    x_scale = alt.Scale(domain=[0, 100], nice=False)
    y = alt.Y("issue:N", sort=None, title=None, axis=alt.Axis(grid=True, ticks=False, domain=False, labelPadding=8))

    colour = alt.Color("drawn:N", scale=scale, legend=alt.Legend(symbolType="square"))
    x_axis = alt.Axis(title="position, the issue’s scale stretched to 0–100", values=[0, 25, 50, 75, 100])
    base = alt.Chart(values(rows))
    layers: list[alt.Chart] = [
        base.transform_calculate(drawn=f"'{OUTCOMES}'")
        .mark_rule(strokeWidth=5)
        .encode(y=y, x=alt.X("outcomes_from:Q", scale=x_scale, axis=x_axis), x2="outcomes_to:Q", color=colour)
    ]
    if uncertain:
        layers.append(
            base.transform_calculate(drawn=f"'{DRAWS}'")
            .mark_rule(strokeWidth=9)
            .encode(y=y, x=alt.X("draws_from:Q"), x2="draws_to:Q", color=colour)
        )
    layers.append(
        base.transform_calculate(drawn=f"'{EXPECTED}'")
        .mark_tick(thickness=3, height=13)
        .encode(y=y, x="expected:Q", color=colour)
    )
    layers.append(
        base.mark_text(align="left", dx=8, fontSize=11).encode(
            y=y,
            x=alt.value(PLOT),
            text="result:N",
            color=alt.condition("indexof(datum.result, 'miss') >= 0", alt.value(INK), alt.value(MUTED)),
        )
    )
    if agreed:
        layers.append(
            base.transform_filter("isValid(datum.agreed)")
            .transform_calculate(drawn=f"'{AGREED}'")
            .mark_point(shape="diamond", filled=True, size=100, opacity=1, stroke="white", strokeWidth=1)
            .encode(y=y, x="agreed:Q", color=colour)
        )
    chart: alt.TopLevelMixin = (
        alt.layer(*layers)
        .properties(width=PLOT, height=alt.Step(ROW))
        .facet(
            row=alt.Row(
                "moment:N",
                sort=moments,
                header=alt.Header(orient="left", labelAngle=0, labelAlign="left", labelPadding=14, title=None),
            ),
            spacing=6,
        )
        .resolve_scale(y="independent")
    )
    return chart


def _stretched(row: Record) -> Record:
    low, span = row["scale_low"], row["scale_high"] - row["scale_low"]
    numbers = ("expected", "draws_from", "draws_to", "outcomes_from", "outcomes_to", "agreed")
    return row | {name: None if row[name] is None else (row[name] - low) / span * 100 for name in numbers}
