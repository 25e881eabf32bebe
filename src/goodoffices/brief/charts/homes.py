"""What each home would accept on each issue, beside what is expected and what was agreed."""

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import (
    BLUE,
    FAINT,
    GREEN,
    INK,
    MUTED,
    ORANGE,
    PURPLE,
    VERMILLION,
    WIDTH,
    counted,
    records,
    values,
    wrapped,
)

OVERLAP, EXPECTED, AGREED, HELD = "all homes that count accept", "expected", "agreed then", "without agreement"
MOST_HOMES = 20
BARS = (GREEN, ORANGE, PURPLE, MUTED)
"""For those who can refuse, those who can only make it costly, homes of those who need not sign, and those who sign."""
PANEL = WIDTH - 260
ROW = 20


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw a panel per issue: a bar per home over what it accepts, what all accept shaded, lines for settlements."""
    rows = records(figure)
    kinds = [kind for kind in figure.categories if any(row["what_it_can_do"] == kind for row in rows)]
    lines = [
        (EXPECTED, "expected", BLUE, [1, 0]),
        (AGREED, "agreed", VERMILLION, [4, 3]),
        (HELD, "without_agreement", INK, [1, 2]),
    ]
    used = [line for line in lines if any(row[line[1]] is not None for row in rows)]
    shaded = any(row["all_homes_from"] is not None for row in rows)
    names = {kind: BARS[figure.categories.index(kind)] for kind in kinds}
    names |= {OVERLAP: FAINT} if shaded else {}
    names |= {name: colour for name, _, colour, _ in used}
    colour = alt.Color(
        "drawn:N",
        scale=alt.Scale(domain=list(names), range=list(names.values())),
        legend=alt.Legend(symbolType="square", columns=3),
    )
    panels = []
    for issue in dict.fromkeys(row["issue"] for row in rows):
        every = [row | {"drawn": row["what_it_can_do"]} for row in rows if row["issue"] == issue]
        homes = list(dict.fromkeys(row["at_home"] for row in every))
        shown = [row for row in every if row["at_home"] in homes[:MOST_HOMES]]
        first = every[0]
        x = alt.Scale(domain=[first["scale_low"], first["scale_high"]], nice=False)
        axis = alt.Axis(title=None, tickCount=5)
        y = alt.Y(
            "at_home:N", sort=homes, title=None, axis=alt.Axis(grid=True, ticks=False, domain=False, labelPadding=9)
        )
        base = alt.Chart(values(shown))
        layers: list[alt.Chart] = []
        if first["all_homes_from"] is not None:
            stretch = {"from": first["all_homes_from"], "to": first["all_homes_to"], "drawn": OVERLAP}
            layers.append(
                alt.Chart(values([stretch]))
                .mark_rect(opacity=0.5)
                .encode(x=alt.X("from:Q", scale=x, axis=axis), x2="to:Q", color=colour)
            )
        layers += [
            base.mark_bar(height=4, opacity=0.45).encode(
                y=y,
                x=alt.X("in_a_tenth_of_draws_from:Q", scale=x, axis=axis),
                x2="in_a_tenth_of_draws_to:Q",
                color=colour,
            ),
            base.mark_bar(height=11).encode(y=y, x=alt.X("from:Q", scale=x), x2="to:Q", color=colour),
            base.transform_filter("datum.from == datum.to")
            .mark_point(shape="square", filled=True, size=90, opacity=1)
            .encode(y=y, x=alt.X("from:Q", scale=x), color=colour),
        ]
        for name, column, _, dash in used:
            if first[column] is not None:
                layers.append(
                    alt.Chart(values([{"at": first[column], "drawn": name}]))
                    .mark_rule(strokeWidth=2, strokeDash=dash)
                    .encode(x=alt.X("at:Q", scale=x), color=colour)
                )
        title = alt.TitleParams(
            wrapped(counted(issue, min(len(homes), MOST_HOMES), len(homes)), 80),
            anchor="start",
            fontSize=12,
            color=INK,
            frame="group",
            offset=10,
        )
        panels.append(alt.layer(*layers).properties(width=PANEL, height=alt.Step(ROW), title=title))
    chart: alt.TopLevelMixin = alt.vconcat(*panels, spacing=22).resolve_legend(color="shared")
    return chart
