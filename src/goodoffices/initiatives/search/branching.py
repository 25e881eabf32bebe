"""Branch and bound: plans are ruled out whole families at a time, until none is left that could be better."""

import heapq
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.initiatives.bounding import Bounds
from goodoffices.initiatives.choosing.plans import Choice, Plan
from goodoffices.initiatives.evaluation import Evaluation
from goodoffices.initiatives.objectives import ObjectiveId
from goodoffices.initiatives.search.desk import Desk
from goodoffices.initiatives.search.ranking import is_more, worth
from goodoffices.initiatives.workers import Task
from goodoffices.progress import told

AT_ONCE = 64
"""So many families are taken up, and so many plans at most are sent to be assessed, between two looks at the best."""


@dataclass(frozen=True, order=True)
class Family:
    """All plans that hold some initiatives and, of those not yet decided about, any.

    Families are ordered by what they promise: those that can come to most first, of these the cheaper, and of these one that is told
    apart by its members alone, so that the order is always the same.

    Attributes
    ----------
    promise : float
        Minus the most that one of them can come to.
    cost : float
        What those cost that all of them hold.
    members : tuple of int
        What all of them hold, by number.
    decided : int
        So many initiatives are decided about.
    """

    promise: float
    cost: float
    members: tuple[int, ...]
    decided: int

    @property
    def most(self) -> float:
        """The most that one of them can come to."""
        return -self.promise


@dataclass(frozen=True, eq=False)
class Branched:
    """What branch and bound came to.

    Attributes
    ----------
    evaluations : list of Evaluation
        Of plans that had not been assessed before.
    most : float
        No plan that was not assessed comes to more than this, on average over the worlds; minus infinity if none is left.
    families : int
        How many were bounded.
    """

    evaluations: list[Evaluation]
    most: float
    families: int


def branch(
    choice: Choice,
    bounds: Bounds,
    desk: Desk,
    by: ObjectiveId,
    draws: int,
    seen: Mapping[Plan, Evaluation],
    most_families: int,
    most_plans: int,
) -> Branched:
    """Look for plans better than the best of those seen, and bound what is left.

    Parameters
    ----------
    choice, bounds, desk, by, draws
        What can be chosen from, its bounds, who assesses plans, by which objective, in how many worlds.
    seen : mapping of tuple to Evaluation
        Plans that were assessed before.
    most_families, most_plans : int
        After so many families, or assessed plans, it stops, and the best of the bounds that are left is told.

    References
    ----------
    Land, A. H. & Doig, A. G. (1960), 'An automatic method of solving discrete programming problems', *Econometrica* 28(3),
    497-520; families are taken up in the order of what they promise (best first).
    """
    search = _Search(choice, bounds, by)
    search.look_at([*seen.values()])
    search.begin(_in_order(choice, bounds, by, seen))
    found: dict[Plan, Evaluation] = {}
    while search.is_open and search.families < most_families and len(found) < most_plans:
        with told("Ruling out plans") as show:
            plans = search.advance()
            show(search.families, most_families, f"{len(search.frontier)} families left")
        new = [plan for plan in plans if plan not in seen and plan not in found]
        assessed = desk.send([Task(plan, draws) for plan in new], "Assessing plans")
        found |= zip(new, assessed, strict=True)
        search.look_at(assessed)
    return Branched([*found.values()], search.most, search.families)


