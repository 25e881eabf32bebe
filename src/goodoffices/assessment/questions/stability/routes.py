"""How an outcome is reached from things as they stand, move by move."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Literal, get_args

from goodoffices.assessment.questions.stability.solved import Outcome, Solved
from goodoffices.models.stability import Step

Kind = Literal["a gain at once", "no gain, no loss", "a loss at first", "together"]
GAIN, EVEN, LOSS, TOGETHER = get_args(Kind)
MOST_ORDERS = 6
"""The order of so many moves is chosen; of more it is as it is found."""


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
        What the move alone does to the one who makes it, or that it goes with others, all of whom gain in the end.
    """

    start: int
    end: int
    party: str
    kind: Kind


def way_to(solved: Solved, outcome: Outcome, named: Sequence[Outcome]) -> tuple[Leg, ...]:
    """Return the way that asks least of those who go it: by own improvements, else with a jump of a coalition, else any.

    A way of any moves is put in the order in which the fewest moves are a loss, and then the fewest bring no gain, at the time they are made.
    """
    way = outcome.way
    if way.by_improvements is not None:
        return _legs(solved, solved.now, way.by_improvements)
    if way.by_coalition is not None:
        start = way.by_coalition.start
        before = next(o.way.by_improvements or () for o in named if o.number == start)
        jump = _legs(solved, start, way.by_coalition.path, TOGETHER)
        return (*_legs(solved, solved.now, before), *jump)
    legs = _legs(solved, solved.now, way.by_moves or ())
    if not 1 < len({leg.party for leg in legs}) == len(legs) <= MOST_ORDERS:
        return legs
    return min(filter(None, (_in_order(solved, order) for order in permutations(legs))), key=_asked, default=legs)


def _in_order(solved: Solved, legs: Sequence[Leg]) -> tuple[Leg, ...]:
    """Return the same moves made in another order, or nothing if they cannot be."""
    path, at = [], int(solved.states[solved.now])
    for leg in legs:
        at ^= int(solved.states[leg.start] ^ solved.states[leg.end])
        if at not in solved.numbers or solved.conflict.taken(at) & set(solved.conflict.ending):
            return ()
        path.append(Step(leg.party, solved.numbers[at]))
    return _legs(solved, solved.now, path)


def _asked(legs: Sequence[Leg]) -> tuple[int, int]:
    return sum(1 for leg in legs if leg.kind == LOSS), sum(1 for leg in legs if leg.kind == EVEN)


def _legs(solved: Solved, start: int, path: Sequence[Step], kind: Kind | None = None) -> tuple[Leg, ...]:
    legs = []
    for step in path:
        own = solved.ranks[solved.graph.decision_makers.index(step.decision_maker)]
        change = int(own[step.state]) - int(own[start])
        legs.append(
            Leg(start, step.state, step.decision_maker, kind or (GAIN if change > 0 else LOSS if change else EVEN))
        )
        start = step.state
    return tuple(legs)
