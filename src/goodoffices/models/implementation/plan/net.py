"""A plan as a safe Petri net: what has happened so far, and what can happen next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.plan.language import Phase, Plan

ALL = ""
"""Stands for all parties together, in the place of one."""


@dataclass(frozen=True)
class Stop:
    """Who stops: a party that does not take its step in a phase, or a verifier that does not confirm before it."""

    who: str
    phase: str
    is_verifier: bool = False


@dataclass(frozen=True)
class Event:
    """Something that happens in a plan.

    Attributes
    ----------
    kind : {"opens", "done", "excluded", "opens_anyway"}
        The gate of a phase opens; a step is taken; a party is excluded; a gate opens without having been confirmed.
    phase : str
        Which phase; empty for an exclusion.
    party : str
        For whom, or who; empty for all together.
    """

    kind: Literal["opens", "done", "excluded", "opens_anyway"]
    phase: str = ""
    party: str = ALL


class Net:
    """The net of a plan in which somebody may stop.

    A marking is a whole number; each of its bits says whether a step has been taken, a gate has opened, or a party is
    excluded. A phase without a gate needs no event to begin.

    Parameters
    ----------
    plan : Plan
        What is to be carried out.
    stop : Stop or None
        Who stops and where; None if everyone does everything. Only a party that stops is ever excluded: at any time while a gate
        with an exclusion clause is still closed, or while it owes a step whose breach brings exclusion.

    Raises
    ------
    ModelInputError
        If the one who stops owes no such step, or opens no such gate.

    Notes
    -----
    A gate that confirms the phases of every party counts those excluded as well, unless it has an exclusion clause. A phase that
    waits for others without a gate does not wait for the excluded.

    References
    ----------
    Murata (1989), 'Petri nets: properties, analysis and applications', *Proceedings of the IEEE* 77(4), 541-580.
    """

    def __init__(self, plan: Plan, stop: Stop | None = None) -> None:
        self.plan = plan
        self.stop = stop
        self._phases: Mapping[str, Phase] = {phase.id: phase for phase in plan.phases}
        if stop and not self._is_possible(stop):
            raise ModelInputError(f"{stop.who!r} has nothing to stop at {stop.phase!r}")
        places: list[tuple[str, str, str]] = []
        for phase in plan.phases:
            places += [("done", phase.id, party) for party in phase.parties or (ALL,)]
            if phase.gate:
                places += [("opened", phase.id, party) for party in self._gated(phase)]
        places += [("excluded", "", party) for party in plan.parties]
        self._bit = {place: 1 << number for number, place in enumerate(places)}

    @property
    def start(self) -> int:
        """The marking in which nothing has happened."""
        return 0

    def enabled(self, marking: int) -> Iterator[tuple[Event, int]]:
        """Yield what can happen in a marking, and the marking after it."""
        for phase in self.plan.phases:
            yield from self._openings(phase, marking)
            for party in phase.parties or (ALL,):
                bit = self._bit["done", phase.id, party]
                if not marking & bit and self._may_take(phase, party, marking):
                    yield Event("done", phase.id, party), marking | bit
        if self.stop and not self.stop.is_verifier and self._may_exclude(self.stop.who, marking):
            own = sum(bit for (_, _, party), bit in self._bit.items() if party == self.stop.who)
            yield (
                Event("excluded", "", self.stop.who),
                (marking & ~own) | self._bit["excluded", "", self.stop.who],
            )

    def waiting(self, marking: int) -> tuple[tuple[str, str], ...]:
        """Return the steps still to be taken by those who would take them, as phase and party (empty: all together)."""
        return tuple(
            (phase.id, party)
            for phase in self.plan.phases
            for party in phase.parties or (ALL,)
            if not marking & self._bit["done", phase.id, party]
            and not self._is_out(party, marking)
            and (phase.id, party) not in self._refused
        )

    def is_deadlock(self, marking: int) -> bool:
        """Whether nothing can happen although somebody would still take a step."""
        return bool(self.waiting(marking)) and next(self.enabled(marking), None) is None

    def taken(self, marking: int, party: str) -> frozenset[str]:
        """Return the phases in which a party has taken its step."""
        return frozenset(
            phase for (kind, phase, who), bit in self._bit.items() if kind == "done" and who == party and marking & bit
        )

    @cached_property
    def _refused(self) -> frozenset[tuple[str, str]]:
        """The step that is not taken, and those of the same party that come after it."""
        if not self.stop or self.stop.is_verifier:
            return frozenset()
        refused, before = {self.stop.phase}, 0
        while len(refused) > before:
            before = len(refused)
            refused |= {
                phase.id
                for phase in self.plan.phases
                if self.stop.who in phase.parties and refused.intersection(phase.waits_for)
            }
        return frozenset((phase, self.stop.who) for phase in refused)

    def _is_possible(self, stop: Stop) -> bool:
        phase = self._phases.get(stop.phase)
        if phase is None:
            return False
        if stop.is_verifier:
            return phase.gate is not None and phase.gate.verifier == stop.who
        return stop.who in phase.parties

    @staticmethod
    def _gated(phase: Phase) -> tuple[str, ...]:
        """For whom a gate opens: for all at once, or for each party."""
        return phase.parties or (ALL,) if phase.gate and phase.gate.of == "own_party" else (ALL,)

    def _openings(self, phase: Phase, marking: int) -> Iterator[tuple[Event, int]]:
        gate = phase.gate
        if gate is None:
            return
        silent = self.stop and self.stop.is_verifier and self.stop.who == gate.verifier and self.stop.phase == phase.id
        for party in self._gated(phase):
            bit = self._bit["opened", phase.id, party]
            if marking & bit or self._is_out(party, marking):
                continue
            confirmed = not silent and all(
                self._is_complete(self._phases[name], party, marking, gate.goes_on_without) for name in gate.confirms
            )
            if confirmed:
                yield Event("opens", phase.id, party), marking | bit
            elif gate.opens_anyway and all(self._has_begun(self._phases[name], marking) for name in gate.confirms):
                yield Event("opens_anyway", phase.id, party), marking | bit

    def _may_take(self, phase: Phase, party: str, marking: int) -> bool:
        if (phase.id, party) in self._refused or self._is_out(party, marking):
            return False
        return self._is_open(phase, party, marking) and all(
            self._is_complete(self._phases[name], party, marking, True)
            for name in phase.waits_for
            if party in self._phases[name].parties or not (phase.gate and name in phase.gate.confirms)
        )

    def _is_open(self, phase: Phase, party: str, marking: int) -> bool:
        if phase.gate is None:
            return True
        return bool(marking & self._bit["opened", phase.id, party if phase.gate.of == "own_party" else ALL])

    def _has_begun(self, phase: Phase, marking: int) -> bool:
        return any(
            marking & self._bit["done", phase.id, party] or self._may_take(phase, party, marking)
            for party in phase.parties or (ALL,)
        )

    def _is_complete(self, phase: Phase, party: str, marking: int, without_excluded: bool) -> bool:
        """Whether a phase is over as far as a party is concerned: its own step, or everyone's if it owes none."""
        counted = (party,) if party in phase.parties else phase.parties or (ALL,)
        return all(
            marking & self._bit["done", phase.id, who] or (without_excluded and self._is_out(who, marking))
            for who in counted
        )

    def _is_out(self, party: str, marking: int) -> bool:
        return party != ALL and bool(marking & self._bit["excluded", "", party])

    def _may_exclude(self, party: str, marking: int) -> bool:
        if self._is_out(party, marking):
            return False
        for phase in self.plan.phases:
            gate = phase.gate
            if (
                gate
                and gate.goes_on_without
                and not any(marking & self._bit["opened", phase.id, who] for who in self._gated(phase))
            ):
                return True
            if (phase.id, party) in self._refused and any(
                breach.consequence == "exclusion" and (not breach.parties or party in breach.parties)
                for breach in phase.breaches
            ):
                return True
        return False
