"""The pictures of a brief, drawn once for all its forms."""

import logging
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
