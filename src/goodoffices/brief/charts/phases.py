"""The phases of each text as a chain of boxes, with the gates between them."""

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import (
    BLUE,
    FAINT,
    INK,
    MUTED,
    ORANGE,
    SKY,
    VERMILLION,
    WIDTH,
    Record,
    records,
    values,
    wrapped,
)

NARROWEST = 4
"""Boxes are as wide as if there were at least so many steps."""
LETTER = 6.2
"""Width of a letter, in pixels, at the size of the names."""
LINE = 13
TITLE, GAP = 32, 12
"""Height of a text's name, and the space below a box."""
BETWEEN = 26
"""Space between two boxes, for the gate."""
VERIFIED, UNVERIFIED = "somebody verifies it", "nobody is named to verify it"
GATES = {"all": "gate: all must have completed the phase before", "each for itself": "gate: each passes it by itself"}


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw one row of boxes per text from left to right, and a bar before each box that has a gate."""
    boxes, titles, height = _placed(records(figure))
    gates = [box | {"x": box["x"] - BETWEEN / 2, "gate": GATES[box["gate"]]} for box in boxes if box["gate"]]
    arrows = [box | {"from": box["x"] - BETWEEN} for box in boxes if box["step"] > 1]
    lines = [
        {"x": box["x"] + 7, "y": box["y"] + LINE * (number + 1), "text": text, "days": number == len(box["lines"])}
        for box in boxes
        for number, text in enumerate([*box["lines"], f"{box['days']} days" if box["days"] else ""])
        if text
    ]
    x = alt.X("x:Q", scale=alt.Scale(domain=[0, WIDTH], nice=False), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[height, 0], nice=False), axis=None)
    colour = alt.Color(
        "verified:N",
        scale=alt.Scale(domain=[VERIFIED, UNVERIFIED], range=[SKY, FAINT]),
        legend=alt.Legend(columns=2),
    )
    layers: list[alt.Chart] = [
        alt.Chart(values(boxes))
        .mark_rect(stroke=MUTED, opacity=0.55)
        .encode(x=x, y=y, x2="x2:Q", y2="y2:Q", color=colour)
    ]
    if arrows:
        layers.append(
            alt.Chart(values(arrows)).mark_rule(color=MUTED).encode(x=alt.X("from:Q"), x2="x:Q", y="middle:Q")
        )
    if gates:
        stroke = alt.Color(
            "gate:N",
            scale=alt.Scale(domain=list(GATES.values()), range=[VERMILLION, ORANGE]),
            legend=alt.Legend(symbolType="stroke", values=list(dict.fromkeys(gate["gate"] for gate in gates))),
        )
        bars = alt.Chart(values(gates))
        layers.append(bars.mark_rule(strokeWidth=4).encode(x="x:Q", y="y:Q", y2="y2:Q", color=stroke))
        layers.append(bars.mark_text(fontSize=9, color=MUTED, dy=-5).encode(x="x:Q", y="y:Q", text="opened_by:N"))
    base = alt.Chart(values(lines)).encode(x="x:Q", y="y:Q", text="text:N")
    for dated, ink in ((False, INK), (True, BLUE)):
        layers.append(
            base.transform_filter(f"datum.days == {str(dated).lower()}").mark_text(align="left", fontSize=11, color=ink)
        )
    layers.append(
        alt.Chart(values(titles))
        .mark_text(align="left", fontSize=12, fontWeight="bold", color=INK)
        .encode(x="x:Q", y="y:Q", text="text:N")
    )
    chart: alt.TopLevelMixin = alt.layer(*layers).resolve_scale(color="independent")
    return chart.properties(width=WIDTH, height=height)


def _placed(rows: list[Record]) -> tuple[list[Record], list[Record], float]:
    """Return the boxes and the names of the texts with their places in pixels, and the height of it all."""
    span = max(NARROWEST, *(row["step"] for row in rows))
    width = (WIDTH - BETWEEN * (span - 1)) / span
    boxes: list[Record] = []
    titles: list[Record] = []
    top = 0.0
    for text in dict.fromkeys(row["text"] for row in rows):
        own = [
            row | {"lines": wrapped(row["phase"], int((width - 10) / LETTER))} for row in rows if row["text"] == text
        ]
        titles.append({"x": 0, "y": top + TITLE / 3, "text": text})
        top += TITLE
        deep = max(len(row["lines"]) + bool(row["days"]) for row in own)
        tall = LINE * deep + LINE
        beside = 0
        for step in sorted({row["step"] for row in own}):
            same = [row for row in own if row["step"] == step]
            beside = max(beside, len(same))
            for number, row in enumerate(same):
                left, above = (step - 1) * (width + BETWEEN), top + number * (tall + GAP)
                boxes.append(
                    row
                    | {
                        "x": left,
                        "x2": left + width,
                        "y": above,
                        "y2": above + tall,
                        "middle": above + tall / 2,
                        "verified": VERIFIED if row["verified"] else UNVERIFIED,
                    }
                )
        top += beside * (tall + GAP)
    return boxes, titles, top
