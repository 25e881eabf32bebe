"""The brief as one self-contained HTML page: no network, no script; prints on A4."""

from importlib.resources import files

import jinja2
from markupsafe import Markup

from goodoffices.assessment.answer import Figure
from goodoffices.brief.blocks import CONTENTS, NUMBERS_BEHIND, cell_text, is_number
from goodoffices.brief.document import Brief
from goodoffices.brief.manuscript import set_out
from goodoffices.brief.pictures import Drawings, draw

TEMPLATES = files("goodoffices.brief") / "templates"


def render_html(brief: Brief, drawings: Drawings | None = None) -> str:
    """Return the brief as an HTML document; every picture is drawn in, with its data in a table behind it.

    Parameters
    ----------
    brief : Brief
        The content.
    drawings : Drawings, optional
        The figures, if they are drawn already (:func:`goodoffices.brief.pictures.draw`).
    """
    manuscript = set_out(brief)
    drawn = draw(manuscript) if drawings is None else drawings
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: (TEMPLATES / name).read_text(encoding="utf-8")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )

    def drawing(figure: Figure) -> Markup:
        return Markup(drawn[figure.id])

    environment.globals |= {"drawing": drawing, "contents": CONTENTS, "numbers_behind": NUMBERS_BEHIND}
    environment.filters |= {"cell": cell_text, "kind": _kind}
    environment.tests |= {"flush_right": is_number}
    css = Markup((TEMPLATES / "brief.css").read_text(encoding="utf-8"))
    return environment.get_template("brief.html.j2").render(manuscript=manuscript, css=css)


def _kind(block: object) -> str:
    return type(block).__name__
