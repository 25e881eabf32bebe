"""Voting power by formula and rule, side by side."""

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import BLUE, VERMILLION, WIDTH, counted, largest, records, values, wrapped

POWER, SEATS = "voting power", "share of the seats"
ROW = 22


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw a row per formula and a column per rule: a bar of power per voter, a tick at its share of the seats."""
    rows = records(figure)
    rules = list(dict.fromkeys(row["rule"] for row in rows))
    formulas = list(dict.fromkeys(row["formula"] for row in rows))
    colour = alt.Color("drawn:N", scale=alt.Scale(domain=[POWER, SEATS], range=[BLUE, VERMILLION]))
    width = (WIDTH - 130 - 40 * (len(rules) - 1)) // max(2, len(rules))
    lines = []
    for formula in formulas:
        panels = []
        for rule in rules:
            every = [
                row | {"end": max(row["power"], row["share_of_seats"])}
                for row in rows
                if row["formula"] == formula and row["rule"] == rule
            ]
            held = largest(every, "power")
            if not held:
                continue
            base = alt.Chart(values(held))
            y = alt.Y("voter:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False))
            x = alt.X(
                "power:Q",
                scale=alt.Scale(domain=[0, 1], nice=False),
                axis=alt.Axis(title=None, format="%", values=[0, 0.5, 1]),
            )
            bars = base.transform_calculate(drawn=f"'{POWER}'").mark_bar(height=12).encode(y=y, x=x, color=colour)
            text = base.mark_text(align="left", dx=4, fontSize=10).encode(
                y=y, x=alt.X("end:Q"), text=alt.Text("power:Q", format=".1%")
            )
            ticks = (
                base.transform_calculate(drawn=f"'{SEATS}'")
                .mark_tick(thickness=2.5, height=17)
                .encode(y=y, x=alt.X("share_of_seats:Q"), color=colour)
            )
            title = alt.TitleParams(
                wrapped(formula, 44),
                subtitle=wrapped(counted(rule, len(held), len(every)), 48),
                anchor="start",
                fontSize=12,
                frame="group",
            )
            panels.append(alt.layer(bars, ticks, text).properties(width=width, height=alt.Step(ROW), title=title))
        lines.append(alt.hconcat(*panels, spacing=24))
    chart: alt.TopLevelMixin = alt.vconcat(*lines, spacing=18).resolve_legend(color="shared")
    return chart
