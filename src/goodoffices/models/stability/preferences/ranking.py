"""The ranks of all states that follow from what decision makers prefer."""

from collections.abc import Mapping

import numpy as np

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.fast.workers import Progress
from goodoffices.models.stability.forms.graph_form import Ranks
from goodoffices.models.stability.forms.option_form import OptionForm
from goodoffices.models.stability.preferences.common import meant
from goodoffices.models.stability.preferences.kinds import Preference


def ranks(form: OptionForm, preferences: Mapping[str, Preference], *, progress: Progress | None = None) -> Ranks:
    """Return the ranks of all states for all decision makers.

    Parameters
    ----------
    form : OptionForm
        The conflict, of at most 30 options.
    preferences : mapping of str to Preference
        One for every decision maker, each said in a way of its own.
    progress : callable, optional
        Is told the number of decision makers done, of all, and the name of the next.

    Returns
    -------
    ndarray of int32, shape (decision makers, states)
        0 for the least preferred feasible states, one more for the next, equal where a decision maker is indifferent, -1 for
        infeasible states. Decision makers stand in the order of ``form.decision_makers``.

    Raises
    ------
    ModelInputError
        Names everything that is missing, unknown, given twice or not a number; or if there are more than 30 options.

    Notes
    -----
    Statements are compared in order, never added up, so that their number has no limit. Prioritisation needs no memory but the
    ranks and a small part of it; weights take 24 bytes a state while they are sorted.

    Examples
    --------
    >>> from goodoffices.models.stability import Option, OptionPrioritisation, OptionWeights
    >>> form = OptionForm((Option("disarm_a", "a"), Option("disarm_b", "b")))
    >>> ranks(form, {"a": OptionPrioritisation.of("disarm_b", "not disarm_a"), "b": OptionWeights({"disarm_a": 2})})
    array([[1, 0, 3, 2],
           [0, 1, 0, 1]], dtype=int32)
    """
    check_preferences(form, preferences)
    feasible = form.feasible()
    every = np.empty((len(form.decision_makers), form.state_count), np.int32)
    for number, name in enumerate(form.decision_makers):
        if progress:
            progress(number, len(every), f"ranks of {name}")
        preferences[name].fill(form, feasible, every[number])
    if progress:
        progress(len(every), len(every), "")
    return every


def check_preferences(form: OptionForm, preferences: Mapping[str, Preference]) -> None:
    """Raise ModelInputError with everything that does not fit, decision maker by decision maker."""
    names = form.decision_makers
    wrong = [f"{name}: no preferences are given" for name in names if name not in preferences]
    wrong += [
        f"{name}: is no decision maker, as no option is its own{meant(name, names)}"
        for name in preferences
        if name not in names
    ]
    for name in names:
        said = preferences.get(name)
        if isinstance(said, Preference):
            wrong += [f"{name}: {text}" for text in said.problems(form)]
        elif name in preferences:
            wrong.append(f"{name}: {said!r} is no preference")
    if wrong:
        raise ModelInputError("; ".join(wrong))
