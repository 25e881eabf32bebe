"""A course whose structure is found once and whose numbers are then exchanged, many at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.course.chances import Key, settings_at, settings_from
from goodoffices.models.implementation.course.translation import Course
from goodoffices.models.implementation.markov import Expression, StateSpace, explore
from goodoffices.models.implementation.markov.equations import Chain, order_of

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
AT_ONCE = 64
"""So many draws are solved at once: few enough for the processor's cache."""
SOME_CHANCE = 0.5
"""What every parameter is while the states are found, so that none is left out."""
NEVER = 1e300
"""Stands for infinity in sums: a share of nothing of it is nothing."""


@dataclass(frozen=True, eq=False)
class Compiled:
    """A course ready for many draws; made by :func:`compiled`.

    Attributes
    ----------
    course : Course
        What it was made from.
    space : StateSpace
        Its states, with stand-ins for the chances.
    over : ndarray of bool, shape (states,)
        Where nothing new can happen any more: completed, war, ended, or nobody can complete, attack, or be found out.
    """

    course: Course
    space: StateSpace
    over: Mask

    def chances(self, numbers: Mapping[Key, ArrayLike]) -> Floats:
        """Return the probability of every branch at draws of all numbers, shape (branches, draws)."""
        return self.chances_at(settings_from(self.course, numbers))

    def chances_at_likeliest(self) -> Floats:
        """Return the probability of every branch with every range at its likeliest value, shape (branches, 1)."""
        return self.chances_at(settings_at(self.course))

    def chances_at(self, settings: Mapping[str, ArrayLike]) -> Floats:
        """Return the probability of every branch at chances a month, shape (branches, draws).

        Raises
        ------
        ModelInputError
            If a chance is missing, or they are of different numbers of draws.
        """
        given = {name: np.atleast_1d(np.asarray(value, dtype=np.float64)) for name, value in settings.items()}
        lacking = [name for name in self.course.parameters if name not in given]
        if lacking:
            raise ModelInputError(f"no value is given for {', '.join(lacking)}")
        draws = {len(value) for value in given.values() if len(value) > 1}
        if len(draws) > 1:
            raise ModelInputError(f"the numbers have different counts of draws: {sorted(draws)}")
        shape = (max(draws, default=1),)
        memo: dict[int, object] = {}
        return np.stack([np.broadcast_to(each.evaluate(given, memo), shape) for each in self._branches])

    def probability(self, target: "Expression | str | Mask", chances: Floats) -> Floats:
        """Return the chance that a set of states is ever reached before all is over, shape (draws,)."""
        mask = target if isinstance(target, np.ndarray) else self.space.where(target)
        if not mask.any():
            return np.zeros(chances.shape[1])
        return self._solved(mask | self.over, mask.astype(float), np.zeros(self.space.states), 0.0, chances)

    def expected(self, reward: str, chances: Floats) -> Floats:
        """Return the expected sum of a reward until all is over, shape (draws,); infinite where that never comes."""
        gain = self.space.earned(reward, dict.fromkeys(self.course.parameters, SOME_CHANCE))
        total = self._solved(self.over, np.zeros(self.space.states), gain, NEVER, chances)
        return np.where(total >= NEVER / 1e100, np.inf, total)

    def completion(self, numbers: Mapping[Key, ArrayLike]) -> Floats:
        """Return the chance that everything is completed in the end, at draws of all numbers, shape (draws,)."""
        return self.probability("completed", self.chances(numbers))

    def by_month(self, targets: "tuple[Expression | str | Mask, ...]", chances: Floats, months: int) -> Floats:
        """Return how likely it is to be in each set of states after 0, 1, ... months, shape (targets, months + 1, draws)."""
        from goodoffices.models.implementation.course.solving import follow  # noqa: PLC0415 (numba is slow to import)

        groups = np.stack([t if isinstance(t, np.ndarray) else self.space.where(t) for t in targets])
        c, move = self.space.choices, self.space.values(self.course.move)
        early = self._early
        rest = np.flatnonzero(~early)
        by_turn = rest[np.argsort(move[rest], kind="stable")]
        parts = [
            follow(np.flatnonzero(early), by_turn, c.first_entry[:-1], c.first_entry[1:], c.successor, self._which, part, self.over, groups, months)
            for part in _blocks(chances)
        ]  # fmt: skip
        return np.concatenate(parts, axis=2)

    def _solved(self, fixed: Mask, given: Floats, gain: Floats, dead: float, chances: Floats) -> Floats:
        from goodoffices.models.implementation.course.solving import solve  # noqa: PLC0415 (numba is slow to import)

        c, (order, starts) = self.space.choices, self._order
        parts = [
            solve(order, starts, c.first_entry[:-1], c.first_entry[1:], c.successor, self._which, part, fixed, given, gain, dead)[0]
            for part in _blocks(chances)
        ]  # fmt: skip
        return np.concatenate(parts)

    @cached_property
    def _early(self) -> Mask:
        drawn = next((v for v in self.course.model.variables if v.name == "drawn"), None)
        return np.zeros(self.space.states, dtype=bool) if drawn is None else self.space.values(drawn) < drawn.high

    @cached_property
    def _order(self) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
        c = self.space.choices
        found = order_of(Chain(c.first_entry[:-1], c.first_entry[1:], c.successor, c.probability), self.over)
        block = np.repeat(np.arange(len(found.starts) - 1), np.diff(found.starts))
        return found.states[np.lexsort((-self.space.values(self.course.move)[found.states], block))], found.starts

    @cached_property
    def _branches(self) -> tuple[Expression, ...]:
        return tuple(branch.probability for each in self.course.model.commands for branch in each.branches)

    @cached_property
    def _which(self) -> NDArray[np.int64]:
        firsts = np.cumsum([0, *(len(each.branches) for each in self.course.model.commands)])
        command = np.repeat(self.space.command, np.diff(self.space.choices.first_entry))
        # A state in which nothing is possible stays where it is; it is over, so that its branch is never looked at.
        return np.where(command < 0, 0, firsts[np.maximum(command, 0)] + self.space.branch)


