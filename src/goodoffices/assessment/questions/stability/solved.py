"""A conflict with its stable states, and the outcomes worth naming: as things stand, what was agreed, what holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.conflict import Conflict
from goodoffices.assessment.questions.stability.laid_out import LaidOut, laid_out, state_graph
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking
from goodoffices.models.stability import (
    Concept,
    StabilityTable,
    WaysTo,
    graph_stability,
    improvements_only,
    ranks,
    stability_in_option_form,
    status_quo_analysis,
    ways_to,
)

STRENGTH: tuple[Concept, ...] = ("nash", "sseq", "seq", "smr", "gmr")
"""From what holds by itself to what holds only as long as every threat is believed."""
MOST_AT_ONCE = 12
"""With more moves, simultaneous stability is left out."""
MOST_NAMED = 6
"""So many outcomes that hold get a letter."""
FEW = 2
"""So many, if none is in the interest of those who would have to move."""
HARD = 3
ALL_NAMED = 8
"""If no more hold in any sense, all get one."""


@dataclass(frozen=True)
class Outcome:
    """A state with a name.

    Attributes
    ----------
    name : str
        'as things stand', 'as agreed', or a letter.
    number : int
        Which state of the graph.
    holds : str or None
        The strongest concept under which it is an equilibrium.
    way : WaysTo
        How it is reached from things as they stand.
    gains, same, loses : tuple of str
        Of those who have to move on a shortest way, who is better off there than now, who is as well off, and who is worse off.
    """

    name: str
    number: int
    holds: Concept | None
    way: WaysTo
    gains: tuple[str, ...]
    same: tuple[str, ...]
    loses: tuple[str, ...]


@dataclass(frozen=True)
class Solved(LaidOut):
    """A conflict and what holds in it.

    Attributes
    ----------
    table : StabilityTable
        For whom each state of the graph is stable.
    simultaneous : ndarray of bool, or None
        Which states are simultaneously stable for all; None for conflicts with many moves.
    """

    table: StabilityTable
    simultaneous: NDArray[np.bool_] | None

    @cached_property
    def held(self) -> NDArray[np.int64]:
        """For each state the place in `STRENGTH` of the strongest concept under which it is an equilibrium, or its length."""
        found = np.full(len(self.states), len(STRENGTH))
        for place in range(len(STRENGTH) - 1, -1, -1):
            found[self.table.equilibria(STRENGTH[place])] = place
        return found

    @cached_property
    def alike(self) -> list[int]:
        """For each state a number that it shares with all states between which nobody has a preference."""
        return np.unique(self.ranks, axis=1, return_inverse=True)[1].ravel().tolist()

    def holds(self, state: int) -> Concept | None:
        """Return the strongest concept under which a state is an equilibrium."""
        place = int(self.held[state])
        return STRENGTH[place] if place < len(STRENGTH) else None

    def stable_for(self, state: int, party: str) -> Concept | None:
        """Return the strongest concept under which a state is stable for a decision maker."""
        i = self.graph.decision_makers.index(party)
        return next((concept for concept in STRENGTH if self.table.stable[concept][i, state]), None)

    @cached_property
    def distance(self) -> NDArray[np.int32]:
        """How many improvements it takes from things as they stand to each state; 0 for these, -1 if none lead there."""
        found = status_quo_analysis(improvements_only(self.graph, self.ranks), self.now).distance
        found[self.now] = 0
        return found

    @cached_property
    def agreed(self) -> tuple[int, ...]:
        """The states in which all that was agreed at the moment holds, those with the fewest changes first."""
        agreed = {
            issue: outcome.agreed
            for issue, outcome in self.conflict.situation.moment.outcome.items()
            if outcome.agreed is not None
        }
        implied = [
            (option.id, [_fits(option.implies[issue], agreed[issue]) for issue in option.implies if issue in agreed])
            for option in self.conflict.options.values()
        ]
        asked = {name for name, fits in implied if fits and all(fits)}
        barred = {name for name, fits in implied if fits and not all(fits)}
        touched = {i for name in asked for i in self.conflict.options[name].implies if i in agreed}
        if not asked or any(self._settled_otherwise(issue, asked) for issue in touched):
            return ()
        fitting = [s for s in range(len(self.states)) if asked <= (taken := self.taken(s)) and not barred & taken]
        return tuple(sorted(fitting, key=lambda s: (self._changes(s), s)))

    def outcomes(self) -> tuple[Outcome, ...]:
        """Return the outcomes worth naming."""
        named = [("as things stand", self.now)]
        agreed = min(self.agreed, key=lambda s: int(self.held[s]), default=self.now)
        if agreed != self.now:
            named.append(("as agreed", agreed))
        letters = self._worth_naming([state for _, state in named])
        return self.named([*named, *((chr(ord("A") + place), state) for place, state in enumerate(letters))])

    def named(self, named: Sequence[tuple[str, int]]) -> tuple[Outcome, ...]:
        """Return outcomes with these names."""
        ways = ways_to(self.graph, self.ranks, self.now, [state for _, state in named])
        return tuple(self._outcome(name, state, way) for (name, state), way in zip(named, ways, strict=True))

    def _outcome(self, name: str, state: int, way: WaysTo) -> Outcome:
        movers = list(dict.fromkeys(step.decision_maker for step in way.by_moves or ()))
        by_sign: dict[int, list[str]] = {1: [], 0: [], -1: []}
        for mover in movers:
            own = self.ranks[self.graph.decision_makers.index(mover)]
            by_sign[int(np.sign(int(own[state]) - int(own[self.now])))].append(mover)
        return Outcome(name, state, self.holds(state), way, *(tuple(by_sign[sign]) for sign in (1, 0, -1)))

    def _worth_naming(self, named: Sequence[int]) -> list[int]:
        """Return further equilibria, one of those that are alike to all, in order of what speaks for them.

        That is: improvements lead there, or it is in the interest of those who would have to move; it holds firmly; few moves make it.
        """
        found = np.flatnonzero(self.held < len(STRENGTH)).tolist()
        order = sorted(found, key=lambda s: (self._ease(s), int(self.held[s]), self._changes(s), s))
        if len(order) <= ALL_NAMED:
            return [state for state in order if state not in named]
        seen, kept = {self.alike[state] for state in named}, []
        for state in order:
            if self.alike[state] not in seen:
                seen.add(self.alike[state])
                kept.append(state)
        serves = [state for state in kept if self._ease(state) < HARD]
        return serves[:MOST_NAMED] or kept[:FEW]

    def _ease(self, state: int) -> int:
        if self.distance[state] >= 0:
            return 0
        movers = [i for i, name in enumerate(self.graph.decision_makers) if self._differ(state, name)]
        gain = self.ranks[movers, state] - self.ranks[movers, self.now]
        return 1 if (gain > 0).all() else 2 if (gain >= 0).all() and (gain > 0).any() else HARD

    def _differ(self, state: int, party: str) -> int:
        return int(self.states[state] ^ self.states[self.now]) & self.conflict.form.mask(party)

    def _changes(self, state: int) -> int:
        return int(self.states[state] ^ self.states[self.now]).bit_count()

    def _settled_otherwise(self, issue: str, asked: set[str]) -> bool:
        """Whether moves that fit what was agreed on an issue do not yet amount to it: another party's share is no move here."""
        for settles in self.conflict.settled:
            if settles.issue.id == issue:
                made = asked | {name for name, taken in self.conflict.moves.settled.items() if taken}
                return settles.at(made) == 0
        return False


