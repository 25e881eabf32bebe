"""Why the first plan leads, what the ally and the home say, and what the others would do."""

import numpy as np

from goodoffices.assessment.chain import Chain
from goodoffices.assessment.finding import Finding, Number
from goodoffices.assessment.wording import capital, listing, percent, points
from goodoffices.initiatives.choosing.plans import NOTHING
from goodoffices.initiatives.evaluation import allies_of
from goodoffices.initiatives.search import Found, Reply
from goodoffices.initiatives.telling.findings import finding_id, sources_of
from goodoffices.initiatives.telling.names import leading, value

LEAST_SHARE, LEAST_POINTS = 0.02, 1.0
MOST_TOLD = 3
MODEL = {
    "room": "whether there is room for an agreement",
    "signed": "whether anybody who must sign loses by the settlement expected",
    "passed": "the vote of the body that decides",
    "ratified": "the homes",
    "carried_out": "whether the plan is carried out",
}
DOES = {
    "refuses": "would rather not sign",
    "stays_away": "would leave the table",
    "hardens": "would hold to the end of its range",
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
        claim = f"What {leading(found)} moves: {listing([*moved, *shifts])}."
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


def friction_finding(found: Found) -> Finding | None:
    """Say what the plan costs allies, and what the home says."""
    plan = found.first.evaluation.plan
    allies = allies_of(found.chains[NOTHING].situation, found.actor)
    mean = found.first.mean
    if plan == NOTHING or not (allies or "home" in mean):
        return None
    label = found.dossier.label
    parts = []
    if allies and "ally" in mean:
        who = listing([label(party) for party in allies])
        loss = mean["ally"]
        parts.append(
            f"{who} would lose nothing to speak of by it" if loss < LEAST_POINTS / 2
            else f"{who} would lose {points(loss)} of 100 points of its own by what the talks then settle at"
        )  # fmt: skip
    if "home" in mean:
        base = found.nothing.mean.get("home", mean["home"])
        parts.append(
            f"the home of {label(found.actor)} goes along in {percent(mean['home'])} of draws, against {percent(base)} without"
        )
    return Finding(
        finding_id(found, "friction"),
        capital(f"{'; '.join(parts)}."),
        priority=4,
        moment=found.moment,
        numbers=tuple(Number(value_name, mean[key], "draws") for key, value_name in (("ally", "loss to allies"), ("home", "support at home")) if key in mean),
        confidence="low",
        confidence_in="the loss",
        reason="by the ally’s stances alone: how it would take the act itself is not assessed",
    )  # fmt: skip


def replies_finding(found: Found) -> Finding | None:
    """Say what the others would likeliest do about the first plan."""
    plan = found.first.evaluation.plan
    told = [reply for reply in found.replies[plan] if reply.kind != "lets_it_be"]
    what = leading(found)
    if not told:
        claim = f"No other party has a better reply to {what} than to let it be."
    else:
        named = [_in_words(found, reply) for reply in told[:MOST_TOLD]]
        more = len(told) - MOST_TOLD
        claim = f"Likeliest replies to {what}: {'; '.join(named)}" + (f"; {more} more" if more > 0 else "") + "."
    return Finding(
        finding_id(found, "replies"),
        claim,
        priority=3,
        moment=found.moment,
        confidence="low",
        confidence_in="the replies",
        reason="each party alone and one step deep, by its own stances; a threat that is not carried out is not assessed",
    )


def _in_words(found: Found, reply: Reply) -> str:
    label = found.dossier.label(reply.party)
    left = f"{value('agreement', reply.agreement)} of draws would then come through"
    if reply.offer:
        offer = listing([f"{issue}: {at}" for issue, at in reply.offer])
        return f"{label} would put forward what suits it best of what all would sign ({offer}; {left})"
    answer = found.dossier.initiatives[reply.initiative].name if reply.initiative else ""
    does = f"would answer with “{answer}”" if answer else DOES[reply.kind]
    return f"{label} {does} ({left})"
