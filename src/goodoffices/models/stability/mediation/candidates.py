"""All single changes of a conflict that can be thought of, in a fixed order."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

import numpy as np

from goodoffices.logic import Formula
from goodoffices.models.stability.concepts.table import Concept
from goodoffices.models.stability.forms.graph_form import Ranks
from goodoffices.models.stability.forms.option_form import Direction, OptionForm
from goodoffices.models.stability.mediation.answers import SYMMETRIC
from goodoffices.models.stability.mediation.changes import (
    DropStatement,
    ExcludeState,
    FixOption,
    FormCoalition,
    InsertStatement,
    MoveStatement,
    NegateStatement,
    PreferenceChange,
    RaiseState,
    SetDirection,
    StructureChange,
)
from goodoffices.models.stability.preferences.kinds import OptionPrioritisation, Preference

Lever = Literal["statements", "raise", "direction", "fix", "exclude", "coalition", "new option"]
LEVERS: tuple[Lever, ...] = ("statements", "raise", "direction", "fix", "exclude", "coalition", "new option")
DIRECTIONS: tuple[Direction, ...] = ("both", "forward", "backward")


def literals(form: OptionForm) -> tuple[Formula, ...]:
    """Return every option, taken and not taken, as a statement."""
    return tuple(Formula.parse(text) for option in form.options for text in (option.name, f"not {option.name}"))


def preference_changes(
    preferences: Mapping[str, Preference],
    name: str,
    own: Ranks,
    desired: int,
    levels: Collection[int],
    levers: Collection[Lever],
    wishes: Sequence[Formula],
) -> Iterator[PreferenceChange]:
    """Yield changes of one decision maker's preferences.

    `own` are its ranks of all combinations, and `levels` those above which the desired state may be raised.
    """
    said = preferences[name]
    if "statements" in levers and isinstance(said, OptionPrioritisation):
        places = range(1, len(said.statements) + 1)
        # A move by one place is the same downwards as upwards.
        yield from (MoveStatement(name, a, b) for a in places for b in places if a != b and a != b + 1)
        yield from (DropStatement(name, place) for place in places)
        yield from (NegateStatement(name, place) for place in places)
        yield from (InsertStatement(name, place, wish) for place in (*places, len(places) + 1) for wish in wishes)
    if "raise" in levers:
        here = own[desired]
        for level in sorted(levels):
            passed = np.flatnonzero((own >= here) & (own <= level))
            overtakes = tuple(state for state in passed.tolist() if state != desired)
            if overtakes:
                yield RaiseState(name, desired, overtakes)


def structure_changes(
    form: OptionForm, status_quo: int, desired: int, levers: Collection[Lever], concept: Concept
) -> Iterator[StructureChange]:
    """Yield changes of what can be done; status quo and desired state stay feasible.

    To exclude a state takes answers away and opens no way. So it can only help where it is a move from the desired state, or
    under a symmetric concept an escape.
    """
    kept = {status_quo, desired}
    if "direction" in levers:
        yield from (SetDirection(o.name, way) for o in form.options for way in DIRECTIONS if way != o.direction)
    if "fix" in levers:
        for bit, option in enumerate(form.options):
            now = {state >> bit & 1 for state in kept}
            yield from (FixOption(option.name, taken) for taken in (False, True) if now == {int(taken)})
    if "exclude" in levers:
        masks = [form.mask(name) for name in form.decision_makers]
        for state in np.flatnonzero(form.feasible()).tolist():
            is_move = any((state ^ desired) & ~mask == 0 for mask in masks)
            if state not in kept and (is_move or concept in SYMMETRIC):
                yield ExcludeState(state)


def coalitions(form: OptionForm) -> Iterator[FormCoalition]:
    """Yield all coalitions of two or more, small ones first."""
    names = form.decision_makers
    for size in range(2, len(names) + 1):
        yield from map(FormCoalition, combinations(names, size))
