"""In how many draws of stances and weights an outcome holds."""

from collections.abc import Sequence

import numpy as np

from goodoffices.assessment.questions.stability.drawn import drawn_levels
from goodoffices.assessment.questions.stability.solved import Outcome, Solved
from goodoffices.assessment.worlds import Worlds
from goodoffices.models.stability import graph_stability

MOST_WORLDS = 500
MOST_WORK = 2_000_000
"""States times rankings that are looked at; conflicts that need more are answered at likeliest values alone."""


def shares_of(solved: Solved, outcomes: Sequence[Outcome], worlds: Worlds) -> tuple[float | None, ...]:
    """Return for each outcome the share of draws in which it is an equilibrium in the sense in which it is one at likeliest values.

    None for an outcome that is none, and for all if no ranking rests on ranges or there are too many rankings to look at.
    """
    nothing = (None,) * len(outcomes)
    drawn = {i: ranking for i, ranking in enumerate(solved.conflict.rankings) if ranking.uncertain}
    if not drawn:
        return nothing
    draws = min(worlds.draws, MOST_WORLDS)
    truths = solved.conflict.form.truths(solved.states)
    count = len(solved.states)
    found = {i: drawn_levels(own, worlds, draws, truths, count) for i, own in drawn.items()}
    patterns, times = np.unique(
        np.concatenate([levels for levels, _ in found.values()], axis=1), axis=0, return_counts=True
    )
    if len(patterns) * count > MOST_WORK:
        return nothing
    held = np.zeros(len(outcomes))
    for pattern, weight in zip(patterns, times, strict=True):
        ranks, at = solved.ranks.copy(), 0
        for i, (levels, numbers) in found.items():
            ranks[i] = pattern[at : at + levels.shape[1]][numbers]
            at += levels.shape[1]
        asked = [outcome.holds for outcome in outcomes if outcome.holds]
        table = graph_stability(solved.graph, ranks, asked)
        held += [
            weight * bool(outcome.holds and table.stable[outcome.holds][:, outcome.number].all())
            for outcome in outcomes
        ]
    return tuple(float(h) / draws if o.holds else None for h, o in zip(held, outcomes, strict=True))
