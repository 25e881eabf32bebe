"""Citations as a reader sees them under a claim: grouped by document, judgements counted."""

import string
from collections.abc import Sequence

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.source import Source
from goodoffices.dossier.values.citation import Citation

MOST_PASSAGES = 6


def in_short(dossier: Dossier, citations: Sequence[Citation]) -> str:
    """Return citations as one line.

    Parameters
    ----------
    dossier : Dossier
        Where the documents are described.
    citations : sequence of Citation
        What to show; of one document at most six passages are named.
    """
    passages: dict[str, list[str]] = {}
    judgements = 0
    for citation in citations:
        if citation.is_judgement:
            judgements += 1
        else:
            passages.setdefault(citation.document, []).append(citation.passage.replace("-", "–"))
    parts = []
    for document, found in passages.items():
        source = dossier.sources[document]
        name = short_name(dossier, document)
        one = len(found) == 1 and found[0].isdigit()
        unit = ("line " if one else "lines ") if source.sections else ""
        more = f" and {f'{len(found) - MOST_PASSAGES} more'}" if len(found) > MOST_PASSAGES else ""
        parts.append(f"{name}: {unit}{', '.join(found[:MOST_PASSAGES])}{more}")
    if judgements:
        parts.append("judgement" if judgements == 1 else f"{judgements} judgements")
    return "; ".join(parts)


def short_name(dossier: Dossier, document: str) -> str:
    """Return what a document is called where it is cited: author and year, with a letter if several share them."""
    source = dossier.sources[document]
    alike = [other.id for other in dossier.sources.values() if _author_and_year(other) == _author_and_year(source)]
    letter = string.ascii_lowercase[alike.index(document) % 26] if len(alike) > 1 and source.author else ""
    return f"{_author_and_year(source)}{letter}"


def _author_and_year(source: Source) -> str:
    return f"{source.author.split(',')[0]} {source.date.earliest.year}" if source.author else source.title
