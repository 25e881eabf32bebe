"""Where the talks are expected to settle on each issue, in every world."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.bargainers import bargainers_on, draws_of, ranking
from goodoffices.assessment.chain.memo import Memo
from goodoffices.assessment.chain.worth import status_quo_places
from goodoffices.assessment.interval import Interval
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation
from goodoffices.models.bargaining import compromise
from goodoffices.models.bargaining.pairwise_majority import NO_WINNER, pairwise_majority

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Settlement:
    """What is expected on one issue.

    Attributes
    ----------
    places : ndarray, shape (draws,)
        On a scale, the compromise; on an issue with options, the number of the option that beats every other, or −1 if none does. In
        worlds in which nobody carries any weight nothing is settled: what holds now stays, or where that is not told all count alike.
    stated : bool
        Whether any input was given as a range.
    """

    issue: Issue
    places: FloatArray
    stated: bool

    @property
    def interval(self) -> Interval | None:
        """Median and 80% interval on a scale; None on an issue with options."""
        return Interval.over(self.places, self.stated) if self.issue.scale is not None else None

    @property
    def shares(self) -> dict[str, float]:
        """Share of worlds in which each option wins; the rest have no winner. Empty on a scale."""
        if self.issue.scale is not None:
            return {}
        return {option: float((self.places == i).mean()) for i, option in enumerate(self.issue.option_ids)}


def settlements_at(
    situation: Situation, worlds: Worlds, memo: Memo, issues: Sequence[Issue] | None = None
) -> dict[str, Settlement]:
    """Return what is expected on each open issue on which at least two parties carry weight, by issue."""
    found = {}
    for issue in situation.issues if issues is None else issues:
        bargainers = bargainers_on(situation, issue)
        if len(bargainers) < 2:
            continue
        held = situation.moment.status_quo.get(issue.id)
        records = [
            issue,
            situation.moment.id,
            held,
            *(b.stance for b in bargainers),
            *(b.capability for b in bargainers),
        ]
        found[issue.id] = memo.once(
            "settlement", worlds, records, lambda issue=issue: _settlement(situation, issue, worlds)  # type: ignore[misc]
        )  # fmt: skip
    return found


def _settlement(situation: Situation, issue: Issue, worlds: Worlds) -> Settlement:
    bargainers = bargainers_on(situation, issue)
    stated = any(not quantity.is_point for b in bargainers for quantity in b.quantities)
    capability, salience, *position = draws_of(bargainers, worlds)
    idle = np.asarray(np.minimum(capability, salience).max(axis=1) <= 0)
    # The models refuse to weigh nothing against nothing; where nobody has any weight, all are given the same.
    capability, salience = (np.where(idle[:, None], 1.0, drawn) for drawn in (capability, salience))
    if issue.scale is not None:
        places = np.asarray(compromise(capability, salience, *position), float)
        now = status_quo_places(situation, [issue], worlds).get(issue, places)
        return Settlement(issue, np.where(idle, now, places), stated)
    ranks = [ranking(b.stance).ranks(issue.option_ids) for b in bargainers]
    winner = pairwise_majority(capability, salience, ranks).winner
    return Settlement(issue, np.where(idle, NO_WINNER, winner).astype(float), stated)
