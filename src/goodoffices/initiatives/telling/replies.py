"""What the others would do about the first plan, and why the way comes through more or less often after it."""

from goodoffices.assessment.finding import Finding
from goodoffices.assessment.wording import listing, percent, points
from goodoffices.initiatives.search import Found, Reply
from goodoffices.initiatives.telling.effects import LEAST_POINTS, LEAST_SHARE, MODEL
from goodoffices.initiatives.telling.findings import finding_id
from goodoffices.initiatives.telling.names import Names, initiative_cell, later_names

MOST_TOLD = 3
DOES = {
    "refuses": "would rather not sign",
    "stays_away": "would leave the table",
    "hardens": "would hold to the end of its range",
}


def replies_finding(found: Found) -> Finding:
    """Say what the others would likeliest do about the first plan."""
    all_told = found.replies[found.first.evaluation.plan]
    told = [reply for reply in all_told if reply.kind != "lets_it_be"]
    names = later_names(found)
    if not told:
        claim = f"No other party has a better reply to {names.leading()} than to let it be."
    else:
        named = [_in_words(found, names, reply) for reply in told[:MOST_TOLD]]
        more = f"; {len(told) - MOST_TOLD} more" if len(told) > MOST_TOLD else ""
        claim = (
            f"Likeliest replies to {names.leading()}, which without any of them brings {percent(told[0].without)} of draws through: "
            f"{'; '.join(named)}{more}."
        )
    return Finding(
        finding_id(found, "replies"),
        claim,
        priority=3,
        moment=found.moment,
        confidence="low",
        confidence_in="the replies",
        reason="each party alone and one step deep, by its own stances, with all changes as they likeliest go; a threat that is not carried out is not assessed",
    )


def _in_words(found: Found, names: Names, reply: Reply) -> str:
    label = found.dossier.label(reply.party)
    why = why_after(found, reply)
    left = f"then {percent(reply.agreement)}" + (f", as {why}" if why else "")
    if reply.offer:
        offer = listing([f"{issue}: {at}" for issue, at in reply.offer])
        return f"{label} would put forward what suits it best of what all would sign ({offer}; {left})"
    does = f"would answer with {names.initiative(reply.initiative)}" if reply.initiative else DOES[reply.kind]
    return f"{label} {does} ({left})"


def reply_cell(found: Found, reply: Reply) -> str:
    """Return a reply for a cell of a table."""
    if reply.offer:
        return f"counter-offer: {'; '.join(f'{issue}: {at}' for issue, at in reply.offer)}"
    return initiative_cell(found, reply.initiative) if reply.initiative else DOES[reply.kind]


def why_after(found: Found, reply: Reply) -> str:
    """Return why more or fewer draws come through after a reply, in a clause; empty if hardly any more or fewer do."""
    change = reply.agreement - reply.without
    if abs(change) < LEAST_SHARE:
        return ""
    label = found.dossier.label
    if reply.kind == "refuses":
        return "nothing is agreed without its signature"
    parts = []
    if reply.settled and abs(reply.settled.after - reply.settled.before) >= LEAST_POINTS:
        issue = found.dossier.issues[reply.settled.what].name
        places = f"from {points(reply.settled.before)} to {points(reply.settled.after)}"
        parts.append(f"the settlement expected on {issue} moves {places}")
    if reply.loses:
        instead = f"{percent(reply.loses.after)} of draws instead of {percent(reply.loses.before)}"
        parts.append(f"{label(reply.loses.what)} loses by what is settled in {instead}")
    elif reply.link and reply.link.what in MODEL:
        shares = f"from {percent(reply.link.before)} to {percent(reply.link.after)} of draws"
        parts.append(f"what moves is {MODEL[reply.link.what]} ({shares})")
    if reply.loses or reply.link:
        return listing(parts)
    return "what helps a party need not harm agreement" if change > 0 else "no single step tells why"
