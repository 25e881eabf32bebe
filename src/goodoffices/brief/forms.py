"""The forms that a brief can take, made together: every picture is drawn once for all of them."""

from collections.abc import Callable, Collection

from goodoffices.brief.document import Brief
from goodoffices.brief.docx import render_docx
from goodoffices.brief.html import render_html
from goodoffices.brief.json import render_json
from goodoffices.brief.manuscript import set_out
from goodoffices.brief.markdown import render_markdown
from goodoffices.brief.pdf import render_pdf
from goodoffices.brief.pictures import Drawings, draw

DRAWN: dict[str, Callable[[Brief, Drawings], str | bytes]] = {
    "html": render_html,
    "pdf": render_pdf,
    "docx": render_docx,
}
WRITTEN: dict[str, Callable[[Brief], str | bytes]] = {"json": render_json, "md": render_markdown}
"""Forms with pictures and forms without."""


def render(brief: Brief, forms: Collection[str]) -> dict[str, str | bytes]:
    """Return a brief in several forms.

    Parameters
    ----------
    brief : Brief
        The content.
    forms : collection of str
        Which forms: ``html``, ``pdf``, ``docx``, ``md`` and ``json``, which are also the endings of their files.

    Returns
    -------
    dict
        From the form to the content of its file.

    Raises
    ------
    OutputError
        If a form needs packages that are not installed, or cannot show what the dossier says.
    """
    drawings = draw(set_out(brief)) if DRAWN.keys() & set(forms) else {}
    return {form: DRAWN[form](brief, drawings) if form in DRAWN else WRITTEN[form](brief) for form in forms}
