"""The lever of a coalition: members who move only together."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from goodoffices.models.stability.concepts.coalitions import coalition_improvements
from goodoffices.models.stability.concepts.table import Concept
from goodoffices.models.stability.evolution.sequences import sequences
from goodoffices.models.stability.evolution.status_quo import status_quo_analysis
from goodoffices.models.stability.forms.graph_form import GraphForm, Ranks
from goodoffices.models.stability.forms.narrowed import improvements_only
from goodoffices.models.stability.mediation.answers import BY_IMPROVEMENTS, SYMMETRIC
from goodoffices.models.stability.mediation.candidates import coalitions
from goodoffices.models.stability.mediation.changes import FormCoalition
from goodoffices.models.stability.mediation.setting import Setting, Way


@dataclass(frozen=True)
class JointWay:
    """A way to a state of which a coalition makes the last part together, to the gain of every member.

    Attributes
    ----------
    alone : tuple of Step
        Improvements from the status quo to where the coalition takes over; empty if it does so at once.
    together : tuple of Step
        The coalition's moves, which need not be improvements one by one.
    """

    alone: Way
    together: Way


def coalition_remedies(setting: Setting, reached_by: str) -> Iterator[tuple[FormCoalition, JointWay | None]]:
    """Yield the smallest coalitions with which the desired state holds and is reached, and the joint way if one is needed."""
    structure, ranks = setting.structure(), setting.ranks()
    graph, end = structure.found.graph, structure.judge.state
    by_improvements = setting.by_improvements()
    enough: list[set[str]] = []
    for change in coalitions(setting.form):
        members = [graph.decision_makers.index(name) for name in change.members]
        if any(smaller <= set(change.members) for smaller in enough):
            continue
        outsiders = [i for i in range(len(ranks)) if i not in members]
        stable = all(structure.judge.is_stable_for(i, ranks) for i in outsiders)
        if not stable or not holds_together(graph, ranks, members, end, setting.concept):
            continue
        way = None
        if by_improvements is None:
            way = _joint_way(graph, ranks, members, structure.status_quo, end)
            if way is None and (reached_by == "improvements" or structure.by_moves is None):
                continue
        enough.append(set(change.members))
        alone, together = (structure.in_options(part) or () for part in (way.alone, way.together)) if way else ((), ())
        yield change, JointWay(alone, together) if way else None


def holds_together(graph: GraphForm, ranks: Ranks, members: list[int], state: int, concept: Concept) -> bool:
    """Whether a coalition that moves only together, and where all members gain, has no reason to leave a state.

    Outsiders answer one by one, for the sequential concepts by improvements of their own.
    """
    names = [graph.decision_makers[i] for i in members]
    wanted = np.asarray((ranks[members] > ranks[members, state][:, None]).all(axis=0))
    answering = improvements_only(graph, ranks) if concept in BY_IMPROVEMENTS else graph
    others = [i for i in range(len(ranks)) if i not in members]

    def met(improvement: int) -> bool:
        if concept == "nash":
            return False
        ends = np.flatnonzero((sequences(answering, improvement, others).distance > 0) & ~wanted)
        if concept not in SYMMETRIC:
            return bool(len(ends))
        return any(not wanted[sequences(graph, q, members).distance > 0].any() for q in ends.tolist())

    return all(met(improvement) for improvement in coalition_improvements(graph, ranks, names, state))


def _joint_way(graph: GraphForm, ranks: Ranks, members: list[int], status_quo: int, end: int) -> JointWay | None:
    reached = status_quo_analysis(improvements_only(graph, ranks), status_quo)
    distance = reached.distance.copy()
    distance[status_quo] = 0
    gaining = (ranks[members] < ranks[members, end][:, None]).all(axis=0)
    starts = np.flatnonzero((distance >= 0) & gaining)
    for start in starts[np.argsort(distance[starts], kind="stable")].tolist():
        together = sequences(graph, start, members).path(end)
        if together:
            return JointWay(() if start == status_quo else reached.path(start) or (), together)
    return None
