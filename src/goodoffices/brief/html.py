"""The brief as one self-contained HTML page: no network, no script; prints on A4."""

import logging
from importlib.resources import files

import jinja2
from markupsafe import Markup

from goodoffices import __version__
from goodoffices.assessment.answer import Cell, Figure
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.wording import capital, count, percent, plain_number
from goodoffices.brief.charts import draw_svg
from goodoffices.brief.document import Brief
from goodoffices.brief.likelihood import confidence
from goodoffices.dossier.values.citing import in_short
from goodoffices.progress import track

LOGGER = logging.getLogger(__name__)
TEMPLATES = files("goodoffices.brief") / "templates"


def render_html(brief: Brief) -> str:
    """Return the brief as an HTML document; every picture is drawn in, with its data in a table behind it."""
    figures = [figure for answer in (*brief.sections, *brief.background) for figure in answer.figures]
    LOGGER.info("drawing %d figures", len(figures))
    drawings = {figure.id: Markup(draw_svg(figure)) for figure in track(figures, "Drawing", len(figures))}
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: (TEMPLATES / name).read_text(encoding="utf-8")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )

    def likelihood(finding: Finding) -> str:
        if finding.share is None:
            return ""
        return f"{capital(brief.scale.word(finding.share))} ({percent(finding.share)}) {finding.share_of}"

    def drawing(figure: Figure) -> Markup:
        return drawings[figure.id]

    def sources(finding: Finding) -> str:
        return in_short(brief.assessment.dossier, finding.sources)

    environment.globals |= {
        "likelihood": likelihood,
        "confidence": confidence,
        "drawing": drawing,
        "sources": sources,
        "count": count,
    }

    environment.filters |= {"cell": _cell, "capital": capital}
    template = environment.get_template("brief.html.j2")
    return template.render(
        brief=brief,
        dossier=brief.assessment.dossier,
        situations=brief.assessment.situations,
        css=Markup((TEMPLATES / "brief.css").read_text(encoding="utf-8")),
        version=__version__,
        uses_likelihood=any(f.share is not None for a in brief.assessment.answered for f in a.findings),
    )


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return plain_number(value)
    return str(value)
