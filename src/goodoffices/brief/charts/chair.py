"""How the chair's power grows with the chance that there is no consensus."""

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import FAINT, MUTED, WIDTH, records, shade, values, wrapped


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw a panel per formula, with a line for the chair and one for each of the others."""
    rows = records(figure)
    formulas = list(dict.fromkeys(row["formula"] for row in rows))
    voters = list(dict.fromkeys(row["voter"] for row in rows))
    colour = alt.Color("voter:N", scale=shade(voters), legend=alt.Legend(symbolType="stroke"))
    width = (WIDTH - 70 * len(formulas)) // max(2, len(formulas))
    panels = []
    for formula in formulas:
        held = [row for row in rows if row["formula"] == formula]
        base = alt.Chart(values(held))
        lines = base.mark_line(strokeWidth=2.5).encode(
            x=alt.X(
                "chance_of_no_consensus:Q",
                axis=alt.Axis(title="chance of no consensus", format="%", values=[0, 0.5, 1]),
            ),
            y=alt.Y(
                "power:Q", scale=alt.Scale(domain=[0, 1]), axis=alt.Axis(title="voting power", format="%", tickCount=5)
            ),
            color=colour,
            strokeDash=alt.StrokeDash("voter:N", legend=None, sort=voters),
        )
        half = alt.Chart(values([{"half": 0.5, "text": "half of all power"}]))
        rule = half.mark_rule(color=FAINT, strokeDash=[4, 3]).encode(y="half:Q")
        text = half.mark_text(align="right", dy=-5, color=MUTED, fontSize=10).encode(
            y="half:Q", x=alt.value(width), text="text:N"
        )
        title = alt.TitleParams(wrapped(formula, 40), anchor="start", fontSize=12)
        panels.append(alt.layer(rule, text, lines).properties(width=width, height=180, title=title))
    chart: alt.TopLevelMixin = alt.hconcat(*panels, spacing=24).resolve_legend(color="shared", strokeDash="shared")
    return chart
