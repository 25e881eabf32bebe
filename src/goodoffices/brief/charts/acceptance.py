"""Who would sign which package, in which share of draws."""

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import BLUE, INK, WIDTH, counted, records, values, wrapped

MOST_COLUMNS = 10
ROW, LABELS = 30, 170
LETTERS = 74
"""So many stand side by side above the columns."""


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw a row per package and a column per party, darker and with its share where more draws have it sign."""
    rows = records(figure)
    everyone = list(dict.fromkeys(row["party"] for row in rows))
    least = {party: min(row["signs"] for row in rows if row["party"] == party) for party in everyone[1:]}
    kept = [everyone[0], *sorted(least, key=lambda party: least[party])[: MOST_COLUMNS - 1]]
    shown = [party for party in everyone if party in kept]
    parts = {party: wrapped(party, min(12, LETTERS // len(shown))) for party in shown}
    most = max(len(part) for part in parts.values())
    lines = {party: "|".join([" "] * (most - len(part)) + list(part)) for party, part in parts.items()}
    held = [
        row | {"of": lines[row["party"]], "told": "100%" if row["signs"] == 1 else _percent(row["signs"])}
        for row in rows
        if row["party"] in kept
    ]
    base = alt.Chart(values(held)).encode(
        y=alt.Y("package:N", sort=None, title=None, axis=alt.Axis(ticks=False, domain=False, labelLimit=LABELS)),
        x=alt.X(
            "of:N",
            sort=list(lines.values()),
            title=None,
            axis=alt.Axis(
                orient="top", ticks=False, domain=False, labelAngle=0, labelExpr="split(datum.label, '|')", labelFontSize=10,
                labelPadding=4 + 12 * (most - 1),
            ),
        ),
    )  # fmt: skip
    cells = base.mark_rect(stroke="white", strokeWidth=2).encode(
        color=alt.Color("signs:Q", scale=alt.Scale(domain=[0, 1], range=["#f4f6f8", BLUE]), legend=None)
    )
    text = base.mark_text(fontSize=11).encode(
        text="told:N", color=alt.condition("datum.signs > 0.55", alt.value("white"), alt.value(INK))
    )
    title = counted("share of draws in which each would sign", len(shown) - 1, len(everyone) - 1)
    chart: alt.TopLevelMixin = alt.layer(cells, text).properties(
        width=WIDTH - LABELS,
        height=alt.Step(ROW),
        title=alt.TitleParams(title, anchor="start", fontSize=11, fontWeight="normal", frame="group"),
    )
    return chart


def _percent(share: float) -> str:
    return "0%" if share == 0 else "<1%" if share < 0.01 else ">99%" if share > 0.99 else f"{share:.0%}"
