"""How far each party alone could pull each settlement."""

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import (
    BLUE,
    FAINT,
    SKY,
    VERMILLION,
    WIDTH,
    counted,
    in_pairs,
    largest,
    panel_title,
    records,
    values,
)

POSITION, SALIENCE, EXPECTED, AGREED = "by its position", "and if it cares for nothing else", "expected", "agreed then"
PANEL = (WIDTH - 240) // 2
ROW = 16


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw a panel per issue, two in a row: a bar per party between the settlements it could pull to."""
    rows = records(figure)
    agreed = any(row["agreed"] is not None for row in rows)
    names = [POSITION, SALIENCE, EXPECTED, *([AGREED] if agreed else [])]
    colours = {POSITION: SKY, SALIENCE: FAINT, EXPECTED: BLUE, AGREED: VERMILLION}
    colour = alt.Color(
        "drawn:N",
        scale=alt.Scale(domain=names, range=[colours[name] for name in names]),
        legend=alt.Legend(symbolType="square"),
    )
    panels = []
    for issue in dict.fromkeys(row["issue"] for row in rows):
        every = [
            row | {"way": row["asking_for_the_high_end"] - row["asking_for_the_low_end"]}
            for row in rows
            if row["issue"] == issue
        ]
        held = largest(every, "way")
        first = held[0]
        x = alt.Scale(domain=[first["scale_low"], first["scale_high"]], nice=False)
        axis = alt.Axis(title=None, tickCount=5)
        base = alt.Chart(values(held))
        y = alt.Y(
            "party:N",
            sort=[row["party"] for row in held],
            title=None,
            axis=alt.Axis(grid=True, ticks=False, domain=False, labelPadding=9),
        )
        layers: list[alt.Chart] = [
            base.transform_calculate(drawn=f"'{SALIENCE}'")
            .mark_bar(height=4)
            .encode(
                y=y,
                x=alt.X("caring_for_nothing_else,_low:Q", scale=x, axis=axis),
                x2="caring_for_nothing_else,_high:Q",
                color=colour,
            ),
            base.transform_calculate(drawn=f"'{POSITION}'")
            .mark_bar(height=9)
            .encode(y=y, x="asking_for_the_low_end:Q", x2="asking_for_the_high_end:Q", color=colour),
        ]
        for name, column, dash in ((EXPECTED, "expected", [1, 0]), (AGREED, "agreed", [4, 3])):
            if first[column] is not None:
                layers.append(
                    alt.Chart(values([{"at": first[column], "drawn": name}]))
                    .mark_rule(strokeWidth=2, strokeDash=dash)
                    .encode(x=alt.X("at:Q", scale=x), color=colour)
                )
        title = panel_title(counted(issue, len(held), len(every)))
        panels.append(alt.layer(*layers).properties(width=PANEL, height=alt.Step(ROW), title=title))
    chart: alt.TopLevelMixin = in_pairs(panels).resolve_legend(color="shared")
    return chart