class _Search:
    def __init__(self, choice: Choice, bounds: Bounds, by: ObjectiveId) -> None:
        self.choice = choice
        self.bounds = bounds
        self.by = by
        self.top = -np.inf
        self.leaders: list[Evaluation] = []
        self.price = np.inf
        self.families = 0
        self.frontier: list[Family] = []
        self.names: tuple[str, ...] = ()

    def begin(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._add((), 0)

    def look_at(self, evaluations: Sequence[Evaluation]) -> None:
        """Take note of plans that were assessed."""
        known = [*self.leaders, *evaluations]
        self.top = max(worth(each, self.by) for each in known)
        self.leaders = [each for each in known if not is_more(self.top, worth(each, self.by), self.by)]
        self.price = min(self.choice.cost(each.plan) for each in self.leaders)

    @property
    def is_open(self) -> bool:
        """Whether a family is left that could hold a plan that stands before the best."""
        return any(self._could_lead(family) for family in self.frontier)

    @property
    def most(self) -> float:
        """The most that any plan in a family that is left can come to."""
        return max((family.most for family in self.frontier if self._could_lead(family)), default=-np.inf)

    def advance(self) -> list[Plan]:
        """Take up the most promising families; return plans that have to be assessed."""
        plans: list[Plan] = []
        aside: list[Family] = []
        taken_up = 0
        while self.frontier and taken_up < AT_ONCE:
            family = heapq.heappop(self.frontier)
            if not self._could_lead(family):
                aside.append(family)  # it could again, should the leaders be told apart from a better one
                continue
            taken_up += 1
            if family.decided == len(self.names):
                plan = self._plan(family.members)
                if self.choice.is_allowed(plan):
                    plans.append(plan)
                continue
            following = family.decided + 1
            self._add(family.members, following, family.most)
            name, taken = self.names[family.decided], [self.names[i] for i in family.members]
            if set(self.choice.initiatives[name].requires) <= set(taken) and self.choice.is_affordable([*taken, name]):
                self._add((*family.members, family.decided), following, family.most)
        for family in aside:
            heapq.heappush(self.frontier, family)
        return plans

    def _add(self, members: tuple[int, ...], decided: int, at_most: float = np.inf) -> None:
        chosen = self._plan(members)
        further = [name for name in self.names[decided:] if self.choice.is_affordable([*chosen, name])]
        most = min(at_most, self.bounds.most(chosen, further, self._room(chosen, further)))
        self.families += 1
        decided = decided if further else len(self.names)
        heapq.heappush(self.frontier, Family(-most, self.choice.cost(chosen), members, decided))

    def _could_lead(self, family: Family) -> bool:
        if is_more(family.most, self.top, self.by):
            return True
        # A cheaper plan stands before the leaders if it is not told apart from the best.
        return not is_more(self.top, family.most, self.by) and family.cost < self.price

    def _plan(self, members: Sequence[int]) -> Plan:
        return self.choice.ordered([self.names[i] for i in members])

    def _room(self, chosen: Plan, further: Sequence[str]) -> int:
        """Return how many more initiatives fit in a plan at most: that many of the cheapest, by each of the limits."""
        room = len(further)
        if self.choice.most is not None:
            room = min(room, self.choice.most - len(chosen))
        for limit, spent, each in (
            (self.choice.budget, self.choice.cost(chosen), self.choice.cost),
            (self.choice.money, self.choice.price(chosen), self.choice.price),
        ):
            if limit is not None:
                total = np.cumsum(sorted(each([name]) for name in further))
                room = min(room, int((spent + total <= limit + 1e-9).sum()))
        return room


def _in_order(choice: Choice, bounds: Bounds, by: ObjectiveId, seen: Mapping[Plan, Evaluation]) -> list[str]:
    """Return the initiatives in the order in which they are decided about.

    First those that do more than move numbers, for nothing can be bounded before; then by what they come to alone. What
    one requires is decided about before it.
    """
    alone = {name: worth(seen[name,], by) if (name,) in seen else -np.inf for name in choice.initiatives}
    wanted = sorted(choice.initiatives, key=lambda name: (bounds.is_plain(name), -alone[name], name))
    found: dict[str, None] = {}

    def decide(name: str) -> None:
        for needed in choice.initiatives[name].requires:
            if needed in choice.initiatives and needed not in found:
                decide(needed)
        found[name] = None

    for name in wanted:
        if name not in found:
            decide(name)
    return [*found]
