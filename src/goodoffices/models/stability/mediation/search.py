"""The search for changes that suffice: single ones, then pairs."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from goodoffices.logic import Formula
from goodoffices.models.stability.mediation.candidates import Lever, preference_changes, structure_changes
from goodoffices.models.stability.mediation.changes import (
    Change,
    DropStatement,
    ExcludeState,
    InsertStatement,
    MoveStatement,
    NegateStatement,
    RaiseState,
    SetDirection,
    subject,
)
from goodoffices.models.stability.mediation.coalition_lever import JointWay, coalition_remedies
from goodoffices.models.stability.mediation.effects import effects
from goodoffices.models.stability.mediation.guarantee import guarantees
from goodoffices.models.stability.mediation.remedy import ReachedBy, Remedy
from goodoffices.models.stability.mediation.setting import Setting, SimpleChange, Way
from goodoffices.models.stability.preferences.kinds import OptionPrioritisation

Progress = Callable[[int, int, str], None]
MOST_LEVELS = 256


class Search:
    """Tries changes of one conflict and keeps those that suffice."""

    def __init__(
        self,
        setting: Setting,
        reached_by: ReachedBy,
        levers: tuple[Lever, ...],
        wishes: tuple[Formula, ...],
        progress: Progress | None,
    ) -> None:
        self.setting, self.reached_by, self.levers, self.wishes = setting, reached_by, levers, wishes
        self.progress = progress
        self.found: list[Remedy] = []
        self.tried = 0
        self.before = {name: setting.view(name)[1] for name in setting.form.decision_makers}

    def run(self, most_pairs: int) -> bool:
        """Try everything, and say whether that was all there is."""
        setting = self.setting
        single: list[SimpleChange] = []
        for name in setting.form.decision_makers:
            single += [changes[0] for changes in self.of_one(name, ())]
        single += structure_changes(setting.form, setting.status_quo, setting.desired, self.levers, setting.concept)
        useless: list[SimpleChange] = []
        for number, change in enumerate(single):
            self.tell(number, len(single), "single changes")
            if not self.try_out((change,)):
                useless.append(change)
        self.only_smallest_raise()
        if "coalition" in self.levers:
            for members, way in coalition_remedies(setting, self.reached_by):
                self.add((members,), setting.by_improvements(), way)
        if "new option" in self.levers:
            self.found += [
                Remedy((change,), state, by_moves, by_improvements, None, what)
                for change, state, by_moves, by_improvements, what in guarantees(setting, self.reached_by)
            ]
        for number, pair in enumerate(self.pairs(useless)):
            if number >= most_pairs:
                return False
            self.tell(number, most_pairs, "pairs of changes")
            self.try_out(pair)
        self.tell(1, 1, "")
        return True

    def of_one(self, name: str, first: tuple[SimpleChange, ...]) -> Iterator[tuple[SimpleChange, ...]]:
        """Yield changes of one decision maker's preferences, after a first one or none, whose rankings all differ."""
        preference, own = self.setting.view(name, first)
        seen = {self.setting.stamp(name), self.setting.stamp(name, first)}
        levels = self.levels(name, own) if "raise" in self.levers else ()
        changes = preference_changes(
            {name: preference}, name, own, self.setting.desired, levels, self.levers, self.wishes
        )
        for change in changes:
            made = (*first, change)
            ranks = self.setting.stamp(name, made)
            if ranks not in seen:
                seen.add(ranks)
                yield made

    def levels(self, name: str, own: NDArray[np.int32]) -> Collection[int]:
        """Return the ranks above which the desired state may be raised: all, or of many those that matter to its owner.

        These are the ranks of what the owner can reach from it, or reach it from, and the least above which it stays.
        """
        setting = self.setting
        above = np.unique(own[own >= own[setting.desired]])
        if len(above) <= MOST_LEVELS:
            return set(above.tolist())
        fibre = np.arange(setting.form.state_count) & ~setting.form.mask(name) == setting.desired & ~setting.form.mask(
            name
        )
        number, structure, ranks = setting.form.decision_makers.index(name), setting.structure(), setting.ranks()

        def stays(level: int) -> bool:
            raised = own[structure.found.states] * 2
            raised[structure.judge.state] = level * 2 + 1
            ranks[number] = raised
            return structure.judge.is_stable_for(number, ranks)

        least = bisect_left(above, True, key=stays)
        return {*np.intersect1d(above, own[fibre]).tolist(), *above[least : least + 1].tolist()}

    def pairs(self, useless: Sequence[SimpleChange]) -> Iterator[tuple[SimpleChange, ...]]:
        """Yield pairs of changes that do not suffice alone and lead to rankings or rules not met before."""
        for a, b in combinations(useless, 2):
            if subject(a) and subject(a) == subject(b):
                continue
            if not (isinstance(a, SetDirection) and isinstance(b, SetDirection) and a.option == b.option):
                yield a, b
        alone = {name: {self.setting.stamp(name, c) for c in self.of_one(name, ())} for name in self.before}
        for a in useless:
            name = subject(a)
            if name and not isinstance(a, RaiseState):
                for made in self.of_one(name, (a,)):
                    ranks = self.setting.stamp(name, made)
                    if ranks not in alone[name]:
                        alone[name].add(ranks)
                        yield made

    def try_out(self, changes: tuple[SimpleChange, ...]) -> bool:
        """Note changes that suffice, and say whether they do, if no part of them does."""
        self.tried += 1
        if not self.suffices(changes) or (len(changes) > 1 and self.second_suffices(*changes)):
            return False
        self.add(changes, self.setting.by_improvements(changes))
        return True

    def second_suffices(self, first: SimpleChange, second: SimpleChange) -> bool:
        """Whether the second of two changes does without the first; its places are those that its statements had then."""
        if subject(first) and subject(first) == subject(second):
            before, after = (self.setting.view(subject(first), made)[0] for made in ((), (first,)))
            if isinstance(before, OptionPrioritisation) and isinstance(after, OptionPrioritisation):
                rebased = without_first(second, before.statements, after.statements)
                return rebased is not None and self.suffices((rebased,))
        return self.suffices((second,))

    def suffices(self, changes: tuple[SimpleChange, ...]) -> bool:
        """Whether the desired state holds and is reached after changes."""
        for place, change in enumerate(changes):
            others = changes[:place] + changes[place + 1 :]
            if isinstance(change, ExcludeState) and not self.setting.exclusion_may_help(change.state, others):
                return False
        if self.setting.structure(changes).by_moves is None or not self.setting.holds(changes):
            return False
        return self.reached_by == "moves" or self.setting.by_improvements(changes) is not None

    def add(self, changes: tuple[Change, ...], by_improvements: Way | None, jointly: JointWay | None = None) -> None:
        """Keep changes that suffice, with what else they change."""
        simple = tuple(change for change in changes if isinstance(change, SimpleChange))
        structure = self.setting.structure(simple)
        self.found.append(
            Remedy(
                changes,
                self.setting.desired,
                structure.in_options(structure.by_moves),
                structure.in_options(by_improvements),
                jointly,
                effects(self.setting, simple),
            )
        )

    def only_smallest_raise(self) -> None:
        """Of rises in one decision maker's ranking that all suffice, keep the smallest."""
        least: dict[str, int] = {}
        for remedy in self.found:
            change = remedy.changes[0]
            if isinstance(change, RaiseState):
                count = len(change.overtakes)
                least[change.decision_maker] = min(count, least.get(change.decision_maker, count))
        self.found = [
            remedy
            for remedy in self.found
            if not isinstance(change := remedy.changes[0], RaiseState)
            or len(change.overtakes) == least[change.decision_maker]
        ]

    def tell(self, done: int, total: int, what: str) -> None:
        """Pass on how far the search is."""
        if self.progress:
            self.progress(done, total, what)


def without_first(change: SimpleChange, before: Sequence[Formula], after: Sequence[Formula]) -> SimpleChange | None:
    """Return a change of statements as it would be before another one; None if it concerns what that brought in."""

    def exactly(now: int) -> int | None:
        return before.index(after[now - 1]) + 1 if now <= len(after) and after[now - 1] in before else None

    def above(now: int) -> int:
        return next((before.index(one) + 1 for one in after[now - 1 :] if one in before), len(before) + 1)

    match change:
        case MoveStatement(name, now, to):
            was, where = exactly(now), exactly(to)
            return MoveStatement(name, was, where) if was and where else None
        case InsertStatement(name, now, statement):
            return InsertStatement(name, above(now), statement)
        case DropStatement(name, now):
            return DropStatement(name, was) if (was := exactly(now)) else None
        case NegateStatement(name, now):
            return NegateStatement(name, was) if (was := exactly(now)) else None
    return change
