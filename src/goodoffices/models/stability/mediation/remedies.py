"""What a mediator must change for a desired state to hold and be reached: single changes, then pairs."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from goodoffices.errors import ModelInputError
from goodoffices.logic import Formula
from goodoffices.models.stability.concepts.table import Concept
from goodoffices.models.stability.forms.option_form import OptionForm
from goodoffices.models.stability.mediation.answers import checked_concept
from goodoffices.models.stability.mediation.candidates import LEVERS, Lever, literals
from goodoffices.models.stability.mediation.remedy import Mediation, ReachedBy
from goodoffices.models.stability.mediation.search import Progress, Search
from goodoffices.models.stability.mediation.setting import Setting
from goodoffices.models.stability.preferences.kinds import Preference
from goodoffices.models.stability.preferences.ranking import check_preferences

ENOUGH_PAIRS = 20_000
MOST_MOVES = 1 << 24
"""With more moves, solving the conflict anew for every change takes too long to be of use."""


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
        If a state is unknown or infeasible, preferences do not fit, a wish names no option, a lever or concept is unknown, or there
        may be more than 16 million moves.

    Notes
    -----
    Changes of one decision maker's preferences that leave the same ranking count once, as the first of: move, drop, negate,
    insert, raise. Every change is tried by solving the conflict again for the desired state. To exclude a state takes answers
    away and opens no way; so it is tried only where it is a move from the desired state, or under a symmetric concept an
    escape. With more than 256 ranks above the desired state, it is raised only above those that its owner can move between and
    it, and above the least with which its owner stays.

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
    moves = sum(int(setting.feasible.sum()) << form.mask(name).bit_count() for name in form.decision_makers)
    if moves > MOST_MOVES:
        raise ModelInputError(f"the conflict has up to {moves:,} moves; changes are tried with at most {MOST_MOVES:,}")
    search = Search(setting, reached_by, tuple(levers), (*literals(form), *wishes), progress)
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
