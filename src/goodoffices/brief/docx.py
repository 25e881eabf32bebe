"""The brief as a Word document (DOCX) that a ministry can edit: real styles, captions and repeated table headings."""

import io
import logging
import zipfile
from typing import TYPE_CHECKING

from goodoffices.brief.document import Brief
from goodoffices.brief.manuscript import set_out
from goodoffices.brief.paper import documents_extra
from goodoffices.brief.pictures import Drawings, draw

if TYPE_CHECKING:
    from docx.document import Document

LOGGER = logging.getLogger(__name__)
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that the archive can hold; a document says nothing about when it was made."""


def render_docx(brief: Brief, drawings: Drawings | None = None) -> bytes:
    """Return the brief as a Word document.

    Parameters
    ----------
    brief : Brief
        The content.
    drawings : Drawings, optional
        The figures, if they are drawn already (:func:`goodoffices.brief.pictures.draw`).

    Returns
    -------
    bytes
        The same bytes for the same assessment on the same computer.

    Raises
    ------
    OutputError
        If the extra `documents` is not installed.
    """
    documents_extra("docx", "DOCX")
    import docx  # noqa: PLC0415 (an extra)

    from goodoffices.brief.word import Writer, strip_template  # noqa: PLC0415 (needs the extra)

    manuscript = set_out(brief)
    drawn = draw(manuscript) if drawings is None else drawings
    LOGGER.info("writing the Word document")
    document = docx.Document()
    strip_template(document)
    Writer(document, drawn).write(manuscript)
    return _packed(document)


def _packed(document: "Document") -> bytes:
    """Return a document as an archive whose entries are in order and carry no time."""
    saved, packed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(packed, "w") as archive:
        for name in parts.namelist():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, parts.read(name))
    return packed.getvalue()
