"""What a reach of numbers allows at most: that those who must sign gain, and that the settlement comes close to an aim."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.bargainers import input_name, ranking
from goodoffices.assessment.chain import Aim, Settlement
from goodoffices.assessment.chain.worth import status_quo_places
from goodoffices.assessment.worths import FULL
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.stance import Stance
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.initiatives.bounding.reach import Reach, Span
from goodoffices.models.bargaining.pairwise_majority import NO_WINNER

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]
Closeness = Callable[[Mapping[Issue, FloatArray]], FloatArray]
ROUNDING = 1e-7
"""What is worked out in another order can differ in the last digits; a bound gives way by much more than that."""


def could_all_sign(reach: Reach, issues: Sequence[Issue], paid: FloatArray) -> BoolArray:
    """Return in which worlds it is not ruled out that nobody who must sign loses by the settlement expected.

    Parameters
    ----------
    reach : Reach
    issues : sequence of Issue
        What is bargained over, all of it settled.
    paid : ndarray, shape (draws, parties)
        What side payments add for each who must sign, in points of its own worth.

    Notes
    -----
    A party signs if its gains on the issues, each weighed by its share of all saliences, and what it is paid come to nothing less than 0;
    that is, if the sum over issues of salience times gain on the issue and payment together does.
    """
    situation = reach.situation
    held = status_quo_places(situation, issues, reach.worlds)
    places = {issue: reach.settlement(issue) for issue in issues if issue.scale is not None}
    found = np.ones(reach.worlds.draws, bool)
    for number, party in enumerate(situation.moment.must_sign):
        gain = np.full(reach.worlds.draws, ROUNDING)
        for issue in issues:
            stance = situation.stances.get((party, issue.id))
            if stance is None:
                continue
            if issue.scale is not None:
                length = issue.scale.high - issue.scale.low
                most = most_gained(held[issue], reach.position(stance), places[issue]) / length
            else:
                most = _most_gained_by_option(stance, issue, held[issue], reach.winners(issue))
            most = most + paid[:, number] / FULL
            low, high = reach.salience(stance)
            gain += np.where(most > 0, high, low) * most
        found &= gain >= 0.0
    return found


def most_gained(held: FloatArray, asked: Span, reached: Span) -> FloatArray:
    """Return how much closer at most a settlement is to what is asked for than what holds now.

    Both what is asked for and the settlement lie anywhere between two ends. The gain, distance from what holds less distance to
    the settlement, bends down only where what is asked for meets an end of the settlement; so it is highest there or at an end.

    Parameters
    ----------
    held : ndarray, shape (draws,)
    asked, reached : pair of ndarray, shape (draws,)
        Lowest and highest.
    """
    tried = (*asked, *(np.clip(end, *asked) for end in reached))
    return np.asarray(np.max([np.abs(held - at) - np.abs(np.clip(at, *reached) - at) for at in tried], axis=0))


def nearest_places(
    reach: Reach, before: Situation, aim: Aim, settled: Mapping[str, Settlement], closeness: Closeness
) -> dict[Issue, FloatArray]:
    """Return of all places where issues could be settled those that are nearest to an aim, in every world.

    Parameters
    ----------
    reach : Reach
    before : Situation
        Before any plan, by which the aim of a party is measured.
    aim : Aim
    settled : mapping of str to Settlement
        Without any of the further initiatives.
    closeness : callable
        Says how close places are to the aim, in every world.
    """
    found = {}
    for name, position in aim.positions.items():
        if name not in settled:
            continue
        issue, is_touched = settled[name].issue, reach.is_touched(settled[name].issue)
        if not is_touched:
            found[issue] = settled[name].places
        elif isinstance(position, Quantity):
            stance = before.stances[aim.actor, name] if aim.actor else None
            wanted = (
                reach.worlds.sample(input_name(stance, "position"), position)
                if stance
                else np.full(reach.worlds.draws, position.likely)
            )
            found[issue] = np.clip(wanted, *reach.settlement(issue))
        else:
            found[issue] = _nearest_option(issue, reach.winners(issue), closeness)
    return found


def _most_gained_by_option(stance: Stance, issue: Issue, held: FloatArray, winners: BoolArray) -> FloatArray:
    """Return how many tiers at most what can win is better than what holds, as a share of all; no winner leaves what holds."""
    tiers = np.array(ranking(stance).ranks(issue.option_ids), float)
    tiers /= max(1.0, tiers.max())
    gains = tiers[held.astype(np.int64), None] - tiers
    return np.asarray(np.where(winners, np.column_stack([gains, np.zeros(len(held))]), -np.inf).max(axis=1))


def _nearest_option(issue: Issue, winners: BoolArray, closeness: Closeness) -> FloatArray:
    """Return the option that is nearest to an aim of those that can win, or that none does, in every world."""
    numbers = [*range(len(issue.options)), NO_WINNER]
    near = np.column_stack([closeness({issue: np.full(len(winners), float(number))}) for number in numbers])
    best = np.argmax(np.where(winners, near, -np.inf), axis=1)
    return np.asarray(np.take(numbers, best), float)
