"""From a conflict in option form to a file of GMCR+."""

from collections.abc import Mapping, Sequence

import numpy as np

from goodoffices.errors import ModelInputError
from goodoffices.interchange.gmcr.conflict_file import ConflictFile, FileDecisionMaker, FileOption, Statement
from goodoffices.interchange.gmcr.patterns import patterns_of
from goodoffices.models.stability import OptionForm, OptionPrioritisation, Preference, ranks
from goodoffices.models.stability.preferences.ranking import check_preferences

MOST_OPTIONS_RANKED = 16
"""With more options a ranking of all states is no file that anybody could use."""


def conflict_file_of(
    form: OptionForm,
    preferences: Mapping[str, Preference],
    option_names: Sequence[str] = (),
    names: Mapping[str, str] | None = None,
) -> ConflictFile:
    """Return a conflict as a file of GMCR+ holds it.

    Parameters
    ----------
    form : OptionForm
        The conflict. Options keep their order, and states their numbers.
    preferences : mapping of str to Preference
        One for every decision maker. Statements stay statements if all are; otherwise every ranking is written out, and the statements
        beside it.
    option_names : sequence of str, optional
        What the options are called in the file; default: their names in formulas.
    names : mapping of str to str, optional
        What the decision makers are called.

    Returns
    -------
    ConflictFile

    Raises
    ------
    ModelInputError
        If preferences do not fit, a formula takes more than 1,000 patterns, or rankings of more than 16 options are asked for.

    Notes
    -----
    A statement that holds in no state, or plainly in all, tells no states apart and is left out.

    Examples
    --------
    >>> from goodoffices.models.stability import Option
    >>> form = OptionForm((Option("arm", "a"), Option("inspect", "b")))
    >>> wishes = {"a": OptionPrioritisation.of("arm if not inspect"), "b": OptionPrioritisation.of("not arm")}
    >>> conflict_file_of(form, wishes).decision_makers[0].statements
    ((((0, True),), ((1, True),)),)
    """
    check_preferences(form, preferences)
    numbers = {option.name: number for number, option in enumerate(form.options)}
    by_ranking = not all(isinstance(said, OptionPrioritisation) for said in preferences.values())
    if by_ranking and len(form.options) > MOST_OPTIONS_RANKED:
        raise ModelInputError(
            f"preferences that are no statements are written state by state, which {len(form.options)} options make too many "
            f"of (at most {MOST_OPTIONS_RANKED} options)"
        )
    rankings = _rankings(form, preferences) if by_ranking else {}
    makers = []
    for name in form.decision_makers:
        said = preferences[name]
        written = (
            [patterns_of(one, numbers) for one in said.statements] if isinstance(said, OptionPrioritisation) else []
        )
        makers.append(
            FileDecisionMaker(
                (names or {}).get(name, name),
                tuple(number for number, option in enumerate(form.options) if option.owner == name),
                tuple(one for one in written if one and all(one)),
                rankings.get(name),
            )
        )
    called = option_names or [option.name for option in form.options]
    infeasible: Statement = tuple(pattern for formula in form.infeasible for pattern in patterns_of(formula, numbers))
    return ConflictFile(
        tuple(FileOption(name, option.direction) for name, option in zip(called, form.options, strict=True)),
        tuple(makers),
        infeasible,
        by_ranking,
    )


def _rankings(form: OptionForm, preferences: Mapping[str, Preference]) -> dict[str, tuple[tuple[int, ...], ...]]:
    every, states = ranks(form, preferences), np.flatnonzero(form.feasible())
    found = {}
    for name, own in zip(form.decision_makers, every[:, states], strict=True):
        levels = np.unique(own)[::-1]
        found[name] = tuple(tuple((np.flatnonzero(own == level) + 1).tolist()) for level in levels)
    return found
