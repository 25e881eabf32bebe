"""What each side gets from each package."""

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import INK, WIDTH, counted, largest, records, shade, values, wrapped

ROW = 15
PANEL = (WIDTH - 240) // 2


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw a panel per package, two in a row: a bar per party from no agreement to its share of the most it could gain."""
    rows = records(figure)
    packages = list(dict.fromkeys(row["package"] for row in rows))
    low = min(0.0, *(row["share_of_the_most"] for row in rows))
    high = max(1.0, *(row["share_of_the_most"] for row in rows))
    colour = alt.Color("package:N", scale=shade(packages), legend=None)
    panels = []
    for package in packages:
        every = [row for row in rows if row["package"] == package]
        held = largest(every, "gain")
        base = alt.Chart(values(held)).encode(
            y=alt.Y("party:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=6))
        )
        x = alt.X(
            "share_of_the_most:Q",
            scale=alt.Scale(domain=[low, high], nice=False),
            axis=alt.Axis(title=None, format="%", tickCount=5),
        )
        bars = base.mark_bar(height=9).encode(x=x, color=colour)
        zero = (
            alt.Chart(values([{"at": 0}])).mark_rule(color=INK, strokeWidth=1).encode(x=alt.X("at:Q", scale=x["scale"]))
        )
        title = alt.TitleParams(
            wrapped(counted(package, len(held), len(every)), 40), anchor="start", fontSize=12, color=INK, frame="group"
        )
        panels.append(alt.layer(bars, zero).properties(width=PANEL, height=alt.Step(ROW), title=title))
    lines = [alt.hconcat(*panels[i : i + 2], spacing=24) for i in range(0, len(panels), 2)]
    chart: alt.TopLevelMixin = alt.vconcat(*lines, spacing=18)
    return chart
