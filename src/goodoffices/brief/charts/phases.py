"""Plans over time: a bar for each phase and those who owe the same in it, gates, and last days."""

from datetime import date

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import (
    FAINT,
    INK,
    MUTED,
    ORANGE,
    PURPLE,
    SKY,
    VERMILLION,
    WIDTH,
    YELLOW,
    Record,
    records,
    values,
    wrapped,
)

LETTERING = 12
"""Height of a line of a label."""
LABELS = 230
"""Width of the column with the names of phases."""
MOST_TICKS = 6
MONTHS_APART = (1, 2, 3, 6, 12, 24, 60, 120, 600, 1200)
LINE = 34
"""Letters in a line of a label."""
VERIFIED, UNVERIFIED, TOGETHER = "verified", "nobody verifies it", "vote or other common step"
COLOURS = {VERIFIED: SKY, UNVERIFIED: FAINT, TOGETHER: YELLOW}
GATES = {"all": "gate that waits for all", "each for itself": "gate that each passes alone"}
NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw a panel per text, with the calendar along its foot where days are stated."""
    rows = records(figure)
    panels = [
        _panel([row for row in rows if row["text"] == text]) for text in dict.fromkeys(row["text"] for row in rows)
    ]
    chart: alt.TopLevelMixin = alt.vconcat(*panels, spacing=26).resolve_legend(color="shared", stroke="shared")
    return chart


def _panel(rows: list[Record]) -> alt.LayerChart | alt.FacetChart:
    dated = all(row["begins"] for row in rows)
    bars = [_placed(row, dated) | {"label": _label(row), "verified": _watch(row)} for row in rows]
    due = [{"at": _number(row["due_on"]), "due": row["due"]} for row in rows if dated and row["due_on"]]
    first = min(row["x"] for row in bars)
    last = max([row["late"] for row in bars] + [day["at"] for day in due])
    scale = alt.Scale(domain=[first - 0.02 * (last - first), last + 0.02 * (last - first)], nice=False)
    axis = _calendar(int(first), int(last)) if dated else None
    x = alt.X("x:Q", scale=scale, axis=axis)
    y = alt.Y(
        "label:N",
        sort=[row["label"] for row in bars],
        title=None,
        axis=alt.Axis(
            labelExpr="split(datum.label, '\\n')",
            ticks=False,
            domain=False,
            labelPadding=9,
            labelLimit=LABELS,
            minExtent=LABELS,
        ),
    )
    colour = alt.Color(
        "verified:N",
        scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())),
        legend=alt.Legend(columns=3),
    )
    base = alt.Chart(values(bars))
    layers: list[alt.Chart] = [
        base.mark_bar(height=15, stroke=MUTED, strokeWidth=0.5).encode(y=y, x=x, x2="x2:Q", color=colour)
    ]
    if dated:
        layers.append(base.mark_rule(color=INK, strokeWidth=1).encode(y=y, x="early:Q", x2="late:Q"))
    gates = [row | {"gate": GATES[row["gate"]]} for row in bars if row["gate"]]
    if gates:
        stroke = alt.Stroke(
            "gate:N",
            scale=alt.Scale(domain=list(GATES.values()), range=[VERMILLION, ORANGE]),
            legend=alt.Legend(symbolType="stroke", values=list(dict.fromkeys(gate["gate"] for gate in gates))),
        )
        shut = alt.Chart(values(gates))
        layers.append(
            shut.mark_tick(thickness=1, strokeWidth=3, size=26, orient="vertical", fillOpacity=0, opacity=1).encode(
                y=y, x="x:Q", stroke=stroke
            )
        )
        layers.append(
            shut.mark_text(fontSize=9, color=VERMILLION, align="right", dx=-5).encode(y=y, x="x:Q", text="opened_by:N")
        )
    if due:
        ends = alt.Chart(values(due))
        layers.append(ends.mark_rule(color=PURPLE, strokeDash=[4, 3], strokeWidth=1.5).encode(x="at:Q"))
        layers.append(
            ends.mark_text(fontSize=10, color=PURPLE, align="right", dx=4).encode(
                x="at:Q", y=alt.value(-6), text="due:N"
            )
        )
    title = alt.TitleParams(
        [rows[0]["text"]] if dated else [rows[0]["text"], "no days are stated: in order only"],
        anchor="start", fontSize=12, color=INK, frame="group", offset=14 if due else 8,
    )  # fmt: skip
    return alt.layer(*layers).properties(
        width=WIDTH - LABELS,
        height=alt.Step(LETTERING * (1 + max(row["label"].count("\n") + 1 for row in bars))),
        title=title,
    )


def _placed(row: Record, dated: bool) -> Record:
    if not dated:
        return row | {"x": row["place"] - 0.9, "x2": row["place"], "late": row["place"]}
    number = {name: _number(row[column]) for name, column in (("x", "begins"), ("x2", "ends"))}
    return row | number | {"early": _number(row["ends_early"]), "late": _number(row["ends_late"])}


def _label(row: Record) -> str:
    return "\n".join([*wrapped(row["phase"], LINE), *wrapped(row["who"], LINE)])


def _watch(row: Record) -> str:
    if row["who"] == "all together":
        return TOGETHER
    return VERIFIED if row["verified"] else UNVERIFIED


def _calendar(first: int, last: int) -> alt.Axis:
    """Return an axis with the first days of months, not too many."""
    start, end = date.fromordinal(first), date.fromordinal(last)
    months = range(12 * start.year + start.month - 1, 12 * end.year + end.month)
    apart = next((step for step in MONTHS_APART if len(months) / step <= MOST_TICKS), MONTHS_APART[-1])
    days = [date(month // 12, month % 12 + 1, 1) for month in months if month % apart == 0]
    names = " : ".join(f"datum.value == {day.toordinal()} ? '{NAMES[day.month - 1]} {day.year}'" for day in days)
    # Numbers and not dates, because the renderer reads dates in the time zone of the machine.
    return alt.Axis(title=None, values=[day.toordinal() for day in days], labelExpr=f"{names} : ''", grid=True)


def _number(day: str) -> int:
    return date.fromisoformat(day).toordinal()
