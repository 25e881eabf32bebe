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
MOST_YEARS = 12
"""About so many years are written on the axis."""
MARGIN = 0.012
"""Room for the last dot, as a share of the time shown."""
DAYS = 365.25
ROW = 24


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw numbered events as dots, or bars where the date is only known to the month or year."""
    rows = [_timed(row) for row in records(figure)]
    moments = [row | {"height": -6 - 13 * (i % 2)} for i, row in enumerate(r for r in rows if r["kind"] == "moment")]
    first, last = _first_year(rows), max(row["end"] for row in moments)
    events = [row for row in rows if row["kind"] == "event" and row["middle"] >= first]
    actors = list(dict.fromkeys(row["actor"] for row in events))
    x_scale = alt.Scale(domain=[first, last + MARGIN * (last - first)], nice=False)
    y = alt.Y("actor:N", sort=actors, title=None, axis=alt.Axis(grid=True, ticks=False, domain=False))
    years = list(range(first, int(last) + 1, max(1, (int(last) - first) // MOST_YEARS)))
    x_axis = alt.Axis(title=None, format="d", values=years, labelAlign="left", grid=True)
    base = alt.Chart(values(events))
    marks = alt.Chart(values(moments))
    rule = marks.mark_rule(color=VERMILLION, strokeDash=[4, 3]).encode(x=alt.X("middle:Q", scale=x_scale, axis=x_axis))
    names = [
        alt.Chart(values([row]))
        .mark_text(color=VERMILLION, fontSize=10, align="right", dx=4)
        .encode(x=alt.X("middle:Q", scale=x_scale), y=alt.value(row["height"]), text="what:N")
        for row in moments
    ]
    spans = base.mark_rule(strokeWidth=5, color=SKY, clip=True).encode(
        y=y, x=alt.X("start:Q", scale=x_scale), x2="end:Q"
    )
    dots = base.mark_circle(size=70, color=BLUE, opacity=1, clip=True).encode(y=y, x="middle:Q")
    numbers = (
        alt.Chart(values(_labels(events)))
        .mark_text(fontSize=9, dy=-10, color=MUTED)
        .encode(y=y, x=alt.X("middle:Q", scale=x_scale), text="text:N")
    )
    return alt.layer(rule, *names, spans, dots, numbers).properties(width=WIDTH - 110, height=alt.Step(ROW))


def _timed(row: Record) -> Record:
    """Return a row with its first and last day and their middle as years with a fraction.

    Numbers and not dates, because the renderer reads dates in the time zone of the machine.
    """
    start, end = _year(row["from"]), _year(row["to"], 1)
    return row | {"start": start, "end": end, "middle": (start + end) / 2}


def _year(day: str, days: int = 0) -> float:
    at = date.fromisoformat(day)
    return at.year + (at.timetuple().tm_yday - 1 + days) / DAYS


def _labels(events: list[Record]) -> list[Record]:
    """Return the events' numbers, those of neighbours in one label so that they do not overprint."""
    labels: list[Record] = []
    for actor in dict.fromkeys(row["actor"] for row in events):
        group: list[Record] = []
        for row in [*sorted((r for r in events if r["actor"] == actor), key=lambda r: float(r["middle"])), None]:
            if row and (not group or row["middle"] - group[-1]["middle"] <= CLOSE / DAYS):
                group.append(row)
                continue
            text = _runs(sorted(member["no"] for member in group))
            labels.append({"actor": actor, "middle": (group[0]["middle"] + group[-1]["middle"]) / 2, "text": text})
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


def _first_year(rows: list[Record]) -> int:
    """Return where the picture begins: a record of many years leaves out its thinly filled early part."""
    years = sorted(int(row["start"]) for row in rows)
    if years[-1] - years[0] <= LONG_RECORD:
        return years[0]
    return years[len(years) // LEFT_OUT]
