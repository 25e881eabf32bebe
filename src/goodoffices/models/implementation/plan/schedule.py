"""When things happen: the critical path of a plan with uncertain durations."""

from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.plan.checks import order
from goodoffices.models.implementation.plan.language import Phase, Plan
from goodoffices.models.implementation.plan.net import ALL
from goodoffices.models.implementation.plan.times import Days, Times

Key = tuple[str, str]
AS_GOOD_AS_NONE = 1e-9
"""A step with less float than this, in days, is critical."""


@dataclass(frozen=True)
class Schedule:
    """Earliest days of every step, in days from the start of the plan, with draws along the only axis.

    Attributes
    ----------
    begins, ends : dict of (phase, party) to ndarray, shape (draws,)
        First and last day of each step; the party is empty for a phase of all together.
    slack : dict of (phase, party) to ndarray, shape (draws,)
        The step's float: by how many days it may take longer without the plan ending later.
    opens : dict of str to ndarray, shape (draws,)
        When the gate of each phase opens; of gates that each party passes by itself, the last.
    end : ndarray, shape (draws,)
        When everything is done.
    """

    begins: dict[Key, Days]
    ends: dict[Key, Days]
    slack: dict[Key, Days]
    opens: dict[str, Days]
    end: Days

    def phase_begins(self, phase: str) -> Days:
        """Return when the first party begins a phase."""
        return _fold(np.minimum, [days for (name, _), days in self.begins.items() if name == phase])

    def phase_ends(self, phase: str) -> Days:
        """Return when the last party has done its part in a phase."""
        return _fold(np.maximum, [days for (name, _), days in self.ends.items() if name == phase])

    def criticality(self, phase: str) -> float:
        """Return the share of draws in which a delay of the phase would delay the end (its criticality index)."""
        slack = _fold(np.minimum, [days for (name, _), days in self.slack.items() if name == phase])
        return float(np.mean(slack < AS_GOOD_AS_NONE))


def schedule(plan: Plan, times: Times) -> Schedule:
    """Find when each step of a plan begins and ends if everybody does everything as soon as it can.

    Forwards, a step begins when all it waits for has ended, its gate has opened and its appointed day has come; backwards, it
    may end as late as what waits for it allows.

    Parameters
    ----------
    plan : Plan
        Its phases must not wait for one another in a circle.
    times : Times
        Draws of how long each part takes.

    Returns
    -------
    Schedule
        Of each draw its own critical path.

    Raises
    ------
    ModelInputError
        If phases wait in a circle, times are missing or negative, or differ in their number of draws.

    Notes
    -----
    Steps times draws. A day appointed for a beginning that nobody knows holds nothing up here; see :func:`~.undated`.

    References
    ----------
    Kelley & Walker (1959), 'Critical-path planning and scheduling', *Proceedings of the Eastern Joint Computer Conference*, 160-173;
    Van Slyke (1963), 'Monte Carlo methods and the PERT problem', *Operations Research* 11(5), 839-860, for the criticality index.

    Examples
    --------
    >>> from goodoffices.models.implementation.plan import Gate, Phase, Plan, Range, Step, Verifier, times_at
    >>> canton = Phase("canton", (Step("a"), Step("b", days=Range.point(50))), days=Range.point(30))
    >>> vote = Phase("vote", gate=Gate("un", ("canton",)), days=Range.point(40))
    >>> plan = Plan((canton, vote), (Verifier("un", delay=Range.point(10)),))
    >>> found = schedule(plan, times_at(plan))
    >>> found.end.tolist(), found.slack["canton", "a"].tolist()
    ([100.0], [20.0])
    """
    sequence = _sequence(plan)
    draws = _checked(plan, times)
    begins, ends, opens = dict[Key, Days](), dict[Key, Days](), dict[str, Days]()
    waits = {
        (phase.id, who): tuple(_awaited(plan, phase, who)) for phase in sequence for who in phase.parties or (ALL,)
    }
    for phase in sequence:
        earliest = phase.starts.day if phase.starts and phase.starts.day is not None else 0.0
        for who in phase.parties or (ALL,):
            begin = np.full(draws, max(0.0, earliest))
            for other, lag in waits[phase.id, who]:
                begin = np.maximum(begin, ends[other] + (times.delays[phase.id] if lag else 0.0))
            begins[phase.id, who], ends[phase.id, who] = begin, begin + times.steps[phase.id, who]
        if phase.gate:
            opens[phase.id] = _opening(phase, waits, ends, times)
    end = _fold(np.maximum, list(ends.values())) if ends else np.zeros(draws)
    latest = {key: end.copy() for key in ends}
    for phase in reversed(sequence):
        for who in phase.parties or (ALL,):
            for other, lag in waits[phase.id, who]:
                allowed = latest[phase.id, who] - times.steps[phase.id, who] - (times.delays[phase.id] if lag else 0.0)
                latest[other] = np.minimum(latest[other], allowed)
    return Schedule(begins, ends, {key: latest[key] - ends[key] for key in ends}, opens, end)


def in_time(plan: Plan, found: Schedule) -> dict[str, float]:
    """Return for each phase with a known day by which it must be over the share of draws in which it is."""
    return {
        phase.id: float(np.mean(found.phase_ends(phase.id) <= phase.due.day))
        for phase in plan.phases
        if phase.due and phase.due.day is not None
    }


def _awaited(plan: Plan, phase: Phase, who: str) -> Iterator[tuple[Key, bool]]:
    """Yield the steps that one party's step waits for, and whether a verifier has to confirm them."""
    for name in phase.waits_for:
        other = plan.phase(name)
        gated = phase.gate is not None and name in phase.gate.confirms
        own = who in other.parties and not (gated and phase.gate and phase.gate.of == "every_party")
        for party in (who,) if own else other.parties or (ALL,):
            yield (name, party), gated


def _opening(phase: Phase, waits: dict[Key, tuple[tuple[Key, bool], ...]], ends: dict[Key, Days], times: Times) -> Days:
    confirmed = [ends[other] for who in phase.parties or (ALL,) for other, lag in waits[phase.id, who] if lag]
    return _fold(np.maximum, confirmed) + times.delays[phase.id] if confirmed else times.delays[phase.id]


def _sequence(plan: Plan) -> list[Phase]:
    try:
        return [plan.phase(name) for name in order(plan)]
    except CycleError as error:
        raise ModelInputError(f"phases wait for one another in a circle: {', '.join(error.args[1])}") from error


def _checked(plan: Plan, times: Times) -> int:
    needed = {(phase.id, who) for phase in plan.phases for who in phase.parties or (ALL,)}
    gates = {phase.id for phase in plan.phases if phase.gate}
    lacking = [f"{who or 'all'} in {phase}" for phase, who in sorted(needed - set(times.steps))]
    lacking += [f"the gate of {name}" for name in sorted(gates - set(times.delays))]
    if lacking:
        raise ModelInputError(f"no days are given for {'; '.join(lacking)}")
    arrays: list[NDArray[np.float64]] = [*times.steps.values(), *times.delays.values()]
    if len({array.shape for array in arrays}) > 1 or any(array.ndim != 1 for array in arrays):
        raise ModelInputError("all times need the same number of draws, along one axis")
    if any(not np.all(array >= 0) or not np.all(np.isfinite(array)) for array in arrays):
        raise ModelInputError("days must be finite and not negative")
    return arrays[0].size if arrays else 1


def _fold(of: np.ufunc, arrays: list[Days]) -> Days:
    folded = arrays[0]
    for array in arrays[1:]:
        folded = of(folded, array)
    return folded