def compiled(made: Course, most_states: int = 2_000_000) -> Compiled:
    """Find the states of a course, once for all numbers.

    Parameters
    ----------
    made : Course
        The course.
    most_states : int
        More states than this are refused.

    Returns
    -------
    Compiled

    Raises
    ------
    ModelInputError
        If there are too many states.

    Notes
    -----
    States times commands once; each draw then costs one pass over the steps between states.

    Examples
    --------
    >>> from goodoffices.models.implementation.course import compiled, course
    >>> from goodoffices.models.implementation.plan import Phase, Plan, Range, Step
    >>> ready = compiled(course(Plan((Phase("canton", (Step("a"),), days=Range(30, 60, 90)),))))
    >>> chances = ready.chances({("days", "canton", ""): [60.87375, 121.7475]})
    >>> ready.expected("months", chances).round(6).tolist()
    [2.0, 4.0]
    """
    space = explore(made.model, dict.fromkeys(made.parameters, SOME_CHANCE), most_states=most_states)
    return Compiled(made, space, _over(space))


def _over(space: StateSpace) -> Mask:
    """Return where nothing new can happen: no end, and nobody found out or excluded who is not yet."""
    ends = [space.where(name) for name in ("completed", "war", "ended")]
    news = [space.where(name) for name in space.model.labels if name.startswith(("found_out", "excluded"))]
    live = np.zeros(space.states, dtype=bool)
    for mask in (*ends, *news):
        live |= _can_reach(space, mask) & ~mask
    done: Mask = np.logical_or.reduce(ends)
    return done | ~live


def _can_reach(space: StateSpace, target: Mask) -> Mask:
    incoming = space.matrix.T.tocsr()
    found, fresh = target.copy(), np.flatnonzero(target)
    while len(fresh):
        before = np.unique(incoming[fresh].indices) if len(fresh) else fresh
        fresh = before[~found[before]]
        found[fresh] = True
    return found


def _blocks(chances: Floats) -> list[Floats]:
    return [np.ascontiguousarray(chances[:, i : i + AT_ONCE]) for i in range(0, chances.shape[1], AT_ONCE)]
