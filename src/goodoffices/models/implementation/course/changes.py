"""Changes to a plan whose worth can be told by trying them: a better verifier, a phase in two halves, a party that keeps its word."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.course.chances import Key
from goodoffices.models.implementation.course.conduct import Conduct
from goodoffices.models.implementation.plan import Gate, Phase, Plan, Range, Step

Numbers = Mapping[Key, NDArray[np.float64]]


@dataclass(frozen=True)
class Halved:
    """A plan with one phase in two halves, of which each counts as half a phase in a lead.

    Attributes
    ----------
    plan : Plan
        The plan; the first half has the name of the phase, the second that name with ``_rest``.
    conducts : tuple of Conduct
        The same conduct, with leads counted in halves.
    sizes : dict of str to int
        How many halves each phase counts.
    """

    plan: Plan
    conducts: tuple[Conduct, ...]
    sizes: dict[str, int]

    @property
    def rest(self) -> str:
        """The name of the second half."""
        return next(name for name, size in reversed(self.sizes.items()) if size == 1)

    def numbers(self, given: Numbers, phase: str) -> dict[Key, NDArray[np.float64]]:
        """Return draws of the numbers for the plan in halves: half the days for each."""
        found = dict(given)
        for key, value in given.items():
            if key[:2] == ("days", phase):
                found[key] = found["days", self.rest, *key[2:]] = value / 2
            if key == ("limit", phase):
                found["limit", self.rest] = value
        return found


def halved(plan: Plan, phase: str, conducts: tuple[Conduct, ...] = ()) -> Halved:
    """Return a plan with one phase in two halves.

    Between the halves stands a gate like the one before the phase, or, if it has none, like the one after it; where neither has, none.

    Parameters
    ----------
    plan : Plan
        As written.
    phase : str
        Which phase; one in which parties owe steps.
    conducts : tuple of Conduct
        How parties may break the plan.

    Returns
    -------
    Halved

    Raises
    ------
    ModelInputError
        If the plan has no such phase, or nobody owes anything in it.

    Examples
    --------
    >>> from goodoffices.models.implementation.plan import Phase, Plan, Range, Step
    >>> made = halved(Plan((Phase("cut", (Step("a", keeps=Range.point(0.0)),), days=Range.point(60)),)), "cut")
    >>> [(part.id, part.days.likely, part.steps[0].keeps.likely) for part in made.plan.phases]
    [('cut', 30.0, 0.5), ('cut_rest', 30.0, 0.0)]
    """
    names = [other.id for other in plan.phases]
    if phase not in names or not plan.phase(phase).steps:
        raise ModelInputError(f"the plan has no phase {phase!r} in which parties owe anything")
    rest = phase + "_rest"
    while rest in names:
        rest += "_"
    whole = plan.phase(phase)
    after = next((p.gate for p in plan.phases if p.gate and phase in p.gate.confirms), None)
    like = whole.gate or after
    gate = replace(like, confirms=(phase,)) if like else None
    first = replace(whole, days=_half(whole.days), steps=tuple(_first(step) for step in whole.steps), due=None)
    second = replace(
        whole, id=rest, days=_half(whole.days), steps=tuple(_second(step) for step in whole.steps), after=(phase,),
        gate=gate, starts=None,
    )  # fmt: skip
    phases = list[Phase]()
    for other in plan.phases:
        if other.id == phase:
            phases += [first, second]
        else:
            phases.append(
                replace(other, after=_renamed(other.after, phase, rest), gate=_after(other.gate, phase, rest))
            )
    sizes = {other.id: 1 if other.id in (phase, rest) else 2 for other in phases}
    return Halved(replace(plan, phases=tuple(phases)), tuple(replace(c, lead=2 * c.lead) for c in conducts), sizes)


def watched_better(given: Numbers) -> dict[Key, NDArray[np.float64]]:
    """Return the numbers with verifiers who miss half as many breaches."""
    return {key: (1.0 + value) / 2.0 if key[0] == "detection" else value for key, value in given.items()}


def watched_faster(given: Numbers) -> dict[Key, NDArray[np.float64]]:
    """Return the numbers with verifiers who take half as long to confirm; what they find in a month stays the same or grows."""
    return {key: value / 2.0 if key[0] == "delay" else value for key, value in given.items()}


def _half(days: Range | None) -> Range | None:
    return Range(days.low / 2, days.likely / 2, days.high / 2) if days else None


def _first(step: Step) -> Step:
    keeps = step.keeps
    middle = Range((1 + keeps.low) / 2, (1 + keeps.likely) / 2, (1 + keeps.high) / 2) if keeps else None
    return replace(step, days=_half(step.days), keeps=middle)


def _second(step: Step) -> Step:
    return replace(step, days=_half(step.days))


def _renamed(names: tuple[str, ...], phase: str, rest: str) -> tuple[str, ...]:
    return tuple(rest if name == phase else name for name in names)


def _after(gate: Gate | None, phase: str, rest: str) -> Gate | None:
    return replace(gate, confirms=_renamed(gate.confirms, phase, rest)) if gate else None
