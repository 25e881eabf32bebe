"""From days and judged chances to chances a month, at one value of every range or at draws of all."""

from collections.abc import Mapping
from math import comb
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.course.conduct import watcher_of
from goodoffices.models.implementation.course.places import MONTH
from goodoffices.models.implementation.course.translation import Course
from goodoffices.models.implementation.plan import ALL, Plan, Range

Floats = NDArray[np.float64]
Key = tuple[str, ...]
"""What a number is: ``("days", phase, party)``, ``("delay", verifier)``, ``("detection", verifier)``, ``("limit", phase)``, or
``(field, party, phase)`` with a field of :class:`Conduct`. The party of days is empty where those of the phase count."""
ROUNDS = 12
"""Of Newton's method, which is then at the last digits."""
ALL_CONDUCT = ("chance", "attack", "stalls", "relents", "excluded_attack")


def numbers_of(made: Course) -> dict[Key, Range]:
    """Return every uncertain number behind a course.

    Raises
    ------
    ModelInputError
        If a step has no days, or who would find out a breach has no chance of doing so, named with all others like it.
    """
    plan, found, lacking = made.plan, dict[Key, Range](), list[str]()
    for phase in plan.phases:
        for party, days in [(s.party, s.days) for s in phase.steps] or [(ALL, None)]:
            if days:
                found["days", phase.id, party] = days
            elif phase.days:
                found["days", phase.id, ALL] = phase.days
            else:
                lacking.append(f"no days are given for {party or 'all'} in {phase.id}")
        if phase.gate:
            if phase.gate.verifier:
                found["delay", phase.gate.verifier] = plan.verifier(phase.gate.verifier).delay or Range.point(0.0)
            if phase.gate.opens_anyway:
                found["limit", phase.id] = phase.gate.opens_anyway
    for conduct in made.conducts:
        watcher = watcher_of(plan, conduct)
        if watcher:
            detection = plan.verifier(watcher).detection
            found["delay", watcher] = plan.verifier(watcher).delay or Range.point(0.0)
            if detection is None:
                lacking.append(f"no chance is given that {watcher} finds a breach")
            else:
                found["detection", watcher] = detection
        for name in ALL_CONDUCT:
            if held := getattr(conduct, name):
                found[name, conduct.party, conduct.phase] = held
    if lacking:
        raise ModelInputError("; ".join(dict.fromkeys(lacking)))
    return found


def settings_at(made: Course, value: Literal["low", "likely", "high"] = "likely") -> dict[str, float]:
    """Return the chances a month with every range at its lowest, likeliest or highest value.

    Raises
    ------
    ModelInputError
        As :func:`numbers_of`.
    """
    points = {key: np.array([getattr(held, value)]) for key, held in numbers_of(made).items()}
    return {name: float(array[0]) for name, array in settings_from(made, points).items()}


def settings_from(made: Course, numbers: Mapping[Key, ArrayLike]) -> dict[str, Floats]:
    r"""Return the chances a month at draws of all numbers.

    A step of mean *m* months is done with chance *1/m* each month, at most 1: its length is geometric. Where the days are those of the
    phase and several parties owe it, each has the chance at which the last of them is done after *m* months on average. What all do together,
    such as a vote, has its turn after the parties. Where it waits for their steps without a gate between and for no appointed day, it can begin in the month in which the last is
    taken, and is done with chance *1/(1 + m)*, so that *m* months pass on average from then on. A
    verifier with a mean delay of *v* months confirms with chance *1/(1 + v)*, from the month on in which the phase is complete. It finds a
    breach with its chance of detection *d* once in as many months as its delay, at least one: *1 - (1 - d)^{1/max(1, v)}* a month.

    Parameters
    ----------
    made : Course
        The course.
    numbers : mapping of key to array_like, shape (draws,) or ()
        A value for each number of :func:`numbers_of`.

    Returns
    -------
    dict of str to ndarray, shape (draws,)
        A value for each parameter of the model.

    Raises
    ------
    ModelInputError
        If a number is missing.

    Examples
    --------
    >>> from goodoffices.models.implementation.course import course, numbers_of, settings_from
    >>> from goodoffices.models.implementation.plan import Phase, Plan, Range, Step
    >>> made = course(Plan((Phase("canton", (Step("a"), Step("b")), days=Range(30, 60, 90)),)))
    >>> found = settings_from(made, {("days", "canton", ""): [30.436875, 60.87375, 121.7475]})
    >>> found["pace_canton_a"].round(3).tolist(), found["pace_canton_b"].round(3).tolist()
    ([1.0, 0.634, 0.349], [1.0, 0.634, 0.349])
    """
    given = {key: np.atleast_1d(np.asarray(value, dtype=np.float64)) for key, value in numbers.items()}
    lacking = [key for key in numbers_of(made) if key not in given]
    if lacking:
        raise ModelInputError("; ".join(f"no value is given for {' of '.join(filter(None, key))}" for key in lacking))
    shared = {
        phase.id: pace(given["days", phase.id, ALL] / MONTH, max(1, sum(step.days is None for step in phase.steps)))
        for phase in made.plan.phases
        if ("days", phase.id, ALL) in given
    }
    return {name: _chance(made.plan, parts, given, shared) for name, parts in made.parameters.items()}