def solve(conflict: Conflict) -> Solved | None:
    """Return what holds in a conflict, or None if it has too many moves to look at all its states."""
    states = state_graph(conflict.form, conflict.ending)
    if states is None:
        return None
    laid = laid_out(conflict, states)
    return Solved(
        conflict,
        laid.graph,
        laid.states,
        laid.numbers,
        laid.ranks,
        graph_stability(laid.graph, laid.ranks, STRENGTH),
        _simultaneous(conflict, laid.states),
    )


def _simultaneous(conflict: Conflict, states: NDArray[np.int64]) -> NDArray[np.bool_] | None:
    if len(conflict.form.options) > MOST_AT_ONCE:
        return None
    all_ranks = ranks(conflict.form, conflict.preferences)
    table = stability_in_option_form(conflict.form, all_ranks, ("sim",)).unpacked()
    return np.asarray(table.stable["sim"][:, states].all(axis=0))


def _fits(implied: Quantity | Ranking, agreed: Quantity | Ranking) -> bool:
    if isinstance(implied, Ranking) or isinstance(agreed, Ranking):
        return isinstance(implied, Ranking) and isinstance(agreed, Ranking) and agreed.options[0] in implied.tiers[0]
    return agreed.low <= implied.likely <= agreed.high or implied.low <= agreed.likely <= implied.high
