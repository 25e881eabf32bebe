"""The pieces that a brief is laid out from: the same in every form, HTML, PDF, DOCX and Markdown."""

from dataclasses import dataclass
from typing import Literal

from goodoffices.assessment.answer import Cell, Figure, Table
from goodoffices.assessment.wording import plain_number

Style = Literal["plain", "strong", "muted", "chip"]
"""Running text; words that stand out; what qualifies a claim; a likelihood."""


@dataclass(frozen=True)
class Span:
    """Some words in one style."""

    text: str
    style: Style = "plain"


Text = tuple[Span, ...]

CONTENTS = "Contents"
ANNEX = "annex"
NUMBERS_BEHIND = "The numbers behind this picture"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; a note is set smaller."""

    text: Text
    note: bool = False


@dataclass(frozen=True)
class Subheading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True)
class BottomLine:
    """What the brief comes down to, set apart."""

    heading: str
    paragraphs: tuple[Text, ...]


@dataclass(frozen=True)
class Caution:
    """A caution that a reader must not miss."""

    text: Text


@dataclass(frozen=True)
class Numbered:
    """A numbered list."""

    entries: tuple[Text, ...]


@dataclass(frozen=True)
class Claim:
    """A finding with what qualifies it."""

    id: str
    text: Text
    notes: tuple[Text, ...]


@dataclass(frozen=True)
class Picture:
    """A figure with the numbers behind it."""

    figure: Figure


@dataclass(frozen=True)
class Pointer:
    """Words that lead to something that stands elsewhere, named by its id."""

    before: str
    link: str
    target: str
    after: str = "."


@dataclass(frozen=True)
class Grid:
    """A table; a long one is folded away on a screen and stands in the annex on paper."""

    table: Table
    long: bool = False

    @property
    def pointer(self) -> Pointer:
        """What stands in its place if it is long."""
        return Pointer(f"{self.table.title}: see the ", "annex", ANNEX, f" ({len(self.table.rows)} rows).")


@dataclass(frozen=True)
class Terms:
    """Terms, each with what there is to say about it."""

    entries: tuple[tuple[str, Text], ...]


@dataclass(frozen=True)
class Reference:
    """An entry of the bibliography.

    Attributes
    ----------
    reference : str
        Author, date, title and publisher.
    details : str
        Edition, standpoint and licence.
    cited : str
        How many passages are cited.
    passages : tuple of (str, str)
        The passages cited: the heading they stand under, empty if there is none, and where.
    """

    reference: str
    details: str
    cited: str
    passages: tuple[tuple[str, str], ...]

    @property
    def in_one_line(self) -> str:
        """The passages cited, run together."""
        places = (f"{heading}, {where}" if heading else where for heading, where in self.passages)
        return f"{self.cited}: {'; '.join(places)}."


Block = Paragraph | Subheading | BottomLine | Caution | Numbered | Claim | Picture | Pointer | Grid | Terms | Reference


@dataclass(frozen=True)
class Section:
    """A section with its heading."""

    id: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Manuscript:
    """A whole brief, ready to be set.

    Attributes
    ----------
    title, kicker, question : str
        The dossier's title, the line above it and the line below it.
    keywords : tuple of str
        For the properties of a document.
    author : str
        Which program wrote it.
    opening : tuple of Block
        The first page.
    sections : tuple of Section
        Everything else, in order.
    annex : Section or None
        The long tables, for forms that cannot fold them away.
    colophon : str
        What it takes to make the brief again, and what models are for.
    """

    title: str
    kicker: str
    question: str
    keywords: tuple[str, ...]
    author: str
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]
    annex: Section | None
    colophon: str

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Every figure, in order of appearance."""
        blocks = (*self.opening, *(block for section in self.sections for block in section.blocks))
        return tuple(block.figure for block in blocks if isinstance(block, Picture))


def plain(text: Text) -> str:
    """Return a text without its styles.

    >>> plain((Span("Exact.", "muted"), Span(" Counted.")))
    'Exact. Counted.'
    """
    return "".join(span.text for span in text)


def cell_text(value: Cell) -> str:
    """Return a cell of a table as a reader sees it.

    >>> cell_text(None), cell_text(62.5), cell_text(3), cell_text("Tokyo")
    ('', '62.5', '3', 'Tokyo')
    """
    if value is None:
        return ""
    return plain_number(value) if isinstance(value, float) else str(value)


def is_number(value: Cell) -> bool:
    """Return whether a cell holds a number, so that it is set flush right."""
    return isinstance(value, int | float) and not isinstance(value, bool)
