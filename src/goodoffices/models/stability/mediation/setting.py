"""One conflict under changes: graphs and rankings by the changes that lead to them, each worked out once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.stability.concepts.table import Concept
from goodoffices.models.stability.evolution.sequences import Step
from goodoffices.models.stability.evolution.status_quo import status_quo_analysis
from goodoffices.models.stability.forms.from_options import OptionGraph, as_graph
from goodoffices.models.stability.forms.graph_form import Ranks
from goodoffices.models.stability.forms.narrowed import improvements_only
from goodoffices.models.stability.forms.option_form import OptionForm
from goodoffices.models.stability.mediation.answers import BY_IMPROVEMENTS, Judge
from goodoffices.models.stability.mediation.applying import with_change
from goodoffices.models.stability.mediation.changes import PreferenceChange, StructureChange
from goodoffices.models.stability.preferences.kinds import Preference

Way = tuple[Step, ...]
SimpleChange = PreferenceChange | StructureChange
Key = TypeVar("Key")
Value = TypeVar("Value")
ENOUGH = 16
MOST_BYTES = 1 << 28


def structural(changes: Sequence[SimpleChange]) -> tuple[StructureChange, ...]:
    """Return those of some changes that touch what can be done."""
    return tuple(change for change in changes if isinstance(change, StructureChange))


def of_preference(name: str, changes: Sequence[SimpleChange]) -> tuple[PreferenceChange, ...]:
    """Return those of some changes that touch what one decision maker prefers."""
    return tuple(change for change in changes if isinstance(change, PreferenceChange) and change.decision_maker == name)


def _shelve(shelf: dict[Key, Value], key: Key, value: Value, size: int) -> Value:
    """Keep a value of some bytes, and drop the oldest but the first, which is the conflict as it is, if it gets too much."""
    if len(shelf) > max(ENOUGH, MOST_BYTES // max(size, 1)):
        del shelf[list(shelf)[1]]
    shelf[key] = value
    return value


@dataclass(frozen=True)
class Structure:
    """What can be done after some changes: the graph, the numbers of status quo and desired state in it, and a judge."""

    form: OptionForm
    found: OptionGraph
    status_quo: int
    judge: Judge
    by_moves: Way | None

    def in_options(self, way: Way | None) -> Way | None:
        """Return a way with its states as combinations of options."""
        return None if way is None else tuple(Step(s.decision_maker, int(self.found.states[s.state])) for s in way)


class Setting:
    """Answers for any simple changes of one conflict whether the desired state is an equilibrium and can be reached.

    Parameters
    ----------
    form, preferences
        The conflict as it is.
    status_quo, desired : int
        Feasible states.
    concept : str
        The solution concept.
    """

    def __init__(
        self, form: OptionForm, preferences: Mapping[str, Preference], status_quo: int, desired: int, concept: Concept
    ) -> None:
        self.form, self.preferences = form, dict(preferences)
        self.status_quo, self.desired, self.concept = status_quo, desired, concept
        self.feasible = form.feasible()
        self._structures: dict[tuple[StructureChange, ...], Structure] = {}
        self._views: dict[tuple[str, tuple[PreferenceChange, ...]], tuple[Preference, NDArray[np.int32]]] = {}
        self._stamps: dict[tuple[str, tuple[PreferenceChange, ...]], bytes] = {}
        self._stable: dict[tuple[tuple[StructureChange, ...], int, bytes], bool] = {}

    def structure(self, changes: Sequence[SimpleChange] = ()) -> Structure:
        """Return the graph after those of the changes that touch it."""
        key = structural(changes)
        if key not in self._structures:
            form = self.form
            for change in key:
                form = with_change(form, {}, change)[0]
            found = as_graph(form)
            start, end = (int(np.searchsorted(found.states, state)) for state in (self.status_quo, self.desired))
            way = () if start == end else status_quo_analysis(found.graph, start).path(end)
            made = Structure(form, found, start, Judge(found.graph, end, self.concept), way)
            return _shelve(self._structures, key, made, 2 * sum(moves.targets.nbytes for moves in found.graph.moves))
        return self._structures[key]

    def view(self, name: str, changes: Sequence[SimpleChange] = ()) -> tuple[Preference, NDArray[np.int32]]:
        """Return a decision maker's preference after changes, and its ranks of all combinations."""
        key = of_preference(name, changes)
        if (name, key) not in self._views:
            preference = self.preferences[name]
            if key:
                before = {**self.preferences, name: self.view(name, key[:-1])[0]}
                preference = with_change(self.form, before, key[-1])[1][name]
            own = np.empty(self.form.state_count, np.int32)
            preference.fill(self.form, self.feasible, own)
            return _shelve(self._views, (name, key), (preference, own), own.nbytes)
        return self._views[name, key]

    def stamp(self, name: str, changes: Sequence[SimpleChange] = ()) -> bytes:
        """Return 16 bytes that stand for a decision maker's ranking after changes."""
        key = name, of_preference(name, changes)
        if key not in self._stamps:
            self._stamps[key] = blake2b(self.view(name, changes)[1].tobytes(), digest_size=16).digest()
        return self._stamps[key]

    def ranks(self, changes: Sequence[SimpleChange] = ()) -> Ranks:
        """Return the ranks of the graph's states after changes."""
        states = self.structure(changes).found.states
        return np.stack([self.view(name, changes)[1][states] for name in self.form.decision_makers])

    def is_stable_for(self, i: int, changes: Sequence[SimpleChange] = ()) -> bool:
        """Whether the desired state is stable for one decision maker, given by number, after changes."""
        names = self.form.decision_makers
        concerned = names if self.concept in BY_IMPROVEMENTS else names[i : i + 1]
        known = structural(changes), i, b"".join(self.stamp(name, changes) for name in concerned)
        if known not in self._stable:
            self._stable[known] = self.structure(changes).judge.is_stable_for(i, self.ranks(changes))
        return self._stable[known]

    def holds(self, changes: Sequence[SimpleChange] = ()) -> bool:
        """Whether the desired state is an equilibrium after changes."""
        return all(self.is_stable_for(i, changes) for i in range(len(self.form.decision_makers)))

    def exclusion_may_help(self, state: int, others: Sequence[SimpleChange] = ()) -> bool:
        """Whether to exclude a state might make the desired one hold and be reached, beside other changes.

        It takes answers away and opens no way. So all for whom the desired state does not hold must prefer the one excluded to it.
        """
        if self.structure(others).by_moves is None:
            return False
        unstable = [i for i in range(len(self.form.decision_makers)) if not self.is_stable_for(i, others)]
        owns = (self.view(self.form.decision_makers[i], others)[1] for i in unstable)
        return bool(unstable) and all(own[state] > own[self.desired] for own in owns)

    def by_improvements(self, changes: Sequence[SimpleChange] = ()) -> Way | None:
        """Return a shortest way of improvements from the status quo to the desired state, in numbers of the graph."""
        structure = self.structure(changes)
        if structure.status_quo == structure.judge.state:
            return ()
        if structure.by_moves is None:
            return None
        improving = improvements_only(structure.found.graph, self.ranks(changes))
        return status_quo_analysis(improving, structure.status_quo).path(structure.judge.state)
