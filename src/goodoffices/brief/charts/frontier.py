"""The frontier of efficient packages, as two parties see it."""

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import FAINT, INK, MUTED, WIDTH, shade, values

HEIGHT = 340
SHAPES = ["diamond", "square", "triangle-up", "circle", "cross", "triangle-down"]


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw every package as a point: the gain of one party across, of the other upwards."""
    x_name, y_name = figure.categories
    rows = [{"package": row[0], "x": row[1], "y": row[2]} for row in figure.data.rows]
    crowd = rows[0]["package"]
    named = [row for row in rows if row["package"] != crowd]
    names = list(dict.fromkeys(str(row["package"]) for row in named))
    x = alt.X("x:Q", title=f"gain of {x_name}, in points of its own", scale=alt.Scale(zero=True))
    y = alt.Y("y:Q", title=f"gain of {y_name}, in points of its own", scale=alt.Scale(zero=True))
    colours = shade(names)
    shapes = alt.Scale(domain=names, range=[SHAPES[i % len(SHAPES)] for i in range(len(names))])
    points = alt.Chart(values([row for row in rows if row["package"] == crowd])).mark_circle(
        size=22, color="#9aa5b1", opacity=0.75
    )
    marks = alt.Chart(values(named)).mark_point(filled=True, size=150, opacity=1, stroke="white", strokeWidth=1)
    rules = [
        alt.Chart(values([{"at": 0}])).mark_rule(color=MUTED, strokeDash=[4, 3]).encode(**{axis: "at:Q"})
        for axis in ("x", "y")
    ]
    legend = alt.Legend(symbolType="circle", columns=3, symbolFillColor=INK, symbolStrokeColor=FAINT)
    chart: alt.TopLevelMixin = alt.layer(
        *rules,
        points.encode(x=x, y=y),
        marks.encode(
            x=x,
            y=y,
            color=alt.Color("package:N", scale=colours, legend=legend),
            shape=alt.Shape("package:N", scale=shapes),
        ),
    ).properties(width=WIDTH - 80, height=HEIGHT)
    return chart
