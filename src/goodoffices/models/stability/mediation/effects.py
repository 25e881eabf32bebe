"""What else changes when a conflict is changed for the sake of one state."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.stability.concepts.individual import graph_stability
from goodoffices.models.stability.forms.graph_form import Ranks
from goodoffices.models.stability.mediation.setting import Setting, SimpleChange, Structure


@dataclass(frozen=True)
class Effects:
    """What changes beside the desired state.

    Attributes
    ----------
    gained, lost : tuple of int
        States that become equilibria, the desired one among them, and that cease to be, as combinations of options.
    reordered : int
        Pairs of states that a decision maker orders otherwise than before, summed over decision makers.
    moves_changed : int
        Moves that are possible now and were not, or the other way round; of a guarantee, moves to and from what it rules out.
    equilibria_changed : int
        How many states other than the desired one become equilibria or cease to be.
    """

    gained: tuple[int, ...]
    lost: tuple[int, ...]
    reordered: int
    moves_changed: int
    equilibria_changed: int


def effects(setting: Setting, changes: Sequence[SimpleChange]) -> Effects:
    """Compare a conflict before and after changes."""
    before, after = setting.structure(), setting.structure(changes)
    old, new = (
        equilibria(setting, structure, ranks)
        for structure, ranks in ((before, setting.ranks()), (after, setting.ranks(changes)))
    )
    reordered = sum(
        reordered_pairs(setting.view(name)[1][setting.feasible], setting.view(name, changes)[1][setting.feasible])
        for name in setting.form.decision_makers
    )
    moves = _moves_changed(before, after) if before is not after else 0
    return Effects(
        tuple(sorted(new - old)), tuple(sorted(old - new)), reordered, moves, len((old ^ new) - {setting.desired})
    )


def equilibria(setting: Setting, structure: Structure, ranks: Ranks) -> set[int]:
    """Return the equilibria of a structure, as combinations of options."""
    found = graph_stability(structure.found.graph, ranks, [setting.concept]).equilibria(setting.concept)
    return set(structure.found.states[found].tolist())


def reordered_pairs(before: NDArray[np.int32], after: NDArray[np.int32]) -> int:
    """Return how many pairs of states stand otherwise in one ranking than in another.

    >>> reordered_pairs(np.array([0, 1, 2], np.int32), np.array([1, 1, 0], np.int32))
    3
    """
    from goodoffices.models.stability.mediation.kernels import inversions  # noqa: PLC0415 (compiled code is slow to import)

    if np.array_equal(before, after):
        return 0
    _, old = np.unique(before, return_inverse=True)
    _, new = np.unique(after, return_inverse=True)
    turned = inversions(new[np.lexsort((new, old))])
    tied_before, tied_after, tied_in_both = (_ties(one) for one in (old, new, old * len(new) + new))
    return int(turned) + tied_before + tied_after - 2 * tied_in_both


def _ties(ranks: NDArray[np.int64]) -> int:
    counts = np.unique(ranks, return_counts=True)[1]
    return int((counts * (counts - 1) // 2).sum())


def _moves_changed(before: Structure, after: Structure) -> int:
    """Return how many moves, between combinations of options, only one of two structures has."""
    many = 1 << len(before.form.options)

    def numbered(structure: Structure, i: int) -> NDArray[np.int64]:
        pairs = structure.found.states[structure.found.graph.pairs(i)]
        return np.asarray(pairs[:, 0] * many + pairs[:, 1])

    return sum(
        len(np.setxor1d(numbered(before, i), numbered(after, i), assume_unique=True))
        for i in range(len(before.found.graph.decision_makers))
    )
