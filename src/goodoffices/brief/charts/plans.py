"""What plans come to, beside doing nothing."""

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import INK, WIDTH, records, shade, values, wrapped

LINE, BETWEEN = 13, 10
NOTHING = "do nothing"
LONGEST = 60


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw a row for each plan: a dot at its mean, a bar over its interval, a dashed line at doing nothing."""
    kinds = ["a plan", NOTHING]
    rows = [
        {
            **row,
            "kind": NOTHING if row["plan"] == NOTHING else "a plan",
            "plan": "\n".join(wrapped(row["plan"], LONGEST)),
        }
        for row in records(figure)
    ]
    mean = next(name for name in rows[0] if name in ("share_of_draws", "points_of_100"))
    is_share = mean == "share_of_draws"
    height = LINE * max(row["plan"].count("\n") + 1 for row in rows) + BETWEEN
    axis = alt.Axis(title=None, format="%" if is_share else "", tickCount=6)
    scale = alt.Scale(domain=[0, 1]) if is_share else alt.Scale(zero=False, nice=True)
    base = alt.Chart(values(rows)).encode(
        y=alt.Y(
            "plan:N",
            sort=None,
            title=None,
            axis=alt.Axis(
                ticks=False, domain=False, labelPadding=6, labelLimit=400, labelExpr=r"split(datum.label, '\n')"
            ),
        ),
        color=alt.Color("kind:N", scale=shade(kinds), legend=None),
    )
    bars = base.mark_rule(strokeWidth=4, opacity=0.5).encode(x=alt.X("low:Q", scale=scale, axis=axis), x2="high:Q")
    dots = base.mark_circle(size=90, opacity=1).encode(x=alt.X(f"{mean}:Q", scale=scale, axis=axis))
    without = [{"at": row[mean]} for row in rows if row["kind"] == NOTHING]
    line = alt.Chart(values(without)).mark_rule(color=INK, strokeDash=[4, 3]).encode(x=alt.X("at:Q", scale=scale))
    chart: alt.TopLevelMixin = alt.layer(line, bars, dots).properties(width=WIDTH - 340, height=alt.Step(height))
    return chart
