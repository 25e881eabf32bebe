"""The language of plans: phases and their steps, what opens each, who verifies, what a breach brings."""

from dataclasses import dataclass, field
from math import isfinite
from typing import Literal

from goodoffices.errors import ModelInputError

Whose = Literal["every_party", "own_party"]
Consequence = Literal[
    "exclusion", "aid_withheld", "sanction", "guarantor_steps_in", "other_side_released", "talks_end", "none_stated"
]


@dataclass(frozen=True)
class Range:
    """Lowest, likeliest and highest value of a number; all three equal where nothing is uncertain.

    >>> Range.point(30)
    Range(low=30, likely=30, high=30)
    """

    low: float
    likely: float
    high: float

    @classmethod
    def point(cls, value: float) -> "Range":
        """Return a number without uncertainty."""
        return cls(value, value, value)

    def within(self, low: float, high: float) -> bool:
        """Whether the three ascend and lie in ``[low, high]``."""
        return all(map(isfinite, (self.low, self.likely, self.high))) and (
            low <= self.low <= self.likely <= self.high <= high
        )


@dataclass(frozen=True)
class Verifier:
    """Who confirms that obligations are kept.

    Attributes
    ----------
    detection : Range or None
        How likely it finds a breach, 0 to 1; None if not judged.
    delay : Range or None
        How many days it takes to say whether a phase is complete; None if not judged.
    """

    id: str
    detection: Range | None = None
    delay: Range | None = None


@dataclass(frozen=True)
class Gate:
    """A phase does not begin before a verifier has confirmed that earlier phases are complete.

    Attributes
    ----------
    verifier : str
        Who confirms it.
    confirms : tuple of str
        The phases that must be complete.
    of : {"every_party", "own_party"}
        Whose completion counts.
    goes_on_without : bool
        The exclusion clause: the verifier may exclude a party that stops, and the gate opens without it.
    opens_anyway : Range or None
        How many days after the phases before it should be over it opens at the latest, confirmed or not; None: never.
    """

    verifier: str
    confirms: tuple[str, ...]
    of: Whose = "every_party"
    goes_on_without: bool = False
    opens_anyway: Range | None = None


@dataclass(frozen=True)
class Appointment:
    """A day from outside the plan: one on which a phase may begin, or by which it must be over.

    Attributes
    ----------
    name : str
        What happens that day.
    day : float or None
        Days from the start of the plan; None if nobody knows.
    """

    name: str
    day: float | None = None


@dataclass(frozen=True)
class Breach:
    """What would break a phase, whose act that would be (empty: anyone's), what it brings, and who answers it."""

    act: str
    consequence: Consequence
    parties: tuple[str, ...] = ()
    guarantors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """What one party owes in a phase.

    Attributes
    ----------
    days : Range or None
        How long it takes; None: as long as the phase.
    keeps : Range or None
        Share of its forces that the party still has under arms afterwards, 0 to 1; None: as before.
    """

    party: str
    duty: str = ""
    days: Range | None = None
    keeps: Range | None = None


