"""The variables of a plan's course, and conditions over them: who has done what, what is open, who is how far ahead."""

from collections.abc import Iterator, Mapping
from functools import reduce
from math import ceil
from types import MappingProxyType

from goodoffices.models.implementation.course.conduct import Conduct
from goodoffices.models.implementation.markov import Expression, Variable, maximum
from goodoffices.models.implementation.markov.expressions import as_expression
from goodoffices.models.implementation.plan import ALL, Gate, Phase, Plan

Confirmation = tuple[str, str, str, bool]
"""Who confirms what: a verifier, a phase, of whom (empty: of every party), and whether the excluded are left out."""
UNDECIDED, HOLDS_BACK, FOUND_OUT, EXCLUDED, KEEPS = range(5)
"""How a party that may break the plan stands to it."""
WAR, ENDED = 1, 2
MONTH = 365.2425 / 12
"""A step of time, in days."""


class Places:
    """The variables of the course of a plan.

    Parameters
    ----------
    plan : Plan
        What is to be carried out.
    conducts : tuple of Conduct
        How parties may break it.
    sizes : mapping of str to int
        How much a phase counts in a lead, where not 1.
    """

    def __init__(
        self, plan: Plan, conducts: tuple[Conduct, ...], sizes: Mapping[str, int] = MappingProxyType({})
    ) -> None:
        self.plan, self.conducts, self.sizes = plan, conducts, sizes
        names = Names()
        self.names = names
        self.done = {
            (phase.id, who): Variable(names.of("done", phase.id, who), 0, 1)
            for phase in plan.phases
            for who in phase.parties or (ALL,)
        }
        self.confirmed = {
            key: Variable(names.of("confirmed", key[1], key[2], "rest" if key[3] else ""), 0, 1)
            for key in dict.fromkeys(
                key
                for phase in plan.phases
                if phase.gate
                for who in phase.parties or (ALL,)
                for key in self.confirmations(phase.gate, who)
            )
        }
        self.opened = {
            phase.id: Variable(names.of("opened", phase.id), 0, 1)
            for phase in plan.phases
            if phase.gate and phase.gate.opens_anyway
        }
        latest = max((phase.starts.day or 0.0 for phase in plan.phases if phase.starts), default=0.0)
        self.months = max(0, ceil(latest / MONTH))
        self.clock = Variable("months_gone", 0, self.months) if self.months else None
        self.stance = [Variable(names.of("stance", c.party, c.phase), 0, KEEPS) for c in conducts]
        self.outcome = Variable("outcome", 0, 2)

    def excluded(self, party: str) -> Expression:
        """Return whether a party is excluded."""
        return any_of(
            stance == EXCLUDED
            for conduct, stance in zip(self.conducts, self.stance, strict=True)
            if conduct.party == party
        )

    def complete(self, phase: Phase, without_excluded: bool = True) -> Expression:
        """Return whether everyone has done its part in a phase."""
        return all_of(self.is_done(phase.id, who, without_excluded) for who in phase.parties or (ALL,))

    def is_done(self, phase: str, party: str, without_excluded: bool = True) -> Expression:
        """Return whether a party has done its part in a phase, or need not any more."""
        done = self.done[phase, party] == 1
        return done | self.excluded(party) if without_excluded and party != ALL else done

    @property
    def completed(self) -> Expression:
        """Whether everything is done by everyone who is not excluded."""
        return all_of(self.complete(phase) for phase in self.plan.phases)

    @property
    def running(self) -> Expression:
        """Whether it goes on: not completed, no war, not ended."""
        return (self.outcome == 0) & ~self.completed

    def may_take(self, phase: Phase, party: str) -> Expression:
        """Return whether what a step waits for has happened; the same reading as that of the plan's net."""
        gate, conditions = phase.gate, list[Expression]()
        for name in phase.waits_for:
            other = self.plan.phase(name)
            if party in other.parties:
                conditions.append(self.is_done(name, party))
            elif not (gate and name in gate.confirms):
                conditions.append(self.complete(other))
        if phase.starts and phase.starts.day and self.clock is not None:
            conditions.append(self.clock >= ceil(phase.starts.day / MONTH))
        if gate:
            conditions.append(self.is_open(phase, gate, party))
        return all_of(conditions)

    def is_open(self, phase: Phase, gate: Gate, party: str) -> Expression:
        """Return whether the gate before a phase is open for a party."""
        confirmed = all_of(self.confirmed[key] == 1 for key in self.confirmations(gate, party))
        return confirmed | (self.opened[phase.id] == 1) if phase.id in self.opened else confirmed

    def confirmations(self, gate: Gate, party: str) -> Iterator[Confirmation]:
        """Yield what must be confirmed to open a gate for a party."""
        for name in gate.confirms:
            whose = party if gate.of == "own_party" and party in self.plan.phase(name).parties else ALL
            yield gate.verifier, name, whose, gate.goes_on_without

    def has_begun(self, phase: Phase) -> Expression:
        """Return whether anyone has begun a phase."""
        return any_of(self.may_take(phase, who) for who in phase.parties or (ALL,))

    def lead_over(self, party: str, ahead: str) -> Expression:
        """Return in how many phases one has done its part that the other owes and has not."""
        shared = [phase.id for phase in self.plan.phases if party in phase.parties and ahead in phase.parties]
        terms = [
            self.done[name, ahead] * (1 - self.done[name, party]) * size
            if (size := self.sizes.get(name, 1)) > 1
            else self.done[name, ahead] * (1 - self.done[name, party])
            for name in shared
        ]
        return reduce(lambda a, b: a + b, terms, as_expression(0))

    def largest_lead(self, party: str, against: tuple[str, ...] = ()) -> Expression:
        """Return how far the furthest of others is ahead of a party, in phases."""
        leads = [self.lead_over(party, other) for other in against or self.plan.parties if other != party]
        return reduce(maximum, leads) if leads else as_expression(0)


class Names:
    """Names that the PRISM language allows, each given once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, *parts: str) -> str:
        """Return a name put together from parts; of two that would be the same, the second gets a number."""
        plain = "_".join("".join(c if c.isascii() and c.isalnum() else "_" for c in part) for part in parts if part)
        name, number = plain, 1
        while name in self._given:
            number += 1
            name = f"{plain}_{number}"
        self._given.add(name)
        return name


def all_of(conditions: "Iterator[Expression] | list[Expression]") -> Expression:
    """Return whether all hold; true of none."""
    held = list(conditions)
    return reduce(lambda a, b: a & b, held) if held else as_expression(True)


def any_of(conditions: "Iterator[Expression] | list[Expression]") -> Expression:
    """Return whether any holds; false of none."""
    held = list(conditions)
    return reduce(lambda a, b: a | b, held) if held else as_expression(False)
