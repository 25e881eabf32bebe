"""Who would have reason not to sign: what the models of weight cannot see."""

from goodoffices.assessment.forecast import Forecast, OptionForecast
from goodoffices.assessment.scoring import NO_AGREEMENT, OPEN, result_of
from goodoffices.assessment.wording import listing
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking


def caution(item: Forecast) -> str:
    """Return a warning if somebody whose signature is needed would be worse off than with anything else.

    On an issue with options that is a party that ranks the expected option last; on a scale one whose position lies further from
    the expected settlement than from what holds without agreement. Where an outcome is known it speaks for itself.
    """
    if result_of(item) not in (OPEN, NO_AGREEMENT):
        return ""
    names = [item.situation.dossier.label(party) for party in unwilling(item)]
    if not names:
        return ""
    what = "ranks it last" if len(names) == 1 else "rank it last"
    if not isinstance(item, OptionForecast):
        what = f"stand{'s' if len(names) == 1 else ''} closer to what holds without agreement"
    return f" But {listing(names)}, whose signature{' is' if len(names) == 1 else 's are'} needed, {what}."


def unwilling(item: Forecast) -> tuple[str, ...]:
    """Return the parties that must sign and have reason not to."""
    moment = item.situation.moment
    needed = [b for b in item.bargainers if b.party in moment.must_sign]
    if isinstance(item, OptionForecast):
        return tuple(b.party for b in needed if item.favourite and _last(b.stance.position, item, item.favourite))
    if item.status_quo is None:
        return ()
    without, settled = item.status_quo.likely, item.compromise.median
    return tuple(
        b.party
        for b in needed
        if isinstance(b.stance.position, Quantity)
        and abs(b.stance.position.likely - settled) > abs(b.stance.position.likely - without)
    )


def _last(position: Quantity | Ranking, item: OptionForecast, option: str) -> bool:
    if not isinstance(position, Ranking):
        return False
    ranks = dict(zip(item.issue.option_ids, position.ranks(item.issue.option_ids), strict=True))
    return ranks[option] == max(ranks.values()) > min(ranks.values())
