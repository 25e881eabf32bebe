"""How far the way to an agreement goes."""

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import INK, WIDTH, records, shade, values

ROW = 20


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw a panel per moment: a bar per step, with a mark where the step would be by itself."""
    rows = records(figure)
    moments = list(dict.fromkeys(row["moment"] for row in rows))
    panels = []
    for moment in moments:
        own = [row for row in rows if row["moment"] == moment]
        base = alt.Chart(values(own)).encode(
            y=alt.Y(
                "step:N",
                sort=None,
                title=None,
                axis=alt.Axis(ticks=False, domain=False, labelPadding=6, labelLimit=220),
            )
        )
        x = alt.X(
            "so_far:Q",
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(title="share of draws" if moment == moments[-1] else None, format="%", tickCount=5),
        )
        bars = base.mark_bar(height=11).encode(x=x, color=alt.Color("moment:N", scale=shade(moments), legend=None))
        marks = base.mark_tick(color=INK, thickness=2, height=15).encode(
            x=alt.X("by_itself:Q", scale=alt.Scale(domain=[0, 1]))
        )
        title = alt.TitleParams(moment, anchor="start", fontSize=12, color=INK, frame="group")
        panels.append(alt.layer(bars, marks).properties(width=WIDTH - 260, height=alt.Step(ROW), title=title))
    chart: alt.TopLevelMixin = alt.vconcat(*panels, spacing=14)
    return chart
