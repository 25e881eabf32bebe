"""Whether the outcome aimed at holds, once it is there, and whether improvements lead to it, in every world."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.chain.aim import Aim
from goodoffices.assessment.chain.memo import Memo, stances_on
from goodoffices.assessment.conflict import conflict_at
from goodoffices.assessment.moves import when_over
from goodoffices.assessment.preferences import settled_by
from goodoffices.assessment.questions.stability.drawn import drawn_rankings
from goodoffices.assessment.questions.stability.solved import Solved, solve
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.situation import Situation, in_force
from goodoffices.errors import ModelInputError
from goodoffices.logic import Formula
from goodoffices.models.stability import (
    Concept,
    graph_stability,
    improvements_only,
    status_quo_analysis,
)

BoolArray = NDArray[np.bool_]
CONCEPT: Concept = "seq"
"""An outcome holds if whoever could do better by leaving it would be answered by others in their own interest."""
MOST_WORLDS = 64
"""Every world can have a ranking of its own, so only the first so many are asked about."""
MOST_WORK = 3_000_000
"""States times rankings that are looked at."""


@dataclass(frozen=True, eq=False)
class Holding:
    """Whether the outcome aimed at holds.

    Attributes
    ----------
    moves : tuple of str
        The moves made in one of the outcomes that come closest to the aim.
    distance, distance_now : float
        How far these outcomes, and things as they stand, are from the aim, 0 to 1.
    holds : ndarray of bool, shape (worlds asked about,)
        Whether one of them is an equilibrium by sequential stability.
    reached : ndarray of bool, shape (worlds asked about,)
        Whether improvements, one party at a time, also lead from things as they stand to one that is.
    """

    moves: tuple[str, ...]
    distance: float
    distance_now: float
    holds: BoolArray
    reached: BoolArray


def holding(situation: Situation, aim: Aim, worlds: Worlds, memo: Memo) -> Holding | str:
    """Return whether the outcome aimed at holds, or what is lacking to say."""
    dossier, moment = situation.dossier, situation.moment
    present = [p for p in dossier.preferences if in_force(p.from_, p.until, moment.date)]
    records = [
        moment.id, moment.issues, moment.status_quo, moment.participants, *situation.issues, *dossier.options.values(), *present,
        *dossier.infeasible, *stances_on(situation, situation.issues), aim.actor, dict(aim.positions), dict(aim.weights),
    ]  # fmt: skip
    draws = min(worlds.draws, MOST_WORLDS)
    return memo.once("holding", worlds, records, lambda: _holding(situation, aim, worlds, draws), draws)


def _holding(situation: Situation, aim: Aim, worlds: Worlds, draws: int) -> Holding | str:
    try:
        conflict = conflict_at(situation)
    except ModelInputError as error:
        return f"moves that can stand as they do: {error}"
    if conflict is None:
        return "moves open at the moment (options.yaml), and what parties would have of them (preferences.csv)"
    solved = solve(conflict)
    if solved is None:
        return "fewer moves that matter, to look at every outcome"
    far = _distances(solved, aim)
    if far is None:
        return "moves that settle an issue on which something is aimed at (implies, options.yaml)"
    target = np.flatnonzero(far <= far.min() + 1e-9)
    if far[solved.now] <= far.min() + 1e-9:
        return "a move that brings the outcome aimed at closer than things stand (options.yaml)"
    drawn = drawn_rankings(solved, worlds, draws)
    patterns, which = (drawn, drawn.which) if drawn else ([solved.ranks], np.zeros(draws, np.int64))
    if len(patterns) * len(solved.states) > MOST_WORK:
        return "fewer moves that matter, to look at every outcome in every world"
    held, reached = np.zeros(len(patterns), bool), np.zeros(len(patterns), bool)
    for number, ranks in enumerate(patterns):
        equilibria = target[graph_stability(solved.graph, ranks, [CONCEPT]).stable[CONCEPT][:, target].all(axis=0)]
        held[number] = equilibria.size > 0
        if held[number]:
            away = status_quo_analysis(improvements_only(solved.graph, ranks), solved.now).distance
            reached[number] = bool((away[equilibria] >= 0).any())
    easiest = min(target.tolist(), key=lambda state: (len(solved.taken(state)), state))
    return Holding(
        tuple(sorted(solved.taken(easiest))), float(far.min()), float(far[solved.now]), held[which], reached[which]
    )  # fmt: skip


def _distances(solved: Solved, aim: Aim) -> NDArray[np.float64] | None:
    """Return how far every state is from the aim, or None if the moves settle nothing that is aimed at."""
    settled = [s for s in settled_by(solved.conflict.moves)[0] if s.issue.id in aim.positions]
    total = sum(aim.weights.get(settles.issue.id, 0.0) for settles in settled)
    if not total:
        return None
    truths = solved.conflict.form.truths(solved.states)
    far = np.zeros(len(solved.states))
    for settles in settled:
        at = np.zeros(len(far), np.int64)
        for number, condition in enumerate(settles.conditions):
            if isinstance(condition, Formula):
                at[when_over(condition, solved.conflict.ending).over(truths)] = number
            elif condition:
                at[:] = number
        each = np.array([aim.distance(settles.issue, place.position) for place in settles.places])
        far += aim.weights[settles.issue.id] / total * each[at]
    return far
