"""The most that any plan can come to which holds some initiatives and no others than some further ones."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.chain.carrying_out import carrying_out
from goodoffices.assessment.chain.paying import paying
from goodoffices.assessment.chain.settling import settlements_at
from goodoffices.assessment.packages import bargained, lacking
from goodoffices.dossier.situation import Situation
from goodoffices.initiatives.bounding.ceilings import ROUNDING, could_all_sign, nearest_places
from goodoffices.initiatives.bounding.homes import could_all_ratify
from goodoffices.initiatives.bounding.reach import Reach
from goodoffices.initiatives.bounding.shifts import Shifts, shifts_of
from goodoffices.initiatives.choosing.plans import Choice, Plan
from goodoffices.initiatives.evaluation import Evaluator
from goodoffices.initiatives.objectives import ObjectiveId

FloatArray = NDArray[np.float64]
BOUNDED: tuple[ObjectiveId, ...] = ("agreement", "aim")
"""Objectives of which a bound is known."""
TRIVIAL: Mapping[ObjectiveId, float] = {"agreement": 1.0, "aim": 100.0}
"""What nothing can exceed."""
MOST_VARIANTS = 8
"""A plan whose changes can fail in more ways than this is not bounded."""
KEPT = 256


class Bounds:
    """Bounds on what plans come to, in the worlds in which they are assessed.

    A bound is valid, not tight: it lets every number of the settlement go its own way between the ends to which the further
    initiatives can move it. Of the way to an agreement it looks, where no further initiative touches what is given for a signature, at home
    or on paper, at whether those who must sign gain, homes carry it and the plan is carried out. Whether there is room and a body
    passes it is taken as met.

    Parameters
    ----------
    evaluator : Evaluator
    choice : Choice
    by : str
        The objective, one of `BOUNDED`.
    draws : int
        Number of worlds.
    """

    def __init__(self, evaluator: Evaluator, choice: Choice, by: ObjectiveId, draws: int) -> None:
        self._evaluator = evaluator
        self._choice = choice
        self._by = by
        self._worlds = evaluator.worlds(draws)
        moment = choice.moment
        self._shifts = {name: shifts_of(patch, moment, self._worlds) for name, patch in choice.patches.items()}
        self._situations = lru_cache(KEPT)(self._variants)

    def is_plain(self, name: str) -> bool:
        """Whether an initiative does nothing to the settlement but move numbers, so that plans it may join can be bounded."""
        return self._shifts[name].is_plain

    def most(self, chosen: Plan, further: Sequence[str], room: int) -> float:
        """Return what a plan can come to at most, on average over the worlds.

        Parameters
        ----------
        chosen : tuple of str
            Initiatives that it holds, with all they require, in their order.
        further : sequence of str
            Others that it may hold.
        room : int
            How many of them at most.
        """
        shifts = [self._shifts[name] for name in further]
        if not all(each.is_plain for each in shifts):
            return TRIVIAL[self._by]
        situations, which = self._situations(chosen)
        if not situations:
            return TRIVIAL[self._by]
        found = np.array([self._ceiling(situation, shifts, room) for situation in situations])
        return float(found[which, np.arange(self._worlds.draws)].mean())

    def _variants(self, chosen: Plan) -> tuple[list[Situation], NDArray[np.int64]]:
        variants = self._evaluator.variants(chosen, self._worlds)
        return (
            ([], variants.which) if len(variants.situations) > MOST_VARIANTS else (variants.situations, variants.which)
        )

    def _ceiling(self, situation: Situation, shifts: Sequence[Shifts], room: int) -> FloatArray:
        reach = Reach(situation, self._worlds, shifts, room)
        if reach.could_change_who_counts():
            return np.full(self._worlds.draws, TRIVIAL[self._by])
        if self._by == "aim":
            return self._closest(reach)
        return self._agreement(reach)

    def _closest(self, reach: Reach) -> FloatArray:
        evaluator, worlds = self._evaluator, self._worlds
        assert evaluator.aim is not None
        settled = settlements_at(reach.situation, worlds, evaluator.memo)
        if not any(name in settled for name in evaluator.aim.positions):
            return np.full(worlds.draws, TRIVIAL["aim"])
        places = nearest_places(
            reach, evaluator.now, evaluator.aim, settled, lambda places: evaluator.closeness(places, worlds)
        )
        return evaluator.closeness(places, worlds) + TRIVIAL["aim"] * ROUNDING

    def _agreement(self, reach: Reach) -> FloatArray:
        situation, worlds, memo = reach.situation, self._worlds, self._evaluator.memo
        found = np.ones(worlds.draws, bool)
        settled, issues = settlements_at(situation, worlds, memo), bargained(situation)
        paid = paying(situation, worlds, memo)
        is_paid_the_same = not any(
            each.touches_payments or (each.touches_plans and paid.waits) for each in reach.further
        )
        if is_paid_the_same and not lacking(situation) and all(issue.id in settled for issue in issues):
            found &= could_all_sign(reach, issues, paid.gains(situation.moment.must_sign))
        if not any(each.touches_homes for each in reach.further):
            found &= could_all_ratify(reach, [*settled])
        if not any(each.touches_plans for each in reach.further):
            done = carrying_out(situation, worlds, memo)
            found &= True if isinstance(done, str) else done
        return found.astype(float)
