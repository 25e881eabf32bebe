"""Whether the outcome aimed at holds, once it is there, and whether improvements lead to it, in every world."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.chain.aim import Aim
from goodoffices.assessment.chain.memo import Memo
from goodoffices.assessment.conflict import Conflict, conflict_of
from goodoffices.assessment.moves import Moves, moves_at
from goodoffices.assessment.preferences import Settles, settled_by
from goodoffices.assessment.questions.stability.drawn import drawn_rankings
from goodoffices.assessment.questions.stability.laid_out import StateGraph, laid_out, state_graph
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.stance import Stance
from goodoffices.errors import ModelInputError
from goodoffices.models.stability import goal_under_rankings

BoolArray = NDArray[np.bool_]
MOST_WORLDS = 64
"""Every world can have a ranking of its own, so only the first so many are asked about."""
MOST_WORK = 3_000_000
"""States times rankings that are looked at."""
NO_CONFLICT = "moves open at the moment (options.yaml), and what parties would have of them (preferences.csv)"


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
    play = _play(situation, worlds, memo)
    if play is None:
        return NO_CONFLICT
    records = [play.key, *play.stances(situation), aim.actor, dict(aim.positions), dict(aim.weights)]
    draws = min(worlds.draws, MOST_WORLDS)
    return memo.once("holding", worlds, records, lambda: _holding(situation, play, aim, worlds, draws, memo), draws)


@dataclass(frozen=True, eq=False)
class _Play:
    """The moves of a moment and what they settle: what of its conflict no stance changes.

    Attributes
    ----------
    key : bytes
        Digest of all it comes from.
    """

    key: bytes
    moves: Moves
    settled: tuple[Settles, ...]
    unsettled: tuple[Issue, ...]

    def stances(self, situation: Situation) -> list[Stance]:
        """Return the stances that say what somebody who has moves would have of them."""
        silent = [party for party, told in self.moves.statements.items() if not told]
        asked = [(party, settles.issue.id) for party in silent for settles in self.settled]
        return [situation.stances[pair] for pair in asked if pair in situation.stances]

    def conflict(self, situation: Situation) -> Conflict | None:
        """Return the conflict that the parties' stances make of it."""
        return conflict_of(replace(self.moves, situation=situation), self.settled, self.unsettled)


def _play(situation: Situation, worlds: Worlds, memo: Memo) -> _Play | None:
    dossier, moment = situation.dossier, situation.moment
    records = [
        moment.id, str(moment.date), moment.issues, moment.status_quo, *situation.issues, dossier.about.hindsight,
        memo.table(dossier.sources), memo.table(dossier.options), memo.table(dossier.preferences),
        memo.table(dossier.infeasible),
    ]  # fmt: skip
    key = memo.digest(records)

    def work() -> _Play | None:
        moves = moves_at(situation)
        return None if moves is None else _Play(key, moves, *settled_by(moves))

    return memo.once("play", worlds, [key], work)


def _holding(situation: Situation, play: _Play, aim: Aim, worlds: Worlds, draws: int, memo: Memo) -> Holding | str:
    try:
        conflict = play.conflict(situation)
    except ModelInputError as error:
        return f"moves that can stand as they do: {error}"
    if conflict is None:
        return NO_CONFLICT
    form, ending = conflict.form, conflict.ending
    named = [option.name for option in form.options]
    states = memo.once("states", worlds, [play.key, named], lambda: state_graph(form, ending))
    if states is None:
        return "fewer moves that matter, to look at every outcome"
    far = _distances(conflict, states, aim)
    if far is None:
        return "moves that settle an issue on which something is aimed at (implies, options.yaml)"
    goal = np.flatnonzero(far <= far.min() + 1e-9).tolist()
    laid = laid_out(conflict, states)
    if laid.now in goal:
        return "a move that brings the outcome aimed at closer than things stand (options.yaml)"
    drawn = drawn_rankings(laid, worlds, draws)
    rankings, which = (drawn.stacked(), drawn.which) if drawn else (laid.ranks[None], np.zeros(draws, np.int64))
    if len(rankings) * len(laid.states) > MOST_WORK:
        return "fewer moves that matter, to look at every outcome in every world"
    found = goal_under_rankings(laid.graph, rankings, goal, laid.now)
    easiest = min(goal, key=lambda state: (len(laid.taken(state)), state))
    return Holding(
        tuple(sorted(laid.taken(easiest))),
        float(far.min()),
        float(far[laid.now]),
        found.holds[which],
        found.reached[which],
    )


def _distances(conflict: Conflict, states: StateGraph, aim: Aim) -> NDArray[np.float64] | None:
    """Return how far every state is from the aim, or None if the moves settle nothing that is aimed at."""
    settled = [s for s in conflict.settled if s.issue.id in aim.positions]
    total = sum(aim.weights.get(settles.issue.id, 0.0) for settles in settled)
    if not total:
        return None
    truths, count = conflict.truths(states.states), len(states.states)
    far = np.zeros(count)
    for settles in settled:
        each = np.array([aim.distance(settles.issue, place.position) for place in settles.places])
        far += aim.weights[settles.issue.id] / total * each[settles.over(truths, count)]
    return far
