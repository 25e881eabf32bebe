"""Why the first plan leads, and whose answer moved."""

import numpy as np

from goodoffices.assessment.chain import Chain
from goodoffices.assessment.finding import Finding
from goodoffices.assessment.wording import listing, percent, points
from goodoffices.initiatives.choosing.plans import NOTHING
from goodoffices.initiatives.search import Found
from goodoffices.initiatives.telling.findings import finding_id, sources_of
from goodoffices.initiatives.telling.names import Names

LEAST_SHARE, LEAST_POINTS = 0.02, 1.0
MOST_TOLD = 3
MODEL = {
    "room": "whether there is room for an agreement",
    "signed": "whether anybody who must sign loses by the settlement expected",
    "passed": "the vote of the body that decides",
    "ratified": "the homes",
    "carried_out": "whether the plan is carried out",
}


def why_finding(found: Found) -> Finding | None:
    """Say whose answer moved between doing nothing and the first plan."""
    plan = found.first.evaluation.plan
    if plan == NOTHING:
        return None
    before, after = found.chains[NOTHING], found.chains[plan]
    moved = _moved_links(before, after)
    shifts = _shifts(before, after)
    if not moved and not shifts:
        claim = "No model's answer moves much at the likeliest course; what there is comes from the ranges."
    else:
        claim = f"What {Names(found).leading()} moves: {listing([*moved, *shifts])}."
    return Finding(
        finding_id(found, "why"),
        claim,
        priority=1,
        moment=found.moment,
        confidence="moderate",
        confidence_in="the reason",
        reason="with all changes that may fail as they likeliest go",
        sources=sources_of(found, plan),
    )


def _moved_links(before: Chain, after: Chain) -> list[str]:
    was = {link.id: float(link.holds.mean()) for link in before.links}
    moved = [
        (abs(now - was[link.id]), f"{MODEL[link.id]} (from {percent(was[link.id])} to {percent(now)} of draws)")
        for link in after.links
        if link.id in was and abs((now := float(link.holds.mean())) - was[link.id]) >= LEAST_SHARE
    ]
    return [words for _, words in sorted(moved, reverse=True)]


def _shifts(before: Chain, after: Chain) -> list[str]:
    found = []
    for issue, settled in after.settlements.items():
        was = before.settlements.get(issue)
        if was is None or settled.issue.scale is None:
            continue
        gap = float(np.median(settled.places) - np.median(was.places))
        if abs(gap) >= LEAST_POINTS:
            places = f"from {points(float(np.median(was.places)))} to {points(float(np.median(settled.places)))}"
            found.append((abs(gap), f"the settlement expected on {settled.issue.name} ({places})"))
    return [words for _, words in sorted(found, reverse=True)][:MOST_TOLD]
