"""One state of a conflict too large to hold, judged from the states around it."""

import itertools
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.stability.concepts.table import Concept
from goodoffices.models.stability.forms.option_form import OptionForm
from goodoffices.models.stability.preferences.kinds import (
    DirectRanking,
    Preference,
    Stated,
    StateValues,
)
from goodoffices.models.stability.preferences.ranking import check_preferences

NEIGHBOURHOOD_CONCEPTS: tuple[Concept, ...] = ("nash", "gmr", "smr", "seq", "sseq")
CHUNK = 4096
"""States compared together."""

States = NDArray[np.int64]
Step = tuple[int, int]
"""Who moves, and which options change."""


@dataclass(frozen=True, slots=True)
class StateVerdict:
    """Whether one state is stable for one decision maker.

    Attributes
    ----------
    stable : bool or None
        None: not decided within the budget.
    improvement : int or None
        If not stable, a state the decision maker would leave for and nobody can answer; if not decided, the one whose answers
        were not all looked at, if the search came so far.
    compared : int
        How many states were looked at.
    """

    stable: bool | None
    improvement: int | None
    compared: int


def stability_of_state(
    form: OptionForm,
    preferences: Mapping[str, Preference],
    state: int,
    concepts: Sequence[Concept] = ("nash", "gmr", "smr", "seq"),
    *,
    budget: int = 1_000_000,
) -> dict[Concept, dict[str, StateVerdict]]:
    """Return for whom one state is stable, from its neighbourhood alone.

    Parameters
    ----------
    form : OptionForm
        The conflict, of at most 62 options.
    preferences : mapping of str to OptionPrioritisation, OptionWeights or StatementWeights
        For every decision maker.
    state : int
        Bit k is set if option k is taken.
    concepts : sequence of str
        Of 'nash', 'gmr', 'smr', 'seq', 'sseq'.
    budget : int
        For each concept and decision maker: how many states may be looked at, before the answer is 'not decided'.

    Returns
    -------
    dict of str to dict of str to StateVerdict
        For each concept, for each decision maker.

    Raises
    ------
    ModelInputError
        If there is no such state or it is infeasible, if preferences are missing, do not fit or are said state by state, if a
        concept is unknown, or if the budget is not positive.

    Notes
    -----
    Options that no preference asks about which has a say in the concept, nor any infeasible combination, are left alone: they
    change no answer. A decision maker with m other options has :math:`2^m - 1` moves: Nash stability is decided for certain if the
    budget allows that many. Then the others' answers to each improvement are searched, few changes of options first; an answer that works
    against one improvement is tried against all others at once. Stability needs an answer to every improvement, which is mostly
    found soon. Instability needs the certainty that there is none, and so all that the others can bring about: this is
    what exceeds the budget.

    Examples
    --------
    Sixty towns can each keep a truce or break it. Each wants its neighbour's truce first of all, and to break its own.

    >>> from goodoffices.models.stability import Option, OptionPrioritisation
    >>> form = OptionForm(tuple(Option(f"truce_{k}", f"town_{k}") for k in range(60)))
    >>> preferences = {
    ...     f"town_{k}": OptionPrioritisation.of(f"truce_{(k + 1) % 60}", f"not truce_{k}") for k in range(60)
    ... }
    >>> all_keep = stability_of_state(form, preferences, 2**60 - 1)
    >>> all_keep["nash"]["town_0"].stable, all_keep["gmr"]["town_0"].stable, all_keep["seq"]["town_0"].stable
    (False, True, True)
    """
    _check(form, preferences, state, concepts, budget)
    return {
        concept: {
            name: _Search(form, preferences, state, concept, i, budget).verdict()
            for i, name in enumerate(form.decision_makers)
        }
        for concept in concepts
    }


def _check(
    form: OptionForm, preferences: Mapping[str, Preference], state: int, concepts: Sequence[Concept], budget: int
) -> None:
    by_state = [name for name, said in preferences.items() if isinstance(said, DirectRanking | StateValues)]
    if by_state:
        raise ModelInputError(
            f"the preferences of {', '.join(by_state)} are said state by state; here statements or weights are needed"
        )
    check_preferences(form, preferences)
    unknown = [concept for concept in concepts if concept not in NEIGHBOURHOOD_CONCEPTS]
    if unknown:
        raise ModelInputError(
            f"{unknown[0]!r} cannot be asked about a single state; there are {', '.join(NEIGHBOURHOOD_CONCEPTS)}"
        )
    if budget < 1:
        raise ModelInputError("the budget must be at least one state")
    if not 0 <= state < form.state_count:
        raise ModelInputError(f"there is no state {state}; states are the numbers 0 to {form.state_count - 1}")
    if not form.feasible(np.array([state]))[0]:
        raise ModelInputError(f"state {state} is infeasible")


def _path(came: dict[int, Step], end: int) -> list[Step]:
    path = []
    while came[end][1]:
        path.append(came[end])
        end ^= path[-1][1]
    return path[::-1]


class _BudgetSpentError(Exception):
    """The search has looked at as many states as it may."""


