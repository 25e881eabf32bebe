"""Whether homes could carry what talks can be brought to settle at."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.chain.worth import status_quo_places
from goodoffices.assessment.homes import Body, Demand, bodies_at, comparable
from goodoffices.assessment.two_level_games import country_of
from goodoffices.dossier.issue import Issue
from goodoffices.initiatives.bounding.ceilings import ROUNDING, most_gained
from goodoffices.initiatives.bounding.reach import Reach, Span

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]


def could_all_ratify(reach: Reach, settled: Sequence[str]) -> BoolArray:
    """Return in which worlds it is not ruled out that the homes of all who must sign carry the settlement expected.

    Parameters
    ----------
    reach : Reach
        No further initiative may touch constituencies or polls.
    settled : sequence of str
        Issues of which a settlement is expected.
    """
    situation, worlds = reach.situation, reach.worlds
    issues = tuple(issue for issue in comparable(situation) if issue.id in settled)
    signers = situation.moment.must_sign
    asked = [b for b in bodies_at(situation) if b.constituency.can_block and b.party in signers]
    asked = [body for body in asked if {issue.id for issue in issues} & set(body.issues)]
    found = np.ones(worlds.draws, bool)
    held = status_quo_places(situation, issues, worlds)
    places = {issue: reach.settlement(issue) for issue in issues}
    for body in asked:
        weights = _weights(reach, body, issues)
        if weights is None:
            continue
        constituency = country_of(situation, body.party, [body], issues, worlds, worlds.draws).home[0]
        accepts = []
        for wing in body.wings:
            gain = np.zeros(worlds.draws)
            for issue, (low, high) in weights.items():
                assert issue.scale is not None
                length = issue.scale.high - issue.scale.low
                asks = _asked(reach, body, wing.demands[issue.id], issue)
                most = most_gained(held[issue], asks, places[issue]) / length
                gain += np.where(most > 0, high, low) * most + ROUNDING * high
            accepts.append((gain >= 0.0)[:, None])
        found &= constituency.agrees(accepts)[:, 0]
    return found


def _asked(reach: Reach, body: Body, demand: Demand, issue: Issue) -> Span:
    if demand.is_assumed:
        return reach.position(reach.situation.stances[body.party, issue.id])
    drawn = reach.worlds.sample(demand.input, demand.position)
    return drawn, drawn


def _weights(reach: Reach, body: Body, issues: Sequence[Issue]) -> dict[Issue, Span] | None:
    """Return how much each issue can count for a body: as for its party, or alike; None if further initiatives decide which."""
    minded = [issue for issue in issues if issue.id in body.issues]
    stances = [reach.situation.stances.get((body.party, issue.id)) for issue in minded]
    own = {i: reach.salience(stance) for i, stance in zip(minded, stances, strict=True) if stance is not None}
    alike = np.ones(reach.worlds.draws)
    if len(own) < len(minded):
        return dict.fromkeys(minded, (alike, alike))
    least, most = (np.sum([span[end] for span in own.values()], axis=0).min() for end in (0, 1))
    if least > 0:
        return own
    return dict.fromkeys(minded, (alike, alike)) if most <= 0 else None
