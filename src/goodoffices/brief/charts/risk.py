"""Risk over time: how likely a plan is completed, that war has come, and that somebody has stopped, with bands of the draws."""

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import BLUE, INK, ORANGE, VERMILLION, WIDTH, Record, records, values

HEIGHT = 150
ROOM = 90
"""Width of the names at the ends of the lines."""
YEAR = 12
LINES = {
    "completed": ("completed", BLUE, [1, 0]),
    "war": ("war", VERMILLION, [6, 3]),
    "stopped": ("stopped, no war", ORANGE, [2, 2]),
}
"""Lines differ in colour and in their dashes."""
APART = 0.075
"""Names at the ends of lines stand at least so far from one another."""


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw a panel per text with three lines over the months, each with its band."""
    rows = records(figure)
    panels = [
        _panel([row for row in rows if row["text"] == text]) for text in dict.fromkeys(row["text"] for row in rows)
    ]
    chart: alt.TopLevelMixin = alt.vconcat(*panels, spacing=24)
    return chart


def _panel(rows: list[Record]) -> alt.LayerChart | alt.FacetChart:
    last = max(row["month"] for row in rows)
    x = alt.X("month:Q", scale=alt.Scale(domain=[0, last], nice=False), axis=alt.Axis(
        title="months after the start", values=list(range(0, last + 1, YEAR)), grid=True))  # fmt: skip
    y = alt.Y(
        "share:Q",
        scale=alt.Scale(domain=[0, 1], nice=False),
        axis=alt.Axis(title=None, format="%", tickCount=5, grid=True),
    )
    layers: list[alt.Chart] = []
    names = []
    for key, (name, colour, dash) in LINES.items():
        line = [
            {"month": row["month"], "share": row[key], "low": row[f"{key}_low"], "high": row[f"{key}_high"]}
            for row in rows
        ]
        base = alt.Chart(values(line))
        layers.append(
            base.mark_area(color=colour, opacity=0.15).encode(
                x=x, y=alt.Y("low:Q", scale=alt.Scale(domain=[0, 1])), y2="high:Q"
            )
        )
        layers.append(base.mark_line(color=colour, strokeWidth=2, strokeDash=dash).encode(x=x, y=y))
        names.append({"month": last, "share": line[-1]["share"], "name": name, "colour": colour})
    for end in _spread(names):
        text = alt.Chart(values([end])).mark_text(align="left", dx=6, fontSize=11, color=INK)
        layers.append(text.encode(x=x, y=y, text="name:N"))
    title = alt.TitleParams([rows[0]["text"]], anchor="start", fontSize=12, color=INK, frame="group", offset=8)
    return alt.layer(*layers).properties(width=WIDTH - ROOM - 60, height=HEIGHT, title=title)


def _spread(names: list[Record]) -> list[Record]:
    """Move the names at the ends of lines apart where they would overlap."""
    moved, below = [], -1.0
    for row in sorted(names, key=lambda row: row["share"]):
        place = max(row["share"], below + APART, APART / 2)
        moved.append(row | {"share": place})
        below = place
    over = max(0.0, below - 1.0)
    return [row | {"share": row["share"] - over} for row in moved]
