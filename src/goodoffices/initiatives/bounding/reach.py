"""Between which ends every number of a situation can come to lie, once some further initiatives are taken or not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.bargainers import input_name, ranking
from goodoffices.assessment.chain.worth import status_quo_places
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.stance import Stance
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.initiatives.bounding.shifts import NumberName, Shift, Shifts
from goodoffices.models.bargaining import compromise_bounds, possible_winners

BoolArray = NDArray[np.bool_]
FloatArray = NDArray[np.float64]
Span = tuple[FloatArray, FloatArray]
"""The lowest and the highest value in every world."""


@dataclass(frozen=True, eq=False)
class Reach:
    """A situation, and what some further initiatives could make of its numbers.

    Every shift stops at the ends of a scale and moves a value no further than it says. So wherever in the order a further one comes, the
    value it leads to in the end lies between the value without it and that value shifted; and with several, between the sums
    of all that they add and of all that they take away.

    Parameters
    ----------
    situation : Situation
        As the initiatives that are taken for sure leave it.
    worlds : Worlds
    further : sequence of Shifts
        What the others do to numbers.
    most : int
        How many of the others can be taken together at most.
    """

    situation: Situation
    worlds: Worlds
    further: Sequence[Shifts]
    most: int
    _found: dict[NumberName, Span] = field(default_factory=dict, init=False, repr=False)

    def moved(self) -> Iterator[NumberName]:
        """Yield the numbers that can move."""
        yield from dict.fromkeys(name for shifts in self.further for name in shifts.by_number)

    def position(self, stance: Stance) -> Span:
        """Return where a party's position on an issue with a scale can come to lie."""
        assert isinstance(stance.position, Quantity)  # asked only about issues with a scale
        return self._span("position", stance.party, stance.issue, input_name(stance, "position"), stance.position)

    def salience(self, stance: Stance) -> Span:
        """Return what a party's salience can become."""
        return self._span("salience", stance.party, stance.issue, input_name(stance, "salience"), stance.salience)

    def settlement(self, issue: Issue) -> Span:
        """Return between which places the settlement on an issue with a scale can come to lie."""
        counted, low, high = self._weights(issue)
        lowest, highest = (
            np.column_stack(each) for each in zip(*(self.position(stance) for stance in counted), strict=True)
        )
        least, most = compromise_bounds(low, high, lowest, highest)
        idle = (low <= 0).all(axis=1)
        now = status_quo_places(self.situation, [issue], self.worlds).get(issue)
        ends = (lowest.min(axis=1), highest.max(axis=1)) if now is None else (now, now)
        return np.where(idle, np.minimum(least, ends[0]), least), np.where(idle, np.maximum(most, ends[1]), most)

    def winners(self, issue: Issue) -> BoolArray:
        """Return which options of an issue can win, and last whether none may, shape (draws, options + 1)."""
        counted, low, high = self._weights(issue)
        found = possible_winners(low, high, [ranking(stance).ranks(issue.option_ids) for stance in counted])
        found[:, -1] |= (low <= 0).all(axis=1)
        return found

    def _weights(self, issue: Issue) -> tuple[list[Stance], FloatArray, FloatArray]:
        stances, weights = [], []
        for party in self.situation.moment.participants:
            stance, row = self.situation.stances.get((party, issue.id)), self.situation.capability(party, issue.id)
            if stance is None or row is None:
                continue
            salience = self.salience(stance)
            capability = self._span("capability", party, row.issue, input_name(row, "capability"), row.capability)
            weights.append((capability[0] * salience[0], capability[1] * salience[1]))
            stances.append(stance)
        low, high = (np.column_stack(each) for each in zip(*weights, strict=True))
        return stances, low, high

    def is_touched(self, issue: Issue) -> bool:
        """Whether anything can move that the settlement of an issue comes from."""
        return any(name.issue in (issue.id, None) for name in self.moved())

    def could_change_who_counts(self) -> bool:
        """Whether a weight that moves is zero in all worlds or could become so, and with it who has a say or what is at issue."""
        for name in self.moved():
            if name.field == "position":
                continue
            issues = [name.issue] if name.issue else self.situation.moment.issues
            for issue in issues:
                stance = self.situation.stances.get((name.party, issue))
                row = self.situation.capability(name.party, issue)
                if name.field == "salience" and stance is not None:
                    low, _ = self.salience(stance)
                elif name.field == "capability" and row is not None and row.issue == name.issue:
                    low, _ = self._span(
                        "capability", name.party, row.issue, input_name(row, "capability"), row.capability
                    )
                else:
                    continue
                if not (low > 0).any():
                    return True
        return False

    def _span(self, what: str, party: str, issue: str | None, drawn_as: str, quantity: Quantity) -> Span:
        name = NumberName(what, party, issue)
        if name not in self._found:
            value = self.worlds.sample(drawn_as, quantity)
            shifts = [each.by_number[name] for each in self.further if name in each.by_number]
            self._found[name] = _spanned(value, shifts, self.most) if shifts else (value, value)
        return self._found[name]


def _spanned(value: FloatArray, shifts: Sequence[Shift], most: int) -> Span:
    down, up = np.array([each.down for each in shifts]), np.array([each.up for each in shifts])
    if len(shifts) > most:
        down, up = np.sort(down, axis=0)[:most], np.sort(up, axis=0)[len(shifts) - most :]
    scale = shifts[0].low, shifts[0].high
    return np.clip(value + down.sum(axis=0), *scale), np.clip(value + up.sum(axis=0), *scale)
