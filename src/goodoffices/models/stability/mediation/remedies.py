"""What a mediator must change for a desired state to hold and be reached: single changes, then pairs."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np

from goodoffices.errors import ModelInputError
from goodoffices.logic import Formula
from goodoffices.models.stability.mediation.answers import checked_concept
from goodoffices.models.stability.mediation.candidates import (
    LEVERS,
    Lever,
    literals,
    preference_changes,
    structure_changes,
)
from goodoffices.models.stability.mediation.changes import Change, RaiseState, SetDirection, subject
from goodoffices.models.stability.mediation.coalition_lever import JointWay, coalition_remedies
from goodoffices.models.stability.mediation.effects import Effects, effects
from goodoffices.models.stability.mediation.guarantee import guarantees
from goodoffices.models.stability.mediation.setting import Setting, SimpleChange, Way
from goodoffices.models.stability.option_form import OptionForm
from goodoffices.models.stability.preferences import Preference
from goodoffices.models.stability.ranking import check_preferences
from goodoffices.models.stability.table import Concept

Progress = Callable[[int, int, str], None]
ReachedBy = Literal["improvements", "moves"]
ENOUGH_PAIRS = 20_000


@dataclass(frozen=True)
class Remedy:
    """Changes after which the desired state is an equilibrium and is reached from the status quo.

    Attributes
    ----------
    changes : tuple of Change
        One or two, in the order in which they are made; neither of two suffices without the other.
    state : int
        The desired state; after an added option it is the state in which the option is taken too.
    by_moves : tuple of Step, or None
        A shortest legal sequence of moves from the status quo; states are combinations of options.
    by_improvements : tuple of Step, or None
        The same by improvements; None if they do not lead there.
    jointly : JointWay or None
        Of a coalition: its way, if nothing but its joint move leads there.
    effects : Effects
        What else changes.
    """

    changes: tuple[Change, ...]
    state: int
    by_moves: Way | None
    by_improvements: Way | None
    jointly: JointWay | None
    effects: Effects

    @property
    def size(self) -> tuple[int, int, int]:
        """Number of changes; other equilibria that come or go; pairs of states ordered anew and moves gained or lost."""
        return len(self.changes), self.effects.equilibria_changed, self.effects.reordered + self.effects.moves_changed


@dataclass(frozen=True)
class Mediation:
    """How a desired state stands, and what would make it an equilibrium that is reached.

    Attributes
    ----------
    status_quo, desired : int
        States, as combinations of options.
    concept : str
        The solution concept.
    reached_by : 'improvements' or 'moves'
        What counted as reaching it.
    unstable_for : tuple of str
        Who would leave the desired state as things are.
    by_moves, by_improvements : tuple of Step, or None
        How it is reached as things are.
    remedies : tuple of Remedy
        The smallest first; none if things are well as they are, or if nothing was found.
    tried : int
        How many changes and pairs with different consequences were tried.
    exhausted : bool
        Whether these were all there are.
    """

    status_quo: int
    desired: int
    concept: Concept
    reached_by: ReachedBy
    unstable_for: tuple[str, ...]
    by_moves: Way | None
    by_improvements: Way | None
    remedies: tuple[Remedy, ...]
    tried: int
    exhausted: bool

    @property
    def holds(self) -> bool:
        """Whether the desired state is an equilibrium as things are."""
        return not self.unstable_for

    @property
    def reached(self) -> bool:
        """Whether it is reached as things are."""
        return (self.by_moves if self.reached_by == "moves" else self.by_improvements) is not None


def remedies(
    form: OptionForm,
    preferences: Mapping[str, Preference],
    status_quo: int,
    desired: int,
    concept: Concept = "seq",
    *,
    reached_by: ReachedBy = "improvements",
    levers: Collection[Lever] = LEVERS,
    wishes: Sequence[Formula] = (),
    most_pairs: int = ENOUGH_PAIRS,
    progress: Progress | None = None,
) -> Mediation:
    """Return the smallest changes that make a desired state an equilibrium that is reached from the status quo.

    Parameters
    ----------
    form : OptionForm
        The conflict.
    preferences : mapping of str to Preference
        One for every decision maker. Statements can change only where they are given.
    status_quo, desired : int
        Feasible states.
    concept : str
        Any of ``nash``, ``gmr``, ``smr``, ``seq`` and ``sseq``.
    reached_by : 'improvements' or 'moves'
        Whether each move to the desired state has to be an improvement for the one who makes it.
    levers : collection of str
        What may be changed: 'statements', 'raise', 'direction', 'fix', 'exclude', 'coalition', 'new option'. Coalitions and new
        options are tried alone, the others in pairs too.
    wishes : sequence of Formula
        Statements that may be inserted beside every single option, taken or not.
    most_pairs : int
        How many pairs may be tried; 0 for single changes alone.
    progress : callable, optional
        Is told how many changes were tried, of how many, and what comes next.

    Returns
    -------
    Mediation

    Raises
    ------
    ModelInputError
        If a state is unknown or infeasible, preferences do not fit, a wish names no option, or a lever or concept is unknown.

    Notes
    -----
    Changes of one decision maker's preferences that leave the same ranking count once, as the first of: move, drop, negate,
    insert, raise. Every change is tried by solving the conflict again for the desired state.

    References
    ----------
    The levers are those of Kinsara, Kilgour & Hipel (2015), 'Inverse approach to the graph model for conflict resolution', *IEEE
    Transactions on Systems, Man, and Cybernetics: Systems* 45(5), 734-742, and of Fang, Hipel & Kilgour (1993), *Interactive Decision
    Making*, on sensitivity; the search is this program's.

    Examples
    --------
    The prisoner's dilemma. A promise to co-operate that cannot be taken back does not help while the other can defect; two do:

    >>> from goodoffices.models.stability import Option, OptionPrioritisation
    >>> form = OptionForm((Option("disarm_a", "a"), Option("disarm_b", "b")))
    >>> wishes = {"a": OptionPrioritisation.of("disarm_b", "not disarm_a"), "b": OptionPrioritisation.of("disarm_a", "not disarm_b")}
    >>> found = remedies(form, wishes, 0, 3, "nash", reached_by="moves", levers=["direction"])
    >>> found.unstable_for, [remedy.changes for remedy in found.remedies]
    (('a', 'b'), [(SetDirection(option='disarm_a', direction='forward'), SetDirection(option='disarm_b', direction='forward'))])
    """
    checked_concept(concept)
    check_preferences(form, preferences)
    _check(form, status_quo, desired, levers, wishes)
    setting = Setting(form, preferences, status_quo, desired, concept)
    search = _Search(setting, reached_by, tuple(levers), (*literals(form), *wishes), progress)
    base, ranks = setting.structure(), setting.ranks()
    unstable = tuple(n for i, n in enumerate(form.decision_makers) if not base.judge.is_stable_for(i, ranks))
    ways = base.by_moves, setting.by_improvements()
    exhausted = True
    if unstable or ways[reached_by == "improvements"] is None:
        exhausted = search.run(most_pairs)
    return Mediation(
        status_quo,
        desired,
        concept,
        reached_by,
        unstable,
        base.in_options(ways[0]),
        base.in_options(ways[1]),
        tuple(sorted(search.found, key=lambda remedy: remedy.size)),
        search.tried,
        exhausted,
    )


def _check(form: OptionForm, status_quo: int, desired: int, levers: Collection[str], wishes: Sequence[Formula]) -> None:
    wrong = [f"no lever is called {lever}; there are {', '.join(LEVERS)}" for lever in levers if lever not in LEVERS]
    for what, state in (("status quo", status_quo), ("desired state", desired)):
        if not 0 <= state < form.state_count:
            wrong.append(f"the {what} {state} is no state; states are the numbers 0 to {form.state_count - 1}")
        elif not form.feasible(np.array([state]))[0]:
            wrong.append(f"the {what} {state} is infeasible")
    names = {option.name for option in form.options}
    wrong += [f"the wish {wish} names no option: {name}" for wish in wishes for name in wish.names if name not in names]
    if wrong:
        raise ModelInputError("; ".join(wrong))


class _Search:
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
        single += structure_changes(setting.form, (setting.status_quo, setting.desired), self.levers)
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
        seen = {self.before[name].tobytes(), own.tobytes()}
        changes = preference_changes({name: preference}, name, own, self.setting.desired, self.levers, self.wishes)
        for change in changes:
            made = (*first, change)
            ranks = self.setting.view(name, made)[1].tobytes()
            if ranks not in seen:
                seen.add(ranks)
                yield made

    def pairs(self, useless: Sequence[SimpleChange]) -> Iterator[tuple[SimpleChange, ...]]:
        for a, b in combinations(useless, 2):
            if subject(a) and subject(a) == subject(b):
                continue
            if not (isinstance(a, SetDirection) and isinstance(b, SetDirection) and a.option == b.option):
                yield a, b
        alone = {name: {self.setting.view(name, c)[1].tobytes() for c in self.of_one(name, ())} for name in self.before}
        for a in useless:
            name = subject(a)
            if name and not isinstance(a, RaiseState):
                for made in self.of_one(name, (a,)):
                    ranks = self.setting.view(name, made)[1].tobytes()
                    if ranks not in alone[name]:
                        alone[name].add(ranks)
                        yield made

    def try_out(self, changes: tuple[SimpleChange, ...]) -> bool:
        """Note changes that suffice, and say whether they do, if no part of them does."""
        self.tried += 1
        if not self.suffices(changes) or (len(changes) > 1 and self.suffices(changes[1:])):
            return False
        self.add(changes, self.setting.by_improvements(changes))
        return True

    def suffices(self, changes: tuple[SimpleChange, ...]) -> bool:
        try:
            structure = self.setting.structure(changes)
            if structure.by_moves is None or not self.setting.holds(changes):
                return False
        except ModelInputError:  # the second of two changes may have no place without the first
            return False
        return self.reached_by == "moves" or self.setting.by_improvements(changes) is not None

    def add(self, changes: tuple[Change, ...], by_improvements: Way | None, jointly: JointWay | None = None) -> None:
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
        if self.progress:
            self.progress(done, total, what)
