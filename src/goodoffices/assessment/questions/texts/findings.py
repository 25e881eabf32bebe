"""Findings on what is on paper: each function says what is new since the moment before."""

from goodoffices.assessment.finding import Confidence, Finding, Number, distinct
from goodoffices.assessment.texts_in_words import MOST_NAMED, fate, people, provisions_by_text, who
from goodoffices.assessment.wording import count, listing
from goodoffices.dossier.settlement import TO_BE_VERIFIED, Settlement
from goodoffices.dossier.situation import Situation

MOST_PARTIES = 6
"""Of more parties than these only the first are named in a sentence."""
AS_READ: Confidence = "moderate"
REASON = "as the dossier reads the texts; what is agreed outside them is not seen"


def overview(situation: Situation, now: Settlement, before: Settlement | None) -> list[Finding]:
    """How many texts there are, and who stands where on the latest."""
    moment = situation.moment
    new = [text for text in now.texts.values() if before is None or text.id not in before.texts]
    if not new:
        return []
    latest = new[-1]
    about = f"“{latest.name}” ({latest.date.in_words}; {fate(situation.dossier, latest, moment.date)})"
    about += "".join(f": {names}" for names in [who(situation.dossier, latest, MOST_PARTIES)] if names)
    if len(now.texts) == 1:
        claim = f"On paper ({moment.name}): one text, {about}."
    else:
        number = len(now.open)
        still = {0: "none of them", len(now.texts): "all of them"}.get(
            number, f"{count(number, '', ' ').strip()} of them"
        )
        claim = (
            f"On paper ({moment.name}): {count(len(now.texts), 'text')}, {still} signed, accepted or still on the table. "
            f"The latest is {about}."
        )
    return [
        Finding(
            f"texts.{moment.id}.overview",
            claim,
            moment=moment.id,
            numbers=(Number("texts", len(now.texts), "exact"), Number("open texts", len(now.open), "exact")),
            confidence="exact",
            reason="counted in the dossier; what became of a text is told as its coder knew it",
            sources=distinct([citation for text in now.texts.values() for citation in text.source]),
        )
    ]


def untied(situation: Situation, now: Settlement, before: Settlement | None) -> list[Finding]:
    """Military provisions that take effect whether or not anything political does."""
    found = now.untied
    if not found or (before and before.untied == found):
        return []
    moment = situation.moment
    political = [p for text in dict.fromkeys(p.text for p in found) for p in now.political(text)]
    one = len(found) == 1
    return [
        Finding(
            f"texts.{moment.id}.untied",
            f"Arms without politics ({moment.name}): {provisions_by_text(situation.dossier, found)} "
            f"{'takes' if one else 'take'} effect whether or not anything political does; nothing on paper ties "
            f"{'it' if one else 'them'} to a political step.",
            priority=4,
            moment=moment.id,
            numbers=(Number("military provisions without a political twin", len(found), "exact"),),
            confidence=AS_READ,
            reason=REASON,
            would_change="a tie between arms and politics in the text"
            + (f", for example to “{political[0].name}”" if political else ""),
            sources=distinct([c for p in found for c in (*p.source, *now.texts[p.text].source)]),
        )
    ]


def unverified(situation: Situation, now: Settlement, before: Settlement | None) -> list[Finding]:
    """Provisions on which somebody's safety depends and that nobody verifies."""
    found = now.unverified
    if not found or (before and before.unverified == found):
        return []
    moment = situation.moment
    return [
        Finding(
            f"texts.{moment.id}.unverified",
            f"Unverified ({moment.name}): nobody is named to confirm that "
            f"{provisions_by_text(situation.dossier, found)} {'is' if len(found) == 1 else 'are'} kept.",
            priority=8,
            moment=moment.id,
            numbers=(Number("provisions without a verifier", len(found), "exact"),),
            confidence=AS_READ,
            reason=f"{REASON}; only provisions of these kinds are looked at: "
            f"{listing([kind.replace('_', ' ') for kind in TO_BE_VERIFIED])}",
            would_change="a verifier whom both sides accept",
            sources=distinct([c for p in found for c in (*p.source, *now.texts[p.text].source)]),
        )
    ]


def dropped(situation: Situation, now: Settlement, before: Settlement | None) -> list[Finding]:
    """Texts that were given up, and what was asked for in them."""
    dossier, moment = situation.dossier, situation.moment
    found = [t for t in now.texts.values() if t.status == "dropped" and (before is None or t.id not in before.texts)]
    if not found:
        return []
    clauses = []
    for text in found:
        asked = [f"“{p.name}”" for p in now.provisions.values() if p.text == text.id]
        by = f" of {people(dossier, text.drafted_by)}" if text.drafted_by else ""
        clauses.append(f"“{text.name}”{by}" + (f", which asked for {listing(asked[:MOST_NAMED])}" if asked else ""))
    return [
        Finding(
            f"texts.{moment.id}.dropped",
            f"Dropped on the way ({moment.name}): {'; '.join(clauses)}.",
            moment=moment.id,
            numbers=(Number("texts dropped", len(found), "exact"),),
            confidence=AS_READ,
            reason="as the dossier tells what became of a text; it gives no day for it",
            sources=distinct([c for text in found for c in text.source]),
        )
    ]