def _chance(plan: Plan, parts: Key, given: Mapping[Key, Floats], shared: Mapping[str, Floats]) -> Floats:
    what, *who = parts
    if what == "pace":
        if who[1] == ALL and _begins_at_once(plan, who[0]):
            return 1.0 / (1.0 + 1.0 / shared[who[0]])
        own = who[1] and ("days", *who) in given
        return pace(given["days", who[0], who[1]] / MONTH) if own else shared[who[0]]
    if what == "confirms":
        return 1.0 / (1.0 + given["delay", who[0]] / MONTH) if who[0] else np.zeros(1)
    if what == "finds_out":
        rounds = np.maximum(1.0, given["delay", who[0]] / MONTH)
        with np.errstate(divide="ignore"):
            return -np.expm1(np.log1p(-given["detection", who[0]]) / rounds)
    if what == "opens_anyway":
        return 1.0 / np.maximum(1.0, _limit(plan, who[0], given) / MONTH)
    return given[parts]


def _begins_at_once(plan: Plan, name: str) -> bool:
    """Return whether all together can begin a phase in the month in which parties, who have their turns before, do what it waits for."""
    phase = plan.phase(name)
    if phase.starts and phase.starts.day:
        return False
    confirmed = phase.gate.confirms if phase.gate else ()
    return any(plan.phase(other).steps for other in phase.waits_for if other not in confirmed)


def pace(months: ArrayLike, together: int = 1) -> Floats:
    r"""Return the chance a month at which the last of several parties is done after a mean number of months.

    Solves, for *n* parties,

    .. math:: m = \sum_{k=1}^{n} \binom{n}{k} \frac{(-1)^{k+1}}{1 - (1 - p)^k}

    Parameters
    ----------
    months : array_like
        Mean number of months, at least 0; up to one month counts as one.
    together : int
        How many parties.

    Returns
    -------
    ndarray

    Examples
    --------
    >>> float(pace(4.0)), round(float(pace(4.0, together=4)), 3)
    (0.25, 0.449)
    """
    mean = np.maximum(1.0, np.asarray(months, dtype=np.float64))
    chance = 1.0 / mean
    for _ in range(ROUNDS if together > 1 else 0):
        late, slope = _last_of(chance, together)
        chance = np.clip(chance + (late - mean) / slope, 1.0 / mean, 1.0)
    return chance


def _last_of(chance: Floats, together: int) -> tuple[Floats, Floats]:
    """Return after how many months on average the last of several is done, and how fast that falls with the chance."""
    total, slope = np.zeros_like(chance), np.zeros_like(chance)
    stays, power = 1.0 - chance, np.ones_like(chance)
    for k in range(1, together + 1):
        weight = comb(together, k) * (-1) ** (k + 1)
        before, power = power, power * stays
        total += weight / (1.0 - power)
        slope += weight * k * before / (1.0 - power) ** 2
    return total, slope


def _limit(plan: Plan, phase: str, given: Mapping[Key, Floats]) -> Floats:
    """Return how many days after the phases that it confirms have begun a gate opens anyway."""
    gate = plan.phase(phase).gate
    assert gate is not None
    lengths = [value for key, value in given.items() if key[0] == "days" and key[1] in gate.confirms]
    longest = lengths[0] if lengths else np.zeros(1)
    for length in lengths[1:]:
        longest = np.maximum(longest, length)
    return longest + given["limit", phase]
