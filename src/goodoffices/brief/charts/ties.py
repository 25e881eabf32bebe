"""Who is tied to whom: backers on the left, those they back on the right."""

from typing import Literal

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import INK, WIDTH, Record, records, shade, values

ROW = 38
SWEEPS = 4
STEP = 0.08
LEFT, BETWEEN, RIGHT = 0, 1, 2


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw a line per tie between three columns: who only gives ties, who gives and receives, who only receives."""
    ties = records(figure)
    columns = _columns(ties)
    places = _places(ties, columns)
    height = ROW * max(sum(1 for c in columns.values() if c == column) for column in (LEFT, BETWEEN, RIGHT))
    lines = []
    for tie in ties:
        (x1, y1), (x2, y2) = places[tie["party"]], places[tie["other"]]
        lines.append({"x": x1, "y": y1, "x2": x2, "y2": y2, "tie": tie["tie"]})
    nodes = [{"name": name, "x": x, "y": y, "column": columns[name]} for name, (x, y) in places.items()]
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, 1]), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[0, 1]), axis=None)
    rules = (
        alt.Chart(values(lines))
        .mark_rule(strokeWidth=2, opacity=0.85)
        .encode(
            x=x,
            y=y,
            x2="x2:Q",
            y2="y2:Q",
            color=alt.Color(
                "tie:N", scale=shade([tie["tie"] for tie in ties]), legend=alt.Legend(symbolType="stroke", columns=7)
            ),
        )
    )
    base = alt.Chart(values(nodes))
    dots = base.mark_circle(size=60, color=INK, opacity=1).encode(x=x, y=y)
    text: dict[int, tuple[Literal["left", "center", "right"], int, int]] = {
        LEFT: ("right", -9, 0),
        BETWEEN: ("center", 0, -11),
        RIGHT: ("left", 9, 0),
    }
    names = [
        base.transform_filter(f"datum.column == {column}")
        .mark_text(
            align=align, dx=dx, dy=dy, fontSize=12, color=color, stroke=stroke, strokeWidth=4, strokeJoin="round"
        )
        .encode(x=x, y=y, text="name:N")
        for column, (align, dx, dy) in text.items()
        for color, stroke in (("white", "white"), (INK, "transparent"))  # a halo keeps names readable over lines
    ]
    return alt.layer(rules, dots, *names).properties(width=WIDTH - 240, height=max(height, 120))


def _columns(ties: list[Record]) -> dict[str, int]:
    givers, receivers = {tie["party"] for tie in ties}, {tie["other"] for tie in ties}
    names = dict.fromkeys(name for tie in ties for name in (tie["party"], tie["other"]))
    return {name: BETWEEN if name in givers & receivers else LEFT if name in givers else RIGHT for name in names}


def _places(ties: list[Record], columns: dict[str, int]) -> dict[str, tuple[float, float]]:
    """Order each column by the mean height of its neighbours, a few times over, so that fewer lines cross."""
    order = {column: [name for name, c in columns.items() if c == column] for column in (LEFT, BETWEEN, RIGHT)}
    heights = {name: _height(i, len(group)) for group in order.values() for i, name in enumerate(group)}
    for _ in range(SWEEPS):
        for column in (RIGHT, BETWEEN, LEFT):
            means = {}
            for name in order[column]:
                near = [t["other"] for t in ties if t["party"] == name] + [
                    t["party"] for t in ties if t["other"] == name
                ]
                means[name] = sum(heights[other] for other in near) / len(near)
            order[column].sort(key=lambda name: (-means[name], name))
            heights |= {name: _height(i, len(order[column])) for i, name in enumerate(order[column])}
    # Names between the columns step left and right in turn, so that a line between two of them misses the third.
    step = {name: STEP * (-1) ** i for i, name in enumerate(order[BETWEEN])}
    return {name: (columns[name] / 2 + step.get(name, 0.0), heights[name]) for name in columns}


def _height(index: int, size: int) -> float:
    return 1 - (index + 0.5) / size
