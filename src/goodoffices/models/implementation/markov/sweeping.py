"""The same model at many settings of its parameters."""

from collections.abc import Callable, Iterator, Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.markov.chains import Target
from goodoffices.models.implementation.markov.equations import Chain, order_of, solved
from goodoffices.models.implementation.markov.exploring import checked_settings, explore
from goodoffices.models.implementation.markov.expressions import Value
from goodoffices.models.implementation.markov.model import Kind, Model
from goodoffices.models.implementation.markov.space import Floats, StateSpace, as_target

AT_ONCE = 2**23
"""So many probabilities are evaluated at once."""


def sweep(
    model: Model,
    settings: Mapping[str, ArrayLike],
    target: Target,
    reward: str | None = None,
    progress: Callable[[int], None] | None = None,
) -> Floats:
    """Return the probability of reaching a set of states, or the reward before, at many settings, from the initial state.

    Parameters
    ----------
    model : Model
        A chain.
    settings : mapping of str to array_like
        A value for every parameter, or one per setting; arrays have one shape ``(settings,)``.
    target : Expression or str
        The states to reach: a condition, or the name of a label.
    reward : str, optional
        With the name of a reward, its expected sum before the target is returned in place of the probability.
    progress : callable, optional
        Called with the number of settings done; may raise to stop.

    Returns
    -------
    ndarray, shape (settings,)

    Raises
    ------
    ModelInputError
        If the model is no chain, a setting does not fit, or the probabilities of a setting are none.

    Notes
    -----
    Settings that differ only in probabilities share one exploration and one order of solving; those with other values in guards
    or updates are explored anew. One solution costs as much as :func:`reachability` without its bound.

    Examples
    --------
    >>> import numpy as np
    >>> from goodoffices.models.implementation.markov import sweep
    >>> from goodoffices.models.implementation.reference_plan import ILLUSTRATION, gated_plan
    >>> attack = np.array([0.1, 0.3, 0.5])
    >>> sweep(gated_plan(), {**ILLUSTRATION, "gated": 1, "lead_needed": 1, "attack": attack}, "war").round(3).tolist()
    [0.128, 0.222, 0.261]
    """
    if model.kind is not Kind.CHAIN:
        raise ModelInputError(f"sweep needs a model of kind {Kind.CHAIN.value}, not {model.kind.value}")
    given = {name: np.asarray(value, dtype=np.float64) for name, value in settings.items()}
    shapes = {value.shape for value in given.values() if value.ndim}
    if len(shapes) > 1 or any(len(shape) > 1 for shape in shapes):
        raise ModelInputError("the parameters speak of different numbers of settings")
    count = max([1, *(shape[0] for shape in shapes)])
    kinds = [given[name] for name in sorted(model.structural()) if name in given]
    table = np.stack([np.broadcast_to(value, count) for value in kinds], axis=1) if kinds else np.zeros((count, 1))
    _, group = np.unique(table, axis=0, return_inverse=True)
    result, done = np.empty(count), 0
    for number in range(int(group.max()) + 1):
        rows = np.flatnonzero(group.ravel() == number)
        part = {name: value[rows] if value.ndim else value for name, value in given.items()}
        part |= {name: part[name].reshape(-1)[:1].reshape(()) for name in model.structural() if name in part}
        for start, values in _solved(model, part, target, reward):
            result[rows[start : start + len(values)]] = values
            done += len(values)
            if progress:
                progress(done)
    return result


def _solved(
    model: Model, settings: Mapping[str, NDArray[np.float64]], target: Target, reward: str | None
) -> Iterator[tuple[int, Floats]]:
    space = explore(model, settings)
    given, c = checked_settings(model, settings), space.choices
    mask = as_target(space, target)
    chain = Chain(c.first_entry[:-1], c.first_entry[1:], c.successor, c.probability)
    order, zeros, start = order_of(chain, mask), np.zeros(space.states), 0
    count = max(np.size(value) for value in [0, *given.values()])
    for block in np.array_split(np.arange(count), -(-count * max(len(c.successor), 1) // AT_ONCE)):
        at = {name: value[block] if np.ndim(value) else value for name, value in given.items()}
        found = np.empty(len(block))
        for i, chance in enumerate(probabilities(space, at)):
            single = Chain(chain.begin, chain.end, chain.successor, chance)
            if reward is None:
                values, _ = solved(single, mask, mask.astype(float), zeros, 0.0, order)
            else:
                one = {name: float(value[i]) if np.ndim(value) else value for name, value in at.items()}
                values, _ = solved(single, mask, zeros, space.earned(reward, one), np.inf, order)
            found[i] = values[0]
        yield start, found
        start += len(block)


def probabilities(space: StateSpace, settings: Mapping[str, Value]) -> Floats:
    """Return the probabilities of all entries at many settings, shape (settings, entries).

    Parameters
    ----------
    space : StateSpace
        The states and steps.
    settings : mapping of str to number or ndarray
        As :func:`checked_settings` returns them.
    """
    count = max([1, *(np.size(value) for value in settings.values())])
    result = np.ones((count, len(space.branch)))
    lengths = np.diff(space.choices.first_entry)
    command = np.repeat(space.command, lengths)
    owner = np.repeat(space.choices.owner, lengths)
    columns = {name: value[:, None] if np.ndim(value) else value for name, value in settings.items()}
    for number, each in enumerate(space.model.commands):
        of_command = command == number
        for index, branch in enumerate(each.branches):
            entries = np.flatnonzero(of_command & (space.branch == index))
            values = space.named_values(space.codes[owner[entries]], columns)
            result[:, entries] = branch.probability.evaluate(values)
    return result
