"""A reviewer's notes on the documents: what a reader should know before leaning on a passage."""

from typing import Annotated, Literal

from goodoffices.dossier.record import Citations, Means, Name, Record

RemarkKind = Annotated[
    Literal["error", "conflict", "gap", "reference", "provenance", "reading"],
    Means(
        error="the passage holds a slip: a wrong date, number or name",
        conflict="the passage disagrees with another text or with itself",
        gap="something one would expect is not told",
        reference="a reference in the passage leads nowhere or to the wrong place",
        provenance="who wrote or said this, and whose view it gives",
        reading="how the passage was understood where it can be read in more than one way",
    ),
]


class Remark(Record):
    """A note on a passage: a slip, a conflict with another text, a gap, a broken reference, whose view it is."""

    kind: RemarkKind
    """What the note is about."""
    remark: Name
    """The note itself."""
    source: Citations
    """The passage that it speaks of."""
