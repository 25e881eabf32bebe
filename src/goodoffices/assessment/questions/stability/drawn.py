"""Rankings in draws of what they rest on: stances given as ranges, or weights of statements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.conflict import Conflict, Ranking
from goodoffices.assessment.preferences import DIGITS
from goodoffices.assessment.questions.stability.solved import Solved
from goodoffices.assessment.worlds import Worlds
from goodoffices.models.stability import Ranks


@dataclass(frozen=True, eq=False)
class DrawnRankings:
    """The different rankings of a conflict's states over some draws.

    Attributes
    ----------
    solved : Solved
        The conflict.
    patterns : ndarray of int64, shape (rankings, kinds of all parties that are drawn)
        Each different ranking: how each party ranks kinds of states between which it cannot have a preference.
    which : ndarray of int64, shape (draws,)
        Which of the rankings each draw has.
    kinds : dict of int to ndarray of int64
        For each party that is drawn, by its place: the column of the patterns in which each state stands.
    """

    solved: Solved
    patterns: NDArray[np.int64]
    which: NDArray[np.int64]
    kinds: dict[int, NDArray[np.int64]]

    def __len__(self) -> int:
        """How many different rankings there are."""
        return len(self.patterns)

    def __iter__(self) -> Iterator[Ranks]:
        """Yield each ranking of all parties."""
        for pattern in self.patterns:
            ranks = self.solved.ranks.copy()
            for place, columns in self.kinds.items():
                ranks[place] = pattern[columns]
            yield ranks


def drawn_rankings(solved: Solved, worlds: Worlds, draws: int) -> DrawnRankings | None:
    """Return the rankings in the first so many draws; None if no ranking rests on ranges."""
    truths, count = solved.conflict.form.truths(solved.states), len(solved.states)
    levels, kinds, at = [], {}, 0
    for place, ranking in enumerate(solved.conflict.rankings):
        if ranking.uncertain:
            own, numbers = _levels(ranking, worlds, draws, truths, count)
            levels.append(own)
            kinds[place] = numbers + at
            at += own.shape[1]
    if not levels:
        return None
    patterns, which = np.unique(np.concatenate(levels, axis=1), axis=0, return_inverse=True)
    return DrawnRankings(solved, patterns, which.reshape(-1), kinds)


def drawn_inputs(conflict: Conflict) -> str:
    """Return in words what is drawn: stances, weights, or both; empty if nothing is."""
    uncertain = {ranking.route for ranking in conflict.rankings if ranking.uncertain}
    return " and ".join(route for route in ("stances", "weights") if route in uncertain)


def _levels(
    ranking: Ranking, worlds: Worlds, draws: int, truths: Mapping[str, NDArray[np.bool_]], count: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return how a party ranks kinds of states in each draw, shape (draws, kinds), and of which kind each state is."""
    if ranking.stances:
        levels = ranking.stances.levels(worlds, draws)
        return np.broadcast_to(levels, (draws, levels.shape[1])), ranking.stances.numbers(truths, count)
    true = np.array([np.broadcast_to(statement.formula.over(truths), count) for statement in ranking.statements])
    kinds, numbers = np.unique(true, axis=1, return_inverse=True)
    weights = np.array(
        [
            worlds.sample(f"weight of {statement.row.statement} to {ranking.party}", statement.row.weight)[:draws]
            for statement in ranking.statements
            if statement.row.weight
        ]
    )
    worth = np.round(weights.T @ kinds, DIGITS) + 0.0
    return np.array([np.unique(row, return_inverse=True)[1] for row in worth]), numbers.reshape(-1)
