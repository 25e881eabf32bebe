"""What a party would have of the moves where it has said nothing of them: derived from its stances on what they imply."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.bargainers import input_name, status_quo_name
from goodoffices.assessment.moves import Moves, options_at, when_over
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.stance import Stance
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking
from goodoffices.logic import Formula

DIGITS = 9
"""Worths that agree to so many decimals are equal, so that the same distances added in another order are a tie."""
MOST_OUTCOMES = 4096
"""So many combinations of positions are ranked."""

FloatArray = NDArray[np.float64]
Value = Callable[[str, Quantity], FloatArray]
"""The draws of an input, by its name."""


@dataclass(frozen=True)
class Place:
    """A position on an issue, and when the moves amount to it.

    Attributes
    ----------
    position : Quantity or Ranking
        The position.
    holds : Formula or bool
        Of which moves; true if it holds anyway.
    name : str
        Of the input, for its draws.
    """

    position: Quantity | Ranking
    holds: Formula | bool
    name: str


@dataclass(frozen=True)
class Settles:
    """What the moves settle on one issue.

    A position that options of several parties imply holds once each of these parties has taken one of them. Of several that hold, the one
    counts that the dossier's options name last. If none does, things stand as without agreement.

    Attributes
    ----------
    places : tuple of Place
        The status quo, then every position some option implies.
    ending : tuple of str
        Moves after which all is over.
    """

    issue: Issue
    places: tuple[Place, ...]
    ending: tuple[str, ...] = ()

    @cached_property
    def conditions(self) -> tuple[Formula | bool, ...]:
        """For each place, when it is the one that counts."""
        return tuple(
            _all([place.holds, *(_not(later.holds) for later in self.places[number + 1 :])])
            for number, place in enumerate(self.places)
        )

    def at(self, taken: set[str]) -> int:
        """Return which place counts in a state, given by the moves made."""
        return next(n for n, c in enumerate(self.conditions) if (c if isinstance(c, bool) else c.holds(taken)))

    def over(self, truths: Mapping[str, NDArray[np.bool_]], count: int) -> NDArray[np.int64]:
        """Return which place counts in each of some states; all over, as if nothing but the end had been done."""
        found = np.zeros(count, np.int64)
        for number, condition in enumerate(self._when_over):
            if isinstance(condition, Formula):
                found[condition.over(truths)] = number
            elif condition:
                found[:] = number
        return found

    @cached_property
    def _when_over(self) -> tuple[Formula | bool, ...]:
        return tuple(c if isinstance(c, bool) else when_over(c, self.ending) for c in self.conditions)


def settled_by(moves: Moves) -> tuple[tuple[Settles, ...], tuple[Issue, ...]]:
    """Return what the moves settle on each issue open at the moment, and the issues that lack a status quo."""
    situation, found, lacking = moves.situation, [], []
    for issue in situation.issues:
        implied = _implied(situation, issue, moves)
        if not any(isinstance(place.holds, Formula) for place in implied):
            continue
        if issue.id not in situation.moment.status_quo:
            lacking.append(issue)
            continue
        held = situation.moment.status_quo[issue.id].position
        now = Place(held, True, status_quo_name(situation, issue))
        found.append(Settles(issue, (now, *implied), moves.ending))
    return tuple(found), tuple(lacking)


def _implied(situation: Situation, issue: Issue, moves: Moves) -> list[Place]:
    by_position: dict[str, tuple[Quantity | Ranking, dict[str, list[Formula]]]] = {}
    for option in options_at(situation):
        if issue.id in option.implies:
            position = option.implies[issue.id]
            _, parties = by_position.pop(str(position), (position, {}))  # put last again
            parties.setdefault(option.party, []).append(Formula.parse(option.id))
            by_position[str(position)] = position, parties
    places = []
    for written, (position, parties) in by_position.items():
        whole = Formula.joined("and", [Formula.joined("or", options) for options in parties.values()])
        places.append(Place(position, whole.given(moves.settled), f"{issue.id} {written} by moves"))
    return places


@dataclass(frozen=True)
class FromStances:
    """A party's ranking of what the moves settle, by the distance from what it asks for.

    Attributes
    ----------
    party : str
        Whose.
    stances : tuple of Stance
        One for each issue.
    issues : tuple of Settles
        The issues that the moves touch and the party has a stance on.
    ending : tuple of str
        Moves after which all is over.
    """

    party: str
    stances: tuple[Stance, ...]
    issues: tuple[Settles, ...]
    ending: tuple[str, ...]

    @property
    def uncertain(self) -> bool:
        """Whether any input was given as a range."""
        given = [
            *(q for stance in self.stances for q in (stance.salience, stance.position)),
            *(place.position for settles in self.issues for place in settles.places),
        ]
        return any(isinstance(q, Quantity) and not q.is_point for q in given)

    @cached_property
    def outcomes(self) -> tuple[tuple[int, ...], ...]:
        """Every combination of places, one for each issue."""
        return tuple(product(*(range(len(settles.places)) for settles in self.issues)))

    def levels(self, worlds: Worlds | None = None, draws: int = 1) -> NDArray[np.int64]:
        """Return how the combinations are ranked, 0 the worst, shape (draws, combinations); at likeliest values without worlds."""

        def value(name: str, quantity: Quantity) -> FloatArray:
            return np.array([quantity.likely]) if worlds is None else worlds.sample(name, quantity)[:draws]

        worth = np.zeros((1, len(self.outcomes)))
        picked = np.array(self.outcomes).T
        for stance, settles, which in zip(self.stances, self.issues, picked, strict=True):
            weight = value(input_name(stance, "salience"), stance.salience)
            distance = np.stack(np.broadcast_arrays(*_distances(stance, settles, value)), axis=1)
            worth = worth - (weight[:, None] * distance)[:, which]
        return dense_rows(np.round(worth, DIGITS) + 0.0)

    @property
    def names(self) -> set[str]:
        """The moves that :meth:`statements` speak of, but for those after which all is over."""
        met = [[s.conditions[place] for s, place in zip(self.issues, o, strict=True)] for o in self.outcomes]
        levels = self.levels()[0].tolist()
        always = max(
            (level for level, parts in zip(levels, met, strict=True) if all(p is True for p in parts)), default=0
        )
        told = [parts for level, parts in zip(levels, met, strict=True) if level > always and False not in parts]
        return {name for parts in told for part in parts if isinstance(part, Formula) for name in part.names}

    def statements(self) -> tuple[Formula, ...]:
        """Return statements that rank states as the likeliest values do: at least as good as the best, as the next, and so on."""
        levels = self.levels()[0]
        found = []
        for level in range(int(levels.max()), 0, -1):
            good = _any([self._condition(o) for o, at in zip(self.outcomes, levels, strict=True) if at >= level])
            if isinstance(good, Formula):
                found.append(when_over(good, self.ending))
        return tuple(found)

    def numbers(self, truths: Mapping[str, NDArray[np.bool_]], count: int) -> NDArray[np.int64]:
        """Return which combination each of some states amounts to."""
        found = np.zeros(count, np.int64)
        for settles in self.issues:
            found = found * len(settles.places) + settles.over(truths, count)
        return found

    def _condition(self, outcome: Sequence[int]) -> Formula | bool:
        return _all([settles.conditions[place] for settles, place in zip(self.issues, outcome, strict=True)])


def from_stances(moves: Moves, party: str, settled: Sequence[Settles]) -> FromStances | None:
    """Return a party's ranking by its stances, or None if it has no stance on anything that the moves settle."""
    stances = moves.situation.stances
    touched = [settles for settles in settled if (party, settles.issue.id) in stances]
    found = FromStances(party, tuple(stances[party, s.issue.id] for s in touched), tuple(touched), moves.ending)
    if not touched or len(found.outcomes) > MOST_OUTCOMES or not found.levels().any():
        return None
    return found


