"""Contribution and voice: what each payer bears beside the power it has."""

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import BLUE, MUTED, VERMILLION, WIDTH, records, values, wrapped

BORNE, POWER = "share borne", "voting power"
ROW = 24


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw a panel per formula and rule, with a dumbbell per payer from its share borne to its power."""
    rows = records(figure)
    colour = alt.Color("drawn:N", scale=alt.Scale(domain=[BORNE, POWER], range=[VERMILLION, BLUE]))
    end = max([0.1, *(max(row["share_borne"], row["power"]) for row in rows)])
    panels = []
    for formula, rule in dict.fromkeys((row["formula"], row["rule"]) for row in rows):
        held = [row for row in rows if (row["formula"], row["rule"]) == (formula, rule)]
        base = alt.Chart(values(held))
        y = alt.Y("payer:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False, labelPadding=9))
        scale = alt.Scale(domain=[0, end * 1.05], nice=False)
        axis = alt.Axis(title=None, format="%", tickCount=5)
        gap = base.mark_rule(color=MUTED, strokeWidth=2).encode(
            y=y, x=alt.X("share_borne:Q", scale=scale, axis=axis), x2="power:Q"
        )
        dots = [
            base.transform_calculate(drawn=f"'{drawn}'")
            .mark_point(filled=True, size=90, opacity=1, shape=shape)
            .encode(y=y, x=alt.X(f"{field}:Q", scale=scale, axis=axis), color=colour)
            for drawn, field, shape in ((BORNE, "share_borne", "square"), (POWER, "power", "circle"))
        ]
        title = alt.TitleParams(
            wrapped(formula, 80), subtitle=wrapped(rule, 90), anchor="start", fontSize=12, frame="group"
        )
        panels.append(alt.layer(gap, *dots).properties(width=WIDTH - 190, height=alt.Step(ROW), title=title))
    chart: alt.TopLevelMixin = alt.vconcat(*panels, spacing=18).resolve_legend(color="shared")
    return chart
