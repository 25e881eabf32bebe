"""A conflict in option form after one change."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from goodoffices.errors import ModelInputError
from goodoffices.logic import Formula
from goodoffices.models.stability.forms.option_form import Option, OptionForm
from goodoffices.models.stability.mediation.changes import (
    AddOption,
    Change,
    DropStatement,
    ExcludeState,
    FixOption,
    FormCoalition,
    InsertStatement,
    MoveStatement,
    NegateStatement,
    RaiseState,
    SetDirection,
    StatementChange,
)
from goodoffices.models.stability.preferences.kinds import OptionPrioritisation, Preference, StateValues
from goodoffices.models.stability.preferences.ranking import ranks

Conflict = tuple[OptionForm, Mapping[str, Preference]]


def with_change(form: OptionForm, preferences: Mapping[str, Preference], change: Change) -> Conflict:
    """Return a conflict after one change.

    Parameters
    ----------
    form : OptionForm
        The conflict.
    preferences : mapping of str to Preference
        One for every decision maker.
    change : Change
        What changes; a coalition changes neither.

    Returns
    -------
    OptionForm, mapping of str to Preference
        States keep their numbers. After `AddOption` the new option is the last: states in which it is taken have the
        numbers from ``form.state_count`` up.

    Raises
    ------
    ModelInputError
        If there is no such decision maker, statement, option or state.

    Examples
    --------
    >>> form = OptionForm((Option("disarm", "a"), Option("inspect", "b")))
    >>> wishes = {"a": OptionPrioritisation.of("inspect", "not disarm"), "b": OptionPrioritisation.of("disarm")}
    >>> _, after = with_change(form, wishes, NegateStatement("a", 2))
    >>> [statement.text for statement in after["a"].statements]
    ['inspect', 'disarm']
    >>> with_change(form, wishes, SetDirection("disarm", "forward"))[0].options[0].direction
    'forward'
    """
    match change:
        case RaiseState(name, state, overtakes):
            return form, {**preferences, name: _raised(form, preferences, name, state, overtakes)}
        case MoveStatement(name) | DropStatement(name) | NegateStatement(name) | InsertStatement(name):
            statements = _changed(statements_of(preferences, name), change)
            return form, {**preferences, name: OptionPrioritisation(tuple(statements))}
        case SetDirection(option, direction):
            place = _place(form, option)
            options = [replace(o, direction=direction) if k == place else o for k, o in enumerate(form.options)]
            return replace(form, options=tuple(options)), preferences
        case FixOption(option, taken):
            _place(form, option)
            return _without(form, Formula.parse(f"not {option}" if taken else option)), preferences
        case ExcludeState(state):
            return _without(form, pattern_of(form, state)), preferences
        case AddOption(owner, name, blocks):
            return _with_option(form, preferences, owner, name, blocks)
        case FormCoalition():
            return form, preferences


def statements_of(preferences: Mapping[str, Preference], name: str) -> list[Formula]:
    """Return the statements of a decision maker, or raise ModelInputError."""
    said = preferences.get(name)
    if not isinstance(said, OptionPrioritisation):
        raise ModelInputError(f"{name} has no statements that could change")
    return list(said.statements)


def pattern_of(form: OptionForm, state: int) -> Formula:
    """Return the formula that is true of one state alone.

    Raises
    ------
    ModelInputError
        If there is no such state.

    Examples
    --------
    >>> pattern_of(OptionForm((Option("disarm", "a"), Option("inspect", "b"))), 2).text
    'not disarm and inspect'
    """
    if not 0 <= state < form.state_count:
        raise ModelInputError(f"there is no state {state}; states are the numbers 0 to {form.state_count - 1}")
    return Formula.parse(
        " and ".join(o.name if state >> bit & 1 else f"not {o.name}" for bit, o in enumerate(form.options))
    )


def _changed(statements: list[Formula], change: StatementChange) -> list[Formula]:
    places = len(statements) + isinstance(change, InsertStatement)
    asked = (change.place, change.to) if isinstance(change, MoveStatement) else (change.place,)
    wrong = [place for place in asked if not 1 <= place <= places]
    if wrong:
        raise ModelInputError(f"{change.decision_maker} has {len(statements)} statements; there is no place {wrong[0]}")
    match change:
        case MoveStatement(_, place, to):
            statements.insert(to - 1, statements.pop(place - 1))
        case DropStatement(_, place):
            statements.pop(place - 1)
        case NegateStatement(_, place):
            statements[place - 1] = statements[place - 1].negated
        case InsertStatement(_, place, statement):
            statements.insert(place - 1, statement)
    return statements


def _raised(
    form: OptionForm, preferences: Mapping[str, Preference], name: str, state: int, overtakes: tuple[int, ...]
) -> StateValues:
    if name not in form.decision_makers:
        raise ModelInputError(f"no decision maker is called {name}; there are {', '.join(form.decision_makers)}")
    wrong = [s for s in (state, *overtakes) if not 0 <= s < form.state_count]
    if wrong:
        raise ModelInputError(f"there is no state {wrong[0]}; states are the numbers 0 to {form.state_count - 1}")
    own = ranks(form, preferences)[form.decision_makers.index(name)].astype(np.int64) * 2
    own[state] = max((own[s] for s in overtakes), default=own[state]) + 1
    return StateValues(own)


def _place(form: OptionForm, option: str) -> int:
    names = [o.name for o in form.options]
    if option not in names:
        raise ModelInputError(f"no option is called {option}; there are {', '.join(names)}")
    return names.index(option)


def _without(form: OptionForm, pattern: Formula) -> OptionForm:
    return replace(form, infeasible=(*form.infeasible, pattern))


def _with_option(
    form: OptionForm, preferences: Mapping[str, Preference], owner: str, name: str, blocks: tuple[int, ...]
) -> Conflict:
    barred = tuple(Formula.parse(f"{name} and {pattern_of(form, state).text}") for state in blocks)
    larger = OptionForm((*form.options, Option(name, owner, "forward")), (*form.infeasible, *barred))
    before = ranks(form, preferences).astype(np.int64) * 2
    values = np.concatenate([before, before], axis=1)
    after: dict[str, Preference] = {}
    for number, decision_maker in enumerate(form.decision_makers):
        own = values[number]
        if decision_maker == owner:
            own[form.state_count :] += 1
        after[decision_maker] = StateValues(own)
    if owner not in after:
        own = np.zeros(larger.state_count, np.int64)
        own[form.state_count :] = 1
        after[owner] = StateValues(own)
    return larger, after
