"""The record as a timeline, by the party that acts."""

from datetime import date

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import BLUE, MUTED, SKY, VERMILLION, WIDTH, Record, records, values

LONG_RECORD = 8
"""A record longer than this many years is shown without its earliest events."""
LEFT_OUT = 5
"""One event in so many is left out of the picture then (the table has them all)."""
ROW = 24


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw numbered events as dots, or bars where the date is only known to the month or year."""
    rows = records(figure)
    moments = [row for row in rows if row["kind"] == "moment"]
    window = [f"{_first_year(rows)}-01-01", max(row["to"] for row in moments)]
    events = [row for row in rows if row["kind"] == "event" and row["to"] >= window[0]]
    for row in rows:
        row["middle"] = _middle(row["from"], row["to"])
    actors = list(dict.fromkeys(row["actor"] for row in events))
    x_scale = alt.Scale(domain=window, nice="month")
    y = alt.Y("actor:N", sort=actors, title=None, axis=alt.Axis(grid=True, ticks=False, domain=False))
    x_axis = alt.Axis(title=None, format="%Y", tickCount="year", labelAlign="left", grid=True)
    base = alt.Chart(values(events))
    marks = alt.Chart(values(moments))
    rule = marks.mark_rule(color=VERMILLION, strokeDash=[4, 3]).encode(x=alt.X("middle:T", scale=x_scale, axis=x_axis))
    names = marks.mark_text(color=VERMILLION, fontSize=10, align="right", dx=-3, dy=-6).encode(
        x=alt.X("middle:T", scale=x_scale), y=alt.value(0), text="what:N"
    )
    spans = base.mark_rule(strokeWidth=5, color=SKY, clip=True).encode(y=y, x=alt.X("from:T", scale=x_scale), x2="to:T")
    dots = base.mark_circle(size=70, color=BLUE, opacity=1, clip=True).encode(y=y, x="middle:T")
    numbers = base.mark_text(fontSize=9, dy=-10, color=MUTED).encode(y=y, x="middle:T", text="no:N")
    return alt.layer(rule, names, spans, dots, numbers).properties(width=WIDTH - 110, height=alt.Step(ROW))


def _first_year(rows: list[Record]) -> int:
    """Return where the picture begins: a record of many years leaves out its thinly filled early part."""
    years = sorted(int(row["from"][:4]) for row in rows)
    if years[-1] - years[0] <= LONG_RECORD:
        return years[0]
    return years[len(years) // LEFT_OUT]


def _middle(first: str, last: str) -> str:
    a, b = date.fromisoformat(first), date.fromisoformat(last)
    return (a + (b - a) / 2).isoformat()
