"""A reader's document from an assessment: one set of findings, as HTML, JSON or a summary in the terminal.

Nothing is computed here. :mod:`~goodoffices.brief.document` chooses and orders findings, each module of
:mod:`~goodoffices.brief.charts` draws one kind of figure, the rest lays them out.
"""

from goodoffices.brief.document import Brief, compose
from goodoffices.brief.html import render_html
from goodoffices.brief.json import render_json

__all__ = ["Brief", "compose", "render_html", "render_json"]
