"""Setting a manuscript in Word's own terms: styles, fields, bookmarks, captions. Needs the extra ``documents``."""

import io
from importlib.resources import files
from typing import Any

import docx.document
import vl_convert
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from goodoffices.assessment.answer import Figure, Table
from goodoffices.brief.blocks import (
    CONTENTS,
    Block,
    BottomLine,
    Caution,
    Claim,
    Grid,
    Manuscript,
    Numbered,
    Paragraph,
    Picture,
    Pointer,
    Reference,
    Section,
    Style,
    Subheading,
    Terms,
    Text,
    cell_text,
)
from goodoffices.brief.paper import LEAD_HEIGHT, POINTS_PER_UNIT, column_shares, numeric_columns, printable, visible
from goodoffices.brief.pictures import Drawings, size

TEMPLATES = files("goodoffices.brief") / "templates"
LEFT_OVER = ("stylesWithEffects", "customXml", "webSettings", "fontTable", "thumbnail", "extended-properties")
"""Parts of the library's template that say nothing about a brief, by the end of their relationship's type."""
WIDTH, HEIGHT = Mm(168), Mm(240)
PIXELS_PER_UNIT = 3.0
CHARACTER_STYLES: dict[Style, str] = {"strong": "Strong", "muted": "Qualifier", "chip": "Likelihood"}

Element = Any  # an lxml element; the library's own types name no children


def strip_template(document: docx.document.Document) -> None:
    """Replace the styles and settings of the library's template by the brief's, and drop what it brings along."""
    part = document.part
    for holder in (part, part.package):
        for rel_id, relationship in list(holder.rels.items()):
            if relationship.reltype.endswith(LEFT_OVER):
                del holder.rels[rel_id]
    own = {
        "styles.xml": document.styles.element,
        "settings.xml": document.settings.element,
        "numbering.xml": part.numbering_part.element,
    }
    for name, element in own.items():
        element[:] = parse_xml((TEMPLATES / name).read_bytes())[:]
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(21)
    section.top_margin, section.bottom_margin = Mm(16), Mm(18)
    section.header_distance = section.footer_distance = Mm(9)


