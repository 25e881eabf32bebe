"""What authors claim, what contradicts what, and how their forecasts turned out."""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from goodoffices.dossier.claim import Claim, Resolution, Verdict
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.observations import FEWEST_FOR_A_TREND, observation_dates
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.citation import Citation

Standing = Verdict | Literal["open", "overdue"]
JUDGED = "The coder’s own judgement"


@dataclass(frozen=True)
class Outturn:
    """A forecast and what became of it, as far as is known.

    Attributes
    ----------
    standing : str
        The verdict; ``open`` while it cannot be told yet, ``overdue`` where it could have been told but nobody has.
    resolution : Resolution or None
        What was found, and where; None if open or overdue.
    score : float or None
        Brier score, where the forecast had a probability and came true or did not.
    """

    claim: Claim
    standing: Standing
    resolution: Resolution | None = None
    score: float | None = None

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Where the forecast stands, and what became of it."""
        return (*self.claim.source, *(self.resolution.source if self.resolution else ()))


def known_claims(situation: Situation) -> tuple[Claim, ...]:
    """Return the claims made by a moment, from documents of that time; with hindsight declared, all of them."""
    return tuple(c for c in situation.dossier.claims.values() if situation.may_tell(c.made, c.source))


def author_of(dossier: Dossier, claim: Claim) -> str:
    """Return who makes a claim: its author, or the one of the first document that it cites."""
    documents = [dossier.sources[c.document] for c in claim.source if not c.is_judgement]
    return claim.author or next((d.author or d.title for d in documents), JUDGED)


def outturns(situation: Situation, claims: Iterable[Claim]) -> tuple[Outturn, ...]:
    """Say of every forecast what became of it, in the order given."""
    today = _last_known_day(situation)
    found = []
    for claim in claims:
        if claim.kind != "forecast":
            continue
        told = claim.resolution
        if told and situation.may_tell(told.date, told.source):
            found.append(Outturn(claim, told.verdict, told, claim.brier_score))
        else:
            due = claim.checkable_by is not None and claim.checkable_by.latest < today
            found.append(Outturn(claim, "overdue" if due else "open"))
    return tuple(found)


def contradictions(claims: Sequence[Claim]) -> tuple[tuple[Claim, Claim], ...]:
    """Return the pairs of claims that cannot both be true, each pair once."""
    by_id = {claim.id: claim for claim in claims}
    pairs: dict[frozenset[str], tuple[Claim, Claim]] = {}
    for claim in claims:
        for other in claim.contradicts:
            if other in by_id:
                pairs.setdefault(frozenset((claim.id, other)), (claim, by_id[other]))
    return tuple(pairs.values())


def weak_trends(dossier: Dossier, claims: Iterable[Claim]) -> tuple[tuple[Claim, int], ...]:
    """Return the trends claimed from fewer observations than show one, each with their number."""
    counted = ((claim, len(observation_dates(dossier, claim))) for claim in claims if claim.kind == "trend")
    return tuple((claim, number) for claim, number in counted if number < FEWEST_FOR_A_TREND)


def _last_known_day(situation: Situation) -> datetime.date:
    """The moment or, with hindsight declared, the last day of which the dossier tells for certain."""
    dossier, moment = situation.dossier, situation.moment
    if not dossier.about.hindsight:
        return moment.date.latest
    documents = [source.date.earliest for source in dossier.sources.values()]
    return max([moment.date.latest, *documents, *(event.date.earliest for event in dossier.events)])
