"""The pictures of a brief, drawn once for all its forms."""

import logging
import re
from collections.abc import Mapping

from goodoffices.brief.blocks import Manuscript
from goodoffices.brief.charts import draw_svg
from goodoffices.progress import track

LOGGER = logging.getLogger(__name__)
Drawings = Mapping[str, str]
"""From the id of a figure to its drawing, as SVG."""


def draw(manuscript: Manuscript) -> Drawings:
    """Draw every figure of a brief."""
    figures = manuscript.figures
    LOGGER.info("drawing %d figures", len(figures))
    return {figure.id: draw_svg(figure) for figure in track(figures, "Drawing", len(figures))}


def size(svg: str) -> tuple[float, float]:
    """Return width and height of a drawing in its own units.

    >>> size('<svg class="marks" width="761" height="324.5" viewBox="0 0 761 324.5">')
    (761.0, 324.5)
    """
    match = re.search(r'<svg\b[^>]* width="([0-9.]+)" height="([0-9.]+)"', svg)
    assert match, "a drawing without a size"
    return float(match[1]), float(match[2])
