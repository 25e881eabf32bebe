"""Documents a dossier cites."""

from pydantic import Field

from goodoffices.dossier.record import ADate, Key, Name, Record
from goodoffices.dossier.values.citation import Citation


class Section(Record):
    """A heading of a document and the line it stands on, so that a passage can be found in any edition."""

    line: int = Field(ge=1)
    """Line of the heading, counted from 1."""
    title: Name
    """The heading."""


class Source(Record):
    """A document: what it is, who wrote it when, and whose view it gives."""

    id: Key
    title: Name
    """Title of the document."""
    author: str = ""
    """Who wrote it: a person, an office, a newspaper."""
    date: ADate
    """When it was written; a moment before this day may not use it unless the dossier declares hindsight."""
    publisher: str = ""
    """Where it appeared."""
    edition: str = ""
    """Which edition the passages refer to."""
    standpoint: str = ""
    """Whose view it gives."""
    licence: str = ""
    """On what terms it may be copied."""
    sections: tuple[Section, ...] = ()
    """Its headings, for documents cited by line; empty: passages are any text."""

    @property
    def reference(self) -> str:
        """The document as a line of a bibliography."""
        parts = [f"{self.author} ({self.date.in_words})" if self.author else f"({self.date.in_words})", self.title]
        return ", ".join([*parts, *filter(None, [self.publisher])]) + "."

    def describe(self, citation: Citation) -> str:
        """Return a citation of this document as a reader sees it, with the heading the passage stands under."""
        passage, first = citation.passage, citation.first_line
        if not self.sections or first is None:
            return f"{self.author or self.title}, {passage}"
        heading = [section.title for section in self.sections if section.line <= first]
        lines = f"line{'s' if not passage.isdigit() else ''} {passage.replace('-', '–')}"
        return f"{self.author or self.title}, {f'“{heading[-1]}”, ' if heading else ''}{lines}"
