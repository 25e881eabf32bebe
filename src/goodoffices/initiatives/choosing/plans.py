"""Combinations of initiatives: which are allowed, what they cost, and in which order they come."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.initiative import Initiative
from goodoffices.dossier.moment import Moment
from goodoffices.errors import ModelInputError
from goodoffices.initiatives.choosing.calendar import dates_of
from goodoffices.initiatives.patching import Patch, conflicts

Plan = tuple[str, ...]
"""Ids of initiatives in the order in which they are taken; empty: do nothing."""
NOTHING: Plan = ()
MET_OTHERWISE = ("required", "order")
"""Conflicts that another initiative, or another order, does away with."""


@dataclass(frozen=True, eq=False)
class Choice:
    """What can be chosen from, and what limits it.

    Attributes
    ----------
    patches : dict of str to Patch
        The initiatives, read against the dossier.
    budget, money : float or None
        What all initiatives of a plan together may cost, in political capital and in money, at the likeliest values. One whose cost
        is not judged counts as free, and is named as such.
    most : int or None
        How many initiatives a plan may have.
    """

    dossier: Dossier
    moment: Moment
    patches: Mapping[str, Patch]
    budget: float | None = None
    money: float | None = None
    most: int | None = None
    _apart: frozenset[frozenset[str]] = field(init=False, repr=False)
    _order: Mapping[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Find which initiatives exclude each other, and one order that keeps to what comes after what."""
        apart = {
            frozenset((conflict.first, conflict.second))
            for conflict in conflicts([*self.patches.values()])
            if conflict.kind not in MET_OTHERWISE
        }
        graph = {n: [a for a in each.after if a in self.initiatives] for n, each in self.initiatives.items()}
        try:
            order = {name: place for place, name in enumerate(TopologicalSorter(graph).static_order())}
        except CycleError as error:
            circle = " after ".join(f"“{self.initiatives[name].name}”" for name in error.args[1])
            raise ModelInputError(f"initiatives cannot come after each other in a circle: {circle}") from error
        object.__setattr__(self, "_apart", frozenset(apart))
        object.__setattr__(self, "_order", order)

    @cached_property
    def initiatives(self) -> dict[str, Initiative]:
        """The initiatives, by id."""
        return {name: patch.initiative for name, patch in self.patches.items()}

    def cost(self, plan: Sequence[str]) -> float:
        """Return what a plan costs in political capital, at the likeliest values."""
        return sum(each.cost.likely for name in plan if (each := self.initiatives[name]).cost is not None)

    def price(self, plan: Sequence[str]) -> float:
        """Return what a plan costs in money, at the likeliest values."""
        return sum(each.money.likely for name in plan if (each := self.initiatives[name]).money is not None)

    def ordered(self, names: Sequence[str]) -> Plan:
        """Return initiatives in the order in which they are taken."""
        return tuple(sorted(names, key=lambda name: self._order[name]))

    def is_affordable(self, names: Sequence[str]) -> bool:
        """Whether nothing is lost by going on from here: within budgets, not too many, and none excludes another."""
        return (
            (self.most is None or len(names) <= self.most)
            and (self.budget is None or self.cost(names) <= self.budget + 1e-9)
            and (self.money is None or self.price(names) <= self.money + 1e-9)
            and not any(pair <= set(names) for pair in self._apart)
        )

    def is_allowed(self, names: Sequence[str]) -> bool:
        """Whether a combination can be carried out as it stands."""
        chosen = set(names)
        return (
            self.is_affordable(names)
            and all(set(self.initiatives[name].requires) <= chosen for name in names)
            and dates_of(self.dossier, self.moment, [self.initiatives[n] for n in self.ordered(names)]) is not None
        )

    def all_plans(self) -> Iterator[Plan]:
        """Yield every combination that is allowed, doing nothing first, then by number of initiatives.

        A branch is cut as soon as it is beyond a budget or holds two that exclude each other.
        """
        names = [*self.initiatives]
        layer: list[tuple[int, ...]] = [()]
        while layer:
            following = []
            for chosen in layer:
                plan = [names[i] for i in chosen]
                if self.is_allowed(plan):
                    yield self.ordered(plan)
                for i in range(chosen[-1] + 1 if chosen else 0, len(names)):
                    if self.is_affordable([*plan, names[i]]):
                        following.append((*chosen, i))
            layer = following

    def neighbours(self, plan: Plan) -> Iterator[Plan]:
        """Yield the allowed plans that differ from one by an initiative more, less, or another instead.

        Initiatives that need others come and go together with these.
        """
        seen = {frozenset(plan)}
        for gone in (None, *plan):
            rest = self._without(plan, gone) if gone else frozenset(plan)
            for come in (None, *(name for name in self.initiatives if name not in plan)):
                found = rest | self._with_needs(come) if come else rest
                if found not in seen:
                    seen.add(found)
                    if self.is_allowed(sorted(found)):
                        yield self.ordered(sorted(found))

    def _with_needs(self, name: str) -> frozenset[str]:
        found, todo = set[str](), [name]
        while todo:
            each = todo.pop()
            if each not in found and each in self.initiatives:
                found.add(each)
                todo += self.initiatives[each].requires
        return frozenset(found)

    def _without(self, plan: Sequence[str], gone: str) -> frozenset[str]:
        left = set(plan) - {gone}
        while lame := {name for name in left if set(self.initiatives[name].requires) - left}:
            left -= lame
        return frozenset(left)
