"""The lever of a new option: a guarantee that rules out what decision makers would leave the desired state for."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.stability.forms.graph_form import GraphForm
from goodoffices.models.stability.forms.narrowed import narrowed
from goodoffices.models.stability.mediation.answers import Judge
from goodoffices.models.stability.mediation.applying import with_change
from goodoffices.models.stability.mediation.changes import AddOption
from goodoffices.models.stability.mediation.effects import Effects, equilibria
from goodoffices.models.stability.mediation.setting import Setting, Way

THIRD_PARTY = "third_party"


def guarantees(setting: Setting, reached_by: str) -> Iterator[tuple[AddOption, int, Way | None, Way | None, Effects]]:
    """Yield, for every owner with whom it works, the guarantee that blocks the fewest states."""
    blocks = blocked_states(setting)
    if not blocks:
        return
    taken = [option.name for option in setting.form.options]
    name = next(made for made in ("guarantee", *(f"guarantee_{k}" for k in range(2, 99))) if made not in taken)
    owners = [*setting.form.decision_makers, THIRD_PARTY]
    for owner in owners:
        change = AddOption(owner, name, blocks)
        larger = Setting(
            *with_change(setting.form, setting.preferences, change),
            setting.status_quo,
            setting.desired + setting.form.state_count,
            setting.concept,
        )
        structure = larger.structure()
        by_improvements = larger.by_improvements()
        reached = structure.by_moves if reached_by == "moves" else by_improvements
        if reached is None or not larger.holds():
            continue
        yield (
            change,
            larger.desired,
            structure.in_options(structure.by_moves),
            structure.in_options(by_improvements),
            _effects(setting, larger, blocks),
        )


def _effects(setting: Setting, larger: Setting, blocks: tuple[int, ...]) -> Effects:
    """Compare, where a state lives on in the one without the option and in the one with it."""
    before = equilibria(setting, setting.structure(), setting.ranks())
    after = equilibria(larger, larger.structure(), larger.ranks())
    living = {state % setting.form.state_count for state in after}
    graph, states = setting.structure().found.graph, setting.structure().found.states
    barred = sum(
        int(np.isin(states[graph.pairs(i)], blocks).any(axis=1).sum()) for i in range(len(graph.decision_makers))
    )
    return Effects(
        tuple(sorted(state for state in after if state % setting.form.state_count not in before)),
        tuple(sorted(before - living)),
        0,
        barred,
        len((before ^ living) - {setting.desired}),
    )


def blocked_states(setting: Setting) -> tuple[int, ...]:
    """Return the states that have to be ruled out, as combinations of options; empty if there is nothing to block.

    An improvement that nothing answers stays unanswered when other states are ruled out. So it has to be ruled out itself;
    what then lacks an answer as well, too; and so on until nothing changes. For the symmetric concepts a smaller set
    that rules out escapes instead may do; it is not looked for.
    """
    structure, ranks = setting.structure(), setting.ranks()
    graph, state = structure.found.graph, structure.judge.state
    blocked: set[int] = set()
    while True:
        judge = Judge(_without_states(graph, blocked), state, setting.concept)
        more = {t for i in range(len(ranks)) for t in judge.unmet(i, ranks)}
        if not more:
            return _combinations(structure.found.states, sorted(blocked))
        blocked |= more


def _combinations(states: NDArray[np.int64], numbers: Sequence[int]) -> tuple[int, ...]:
    return tuple(int(states[number]) for number in numbers)


def _without_states(graph: GraphForm, states: set[int]) -> GraphForm:
    gone = np.array(sorted(states), np.int64)
    return narrowed(graph, lambda _, pairs: np.asarray(~np.isin(pairs, gone).any(axis=1)))
