"""How likely each outcome is, with the parties above and the models below."""

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import (
    BLUE,
    FAINT,
    INK,
    MUTED,
    SKY,
    VERMILLION,
    WIDTH,
    Record,
    largest,
    records,
    shade,
    values,
    wrapped,
)

PANEL = (WIDTH - 220) // 2
BARS, ROW, DOT = 84, 12, 9
HEADROOM = 1.5
"""Room above the highest bar for what is written there."""
Part = alt.Chart | alt.LayerChart | alt.FacetChart
WITHOUT, AGREED = LINES = ["without agreement", "agreed"]
EDGE = 0.04
"""A text above a bar keeps this share of the scale away from its ends."""
TOO_NEAR = 0.035
"""Dots closer than this share of the scale are put above each other."""


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw a panel per issue, two in a row."""
    rows = records(figure)
    colour = shade(figure.categories)
    panels = [
        _panel([row for row in rows if row["issue"] == issue], colour)
        for issue in dict.fromkeys(row["issue"] for row in rows)
    ]
    lines = [alt.hconcat(*panels[i : i + 2], spacing=20) for i in range(0, len(panels), 2)]
    chart: alt.TopLevelMixin = (
        alt.vconcat(*lines, spacing=20).resolve_scale(color="shared").resolve_legend(color="shared")
    )
    return chart


def _panel(rows: list[Record], colour: alt.Scale) -> alt.VConcatChart:
    first = rows[0]
    scale = alt.Scale(domain=[first["scale_low"], first["scale_high"]], nice=False)
    title = alt.TitleParams(
        wrapped(first["issue"], 40), anchor="start", fontSize=12, color=INK, frame="bounds", offset=8
    )
    return alt.vconcat(
        _parties(rows, scale, colour), _chances(rows, scale), _models(rows, scale), spacing=2, title=title
    )


def _parties(rows: list[Record], scale: alt.Scale, colour: alt.Scale) -> Part:
    length = rows[0]["scale_high"] - rows[0]["scale_low"]
    last: list[float] = []
    dots = []
    for row in sorted(
        largest([row for row in rows if row["what"] == "party"], "share"), key=lambda row: (row["at"], row["name"])
    ):
        level = next((i for i, at in enumerate(last) if row["at"] - at > TOO_NEAR * length), len(last))
        last[level : level + 1] = [row["at"]]
        dots.append(row | {"level": level})
    chart: Part = (
        alt.Chart(values(dots))
        .mark_circle(opacity=1, stroke="white", strokeWidth=0.7)
        .encode(
            x=alt.X("at:Q", scale=scale, axis=None),
            y=alt.Y("level:Q", scale=alt.Scale(domain=[-0.6, max(len(last), 2) - 0.4], nice=False), axis=None),
            color=alt.Color("camp:N", scale=colour, legend=alt.Legend(symbolType="circle")),
            size=alt.Size("share:Q", scale=alt.Scale(domain=[0, 0.25], range=[10, 110], clamp=True), legend=None),
        )
        .properties(width=PANEL, height=DOT * max(len(last), 2))
    )
    return chart


def _chances(rows: list[Record], scale: alt.Scale) -> Part:
    bars = [row | {"foot": 0.0} for row in rows if row["what"] == "chance"]
    top = max(row["share"] for row in bars)
    lines = [row for what in LINES for row in rows if row["what"] == what]
    x = alt.X("from:Q", scale=scale, axis=alt.Axis(title=None, tickCount=5, labelFontSize=10))
    y = alt.Y("share:Q", scale=alt.Scale(domain=[0, top * HEADROOM], nice=False), axis=None)
    shown = alt.condition(f"datum.what === '{AGREED}'", alt.value(VERMILLION), alt.value(MUTED))
    layers: list[alt.Chart] = [
        alt.Chart(values(bars))
        .mark_rect(color=SKY, stroke="white", strokeWidth=0.8)
        .encode(x=x, x2="to:Q", y=y, y2="foot:Q"),
        alt.Chart(values(lines)).mark_rule(strokeWidth=1.4, strokeDash=[3, 2]).encode(x="at:Q", color=shown),
        alt.Chart(values(_labels(rows, bars, lines)))
        .mark_text(fontSize=9, align=alt.expr("datum.align"), dx=alt.expr("datum.aside"))
        .encode(x="at:Q", y=y, text="told:N", color=shown),
    ]
    return alt.layer(*layers).properties(width=PANEL, height=BARS)


def _labels(rows: list[Record], bars: list[Record], lines: list[Record]) -> list[Record]:
    """Return the texts above the bars: the largest chance, and the names of the lines on the side where there is room."""
    low, high = rows[0]["scale_low"], rows[0]["scale_high"]
    peak = max(bars, key=lambda row: row["share"])
    inside = min(max(peak["at"], low + EDGE * (high - low)), high - EDGE * (high - low))
    held = [
        {"at": inside, "share": peak["share"] * 1.07, "told": f"{peak['share']:.0%}", "align": "center", "aside": 0}
    ]
    for row in lines:
        beyond_middle = row["at"] > (low + high) / 2
        level = 1.44 if row["what"] == AGREED else 1.3
        side = {"align": "right", "aside": -4} if beyond_middle else {"align": "left", "aside": 4}
        held.append({"at": row["at"], "share": peak["share"] * level, "told": row["what"], **side})
    return [{"what": WITHOUT, **row} | ({"what": AGREED} if row["told"] == AGREED else {}) for row in held]


def _models(rows: list[Record], scale: alt.Scale) -> Part:
    held = [row for row in rows if row["what"] == "model"]
    base = alt.Chart(values(held))
    y = alt.Y(
        "name:N",
        sort=[row["name"] for row in held],
        title=None,
        axis=alt.Axis(grid=True, ticks=False, domain=False, labelPadding=6, labelFontSize=10),
    )
    x = alt.X("from:Q", scale=scale, axis=None)
    return alt.layer(
        base.mark_rule(color=FAINT, strokeWidth=5).encode(y=y, x=x, x2="to:Q"),
        base.mark_tick(color=BLUE, thickness=2.5, height=9).encode(y=y, x=alt.X("at:Q", scale=scale, axis=None)),
    ).properties(width=PANEL, height=alt.Step(ROW))
