"""Where an input comes from: a passage of a document, or somebody's judgement."""

import re
from dataclasses import dataclass

JUDGEMENT = "judgement"
_DOCUMENT = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True, order=True)
class Citation:
    """A document and a passage in it; or, with the document ``judgement``, the reason given for a judgement.

    >>> Citation.parse_list("essay:437-441; judgement: no figure is given")
    (Citation(document='essay', passage='437-441'), Citation(document='judgement', passage='no figure is given'))
    """

    document: str
    passage: str = ""

    @classmethod
    def parse_list(cls, text: str) -> tuple["Citation", ...]:
        """Read citations separated by semicolons.

        Raises
        ------
        ValueError
            If the text is empty, names no document, or cites a document without a passage.
        """
        parts = [part.strip() for part in text.split(";") if part.strip()]
        if not parts:
            raise ValueError("no source is given")
        return tuple(cls._parse(part) for part in parts)

    @classmethod
    def _parse(cls, text: str) -> "Citation":
        document, _, passage = (part.strip() for part in text.partition(":"))
        if not _DOCUMENT.fullmatch(document):
            raise ValueError("not a citation")
        if document != JUDGEMENT and not passage:
            raise ValueError("the passage is missing")
        return cls(document, passage)

    @property
    def first_line(self) -> int | None:
        """The line or page a passage such as ``437-441`` begins with; None if it begins with something else."""
        match = re.match(r"[0-9]{1,9}(?![0-9])", self.passage)
        return int(match[0]) if match else None

    @property
    def is_judgement(self) -> bool:
        """Whether this rests on judgement and not on a document."""
        return self.document == JUDGEMENT

    def __str__(self) -> str:
        """Return the citation as it is written in a dossier."""
        if self.is_judgement:
            return f"{self.document}: {self.passage}" if self.passage else self.document
        return f"{self.document}:{self.passage}"
