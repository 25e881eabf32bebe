"""What a home that asks for more could win for its party at the table, and where talks would break down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.assessment.two_level_games import FULL, position_of
from goodoffices.dossier.issue import Issue
from goodoffices.models import ratification as model
from goodoffices.models.ratification import Country, Talks

DEMANDS = np.arange(0.0, FULL + 1, 2.0)
"""By how much more a home could ask for, in hundredths of the scale."""
MOST_BLOCS = 60
"""With more at the table and at home the demands of a home take too long to go through."""
WORTH_TELLING = 2.0
"""A gain at the table of less than so many hundredths of the scale is not told."""


@dataclass(frozen=True)
class TiedHands:
    """What a home that asks for more would win for its party in a Nash bargain among those who must sign.

    Attributes
    ----------
    now, then : float
        The bargain as things are, and at the demand that serves the party best, on the issue's scale.
    demand, breaks_at : float
        That demand, and the largest at which there is an agreement at all, in hundredths of the scale.
    """

    party: str
    now: float
    then: float
    demand: float
    breaks_at: float


def tied_hands(issue: Issue, countries: Sequence[Country], talks: Talks) -> Iterator[TiedHands]:
    """Give the homes that would win something for their party by asking for more, each country without draws."""
    at_table = [country for country in countries if country.leader]
    if len(at_table) + sum(len(body.blocs) for country in at_table for body in country.home) > MOST_BLOCS:
        return
    for country in at_table if len(at_table) > 1 else ():
        if not country.home:
            continue
        effect = model.tying_hands(at_table, talks, country.name, DEMANDS)
        gain = effect.gain[country.name]
        best = int(gain.argmax())
        if gain[best] < gain[0] + WORTH_TELLING or np.isnan(effect.settlement[[0, best]]).any():
            continue
        yield TiedHands(
            country.name,
            position_of(issue, float(effect.settlement[0])),
            position_of(issue, float(effect.settlement[best])),
            float(effect.demand[best]),
            effect.breaks_at,
        )
