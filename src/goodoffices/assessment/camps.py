"""Who belongs together in the pictures."""

from goodoffices.assessment.wording import capital
from goodoffices.dossier.situation import Situation, in_force


def camp_of(situation: Situation, party: str) -> str:
    """Return the coalition a party belongs to at the moment, the last one of the dossier first, or else its kind."""
    date = situation.moment.date
    for coalition in reversed(situation.dossier.parties.values()):
        if coalition.kind != "coalition":
            continue
        if any(m.party == party and in_force(m.from_, m.until, date) for m in coalition.members):
            return coalition.label
    kind = situation.dossier.parties[party].kind
    return "Ministries" if kind == "ministry" else f"{capital(kind)}s"
