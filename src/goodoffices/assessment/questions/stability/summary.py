"""A conflict with too many states to list, worked out all the same: counted, filtered, and the few states worth a look."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.conflict import Conflict
from goodoffices.assessment.questions.stability.limits import Limits
from goodoffices.assessment.questions.stability.solved import STRENGTH
from goodoffices.logic import Formula
from goodoffices.models.stability import (
    Concept,
    Interrupted,
    PackedTable,
    Ranks,
    Step,
    improvement_distances,
    improvements_to,
    ranks,
    stability_in_option_form,
)
from goodoffices.progress import Told

IN_TURN: tuple[tuple[Concept, ...], ...] = (("nash",), ("gmr",), ("smr",), ("seq", "sseq"))
"""What is worked out together; what is quick comes first, in case the user stops the work."""
MOST_OF_A_KIND = 4
"""So many states are named that are easily reached, as many that hold most firmly, and as many near to how things stand."""
SLACK = 64
"""So many are kept at first, since some of them are alike to everybody."""
FAR = np.iinfo(np.int16).max


@dataclass(frozen=True)
class Worth:
    """A state worth a look.

    Attributes
    ----------
    state : int
        Bit k is set if move k is made.
    holds : str
        The strongest concept under which it is an equilibrium.
    distance : int
        How many improvements lead there from how things stand; -1 if none do.
    changes : int
        How many moves differ from how things stand.
    """

    state: int
    holds: Concept
    distance: int
    changes: int


@dataclass(frozen=True)
class Summary:
    """What holds in a conflict, of the states that a user asks about.

    Attributes
    ----------
    conflict : Conflict
        The conflict.
    ranks : ndarray of int32, shape (decision makers, states)
        Of all states.
    table : PackedTable
        Stability of all states; without the concepts that were left when the user stopped the work.
    distances : ndarray of int16 or None
        How many improvements lead to each state from how things stand; None if the user stopped before.
    wanted : mapping of str to bool
        Only states are counted in which these moves are made, or not; empty: all.
    """

    conflict: Conflict
    ranks: Ranks
    table: PackedTable
    distances: NDArray[np.int16] | None
    wanted: Mapping[str, bool]

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """What was worked out, the strongest first."""
        return tuple(concept for concept in STRENGTH if concept in self.table.concepts)

    @property
    def now(self) -> int:
        """The state as things stand."""
        return self.conflict.status_quo

    def taken(self, state: int) -> set[str]:
        """Return the moves made in a state; where all is over, only the one that ended it."""
        taken = self.conflict.taken(state)
        return taken & set(self.conflict.ending) or taken

    def holds(self, state: int) -> Concept | None:
        """Return the strongest concept under which a state is an equilibrium."""
        return next((c for c in self.concepts if all(_at(b, state) for b in self.table.stable[c].values())), None)

    def stable_for(self, state: int, party: str) -> Concept | None:
        """Return the strongest concept under which a state is stable for a decision maker."""
        return next((c for c in self.concepts if _at(self.table.stable[c][party], state)), None)

    @cached_property
    def states(self) -> int:
        """How many states can be; once all is over, what else was done makes no difference."""
        form = self.conflict.form
        found = 0
        goes_on = self._goes_on
        over: set[str] = set()
        for block, truths in form.blocks():
            here = np.unpackbits(
                self.table.feasible[block.start // 8 : -(-block.stop // 8)],
                count=block.stop - block.start,
                bitorder="little",
            ).astype(bool)
            found += int((here & goes_on.over(truths)).sum() if goes_on else here.sum())
            over |= {name for name in self.conflict.ending if (here & truths[name]).any()}
        return found + len(over)

    def count(self, concept: Concept) -> int:
        """Return how many states hold in a sense, of those asked about."""
        return self.table.count(concept, self._asked_going_on) + len(self._ended(concept))

    def in_common(self, concept: Concept) -> tuple[list[str], list[str]]:
        """Return the moves made in all states that hold in a sense, and those made in none."""
        total = self.table.count(concept, self._asked_going_on)
        taken, ended = self.table.options_taken(concept, self._asked_going_on), self._ended(concept)
        always = [
            name
            for name, times in taken.items()
            if times == total and (total or ended) and all(ending == name for ending in ended)
        ]
        return always, [name for name, times in taken.items() if not times and name not in ended]

    @cached_property
    def worth_a_look(self) -> tuple[Worth, ...]:
        """The states that hold to which fewest improvements lead, those that hold most firmly, and those nearest to how things stand."""
        seen = np.empty((0, 4), np.int64)  # state, strength, distance, changes
        for place, concept in enumerate(self.concepts):
            for piece in self.table.pieces(concept, self._asked):
                distance = (
                    self.distances[piece].astype(np.int64) if self.distances is not None else -np.ones_like(piece)
                )
                rows = np.stack(
                    [piece, np.full_like(piece, place), np.where(distance < 0, FAR, distance), self._changes(piece)],
                    axis=1,
                )
                rows = rows[~np.isin(piece, seen[:, 0])]
                both = np.concatenate([seen, rows])
                kept = np.unique(np.concatenate([order[:SLACK] for order in _orders(both)]))
                seen = both[kept]
        return tuple(self._told_apart(seen))

    @cached_property
    def led_to(self) -> int:
        """How many states that hold in some sense improvements lead to, those alike to everybody each counted."""
        if self.distances is None or not self.concepts:
            return 0
        weakest = min(self.concepts, key=lambda c: (c != "gmr", -STRENGTH.index(c)))
        return sum(int((self.distances[piece] > 0).sum()) for piece in self.table.pieces(weakest, self._asked))

    def way_to(self, state: int) -> tuple[Step, ...]:
        """Return a shortest sequence of improvements from how things stand."""
        if self.distances is None:
            return ()
        return improvements_to(self.conflict.form, self.ranks, self.distances, state) or ()

    def _told_apart(self, rows: NDArray[np.int64]) -> Iterator[Worth]:
        told: set[bytes] = {self.ranks[:, self.now].tobytes()}
        for order in _orders(rows):
            left = MOST_OF_A_KIND
            for state, place, distance, changes in rows[order].tolist():
                alike = self.ranks[:, state].tobytes()
                if alike in told or not left:
                    continue
                told.add(alike)
                left -= 1
                yield Worth(state, self.concepts[place], -1 if distance == FAR else distance, changes)

    def _changes(self, states: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.asarray(np.bitwise_count(states ^ self.now), np.int64)

    def _fits(self, taken: set[str]) -> bool:
        return all((name in taken) == made for name, made in self.wanted.items())

    @property
    def _goes_on(self) -> Formula | None:
        """Nothing is over."""
        ending = self.conflict.ending
        return Formula.joined("and", [Formula.parse(f"not {name}") for name in ending]) if ending else None

    def _ended(self, concept: Concept) -> list[str]:
        """Return the moves by which all is over and that hold in a sense."""
        return [
            name
            for name in self.conflict.ending
            if self._fits({name}) and any(piece.size for piece in self.table.pieces(concept, Formula.parse(name)))
        ]

    @property
    def _asked_going_on(self) -> Formula | None:
        literals = [Formula.parse(name if made else f"not {name}") for name, made in self.wanted.items()]
        parts = [part for part in (*literals, self._goes_on) if part]
        return Formula.joined("and", parts) if parts else None

    @property
    def _asked(self) -> Formula | None:
        """The states asked about, with all in which all is over by a move that fits."""
        going_on = self._asked_going_on
        over = [Formula.parse(name) for name in self.conflict.ending if self._fits({name})]
        return Formula.joined("or", [going_on, *over]) if going_on and over else going_on


def summed_up(conflict: Conflict, limits: Limits, wanted: Mapping[str, bool], told: Told) -> Summary | None:
    """Return what holds in a conflict, or None if it is too large for the limits.

    Parameters
    ----------
    conflict : Conflict
        The conflict.
    limits : Limits
        How large it may be.
    wanted : mapping of str to bool
        Moves that are made in the states asked about, or not; those that matter alone.
    told : callable
        Is told how far the work is.

    Raises
    ------
    KeyboardInterrupt
        If the user stops the work before anything is known; later, what is known is returned.
    """
    if not limits.allow(conflict):
        return None
    form = conflict.form
    order = ranks(form, conflict.preferences, progress=told)
    stable: dict[Concept, Mapping[str, NDArray[np.uint8]]] = {}
    distances = None
    feasible = np.packbits(order[0] >= 0, bitorder="little")
    try:
        for group in IN_TURN:
            stable |= stability_in_option_form(form, order, group, progress=told).stable
        distances = improvement_distances(form, order, conflict.status_quo, progress=told)
    except Interrupted as stop:
        stable |= {concept: stop.kept.stable[concept] for concept in stop.kept.concepts}
        if not stable:
            raise
    except KeyboardInterrupt:
        if not stable:
            raise
    return Summary(conflict, order, PackedTable(form, feasible, stable), distances, wanted)


def _orders(rows: NDArray[np.int64]) -> tuple[NDArray[np.int64], ...]:
    """Return rows by ease, by strength, and by nearness to how things stand."""
    state, strength, distance, changes = rows.T
    by_ease = np.lexsort((state, changes, strength, distance))
    return (
        by_ease[distance[by_ease] < FAR],
        np.lexsort((state, changes, distance, strength)),
        np.lexsort((state, strength, distance, changes)),
    )


def _at(bits: NDArray[np.uint8], state: int) -> bool:
    return bool(bits[state >> 3] >> (state & 7) & 1)
