"""Which packages linkages between the provisions on the table rule out."""

from collections.abc import Iterator, Sequence

from goodoffices.assessment.worths import Choice
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.settlement import on_paper
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking
from goodoffices.models.agreements import Region


def ruled_out(situation: Situation, issues: Sequence[Issue], choices: Sequence[Sequence[Choice]]) -> tuple[Region, ...]:
    """Return the packages that linkages between the live provisions of the texts on the table do not allow."""
    settlement = on_paper(situation)
    live = {provision.id for provision in settlement.live}

    def met(provision: str, *, further: bool) -> dict[int, tuple[int, ...]]:
        implied = settlement.provisions[provision].implies
        return {
            number: tuple(
                i
                for i, choice in enumerate(choices[number])
                if _fits(choice, implied[issue.id], held[issue.id] if further else None)
            )
            for number, issue in enumerate(issues)
            if issue.id in implied
        }

    held = {issue.id: situation.moment.status_quo[issue.id].position for issue in issues}
    regions: list[Region] = []
    for linkage in settlement.linkages:
        if not {linkage.provision, linkage.other} <= live:
            continue
        further = linkage.kind != "excludes"
        one, other = met(linkage.provision, further=further), met(linkage.other, further=further)
        if linkage.kind == "excludes" and one and other:
            both = {
                i: tuple(set(one.get(i, other.get(i, ()))) & set(other.get(i, one.get(i, ())))) for i in one | other
            }
            regions.append(Region.of(both))
        if linkage.kind in ("requires", "takes_effect_with"):
            regions += _without(one, other, choices)
        if linkage.kind == "takes_effect_with":
            regions += _without(other, one, choices)
    return tuple(region for region in regions if all(options for _, options in region.allowed))


def _without(
    one: dict[int, tuple[int, ...]], other: dict[int, tuple[int, ...]], choices: Sequence[Sequence[Choice]]
) -> Iterator[Region]:
    """Give the regions in which the first provision is met and something that the other implies is not.

    Where both speak of one issue and no choice fits both, the first goes further than the other, and nothing is ruled out.
    """
    for issue, options in other.items() if one else ():
        if issue in one and not set(options) & set(one[issue]):
            continue
        lacking = tuple(i for i in range(len(choices[issue])) if i not in options)
        yield Region.of(one | {issue: tuple(set(lacking) & set(one[issue])) if issue in one else lacking})


def _fits(choice: Choice, position: Quantity | Ranking, now: Quantity | Ranking | None) -> bool:
    """Return whether a choice does what a provision implies; given what holds now, also whether it goes further from that."""
    if isinstance(position, Ranking):
        return choice.at in position.tiers[0]
    at = float(choice.at)
    beyond = isinstance(now, Quantity) and (
        at > position.high if position.likely > now.likely else at < position.low and position.likely < now.likely
    )
    return position.low <= at <= position.high or beyond
