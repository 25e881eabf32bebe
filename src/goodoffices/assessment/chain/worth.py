"""What places on the open issues are worth to parties, in every world."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.bargainers import input_name, status_quo_name
from goodoffices.assessment.worlds import Worlds
from goodoffices.assessment.worths import FULL
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.stance import Stance
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking
from goodoffices.models.bargaining.pairwise_majority import NO_WINNER

FloatArray = NDArray[np.float64]


def worth_of(
    situation: Situation, parties: Sequence[str], places: Mapping[Issue, FloatArray], worlds: Worlds
) -> FloatArray:
    """Return what places are worth to parties, shape (draws, parties).

    Minus the distance from what a party asks for, as a share of the longest, weighed by its saliences on these issues, times 100: 0 is
    everything it asks for. Issues on which it has no stance do not matter to it.

    Parameters
    ----------
    situation : Situation
        The dossier as of the moment.
    parties : sequence of str
        Whose worth.
    places : mapping of Issue to ndarray, shape (draws,)
        A place on the scale, or the number of an option; where no option is chosen, things stay as they are.
    worlds : Worlds
        Draws of the inputs.
    """
    total = np.zeros((worlds.draws, len(parties)))
    weights = np.zeros_like(total)
    for issue, at in places.items():
        for number, party in enumerate(parties):
            stance = situation.stances.get((party, issue.id))
            if stance is not None:
                salience = worlds.sample(input_name(stance, "salience"), stance.salience)
                total[:, number] -= salience * _distance(situation, issue, stance, at, worlds)
                weights[:, number] += salience
    return np.asarray(FULL * np.divide(total, weights, out=np.zeros_like(total), where=weights > 0))


def status_quo_places(situation: Situation, issues: Iterable[Issue], worlds: Worlds) -> dict[Issue, FloatArray]:
    """Return where issues stand without an agreement, of those of which the dossier says it."""
    found = {}
    for issue in issues:
        stated = situation.moment.status_quo.get(issue.id)
        if stated is None:
            continue
        if isinstance(stated.position, Quantity):
            found[issue] = worlds.sample(status_quo_name(situation, issue), stated.position)
        else:
            found[issue] = np.full(worlds.draws, float(issue.option_ids.index(stated.position.options[0])))
    return found


def _distance(situation: Situation, issue: Issue, stance: Stance, at: FloatArray, worlds: Worlds) -> FloatArray:
    if issue.scale is not None:
        assert isinstance(stance.position, Quantity)  # held by the check that positions fit their issue
        asked = worlds.sample(input_name(stance, "position"), stance.position)
        return np.asarray(np.abs(at - asked) / (issue.scale.high - issue.scale.low))
    assert isinstance(stance.position, Ranking)
    tiers = np.array(stance.position.ranks(issue.option_ids), float)
    tiers /= max(1.0, tiers.max())
    held = situation.moment.status_quo.get(issue.id)
    now = (
        tiers[issue.option_ids.index(held.position.options[0])] if held and isinstance(held.position, Ranking) else 1.0
    )
    return np.asarray(np.where(at == NO_WINNER, now, tiers[at.astype(np.int64)]))