@dataclass(frozen=True)
class Phase:
    """A part of a plan that comes before or after others.

    Attributes
    ----------
    steps : tuple of Step
        What each party owes; without any, the phase is carried out by all together, as an election is.
    after : tuple of str
        The phases before it. Whoever owes a step in one of these begins when it has taken that step itself; whoever does
        not, and a phase of all together, waits until everyone has.
    gate : Gate or None
        What must be confirmed before anyone begins.
    days : Range or None
        How long it takes; None if not laid down.
    verifier : str
        Who confirms what is owed in it; empty: nobody.
    starts, due : Appointment or None
        A day before which it does not begin, and one by which it must be over.
    breaches : tuple of Breach
        What would break it.
    about : frozenset of str
        What it is about, such as ``military`` or ``political``.
    """

    id: str
    steps: tuple[Step, ...] = ()
    after: tuple[str, ...] = ()
    gate: Gate | None = None
    days: Range | None = None
    verifier: str = ""
    starts: Appointment | None = None
    due: Appointment | None = None
    breaches: tuple[Breach, ...] = ()
    about: frozenset[str] = field(default_factory=frozenset)

    @property
    def parties(self) -> tuple[str, ...]:
        """Who owes a step in it."""
        return tuple(step.party for step in self.steps)

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The phases before it: those it comes after and those its gate confirms."""
        return tuple(dict.fromkeys((*self.after, *(self.gate.confirms if self.gate else ()))))


@dataclass(frozen=True)
class Plan:
    """How an agreement is to be carried out.

    Parameters
    ----------
    phases : tuple of Phase
        In any order.
    verifiers : tuple of Verifier
        Everyone whom a phase or gate names.

    Raises
    ------
    ModelInputError
        If a name stands twice or names nothing, a party owes two steps in one phase, or a number is outside its scale.

    Examples
    --------
    >>> watch = Verifier("un", delay=Range(10, 20, 60))
    >>> canton = Phase("canton", (Step("a"), Step("b")), days=Range(20, 30, 60), verifier="un")
    >>> vote = Phase("vote", gate=Gate("un", ("canton",)), days=Range.point(40))
    >>> Plan((canton, vote), (watch,)).parties
    ('a', 'b')
    """

    phases: tuple[Phase, ...]
    verifiers: tuple[Verifier, ...] = ()

    def __post_init__(self) -> None:
        """Hold the plan to what it says of itself."""
        problems = list(_problems(self))
        if problems:
            raise ModelInputError("; ".join(problems))

    @property
    def parties(self) -> tuple[str, ...]:
        """Everyone who owes a step, in order of appearance."""
        return tuple(dict.fromkeys(party for phase in self.phases for party in phase.parties))

    def phase(self, name: str) -> Phase:
        """Return one phase."""
        return next(phase for phase in self.phases if phase.id == name)

    def verifier(self, name: str) -> Verifier:
        """Return one verifier."""
        return next(verifier for verifier in self.verifiers if verifier.id == name)


MOST_DAYS = 1e6


def _problems(plan: Plan) -> list[str]:
    phases, verifiers = [phase.id for phase in plan.phases], [verifier.id for verifier in plan.verifiers]
    found = [f"two are called {name!r}" for names in (phases, verifiers) for name in _repeated(names)]
    numbers: list[tuple[str, Range | None, float]] = []
    for phase in plan.phases:
        where = f"phase {phase.id!r}"
        found += [f"{where} waits for {name!r}, which is no phase" for name in phase.waits_for if name not in phases]
        found += [f"in {where} {party!r} owes two steps" for party in _repeated(phase.parties)]
        named = dict.fromkeys((phase.verifier, phase.gate.verifier if phase.gate else ""))
        found += [f"{where} names {name!r}, who is no verifier" for name in named if name and name not in verifiers]
        numbers += [(f"days of {where}", phase.days, MOST_DAYS)]
        numbers += [(f"days of {step.party!r} in {where}", step.days, MOST_DAYS) for step in phase.steps]
        numbers += [(f"share kept by {step.party!r} in {where}", step.keeps, 1.0) for step in phase.steps]
        if phase.gate:
            numbers += [(f"days after which the gate of {where} opens", phase.gate.opens_anyway, MOST_DAYS)]
    for verifier in plan.verifiers:
        numbers += [(f"detection by {verifier.id!r}", verifier.detection, 1.0)]
        numbers += [(f"delay of {verifier.id!r}", verifier.delay, MOST_DAYS)]
    found += [
        f"{what} must ascend between 0 and {most:g}; found {number.low:g}, {number.likely:g}, {number.high:g}"
        for what, number, most in numbers
        if number and not number.within(0.0, most)
    ]
    return found


def _repeated(names: list[str] | tuple[str, ...]) -> list[str]:
    return [name for name in dict.fromkeys(names) if names.count(name) > 1]
