"""The brief as a tagged PDF that screen readers can follow (PDF/UA-1), set by Typst."""

import dataclasses
import json
import logging
import re
from importlib.resources import files
from typing import Any, Final

from goodoffices.assessment.answer import Figure, Table
from goodoffices.brief.blocks import CONTENTS, Grid, Reference, cell_text
from goodoffices.brief.document import Brief
from goodoffices.brief.manuscript import set_out
from goodoffices.brief.paper import (
    LEAD_HEIGHT,
    POINTS_PER_UNIT,
    column_shares,
    documents_extra,
    numeric_columns,
    printable,
    visible,
)
from goodoffices.brief.pictures import Drawings, draw, size
from goodoffices.errors import OutputError

LOGGER = logging.getLogger(__name__)
TEMPLATE = files("goodoffices.brief") / "templates" / "brief.typ"
STANDARD: Final = "ua-1"
NO_GLYPH = re.compile(r"the text `\"(.+?)\"` could not be displayed")


def render_pdf(brief: Brief, drawings: Drawings | None = None) -> bytes:
    """Return the brief as a PDF: A4, tagged, with the fonts that Typst brings along.

    The text of a dossier goes to Typst as data, never as markup. Where those fonts lack a letter, such as those of Khmer or
    Chinese, fonts of the computer stand in.

    Parameters
    ----------
    brief : Brief
        The content.
    drawings : Drawings, optional
        The figures, if they are drawn already (:func:`goodoffices.brief.pictures.draw`).

    Returns
    -------
    bytes
        The same bytes for the same assessment, as long as no font of the computer is needed.

    Raises
    ------
    OutputError
        If the extra `documents` is not installed, or no font has a letter that the dossier uses.
    """
    documents_extra("typst", "PDF")
    manuscript = set_out(brief)
    drawn = draw(manuscript) if drawings is None else drawings
    content = {
        **_plain(manuscript),
        "contents": CONTENTS,
        "scale": POINTS_PER_UNIT,
        "lead-height": LEAD_HEIGHT,
        "drawings": {figure.id: _drawing(drawn[figure.id]) for figure in manuscript.figures},
    }
    data = {"content": json.dumps(content, ensure_ascii=False)}
    LOGGER.info("setting the PDF")
    try:
        return _compile(data, own_fonts_only=True)
    except _NoGlyphError as error:
        lacking = error
    try:
        with_others = _compile(data, own_fonts_only=False)
    except _NoGlyphError as error:
        raise OutputError(
            f"no font for the PDF has these letters: {error}; install one, or use the formats html or docx"
        ) from error
    LOGGER.warning("fonts of this computer stand in for letters that the PDF's own fonts lack: %s", lacking)
    return with_others


class _NoGlyphError(Exception):
    """Some letters are in no font; the message names them."""


def _compile(data: dict[str, str], *, own_fonts_only: bool) -> bytes:
    import typst  # noqa: PLC0415 (an extra)

    try:
        return typst.compile(
            TEMPLATE.read_bytes(), sys_inputs=data, ignore_system_fonts=own_fonts_only, pdf_standards=STANDARD
        )
    except typst.TypstError as error:
        found = "".join(NO_GLYPH.findall(error.diagnostic))
        if not found:
            raise
        letters = re.sub(r"\\u\{([0-9a-f]+)\}", lambda match: chr(int(match[1], 16)), found)
        raise _NoGlyphError(" ".join(dict.fromkeys(letters))) from error


def _drawing(svg: str) -> dict[str, str | float]:
    width, height = size(svg)
    return {"svg": visible(svg), "width": width, "height": height}


def _plain(value: Any) -> Any:
    """Return a part of the manuscript as data for the template."""
    if isinstance(value, Grid) and value.long:
        return _plain(value.pointer)
    if isinstance(value, Reference):
        places = value.in_one_line if value.passages else ""
        texts = {"reference": value.reference, "details": value.details, "places": places}
        return {"kind": "Reference", **{name: printable(text) for name, text in texts.items()}}
    if isinstance(value, Table):
        return {
            "title": printable(value.title),
            "note": printable(value.note),
            "columns": [printable(name) for name in value.columns],
            "rows": [[printable(cell_text(cell)) for cell in row] for row in value.rows],
            "shares": column_shares(value),
            "numeric": numeric_columns(value),
        }
    if isinstance(value, Figure):
        texts = {"title": value.title, "alt": value.description or value.title, "note": value.data.note}
        return {"id": value.id, **{name: printable(text) for name, text in texts.items()}}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return {"kind": type(value).__name__, **parts}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return printable(value) if isinstance(value, str) else value