class _Search:
    """For one concept and one decision maker i."""

    def __init__(
        self,
        form: OptionForm,
        preferences: Mapping[str, Preference],
        state: int,
        concept: Concept,
        i: int,
        budget: int,
    ) -> None:
        self.form, self.state, self.concept, self.i, self.budget = form, state, concept, i, budget
        said = (preferences[name] for name in form.decision_makers)
        self.said = [own for own in said if isinstance(own, Stated)]
        self.named = [said.names for said in self.said]
        self.own_bits = self.bits_that_matter()
        self.movers = [j for j in range(len(self.said)) if j != i]
        if (
            concept in ("gmr", "smr") and not form.infeasible
        ):  # the others can then bring about any combination together
            self.own_bits.append([bit for j in self.movers for bit in self.own_bits[j]])
            self.movers = [len(self.said)]
        self.kept = sum(1 << bit for bit, option in enumerate(form.options) if option.direction == "forward")
        self.gone = sum(1 << bit for bit, option in enumerate(form.options) if option.direction == "backward")
        two_ways = sum(self.own_bits[i]) & ~self.kept & ~self.gone
        self.told_apart = form.state_count - 1 & ~two_ways
        self.lasting: dict[int, bool] = {}
        self.compared = 0

    def bits_that_matter(self) -> list[list[int]]:
        """Return for every decision maker its options that somebody asks about who is to judge, or that make a state infeasible."""
        judges = range(len(self.said)) if self.concept in ("seq", "sseq") else (self.i,)
        names = {name for formula in self.form.infeasible for name in formula.names}.union(
            *(self.said[j].names for j in judges)
        )
        return [
            [1 << bit for bit, option in enumerate(self.form.options) if option.owner == maker and option.name in names]
            for maker in self.form.decision_makers
        ]

    def verdict(self) -> StateVerdict:
        improvement: int | None = None
        try:
            waiting: list[States] = []
            for moves in self.moves(self.i, self.state):
                waiting.append(moves[self.better(self.i, moves, self.state) > 0])
                if self.concept == "nash" and len(waiting[-1]):
                    return StateVerdict(False, int(waiting[-1][0]), self.compared)
            improvements = np.concatenate([np.empty(0, np.int64), *waiting])
            while len(improvements):
                improvement = int(improvements[0])
                answer = self.answer(improvement)
                if answer is None:
                    return StateVerdict(False, improvement, self.compared)
                improvements = improvements[1:]
                improvements = improvements[~self.also_answers(answer, improvements)]
        except _BudgetSpentError:
            return StateVerdict(None, improvement, self.compared)
        return StateVerdict(True, None, self.compared)

    def answer(self, improvement: int) -> list[Step] | None:
        """Return a legal sequence of the others' moves that leaves i no better off than at the start, or None."""
        came: dict[int, Step] = {improvement: (self.i, 0)}
        waiting = deque([improvement])
        while waiting:
            here = waiting.popleft()
            for j in self.movers:
                if j == came[here][0]:
                    continue  # what it can reach by two moves in a row it can reach by one
                for ends in self.moves(j, here):
                    reached = ends[self.would_move(j, ends, here)]
                    for end, answers in zip(reached.tolist(), self.answers(reached).tolist(), strict=True):
                        if end not in came:
                            came[end] = (j, here ^ end)
                            waiting.append(end)
                            if answers and self.lasts(end):
                                return _path(came, end)
        return None

    def also_answers(self, answer: list[Step], improvements: States) -> NDArray[np.bool_]:
        """Return against which other improvements the same moves are possible and leave i no better off."""
        works = np.ones(len(improvements), bool)
        here = improvements
        for j, change in answer:
            end = here ^ change
            works &= self.permitted(here, change) & self.can_be(end) & self.would_move(j, end, here)
            here = end
        works &= self.answers(here)
        if self.concept in ("smr", "sseq"):
            for place in np.flatnonzero(works):
                works[place] = self.lasts(int(here[place]))
        return works

    def answers(self, ends: States) -> NDArray[np.bool_]:
        return np.asarray(self.better(self.i, ends, self.state) <= 0)

    def lasts(self, end: int) -> bool:
        """Whether i cannot escape from an answer, where the concept asks for that."""
        if self.concept not in ("smr", "sseq"):
            return True
        key = end & self.told_apart  # from states that differ in what i can freely change it can go to the same states
        if key not in self.lasting:
            escapes = (self.better(self.i, moves, self.state) > 0 for moves in self.moves(self.i, end))
            self.lasting[key] = not any(found.any() for found in escapes)
        return self.lasting[key]

    def would_move(self, j: int, ends: States, start: States | int) -> NDArray[np.bool_]:
        if self.concept not in ("seq", "sseq"):
            return np.ones(len(ends), bool)
        return np.asarray(self.better(j, ends, start) > 0)

    def better(self, j: int, states: States, than: States | int) -> NDArray[np.int64]:
        """Return 1 where j prefers the states, -1 where it prefers what they are compared with, 0 where it is indifferent."""
        difference = np.sign(self.keys(j, states) - self.keys(j, np.atleast_1d(np.asarray(than, np.int64))))
        if not difference.shape[1]:
            return np.zeros(len(states), np.int64)
        first = (difference != 0).argmax(axis=1)
        return np.asarray(difference[np.arange(len(states)), first])

    def keys(self, j: int, states: States) -> NDArray[np.int64]:
        truths = self.form.truths(states, self.named[j])
        return self.said[j].keys(truths, len(states)).astype(np.int64)

    def moves(self, j: int, start: int) -> Iterator[States]:
        """Yield where j can move to, few changes first, and count all that is looked at."""
        changes = itertools.chain.from_iterable(
            map(sum, itertools.combinations(self.own_bits[j], size)) for size in range(1, len(self.own_bits[j]) + 1)
        )
        size = 32  # an answer is mostly among the first
        while chunk := list(itertools.islice(changes, size)):
            size = min(2 * size, CHUNK)
            change = np.array(chunk, np.int64)
            ends = start ^ change
            yield ends[self.permitted(np.int64(start), change) & self.can_be(ends)]

    def permitted(self, start: States | np.int64, change: States | int) -> NDArray[np.bool_]:
        return np.asarray((change & ((start & self.kept) | (~start & self.gone))) == 0)

    def can_be(self, states: States) -> NDArray[np.bool_]:
        self.compared += len(states)
        if self.compared > self.budget:
            raise _BudgetSpentError
        return self.form.feasible(states)
