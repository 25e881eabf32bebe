"""How long the parts of a plan take: draws or points, one array for each step and gate."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.plan.language import Plan, Range
from goodoffices.models.implementation.plan.net import ALL

Days = NDArray[np.float64]


@dataclass(frozen=True)
class Times:
    """Days that each part of a plan takes, with draws along the only axis.

    Attributes
    ----------
    steps : mapping of (phase, party) to ndarray, shape (draws,)
        How long the party takes; the party is empty for a phase of all together.
    delays : mapping of str to ndarray, shape (draws,)
        How long after the phases before it are over the gate of a phase opens.
    """

    steps: Mapping[tuple[str, str], Days]
    delays: Mapping[str, Days]

    def slipped(self, plan: Plan, phase: str, days: float) -> "Times":
        """Return the times if a phase takes longer by so many days for everyone.

        Raises
        ------
        ModelInputError
            If the plan has no such phase, or the days are not finite.
        """
        if phase not in {other.id for other in plan.phases}:
            raise ModelInputError(f"the plan has no phase {phase!r}")
        if not np.isfinite(days):
            raise ModelInputError("a slip is a finite number of days")
        steps = {key: np.maximum(0.0, array + days) if key[0] == phase else array for key, array in self.steps.items()}
        return replace(self, steps=steps)


def times_at(plan: Plan, value: Literal["low", "likely", "high"] = "likely") -> Times:
    """Return the times with every range at its lowest, likeliest or highest value.

    Parameters
    ----------
    plan : Plan
        A plan with days for every phase or step.
    value : {"low", "likely", "high"}
        Which.

    Returns
    -------
    Times
        With one draw. A verifier without a stated delay takes none.

    Raises
    ------
    ModelInputError
        If a step has no days, named with all others like it.
    """
    lacking = undated_steps(plan)
    if lacking:
        raise ModelInputError(
            "no days are given for " + "; ".join(f"{who or 'all'} in {phase}" for phase, who in lacking)
        )

    def point(number: Range | None) -> Days:
        return np.array([getattr(number, value) if number else 0.0])

    delays = {}
    for phase in plan.phases:
        if phase.gate:
            delay = point(plan.verifier(phase.gate.verifier).delay) if phase.gate.verifier else np.zeros(1)
            limit = phase.gate.opens_anyway
            delays[phase.id] = np.minimum(delay, point(limit)) if limit else delay
    return Times({key: point(days) for key, days in step_days(plan).items()}, delays)


def step_days(plan: Plan) -> dict[tuple[str, str], Range | None]:
    """Return how long each step takes: as stated for the party, else for the phase."""
    found: dict[tuple[str, str], Range | None] = {}
    for phase in plan.phases:
        if not phase.steps:
            found[phase.id, ALL] = phase.days
        for step in phase.steps:
            found[phase.id, step.party] = step.days or phase.days
    return found


def undated_steps(plan: Plan) -> tuple[tuple[str, str], ...]:
    """Return the steps that have no days."""
    return tuple(key for key, days in step_days(plan).items() if days is None)
