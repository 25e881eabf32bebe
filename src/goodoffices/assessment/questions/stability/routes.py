"""How an outcome is reached from things as they stand, move by move."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from goodoffices.assessment.questions.stability.solved import Outcome, Solved
from goodoffices.models.stability import Step

Kind = Literal["in its own interest", "together", "against its interest or without gain"]
OWN, TOGETHER, OTHER = "in its own interest", "together", "against its interest or without gain"


@dataclass(frozen=True)
class Leg:
    """One move on the way.

    Attributes
    ----------
    start, end : int
        Between which states of the graph.
    party : str
        Who moves.
    kind : str
        Whether it gains at once; goes with others, all of whom gain in the end; or neither.
    """

    start: int
    end: int
    party: str
    kind: Kind


def way_to(solved: Solved, outcome: Outcome, named: Sequence[Outcome]) -> tuple[Leg, ...]:
    """Return the way that asks least of those who go it: by own improvements, else with a jump of a coalition, else any."""
    way = outcome.way
    if way.by_improvements is not None:
        return _legs(solved, solved.now, way.by_improvements)
    if way.by_coalition is not None:
        start = way.by_coalition.start
        before = next(o.way.by_improvements or () for o in named if o.number == start)
        jump = _legs(solved, start, way.by_coalition.path, TOGETHER)
        return (*_legs(solved, solved.now, before), *jump)
    return _legs(solved, solved.now, way.by_moves or ())


def _legs(solved: Solved, start: int, path: Sequence[Step], kind: Kind | None = None) -> tuple[Leg, ...]:
    legs = []
    for step in path:
        own = solved.ranks[solved.graph.decision_makers.index(step.decision_maker)]
        gains = own[step.state] > own[start]
        legs.append(Leg(start, step.state, step.decision_maker, kind or (OWN if gains else OTHER)))
        start = step.state
    return tuple(legs)
