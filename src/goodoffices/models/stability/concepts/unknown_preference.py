"""Stability where it is not known which of two states a decision maker prefers."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.concepts.individual import Progress
from goodoffices.models.stability.concepts.table import Concept, StabilityTable
from goodoffices.models.stability.forms.arcs import Arcs, backward, rows
from goodoffices.models.stability.forms.graph_form import GraphForm
from goodoffices.models.stability.forms.narrowed import narrowed

UNKNOWN_CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq")
Extension = Literal["a", "b", "c", "d"]
_AT_ONCE = 1024


@dataclass(frozen=True)
class PairwisePreferences:
    """What each decision maker prefers, pair by pair; nothing need be transitive.

    A pair that is neither preferred one way or the other nor unknown is one the decision maker is indifferent about.

    Attributes
    ----------
    better : ndarray of bool, shape (decision makers, states, states)
        Whether the second state is strictly preferred to the first.
    unknown : ndarray of bool, same shape
        Whether the preference is unknown; the same in both directions.

    Raises
    ------
    ModelInputError
        If shapes differ, a state is preferred to itself or unknown in comparison with itself, a preference holds in
        both directions or is also unknown, or something is unknown in one direction only.
    """

    better: NDArray[np.bool_]
    unknown: NDArray[np.bool_]

    def __post_init__(self) -> None:
        """Check that exactly one of preferred, less preferred, indifferent and unknown holds of every pair."""
        better, unknown = self.better, self.unknown
        if better.ndim != 3 or better.shape[1] != better.shape[2] or better.shape != unknown.shape:
            raise ModelInputError(
                "preferences pair by pair have the shape (decision makers, states, states); found "
                f"{better.shape} and {unknown.shape}"
            )
        back = better.transpose(0, 2, 1)
        for wrong, what in (
            (better & back, "preferred to each other"),
            (better & unknown, "both preferred and unknown"),
            (unknown & ~unknown.transpose(0, 2, 1), "unknown in one direction only"),
            (unknown & np.eye(better.shape[1], dtype=bool), "the same state, and it is said to be unknown"),
        ):
            if wrong.any():
                who, s, q = np.argwhere(wrong)[0].tolist()
                raise ModelInputError(f"states {s} and {q} are {what}, for decision maker number {who}")

    @classmethod
    def of_ranks(cls, ranks: ArrayLike, unknown: ArrayLike) -> "PairwisePreferences":
        """Take preferences from ranks, except where they are unknown.

        Parameters
        ----------
        ranks : array_like of int, shape (decision makers, states)
            A higher number is preferred.
        unknown : array_like of bool, shape (decision makers, states, states)
            Pairs of which the preference is unknown.
        """
        given, not_known = np.asarray(ranks), np.asarray(unknown, bool)
        if given.ndim != 2 or not_known.shape != (*given.shape, given.shape[-1]):
            raise ModelInputError(f"ranks and what is unknown do not fit: shapes {given.shape} and {not_known.shape}")
        return cls((given[:, None, :] > given[:, :, None]) & ~not_known, not_known)


def stability_under_unknown_preference(
    graph: GraphForm,
    preferences: PairwisePreferences,
    extension: Extension,
    concepts: Collection[Concept] = UNKNOWN_CONCEPTS,
    *,
    progress: Progress | None = None,
) -> StabilityTable:
    """Return for whom each state is stable, in one of four readings of what is unknown.

    ========= ================================ =========================== =================================
    extension the decision maker would move to is held back by             a counter-move defeats a sanction
    ========= ================================ =========================== =================================
    a         better or unknown                worse or equal              if it leads to better or unknown
    b         better                           worse or equal              if it leads to better or unknown
    c         better or unknown                worse, equal or unknown     if it leads to better
    d         better                           worse, equal or unknown     if it leads to better
    ========= ================================ =========================== =================================

    All comparisons are with the state under study. A state stable in the sense of a is stable in that of b and c, and a state
    stable in either of these is in that of d. With nothing unknown the four are the usual concepts, also for preferences that are not transitive.

    Parameters
    ----------
    graph : GraphForm
        The conflict.
    preferences : PairwisePreferences
        Of the same decision makers and states.
    extension : 'a', 'b', 'c' or 'd'
        The reading.
    concepts : collection of str
        Any of ``nash``, ``gmr``, ``smr`` and ``seq``.
    progress : callable, optional
        Called with steps done, steps in all, and what is being worked out.

    Returns
    -------
    StabilityTable

    Raises
    ------
    ModelInputError
        If preferences do not fit the graph, or a concept or extension is not one of the four.

    Notes
    -----
    In ``seq`` each move of the others has to lead to a state that is better for the mover or unknown to be, in all four
    extensions. O(decision makers · states · moves) for each concept, and one byte for every pair of states and decision maker.

    References
    ----------
    Li, Hipel, Kilgour & Fang (2004), 'Preference uncertainty in the graph model for conflict resolution', *IEEE
    Transactions on Systems, Man, and Cybernetics A* 34(4), 507-520.

    Examples
    --------
    >>> graph = GraphForm.of_moves(("a",), 2, ([(0, 1)],))
    >>> preferences = PairwisePreferences.of_ranks([[0, 0]], [[[0, 1], [1, 0]]])
    >>> for extension in "ab":
    ...     stability_under_unknown_preference(graph, preferences, extension, ["nash"]).equilibria("nash").tolist()
    [1]
    [0, 1]
    """
    count, number = graph.state_count, len(graph.decision_makers)
    if preferences.better.shape != (number, count, count):
        raise ModelInputError(
            f"preferences are needed for {number} decision makers and {count} states; found {preferences.better.shape}"
        )
    if extension not in ("a", "b", "c", "d"):
        raise ModelInputError(f"the extensions are called a, b, c and d; found {extension}")
    wrong = sorted(set(concepts) - set(UNKNOWN_CONCEPTS))
    if wrong:
        raise ModelInputError(
            f"no concept under unknown preference is called {', '.join(wrong)}; there are {', '.join(UNKNOWN_CONCEPTS)}"
        )
    asked = [concept for concept in UNKNOWN_CONCEPTS if concept in concepts]
    possible = preferences.better | preferences.unknown
    any_move = backward(graph)
    wanted = backward(narrowed(graph, lambda i, pairs: possible[i][pairs[:, 0], pairs[:, 1]]))
    stable, so_far = {}, 0
    for concept in asked:
        stable[concept] = np.empty((number, count), bool)
        for i in range(number):
            leaves = possible[i] if extension in "ac" else preferences.better[i]
            blocks = ~possible[i] if extension in "ab" else ~preferences.better[i]
            others = [k for k in range(number) if k != i and concept != "nash"]
            answers = wanted if concept == "seq" else any_move
            for begin in range(0, count, _AT_ONCE):
                part = range(begin, min(begin + _AT_ONCE, count))
                stable[concept][i, part] = _held(graph, i, part, leaves, blocks, others, answers, concept == "smr")
                so_far += len(part)
                if progress:
                    progress(so_far, len(asked) * number * count, f"{concept} for {graph.decision_makers[i]}")
    return StabilityTable(graph.decision_makers, np.ones(count, bool), stable)


def _held(
    graph: GraphForm,
    i: int,
    part: range,
    leaves: NDArray[np.bool_],
    blocks: NDArray[np.bool_],
    others: list[int],
    answers: Arcs,
    own_answers: bool,
) -> NDArray[np.bool_]:
    from goodoffices.models.stability.compiled.graph_kernels import held_under_unknown  # noqa: PLC0415 (slow to import)

    out = np.empty(len(part), bool)
    own = graph.moves[i]
    held_under_unknown(
        rows(part),
        own.starts,
        own.targets,
        leaves,
        blocks,
        rows(others),
        answers.starts,
        answers.ends,
        own_answers,
        out,
    )
    return out
