"""The way to an outcome: which moves are made in each state on it."""

import json
from collections.abc import Mapping, Sequence

import altair as alt

from goodoffices.assessment.answer import Figure
from goodoffices.brief.charts.style import BLUE, FAINT, INK, VERMILLION, WIDTH, records, values, wrapped

ROW, COLUMN, LABEL, HEADING, LETTER = 34, 84, 48, 12, 6
STANDING, CHANGED, NOT = "made", "made or taken back just now", "not made"


def draw(figure: Figure) -> alt.TopLevelMixin:
    """Draw a row for each move and a column for each state, filled where the move is made."""
    rows = [
        row
        | {
            "is": CHANGED if row["changed"] else STANDING if row["made"] else NOT,
            "mark": "yes" if row["made"] else "no",
        }
        for row in records(figure)
    ]
    number = len({row["place"] for row in rows})
    width = min(COLUMN * number, WIDTH - 290)
    letters = min(HEADING, width // (LETTER * number))
    columns = {str(row["place"]): wrapped(str(row["after"]), max(1, letters)) for row in rows}
    most = max(len(lines) for lines in columns.values())
    base = alt.Chart(values(rows))
    top = alt.Axis(
        title=None,
        orient="top",
        labelAngle=0,
        ticks=False,
        domain=False,
        labelPadding=6 + 13 * (most - 1),
        labelExpr=_broken({place: [" "] * (most - len(lines)) + lines for place, lines in columns.items()}),
    )
    side = alt.Axis(
        title=None, ticks=False, domain=False, labelLimit=330, labelPadding=8,
        labelExpr=_broken({str(row["move"]): wrapped(str(row["move"]), LABEL) for row in rows}),
    )  # fmt: skip
    x, y = alt.X("place:O", axis=top), alt.Y("move:N", sort=None, axis=side)
    colour = alt.Color(
        "is:N",
        scale=alt.Scale(domain=[CHANGED, STANDING, NOT], range=[VERMILLION, BLUE, FAINT]),
        legend=alt.Legend(orient="bottom"),
    )
    cells = base.mark_rect(cornerRadius=3, stroke="white", strokeWidth=4).encode(x=x, y=y, color=colour)
    text = base.mark_text(fontSize=11, fontWeight="bold").encode(
        x=x, y=y, text="mark:N", color=alt.condition(f"datum.is == '{NOT}'", alt.value(INK), alt.value("white"))
    )
    height = ROW * len({row["move"] for row in rows})
    return alt.layer(cells, text).properties(width=width, height=height)


def _broken(labels: Mapping[str, Sequence[str]]) -> str:
    """Return an expression that gives each value its label, line by line."""
    expression = "datum.label"
    for name, lines in labels.items():
        expression = f"datum.label == {json.dumps(name)} ? {json.dumps(lines)} : {expression}"
    return expression
