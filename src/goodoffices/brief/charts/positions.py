"""Where each party stands on each issue, and how much it cares."""

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import (
    FAINT,
    VERMILLION,
    WIDTH,
    counted,
    in_pairs,
    largest,
    panel_title,
    records,
    shade,
    values,
)

PANEL = (WIDTH - 240) // 2
ROW = 16


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw a panel per issue, two in a row: a dot per party, larger for higher salience; a line where it was agreed."""
    rows = records(figure)
    colour = alt.Color("camp:N", scale=shade(figure.categories), legend=alt.Legend(symbolType="circle"))
    panels = []
    for issue in dict.fromkeys(row["issue"] for row in rows):
        every = [row for row in rows if row["issue"] == issue]
        held = sorted(largest(every, "salience"), key=lambda row: (row["position"], row["party"]))
        first = held[0]
        x = alt.Scale(domain=[first["scale_low"], first["scale_high"]], nice=False)
        base = alt.Chart(values(held))
        y = alt.Y(
            "party:N",
            sort=[row["party"] for row in held],
            title=None,
            axis=alt.Axis(grid=True, ticks=False, domain=False, labelPadding=9),
        )
        layers: list[alt.Chart] = []
        if first["agreed"] is not None:
            mark = alt.Chart(values([{"agreed": first["agreed"], "text": "agreed"}]))
            layers.append(
                mark.mark_rule(color=VERMILLION, strokeDash=[4, 3], strokeWidth=1.5).encode(
                    x=alt.X("agreed:Q", scale=x)
                )
            )
            right = first["agreed"] - first["scale_low"] > 0.8 * (first["scale_high"] - first["scale_low"])
            layers.append(
                mark.mark_text(
                    align="right" if right else "left", dx=-3 if right else 3, dy=-5, color=VERMILLION, fontSize=10
                ).encode(x=alt.X("agreed:Q", scale=x), y=alt.value(0), text="text:N")
            )
        layers += [
            base.mark_rule(color=FAINT, strokeWidth=4).encode(
                y=y, x=alt.X("from:Q", scale=x, axis=alt.Axis(title=None, tickCount=5)), x2="to:Q"
            ),
            base.mark_circle(opacity=1, stroke="white", strokeWidth=0.7).encode(
                y=y,
                x="position:Q",
                color=colour,
                size=alt.Size(
                    "salience:Q",
                    scale=alt.Scale(domain=[0, 100], range=[12, 190]),
                    legend=alt.Legend(title="salience", values=[20, 60, 100], symbolType="circle"),
                ),
            ),
        ]
        title = panel_title(counted(issue, len(held), len(every)))
        panels.append(alt.layer(*layers).properties(width=PANEL, height=alt.Step(ROW), title=title))
    chart: alt.TopLevelMixin = in_pairs(panels).resolve_legend(color="shared", size="shared")
    return chart
