"""The look of all charts: colours that everyone can tell apart, quiet axes, text that prints."""

import html
import io
import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt

from goodoffices.assessment.answer import Figure

WIDTH = 640
MOST_DRAWN = 60
"""So many parties can be told apart in one picture; the numbers behind it have all of them."""
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
INK, MUTED, FAINT = "#1b1b1b", "#5f6368", "#d5d8dc"
BLUE, VERMILLION, GREEN, ORANGE, PURPLE, SKY, YELLOW = (
    "#0072B2", "#D55E00", "#009E73", "#E69F00", "#AA4499", "#56B4E9", "#B8A800",
)  # fmt: skip
PALETTE = (BLUE, VERMILLION, GREEN, ORANGE, PURPLE, SKY, YELLOW, MUTED)
"""Okabe & Ito's colours (Color Universal Design, 2008), purple and yellow darkened to print on white."""

Record = dict[str, Any]


def records(figure: Figure) -> list[Record]:
    """Return the figure's data as one dict per row, with column names that need no escaping."""
    names = [column.replace("%", "").replace(" ", "_") for column in figure.data.columns]
    return [dict(zip(names, row, strict=True)) for row in figure.data.rows]


def largest(rows: list[Record], by: str) -> list[Record]:
    """Return the rows in which a number is largest, in the order they were in, and no more than can be told apart."""
    kept = sorted(range(len(rows)), key=lambda i: -abs(rows[i][by]))[:MOST_DRAWN]
    return [rows[i] for i in sorted(kept)]


def counted(title: str, shown: int, whole: int) -> str:
    """Return a title that says so if not everything is drawn."""
    return title if shown == whole else f"{title} ({shown} of {whole}, those that count most)"


def values(rows: list[Record]) -> alt.InlineData:
    """Return rows as the inline data of a chart."""
    # As text, since Altair copies data held as rows again for every layer and panel they stand in.
    return alt.InlineData(values=json.dumps(rows), format=alt.JsonDataFormat(type="json"))


def shade(names: Iterable[str]) -> alt.Scale:
    """Return a colour scale that gives each name its colour in order of appearance."""
    unique = list(dict.fromkeys(names))
    return alt.Scale(domain=unique, range=[PALETTE[i % len(PALETTE)] for i in range(len(unique))])


def wrapped(text: str, width: int = 30) -> list[str]:
    """Break a label into lines of at most `width` characters."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def panel_title(text: str) -> alt.TitleParams:
    """Return the title of one of several panels, above its left end."""
    return alt.TitleParams(wrapped(text, 38), anchor="start", fontSize=12, color=INK, frame="group", offset=10)


def in_pairs(panels: Sequence[alt.LayerChart | alt.FacetChart]) -> alt.VConcatChart:
    """Set panels two in a row."""
    lines = [alt.hconcat(*panels[i : i + 2], spacing=24) for i in range(0, len(panels), 2)]
    return alt.vconcat(*lines, spacing=22)


def to_svg(chart: alt.TopLevelMixin, figure: Figure) -> str:
    """Render a chart as an SVG element that carries the figure's title and description."""
    styled = (
        chart.configure(font=FONT, background="white", padding=4)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK, titleColor=MUTED, titleFontWeight="normal", gridColor="#eceef0", domainColor=FAINT,
            tickColor=FAINT, labelFontSize=11, titleFontSize=11, labelLimit=230,
        )
        .configure_header(labelColor=INK, labelFontSize=12, labelFontWeight="bold", title=None)
        .configure_legend(
            orient="top", title=None, labelColor=INK, labelFontSize=11, symbolType="square", symbolOpacity=1, labelLimit=300
        )
    )  # fmt: skip
    buffer = io.StringIO()
    styled.save(buffer, format="svg")
    svg = buffer.getvalue()
    # The renderer numbers its ids by a counter of its own; on a page with several pictures they must not meet.
    for number, name in enumerate(dict.fromkeys(re.findall(r'\bid="([^"]+)"', svg)), 1):
        svg = re.sub(rf'(id="|url\(#|href="#){re.escape(name)}(?=["\)])', rf"\g<1>{figure.id}.{number}", svg)
    label = f"<title>{html.escape(figure.title)}</title><desc>{html.escape(figure.description)}</desc>"
    return re.sub(r"(<svg\b[^>]*)>", lambda match: f'{match[1]} role="img">{label}', svg, count=1)
