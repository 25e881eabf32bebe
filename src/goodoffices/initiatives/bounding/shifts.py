"""What an initiative does to the numbers that a settlement comes from, in every world."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.moment import Moment
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.initiatives.patching import Patch
from goodoffices.initiatives.patching.patch import Step

FloatArray = NDArray[np.float64]
NUMBERS = {("stances", "position"), ("stances", "salience"), ("capabilities", "capability")}
CARRIED_OUT_BY = {"texts", "provisions", "linkages", "phases", "verifiers", "instruments", "windows"}
"""What says whether a plan on paper is carried out, and has no part in where talks settle."""
AT_HOME = {"constituencies", "polls"}
"""What says whether a home carries a settlement."""
PAID = {"payments"}
"""What is given for a signature, and has no part in where talks settle."""
ELSEWHERE = CARRIED_OUT_BY | AT_HOME | PAID | {"councils", "options", "preferences", "infeasible", "ties"}
"""What has no part in where talks settle and in what the settlement itself is worth to those who must sign."""


class NumberName(NamedTuple):
    """One number of a party: its position or salience on an issue, or its capability on one or, with no issue, on all."""

    field: str
    party: str
    issue: str | None


@dataclass(frozen=True, eq=False)
class Shift:
    """How far an initiative moves a number up and down at most, in every world, and the scale that the number never leaves.

    Attributes
    ----------
    up, down : ndarray, shape (draws,)
        The sum of all that it adds, not negative, and of all that it takes away, not positive.
    low, high : float
    """

    up: FloatArray
    down: FloatArray
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Shifts:
    """What an initiative does.

    Attributes
    ----------
    by_number : dict of NumberName to Shift
    is_plain : bool
        Whether it does nothing else to where talks settle or to what that is worth to anybody.
    touches_plans, touches_homes, touches_payments : bool
        Whether it may change what says if a plan on paper is carried out, what says if homes carry a settlement, and what is given for a
        signature.
    """

    by_number: Mapping[NumberName, Shift]
    is_plain: bool
    touches_plans: bool
    touches_homes: bool
    touches_payments: bool


def shifts_of(patch: Patch, moment: Moment, worlds: Worlds) -> Shifts:
    """Return what an initiative does to numbers at a moment."""
    found: dict[NumberName, Shift] = {}
    is_plain = True
    steps = [step for step in patch.steps if step.since is None or step.since.earliest <= moment.date.latest]
    tables = {step.path[0] for step in steps}
    for step in steps:
        if step.path[0] in ELSEWHERE:
            continue
        name = _number(step)
        if name is None:
            is_plain = False
            continue
        amount, before = _amount(step, worlds), found.get(name)
        up, down = np.maximum(amount, 0.0), np.minimum(amount, 0.0)
        if before is not None:
            up, down = before.up + up, before.down + down
        found[name] = Shift(up, down, step.low, step.high)
    plans, homes, payments = (not tables.isdisjoint(touched) for touched in (CARRIED_OUT_BY, AT_HOME, PAID))
    return Shifts(found, is_plain, plans, homes, payments)


def _number(step: Step) -> NumberName | None:
    """Return the number that a step moves; None if it does anything else."""
    if step.op != "shift" or not step.is_effect or step.depends or len(step.path) != 3:
        return None
    table, row, field = step.path
    if (table, field) not in NUMBERS or isinstance(row, str):
        return None
    key = dict(row)
    return NumberName(str(field), str(key["party"]), key["issue"])


def _amount(step: Step, worlds: Worlds) -> FloatArray:
    assert isinstance(step.value, Quantity)
    amount = worlds.sample(step.name, step.value)
    return amount if step.chance is None else np.where(worlds.works(step.name, step.chance), amount, 0.0)
