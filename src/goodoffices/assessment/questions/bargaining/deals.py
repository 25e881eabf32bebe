"""Deals across issues, in words and as a table."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.exchanges import Concession, Exchanges
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.wording import capital, points
from goodoffices.models.bargaining import MEAN_ERRORS_ON_EU_DECISIONS as ERRORS

MOST_DEALS = 5
"""So many deals of each moment are listed."""


def deal_finding(found: Exchanges) -> Finding | None:
    """Say which deal would pay most at a moment; None if nobody has anything to exchange."""
    if not found.deals:
        return None
    deal = found.deals[0]
    moment = found.situation.moment
    label = found.situation.dossier.label
    first, second = map(_gives, deal.given)
    one, other = (label(concession.party) for concession in deal.given)
    others = (
        "All others together would gain by it too"
        if deal.others >= 0
        else "It would cost the others together less than it brings each of the two"
        if -deal.others < deal.gain
        else "All others together would lose by it"
    )
    stances = found.situation.stances
    return Finding(
        f"bargaining.{moment.id}.deals",
        f"A deal across issues ({moment.name}): {one} could {first}, if {other} would {second}. Of all such exchanges this is "
        f"the one by which two parties gain most. {others}.",
        priority=7,
        moment=moment.id,
        numbers=(
            Number("gain of each partner", deal.gain, "point", "points of 100, times salience"),
            Number("gain of all others together", deal.others, "point", "points of 100, times salience"),
        ),
        confidence="low",
        reason=(
            f"on past cases settlements after such deals were further from the outcome than the compromise ({ERRORS['exchange model']:.1f} "
            f"points against {ERRORS['compromise']:.1f}); it says what could be offered, not that it will be"
        ),
        would_change="the salience of the two issues to either of the two: each gives what it cares for less",
        sources=distinct(
            [
                citation
                for concession in deal.given
                for own in deal.given
                for citation in stances[own.party, concession.issue.id].source
            ]
        ),
    )


def deals_table(moments: Sequence[Exchanges]) -> Table:
    """Return the deals of every moment, those made first at the top."""
    rows: list[tuple[Cell, ...]] = []
    for found in moments:
        for deal in found.deals[:MOST_DEALS]:
            cells = [cell for concession in deal.given for cell in _cells(found, concession)]
            rows.append((found.situation.moment.name, *cells, deal.gain, deal.others))
    return Table(
        "bargaining.deals",
        "Deals across issues that would pay both sides",
        (
            "moment",
            "party",
            "gives way on",
            "from and to",
            "other",
            "gives way on",
            "from and to",
            "gain of each",
            "gain of others together",
        ),
        tuple(rows),
        note=(
            f"The first {MOST_DEALS} deals of each moment, in the order in which they would be made, each after those above it. Gains in "
            "points of 100 of a scale, times salience."
        ),
    )


def _cells(found: Exchanges, concession: Concession) -> tuple[str, str, str]:
    return capital(found.situation.dossier.label(concession.party)), concession.issue.name, _way(concession)


def _gives(concession: Concession) -> str:
    before, after = _way(concession).split(" to ")
    return f"give way on {concession.issue.name} from {before} to {after}"


def _way(concession: Concession) -> str:
    assert concession.issue.scale is not None
    length = concession.issue.scale.high - concession.issue.scale.low
    return f"{points(concession.before, length)} to {points(concession.after, length)}"