def dense_rows(values: FloatArray) -> NDArray[np.int64]:
    """Return, row by row, the place of each value among the different ones of its row, 0 the lowest.

    >>> dense_rows(np.array([[0.5, 0.1, 0.5], [3.0, 2.0, 1.0]])).tolist()
    [[1, 0, 1], [2, 1, 0]]
    """
    order = values.argsort(axis=1)
    ordered = np.take_along_axis(values, order, axis=1)
    found = np.zeros(values.shape, np.int64)
    np.put_along_axis(found, order[:, 1:], np.cumsum(ordered[:, 1:] > ordered[:, :-1], axis=1), axis=1)
    return found


def _distances(stance: Stance, settles: Settles, value: Value) -> Iterator[FloatArray]:
    """Yield the distance of each place from what the party asks for, as a share of the longest."""
    issue, asked = settles.issue, stance.position
    for place in settles.places:
        if issue.scale is not None and isinstance(asked, Quantity) and isinstance(place.position, Quantity):
            gap = value(place.name, place.position) - value(input_name(stance, "position"), asked)
            yield np.abs(gap) / (issue.scale.high - issue.scale.low)
        else:
            assert isinstance(asked, Ranking)
            assert isinstance(place.position, Ranking)
            ranks = dict(zip(issue.option_ids, asked.ranks(issue.option_ids), strict=True))
            first = [ranks[option] for option in place.position.tiers[0]]
            yield np.array([sum(first) / len(first) / max(1, *ranks.values())])


def _all(parts: Sequence[Formula | bool]) -> Formula | bool:
    left = [part for part in parts if isinstance(part, Formula)]
    if False in [part for part in parts if isinstance(part, bool)]:
        return False
    return Formula.joined("and", left) if left else True


def _any(parts: Sequence[Formula | bool]) -> Formula | bool:
    left = [part for part in parts if isinstance(part, Formula)]
    if True in [part for part in parts if isinstance(part, bool)]:
        return True
    return Formula.joined("or", left) if left else False


def _not(part: Formula | bool) -> Formula | bool:
    return part.negated if isinstance(part, Formula) else not part
