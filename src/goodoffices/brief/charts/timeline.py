"""The record as a timeline, by the party that acts."""

from datetime import date

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import BLUE, MUTED, SKY, VERMILLION, WIDTH, Record, records, values

LONG_RECORD = 8
"""A record longer than this many years is shown without its earliest events."""
LEFT_OUT = 5
"""One event in so many is left out of the picture then (the table has them all)."""
CLOSE = 36
"""Events of one party within so many days share a label."""
ROW = 24


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw numbered events as dots, or bars where the date is only known to the month or year."""
    rows = records(figure)
    for row in rows:
        row["middle"] = _middle(row["from"], row["to"])
    moments = [row | {"height": -6 - 13 * (i % 2)} for i, row in enumerate(r for r in rows if r["kind"] == "moment")]
    window = [f"{_first_year(rows)}-01-01", max(row["to"] for row in moments)]
    events = [row for row in rows if row["kind"] == "event" and row["middle"] >= window[0]]
    actors = list(dict.fromkeys(row["actor"] for row in events))
    x_scale = alt.Scale(domain=window, nice="month")
    y = alt.Y("actor:N", sort=actors, title=None, axis=alt.Axis(grid=True, ticks=False, domain=False))
    x_axis = alt.Axis(title=None, format="%Y", tickCount="year", labelAlign="left", grid=True)
    base = alt.Chart(values(events))
    marks = alt.Chart(values(moments))
    rule = marks.mark_rule(color=VERMILLION, strokeDash=[4, 3]).encode(x=alt.X("middle:T", scale=x_scale, axis=x_axis))
    names = [
        alt.Chart(values([row]))
        .mark_text(color=VERMILLION, fontSize=10, align="right", dx=4)
        .encode(x=alt.X("middle:T", scale=x_scale), y=alt.value(row["height"]), text="what:N")
        for row in moments
    ]
    spans = base.mark_rule(strokeWidth=5, color=SKY, clip=True).encode(y=y, x=alt.X("from:T", scale=x_scale), x2="to:T")
    dots = base.mark_circle(size=70, color=BLUE, opacity=1, clip=True).encode(y=y, x="middle:T")
    numbers = (
        alt.Chart(values(_labels(events)))
        .mark_text(fontSize=9, dy=-10, color=MUTED)
        .encode(y=y, x=alt.X("middle:T", scale=x_scale), text="text:N")
    )
    return alt.layer(rule, *names, spans, dots, numbers).properties(width=WIDTH - 110, height=alt.Step(ROW))


def _labels(events: list[Record]) -> list[Record]:
    """Return the events' numbers, those of neighbours in one label so that they do not overprint."""
    labels: list[Record] = []
    for actor in dict.fromkeys(row["actor"] for row in events):
        group: list[Record] = []
        for row in [*sorted((r for r in events if r["actor"] == actor), key=lambda r: str(r["middle"])), None]:
            if row and (not group or _days(group[-1]["middle"], row["middle"]) <= CLOSE):
                group.append(row)
                continue
            text = _runs(sorted(member["no"] for member in group))
            labels.append({"actor": actor, "middle": _middle(group[0]["middle"], group[-1]["middle"]), "text": text})
            group = [row] if row else []
    return labels


def _runs(numbers: list[int]) -> str:
    """Return ascending numbers with runs drawn together: 17, 21–22."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def _days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _first_year(rows: list[Record]) -> int:
    """Return where the picture begins: a record of many years leaves out its thinly filled early part."""
    years = sorted(int(row["from"][:4]) for row in rows)
    if years[-1] - years[0] <= LONG_RECORD:
        return years[0]
    return years[len(years) // LEFT_OUT]


def _middle(first: str, last: str) -> str:
    a, b = date.fromisoformat(first), date.fromisoformat(last)
    return (a + (b - a) / 2).isoformat()
