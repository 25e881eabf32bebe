"""What an answer about stability rests on: how each party's ranking is known, and how far the answer bears."""

from goodoffices.assessment.conflict import Conflict
from goodoffices.assessment.finding import Confidence, Finding, distinct
from goodoffices.assessment.wording import count, listing


def rankings_finding(conflict: Conflict) -> Finding:
    """Return from what each party's ranking is known, and which moves play no part."""
    label = conflict.situation.dossier.label
    by_route = {
        route: [label(ranking.party) for ranking in conflict.rankings if ranking.route == route]
        for route in ("statements", "weights", "stances", "none")
    }
    told = [
        f"What {listing(by_route['statements'])} would have is taken from preference statements."
        if by_route["statements"]
        else "",
        f"For {listing(by_route['weights'])} it is the sum of the weights of the statements that are true, at the likeliest values."
        if by_route["weights"]
        else "",
        f"For {listing(by_route['stances'])} it is derived from stances on what the moves amount to, at the likeliest values."
        if by_route["stances"]
        else "",
        f"Nothing tells what {listing(by_route['none'])} would have; they are taken to be content with every state."
        if by_route["none"]
        else "",
        f"Left as they are, since no preference or excluded combination speaks of them: "
        f"{listing([f'“{option.name}”' for option in conflict.idle])}."
        if conflict.idle
        else "",
        f"Left out of what stances imply, since the dossier does not say what holds without agreement: "
        f"{listing([issue.name for issue in conflict.unsettled])}."
        if conflict.unsettled and by_route["stances"]
        else "",
    ]
    level, reason = confidence(conflict)
    return Finding(
        f"stability.{conflict.situation.moment.id}.rankings",
        " ".join(filter(None, told)),
        moment=conflict.situation.moment.id,
        confidence=level,
        confidence_in="the rankings",
        reason=reason,
        sources=distinct([citation for ranking in conflict.rankings for citation in ranking.sources]),
    )


def confidence(conflict: Conflict) -> tuple[Confidence, str]:
    """Return how far an answer bears, and why."""
    rows = [statement.row for ranking in conflict.rankings for statement in ranking.statements]
    judged = sum(1 for row in rows if any(citation.is_judgement for citation in row.source))
    silent = sum(1 for ranking in conflict.rankings if ranking.route == "none")
    derived = sum(1 for ranking in conflict.rankings if ranking.route == "stances")
    doubts = [
        f"{judged} of {count(len(rows), 'preference statement')} rest{'s' if judged == 1 else ''} on judgement"
        if judged
        else "",
        f"{count(derived, 'ranking')} derived from stances" if derived else "",
        f"nothing is known of what {count(silent, 'party', 'parties')} would have" if silent else "",
    ]
    exact = "it follows exactly from the moves and rankings stated; a move or a wish left out could change it"
    if any(doubts):
        return "low", f"{exact}, and {listing([doubt for doubt in doubts if doubt])}"
    return "moderate", exact
