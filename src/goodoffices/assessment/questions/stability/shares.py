"""In how many draws of stances and weights an outcome holds."""

from collections.abc import Sequence

import numpy as np

from goodoffices.assessment.questions.stability.drawn import drawn_rankings
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
    draws = min(worlds.draws, MOST_WORLDS)
    drawn = drawn_rankings(solved, worlds, draws)
    if drawn is None or len(drawn) * len(solved.states) > MOST_WORK:
        return nothing
    asked = [outcome.holds for outcome in outcomes if outcome.holds]
    held = np.zeros(len(outcomes))
    for ranks, times in zip(drawn, np.bincount(drawn.which), strict=True):
        table = graph_stability(solved.graph, ranks, asked)
        held += [
            times * bool(outcome.holds and table.stable[outcome.holds][:, outcome.number].all()) for outcome in outcomes
        ]
    return tuple(float(h) / draws if o.holds else None for h, o in zip(held, outcomes, strict=True))
