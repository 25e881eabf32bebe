"""The brief as Markdown (CommonMark with pipe tables): for wikis, repositories and mail, readable as plain text."""

import re

from goodoffices.assessment.answer import Figure, Table
from goodoffices.brief.blocks import (
    NUMBERS_BEHIND,
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
from goodoffices.brief.document import Brief
from goodoffices.brief.manuscript import set_out
from goodoffices.brief.paper import numeric_columns, printable

MARKS = re.compile(r"[\\`*_\[\]<|~$]|&(?=#?\w+;)")
"""What Markdown reads as a mark wherever it stands; GitHub's and pandoc's extensions included."""
AT_START = re.compile(r"[#+=>-]|[0-9]{1,9}(?=[.)](?:\s|$))")
"""What begins a list, a heading, a quotation or a rule at the beginning of a line."""
SPAN_MARKS: dict[Style, str] = {"plain": "", "strong": "**", "muted": "", "chip": "*"}


def render_markdown(brief: Brief) -> str:
    """Return the brief as Markdown, without pictures: each gives its description and the numbers behind it."""
    manuscript = set_out(brief)
    return "\n\n".join(_manuscript(manuscript)) + "\n"


def escape(text: str, *, begins_line: bool = True) -> str:
    r"""Return a text so that Markdown shows it as it is, on one line.

    >>> print(escape("3 * 4 | <b>_x_"), escape("1. first"), escape("- no\n# list"))
    3 \* 4 \| \<b>\_x\_ 1\. first \- no # list
    """
    line = MARKS.sub(lambda match: f"\\{match[0]}", printable(text).strip())
    start = AT_START.match(line) if begins_line else None
    if start is None:
        return line
    return f"{start[0]}\\{line[start.end() :]}" if start[0].isdigit() else f"\\{line}"


def _manuscript(manuscript: Manuscript) -> list[str]:
    parts = [escape(manuscript.kicker), f"# {_heading(manuscript.title)}"]
    if manuscript.question:
        parts.append(f"*{escape(manuscript.question)}*")
    for block in manuscript.opening:
        parts += _block(block)
    for section in (*manuscript.sections, *([manuscript.annex] if manuscript.annex else [])):
        parts += _section(section)
    return [*parts, "---", escape(manuscript.colophon)]


def _section(section: Section) -> list[str]:
    return [f"## {_heading(section.title)}", *(part for block in section.blocks for part in _block(block))]


def _heading(text: str) -> str:
    # A heading may end in # signs, which Markdown would drop.
    return re.sub(r"(#+)$", r"\\\1", escape(text))


def _block(block: Block) -> list[str]:
    match block:
        case Paragraph():
            return [_text(block.text)]
        case Subheading():
            return [f"### {_heading(block.text)}"]
        case BottomLine():
            return [f"## {_heading(block.heading)}", *map(_text, block.paragraphs)]
        case Caution():
            return [f"> {_text(block.text)}"]
        case Numbered():
            return ["\n".join(f"{number}. {_text(entry)}" for number, entry in enumerate(block.entries, 1))]
        case Claim():
            return ["\n".join([f"- {_text(block.text)}", *(f"  - {_text(note)}" for note in block.notes)])]
        case Picture():
            return _picture(block.figure)
        case Pointer():
            return [escape(block.before + block.link + block.after)]
        case Grid(long=True):
            return _block(block.pointer)
        case Grid():
            return [f"**{escape(block.table.title)}**", *_table(block.table)]
        case Terms():
            return ["\n".join(f"- **{escape(term)}** – {_text(said)}" for term, said in block.entries)]
        case Reference():
            cited = block.in_one_line if block.passages else ""
            notes = [f"  - {escape(note)}" for note in (block.details, cited) if note]
            return ["\n".join([f"- {escape(block.reference)}", *notes])]


def _picture(figure: Figure) -> list[str]:
    first, _, _ = figure.description.partition(". ")
    parts = [f"**{escape(figure.title)}**"]
    if first:
        parts.append(escape(f"{first.rstrip('.')}. {NUMBERS_BEHIND}:"))
    return [*parts, *_table(figure.data)]


def _table(table: Table) -> list[str]:
    rule = ["---:" if numeric else "---" for numeric in numeric_columns(table)]
    cells = [list(table.columns), *([cell_text(cell) for cell in row] for row in table.rows)]
    rows = [[escape(cell, begins_line=False) for cell in row] for row in cells]
    rows.insert(1, rule)
    lines = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    return [lines, *([escape(table.note)] if table.note else [])]


def _text(text: Text) -> str:
    line = ""
    for span in text:
        words, mark = printable(span.text), SPAN_MARKS[span.style]
        inner = escape(words, begins_line=not line)
        # A mark beside a space would not be read as one.
        before, after = (" " if words[:1].isspace() else ""), (" " if words[-1:].isspace() else "")
        line += f"{before}{mark}{inner}{mark}{after}" if inner else before
    return line.strip()
