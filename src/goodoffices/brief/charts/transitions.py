"""From how things stand to the outcomes that hold: one arrow for each move."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import BLUE, GREEN, INK, MUTED, VERMILLION, WIDTH, Record, records, values, wrapped

LANE = 62
DASHES = ([1, 0], [1, 0], [6, 4], [2, 3])
COLOURS = (GREEN, BLUE, MUTED, VERMILLION)


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw states as dots from left to right, with an arrow for each move, named after the one who makes it."""
    rows = records(figure)
    places = _places(rows)
    deepest = max(x for x, _ in places.values())
    lanes = max(1, len({y for _, y in places.values()}))
    width, height = WIDTH - 250, LANE * lanes
    arrows = list({(row["state_before"], row["state_after"]): row for row in rows}.values())
    drawn = [_arrow(row, places, width / max(1, deepest), height / lanes) for row in arrows]
    x = alt.X("x:Q", scale=alt.Scale(domain=[-0.3, deepest + 0.05], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[lanes - 0.5, -0.5], nice=False), axis=None)
    kinds = [kind for kind in figure.categories if kind in {row["kind"] for row in rows}]
    look = dict(zip(figure.categories, zip(COLOURS, DASHES, strict=True), strict=True))
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=kinds, range=[look[kind][0] for kind in kinds]),
        legend=alt.Legend(symbolType="stroke", symbolStrokeWidth=3, columns=4),
    )
    dash = alt.StrokeDash("kind:N", scale=alt.Scale(domain=kinds, range=[look[kind][1] for kind in kinds]), legend=None)
    base = alt.Chart(values(drawn))
    lines = base.mark_rule(strokeWidth=2).encode(x=x, y=y, x2="x2:Q", y2="y2:Q", color=colour, strokeDash=dash)
    heads = base.mark_point(shape="triangle", filled=True, size=90, opacity=1).encode(
        x=alt.X("x2:Q", axis=None), y=alt.Y("y2:Q", axis=None), angle=alt.Angle("angle:Q", scale=None), color=colour
    )
    who = [
        base.mark_text(fontSize=11, dy=-8, color=ink, stroke=halo, strokeWidth=4, strokeJoin="round").encode(
            x=alt.X("middle:Q", axis=None), y=alt.Y("height:Q", axis=None), text="party:N"
        )
        for ink, halo in (("white", "white"), (INK, "transparent"))
    ]
    ends = {row["state_after"]: row["holds"] for row in rows if row["name_after"] == row["to"]}
    on = {row["state_before"] for row in rows}
    nodes = [
        {
            "x": px,
            "y": py,
            "name": _name(state, rows),
            "holds": f"holds {ends[state]}" if state in ends else "",
            "on": state in on,
        }
        for state, (px, py) in places.items()
    ]
    dots = alt.Chart(values(nodes)).mark_circle(size=110, color=INK, opacity=1).encode(x=x, y=y)
    return alt.layer(lines, heads, *who, dots, *_labels(nodes, x, y)).properties(width=width, height=height)


def _labels(nodes: Sequence[Record], x: alt.X, y: alt.Y) -> Iterator[alt.Chart]:
    """Name states: at the ends of ways to their right, on the way above them, at the start to the left."""
    start = [
        {**node, "text": line, "dy": 13 * i - 6}
        for node in nodes
        if not node["x"]
        for i, line in enumerate(wrapped(node["name"], 12))
    ]
    way = [{**node, "text": node["name"], "dy": -20} for node in nodes if node["x"] and node["on"]]
    end = [
        {**node, "text": line, "dy": 13 * i - 6, "quiet": i > 0}
        for node in nodes
        if node["x"] and not node["on"]
        for i, line in enumerate([node["name"], *wrapped(node["holds"], 34)])
    ]
    sides: tuple[tuple[list[Record], Literal["right", "center", "left"], int], ...] = (
        (start, "right", -11),
        (way, "center", 0),
        (end, "left", 11),
    )
    for labels, align, dx in sides:
        for dy in sorted({label["dy"] for label in labels}):
            here = [label for label in labels if label["dy"] == dy and label["text"]]
            quiet = any(label.get("quiet") for label in here)
            yield (
                alt.Chart(values(here))
                .mark_text(
                    align=align,
                    dx=dx,
                    dy=dy,
                    fontSize=11,
                    color=MUTED if quiet else INK,
                    fontWeight="normal" if quiet else "bold",
                )
                .encode(x=x, y=y, text="text:N")
            )


def _name(state: int, rows: Sequence[Record]) -> str:
    for row in rows:
        if row["state_before"] == state and row["name_before"]:
            return str(row["name_before"])
        if row["state_after"] == state and row["name_after"]:
            return str(row["name_after"])
    return ""


def _places(rows: Sequence[Record]) -> dict[int, tuple[float, float]]:
    """Put each state as many steps to the right as it takes, in the lane of the first outcome on whose way it lies."""
    lanes: dict[str, int] = {}
    places: dict[int, tuple[float, float]] = {}
    for row in _beside(rows):
        start, end = row["state_before"], row["state_after"]
        if start not in places:
            places[start] = (float(row["step"]), 0.0)
        if end not in places:
            lane = lanes.setdefault(row["to"], len(lanes))
            places[end] = (row["step"] + 1.0, float(lane))
    return places


def _beside(rows: Sequence[Record]) -> list[Record]:
    """Return the ways in such an order that one which goes on from an outcome comes right after that outcome's own."""
    ways = {name: [row for row in rows if row["to"] == name] for name in dict.fromkeys(row["to"] for row in rows)}
    order: list[str] = []

    def put(name: str) -> None:
        if name not in order:
            order.append(name)
            for other, way in ways.items():
                if any(row["name_after"] == name for row in way[:-1]):
                    put(other)

    for name in ways:
        put(name)
    return [row for name in order for row in ways[name]]


def _arrow(row: Record, places: Mapping[int, tuple[float, float]], across: float, down: float) -> Record:
    (x1, y1), (x2, y2) = places[row["state_before"]], places[row["state_after"]]
    length = math.hypot((x2 - x1) * across, (y2 - y1) * down)
    left = 11 / length if length else 0
    end_x, end_y = x2 - (x2 - x1) * left, y2 - (y2 - y1) * left
    return {
        "x": x1, "y": y1, "x2": end_x, "y2": end_y, "kind": row["kind"], "party": row["party"],
        "middle": (x1 + end_x) / 2, "height": (y1 + end_y) / 2,
        "angle": math.degrees(math.atan2((y2 - y1) * down, (x2 - x1) * across)) + 90,
    }  # fmt: skip