class Writer:
    """Writes a manuscript into an empty document, from top to bottom."""

    def __init__(self, document: docx.document.Document, drawings: Drawings) -> None:
        self.document = document
        self.drawings = drawings
        self.end = document.element.body.sectPr
        self.numbers = {"Figure": 0, "Table": 0}
        self.bookmarks: dict[str, str] = {}

    def write(self, manuscript: Manuscript) -> None:
        """Write everything, properties and footer included."""
        self._properties(manuscript)
        self._footer(manuscript)
        self._add(_paragraph("Kicker", _run(manuscript.kicker)))
        self._add(_paragraph("Title", _run(manuscript.title)))
        if manuscript.question:
            self._add(_paragraph("Subtitle", _run(manuscript.question)))
        for block in manuscript.opening:
            if isinstance(block, Picture):
                self._picture(block.figure, Mm(LEAD_HEIGHT))
            else:
                self._block(block)
        sections = [*manuscript.sections, *([manuscript.annex] if manuscript.annex else [])]
        self._contents(sections)
        for section in sections:
            self._add(_paragraph("Heading1", *self._bookmark(section.id, _run(section.title))))
            for block in section.blocks:
                self._block(block)
        self._add(_paragraph("Note", _run(manuscript.colophon)))

    def _add(self, element: Element) -> None:
        self.end.addprevious(element)

    def _properties(self, manuscript: Manuscript) -> None:
        properties = self.document.core_properties
        properties.title = printable(manuscript.title)[:255]
        properties.keywords = printable(", ".join(manuscript.keywords))[:255]
        properties.author = properties.last_modified_by = manuscript.author
        properties.language = "en-GB"
        properties.comments = ""
        root = properties._element
        for time in root.findall(qn("dcterms:created")) + root.findall(qn("dcterms:modified")):
            root.remove(time)

    def _footer(self, manuscript: Manuscript) -> None:
        footer = self.document.sections[0].footer
        footer.is_linked_to_previous = False
        line = footer.paragraphs[0]._p
        parts = [_run(manuscript.title), _element("w:r", _element("w:tab")), _field("PAGE", "1"), _run(" / ")]
        line.getparent().replace(line, _paragraph("Footer", *parts, _field("NUMPAGES", "1")))

    def _contents(self, sections: list[Section]) -> None:
        self._add(_paragraph("TOCHeading", _run(CONTENTS)))
        for number, section in enumerate(sections):
            link = _element("w:hyperlink", _run(section.title), anchor=self._name(section.id))
            before = [_mark("begin"), _instruction(r"TOC \o 1-1 \n \h"), _mark("separate")] if number == 0 else []
            after = [_mark("end")] if number == len(sections) - 1 else []
            self._add(_paragraph("TOC1", *before, link, *after))

    def _name(self, target: str) -> str:
        """Return the bookmark of something in the brief: Word takes neither dots nor more than 40 characters."""
        return self.bookmarks.setdefault(target, f"brief_{len(self.bookmarks) + 1}")

    def _bookmark(self, target: str, *content: Element) -> list[Element]:
        name = self._name(target)
        number = name.removeprefix("brief_")
        return [
            _element("w:bookmarkStart", id=number, name=name),
            *content,
            _element("w:bookmarkEnd", id=number),
        ]

    def _block(self, block: Block) -> None:
        match block:
            case Paragraph():
                self._add(_paragraph("Note" if block.note else "Normal", *_runs(block.text)))
            case Subheading():
                self._add(_paragraph("Heading2", _run(block.text)))
            case BottomLine():
                self._add(_paragraph("Heading1", _run(block.heading)))
                for text in block.paragraphs:
                    self._add(_paragraph("BottomLine", *_runs(text)))
            case Caution():
                self._add(_paragraph("Caution", *_runs(block.text)))
            case Numbered():
                for text in block.entries:
                    self._add(_paragraph("ListNumber", *_runs(text)))
            case Claim():
                self._add(_paragraph("Finding", *_runs(block.text)))
                for text in block.notes:
                    self._add(_paragraph("FindingNote", *_runs(text)))
            case Picture():
                self._picture(block.figure)
            case Pointer():
                link = _element("w:hyperlink", _run(block.link, "Hyperlink"), anchor=self._name(block.target))
                self._add(_paragraph("Note", _run(block.before), link, _run(block.after)))
            case Grid():
                if block.long:
                    self._block(block.pointer)
                else:
                    self._table(block.table)
            case Terms():
                for term, said in block.entries:
                    self._add(_paragraph("Term", _run(term)))
                    self._add(_paragraph("Normal", *_runs(said)))
            case Reference():
                self._reference(block)

    def _caption(self, kind: str, title: str, target: str = "") -> None:
        self.numbers[kind] += 1
        label = [_run(f"{kind} "), _field(rf"SEQ {kind} \* ARABIC", str(self.numbers[kind]))]
        parts = self._bookmark(target, *label) if target else label
        self._add(_paragraph("Caption", *parts, _run(f". {title}")))

    def _picture(self, figure: Figure, most: int = HEIGHT) -> None:
        self._caption("Figure", figure.title, figure.id)
        drawing = visible(self.drawings[figure.id])
        image = vl_convert.svg_to_png(drawing, scale=PIXELS_PER_UNIT)
        across, down = size(drawing)
        width = round(min(WIDTH, Pt(across * POINTS_PER_UNIT), most * across / down))
        inline = self.document.part.new_pic_inline(io.BytesIO(image), width)
        inline.docPr.set("title", printable(figure.title))
        inline.docPr.set("descr", printable(figure.description or figure.title))
        self._add(_paragraph("Picture", _element("w:r", _element("w:drawing", inline))))
        if figure.data.note:
            self._add(_paragraph("Note", _run(figure.data.note)))

    def _table(self, table: Table) -> None:
        self._caption("Table", table.title)
        widths = [round(share * WIDTH.twips) for share in column_shares(table)]
        numeric = numeric_columns(table)
        grid = _element("w:tblGrid", *(_element("w:gridCol", w=str(width)) for width in widths))
        head = _row(list(table.columns), widths, numeric, "TableHeading")
        head.trPr.append(_element("w:tblHeader"))
        rows = [_row([cell_text(cell) for cell in row], widths, numeric, "TableText") for row in table.rows]
        properties = _element(
            "w:tblPr",
            _element("w:tblStyle", val="BriefTable"),
            _element("w:tblW", w=str(sum(widths)), type="dxa"),
            _element("w:tblLayout", type="fixed"),
            _element("w:tblLook", val="0020", firstRow="1", lastRow="0", firstColumn="0", lastColumn="0", noHBand="1",
                     noVBand="1"),
            _element("w:tblCaption", val=printable(table.title)),
        )  # fmt: skip
        self._add(_element("w:tbl", properties, grid, head, *rows))
        self._add(_paragraph("Note", *([_run(table.note)] if table.note else [])))

    def _reference(self, reference: Reference) -> None:
        self._add(_paragraph("Bibliography", _run(reference.reference)))
        if reference.details:
            self._add(_paragraph("BibliographyNote", _run(reference.details)))
        if reference.passages:
            self._add(_paragraph("BibliographyNote", _run(reference.in_one_line)))


def _element(tag: str, *children: Element, **attributes: str) -> Element:
    element: Element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    element.extend(children)
    return element


def _paragraph(style: str, *content: Element) -> Element:
    return _element("w:p", _element("w:pPr", _element("w:pStyle", val=style)), *content)


def _run(text: str, style: str = "") -> Element:
    words = _element("w:t")
    words.text = printable(text)
    words.set(qn("xml:space"), "preserve")
    return _element("w:r", *([_element("w:rPr", _element("w:rStyle", val=style))] if style else []), words)


def _runs(text: Text) -> list[Element]:
    return [_run(span.text, CHARACTER_STYLES.get(span.style, "")) for span in text]


def _field(instruction: str, shown: str) -> Element:
    return _element("w:fldSimple", _run(shown), instr=f" {instruction} ")


def _mark(kind: str) -> Element:
    return _element("w:r", _element("w:fldChar", fldCharType=kind))


def _instruction(text: str) -> Element:
    words = _element("w:instrText")
    words.text = f" {text} "
    words.set(qn("xml:space"), "preserve")
    return _element("w:r", words)


def _row(texts: list[str], widths: list[int], numeric: tuple[bool, ...], style: str) -> Element:
    cells = []
    for text, width, flush_right in zip(texts, widths, numeric, strict=True):
        paragraph = _paragraph(style, _run(text))
        if flush_right:
            paragraph.pPr.append(_element("w:jc", val="right"))
        cells.append(_element("w:tc", _element("w:tcPr", _element("w:tcW", w=str(width), type="dxa")), paragraph))
    return _element("w:tr", _element("w:trPr", _element("w:cantSplit")), *cells)
