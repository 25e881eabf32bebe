"""How texts, provisions and phases are named in a sentence or a cell."""

from collections.abc import Iterable, Sequence

from goodoffices.assessment.wording import count, listing
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.phase import Phase
from goodoffices.dossier.settlement import is_open, is_replaced, successors
from goodoffices.dossier.text import Provision, Text
from goodoffices.dossier.values.dates import Date

MOST_NAMED = 4
"""So many things are named in a sentence before the rest is counted."""
STATUS = {
    "proposed": "on the table",
    "accepted": "accepted",
    "signed": "signed",
    "rejected": "rejected",
    "superseded": "superseded",
    "dropped": "dropped",
}
LINKAGE = {
    "requires": "cannot be without",
    "excludes": "cannot be together with",
    "takes_effect_with": "takes effect on the same day as",
    "takes_effect_after": "takes effect only after",
    "replaces": "takes the place of",
}
CONSEQUENCE = {
    "exclusion": "exclusion",
    "aid_withheld": "aid is withheld",
    "sanction": "sanctions",
    "guarantor_steps_in": "a guarantor steps in",
    "other_side_released": "the other side is released",
    "talks_end": "the talks end",
    "none_stated": "not stated",
}


def people(dossier: Dossier, parties: Iterable[str], last: str = "and") -> str:
    """Return parties by their short names."""
    return listing([dossier.label(party) for party in parties], last)


def who(dossier: Dossier, text: Text, most: int = 0) -> str:
    """Return who drafted, signed and refused a text; of more than `most` parties only the first, if it is given."""
    parts = []
    for verb, parties in (
        ("drafted by", text.drafted_by),
        ("put to", text.put_to),
        ("signed by", text.signed_by),
        ("refused by", text.refused_by),
    ):
        named = [dossier.label(party) for party in parties]
        if most and len(named) > most:
            named = [*named[: most - 1], count(len(named) - most + 1, "other")]
        if named:
            parts.append(f"{verb} {listing(named)}")
    return ", ".join(parts)


def fate(dossier: Dossier, text: Text, date: Date) -> str:
    """Return what became of a text, leaving out successors that are dated later."""
    later = listing([f"“{other.name}”" for other in successors(dossier, text.id, date)])
    replaced = is_replaced(dossier, text.id, date)
    if text.status == "superseded":
        still = STATUS["proposed" if is_open(dossier, text.id, date) else "superseded"]
        return f"replaced by {later}" if replaced else still
    if text.until is not None and is_open(dossier, text.id, date):
        return STATUS["proposed"]
    if not later:
        return STATUS[text.status]
    return f"{STATUS[text.status]}{f', then replaced by {later}' if replaced else f'; {later} would take its place'}"


def provisions_by_text(dossier: Dossier, provisions: Sequence[Provision]) -> str:
    """Return provisions in quotation marks, each group with the name of its text."""
    groups: dict[str, list[str]] = {}
    for provision in provisions[:MOST_NAMED]:
        groups.setdefault(provision.text, []).append(f"“{provision.name}”")
    named = [f"{listing(names)} ({dossier.texts[text].name})" for text, names in groups.items()]
    if len(provisions) > MOST_NAMED:
        named.append(f"{count(len(provisions) - MOST_NAMED, 'other')}")
    return listing(named)


def days(phase: Phase) -> str:
    """Return how long a phase lasts; of a judged range the lowest, likeliest and highest value."""
    return str(phase.days).replace("..", "–") if phase.days else ""
