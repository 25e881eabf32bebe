"""From guarded commands to the states that can be reached, by breadth-first search over blocks of states."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError, nearest
from goodoffices.models.implementation.markov.expansion import Steps, expanded
from goodoffices.models.implementation.markov.expressions import Value
from goodoffices.models.implementation.markov.model import Model
from goodoffices.models.implementation.markov.numbering import Codes, Numbering
from goodoffices.models.implementation.markov.space import Choices, StateSpace

BLOCK = 2**16
"""So many states are expanded at once."""


def explore(
    model: Model,
    settings: Mapping[str, float | NDArray[np.float64]] | None = None,
    *,
    most_states: int = 50_000_000,
    progress: Callable[[int], None] | None = None,
) -> StateSpace:
    """Return the states that can be reached from the initial one, and the steps between them.

    Parameters
    ----------
    model : Model
        The model.
    settings : mapping of str to float or ndarray
        A value for every parameter. With arrays of one shape ``(settings,)``, a step is kept if it is possible in any setting, and
        the probabilities of the result are those of the first; parameters in guards and updates take single values.
    most_states : int
        More states than this are refused.
    progress : callable, optional
        Called with the number of states found so far, now and then; may raise to stop the work.

    Returns
    -------
    StateSpace

    Raises
    ------
    ModelInputError
        If a parameter has no value or a value no parameter; with all commands whose probabilities are negative or do not sum to one,
        or which leave the range of a variable, each with a state where that happens; if in a chain two commands are
        possible in one state, or in a game commands of two players; if there are too many states.

    Notes
    -----
    O(states × commands) evaluations on arrays and O(steps) look-ups in a hash table. About 40 bytes per state and 14 per step.

    Examples
    --------
    >>> from goodoffices.models.implementation.markov import Kind, Model, Parameter, Variable, command, explore
    >>> step, p = Variable("step", 0, 3), Parameter("p")
    >>> ladder = Model(Kind.CHAIN, (step,), (command(step < 3, (p, {step: step + 1}), (1 - p, {})),), (p,))
    >>> space = explore(ladder, {"p": 0.25})
    >>> space.states, space.matrix.toarray()[0].tolist(), space.deadlocks.tolist()
    (4, [0.75, 0.25, 0.0, 0.0], [False, False, False, True])
    """
    from goodoffices.models.implementation.markov.state_table import StateTable  # noqa: PLC0415 (numba is slow to import)

    given = checked_settings(model, settings or {})
    numbering = Numbering.of(model.variables)
    table, blocks = StateTable(numbering.initial), []
    begin = 0
    size = max(64, BLOCK // max(np.size(value) for value in [0, *given.values()]))
    while begin < table.count:
        codes = table.codes[begin : min(begin + size, table.count)].copy()
        blocks.append(expanded(model, numbering, codes, given, table))
        begin += len(codes)
        if table.count > most_states:
            raise ModelInputError(f"the model has more than {most_states:,} reachable states")
        if progress:
            progress(table.count)
    firsts = {name: float(value[0]) if np.ndim(value) else value for name, value in given.items()}
    return _joined(model, firsts, numbering, table.codes[: table.count].copy(), blocks)


def checked_settings(model: Model, settings: Mapping[str, float | NDArray[np.float64]]) -> dict[str, Value]:
    """Return the settings as numbers or arrays, or raise `ModelInputError` with all that is missing or too much."""
    names = [parameter.name for parameter in model.parameters]
    problems = [f"parameter {name!r} has no value" for name in names if name not in settings]
    for name in settings:
        if name not in names:
            near = nearest(name, names)
            problems.append(f"there is no parameter {name!r}" + (f"; did you mean {near!r}?" if near else ""))
    given: dict[str, Value] = {}
    for parameter in model.parameters:
        value = np.asarray(settings.get(parameter.name, 0), dtype=np.float64)
        if value.ndim > 1 or value.size == 0 or not np.isfinite(value).all():
            problems.append(f"parameter {parameter.name!r} needs one finite number, or one per setting")
        elif parameter.whole and (value != np.rint(value)).any():
            problems.append(f"parameter {parameter.name!r} needs a whole number")
        else:
            whole = value.astype(np.int64) if parameter.whole else value
            given[parameter.name] = whole.item() if value.ndim == 0 else whole
    lengths = {len(value) for value in given.values() if np.ndim(value)}
    if len(lengths) > 1:
        problems.append(f"the parameters speak of different numbers of settings: {sorted(lengths)}")
    problems += [
        f"parameter {name!r} decides which states there are and needs a single value"
        for name in sorted(model.structural())
        if np.ndim(given.get(name, 0))
    ]
    if problems:
        raise ModelInputError("; ".join(problems))
    return given


def _joined(
    model: Model, settings: dict[str, float], numbering: Numbering, codes: Codes, blocks: list[Steps]
) -> StateSpace:
    choices = Choices(
        _starts(blocks, "choices_of_state"),
        _starts(blocks, "entries_of_choice"),
        _taken(blocks, "successor"),
        _taken(blocks, "probability"),
    )
    return StateSpace(model, settings, numbering, codes, choices, _taken(blocks, "command"), _taken(blocks, "branch"))


def _taken(blocks: list[Steps], name: str) -> Any:
    """Join one array of all blocks, and let go of its pieces."""
    joined = np.concatenate([getattr(block, name) for block in blocks])
    for block in blocks:
        setattr(block, name, None)
    return joined


def _starts(blocks: list[Steps], name: str) -> NDArray[np.int64]:
    lengths = _taken(blocks, name)
    starts = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts
