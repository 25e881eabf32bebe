"""A reviewer's notes on the documents: what a reader should know before leaning on a passage."""

from typing import Literal

from goodoffices.dossier.record import Citations, Name, Record

RemarkKind = Literal["error", "conflict", "gap", "reference", "provenance", "reading"]


class Remark(Record):
    """A note on a passage: a slip, a conflict with another text, a gap, a broken reference, whose view it is."""

    kind: RemarkKind
    remark: Name
    source: Citations
