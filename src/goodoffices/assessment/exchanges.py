"""Deals across issues: the exchange model run over all issues of a moment that have a scale."""

from dataclasses import dataclass

import numpy as np

from goodoffices.assessment.bargainers import bargainers_on, draws_of
from goodoffices.assessment.interval import Interval
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation
from goodoffices.models.bargaining.exchange import ExchangeOutcome, exchange_forecasts, exchange_model

MOST_DRAWS = 400
"""So many draws of the inputs are run through the exchange model, which takes longer than the others."""
MOST_PAIRS, MOST_PAIRS_AT_ONCE = 1_000_000, 2_500_000
"""Pairs of parties times pairs of issues that are looked at over all draws, and in one of them, at the start."""
FEWEST_DRAWS = 20
"""With fewer draws of uncertain inputs than this an interval would say nothing, and no deals are looked for."""


@dataclass(frozen=True)
class Concession:
    """What one partner of a deal gives: a party moves on an issue that matters less to it."""

    party: str
    issue: Issue
    before: float
    after: float


@dataclass(frozen=True)
class Deal:
    """An exchange between two parties.

    Attributes
    ----------
    given : pair of Concession
        What each of the two gives.
    gain : float
        What each gains, in points of 100 of a scale times its salience from 0 to 1.
    others : float
        What all others gain by it together, in the same measure; negative if they lose.
    """

    given: tuple[Concession, Concession]
    gain: float
    others: float


@dataclass(frozen=True)
class Exchanges:
    """The deals of one moment.

    Attributes
    ----------
    settlement : dict of str to Interval
        Where each issue settles after all deals.
    deals : tuple of Deal
        In the order of their gain when they are made, from the median of each input.
    """

    situation: Situation
    settlement: dict[str, Interval]
    deals: tuple[Deal, ...]


def exchanges_at(situation: Situation, worlds: Worlds) -> Exchanges | None:
    """Return the deals at a moment, or None if fewer than two issues on a scale are disputed, or too many parties."""
    by_issue = {issue: bargainers_on(situation, issue) for issue in situation.issues if issue.scale is not None}
    disputed = {issue: held for issue, held in by_issue.items() if len(held) > 1}
    if len(disputed) < 2:
        return None
    parties = list(dict.fromkeys(b.party for held in disputed.values() for b in held))
    pairs = (len(parties) * len(disputed)) ** 2
    uncertain = any(not q.is_point for held in disputed.values() for b in held for q in b.quantities)
    draws = min(worlds.draws, MOST_DRAWS, max(1, MOST_PAIRS // pairs)) if uncertain else 1
    if pairs > MOST_PAIRS_AT_ONCE or (uncertain and draws < min(worlds.draws, FEWEST_DRAWS)):
        return None
    c, s, x = (np.full((draws, len(parties), len(disputed)), absent) for absent in (0.0, 0.0, np.nan))
    for column, held in enumerate(disputed.values()):
        rows = [parties.index(b.party) for b in held]
        for array, drawn in zip((c, s, x), draws_of(held, worlds, draws), strict=True):
            array[:, rows, column] = drawn
    scales = [issue.scale for issue in disputed if issue.scale is not None]
    low, high = np.array([scale.low for scale in scales]), np.array([scale.high for scale in scales])
    found = exchange_forecasts(c, s, x, low, high)
    stated = [any(not q.is_point for b in held for q in b.quantities) for held in disputed.values()]
    return Exchanges(
        situation,
        {issue.id: Interval.over(found.settlement[:, column], stated[column]) for column, issue in enumerate(disputed)},
        _deals(parties, list(disputed), exchange_model(np.median(c, 0), np.median(s, 0), np.median(x, 0), low, high)),
    )


def _deals(parties: list[str], issues: list[Issue], made: ExchangeOutcome) -> tuple[Deal, ...]:
    return tuple(
        Deal(
            (
                Concession(parties[one], issues[first], deal.before[0], deal.after[0]),
                Concession(parties[other], issues[second], deal.before[1], deal.after[1]),
            ),
            sum(deal.gain) / 2,
            float(others),
        )
        for deal, others in zip(made.exchanges, made.by_exchange.total, strict=True)
        for (one, other), (first, second) in [(deal.parties, deal.issues)]
    )
