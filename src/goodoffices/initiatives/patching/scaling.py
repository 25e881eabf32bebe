"""An initiative whose effects are weaker or stronger than judged."""

from dataclasses import replace

from goodoffices.dossier.payment import MOST_WORTH, Payment
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.initiatives.patching.patch import Patch, Step

CERTAIN = Quantity.point(1.0)


def scaled(patch: Patch, factor: float) -> Patch:
    """Return a patch with effects so many times as strong.

    Shifts are so many times as large, and so are side payments that are added, in worth and cost; all else is so many times as likely.

    Parameters
    ----------
    patch : Patch
        What is judged.
    factor : float
        0 for no effect at all, 1 for what is judged. What is certain cannot become more so.
    """
    return patch if factor == 1.0 else replace(patch, steps=tuple(_scaled(step, factor) for step in patch.steps))


def _scaled(step: Step, factor: float) -> Step:
    if step.op == "shift" and isinstance(step.value, Quantity):
        return replace(step, value=_times(step.value, factor))
    if step.op == "add" and isinstance(step.value, dict) and step.path == ("payments",):
        return replace(step, value={name: _so_much(payment, factor) for name, payment in step.value.items()})
    return replace(step, chance=_times(step.chance or CERTAIN, factor, 1.0))


def _so_much(payment: Payment, factor: float) -> Payment:
    cost = None if payment.cost is None else _times(payment.cost, factor, MOST_WORTH)
    return payment.model_copy(update={"worth": _times(payment.worth, factor, MOST_WORTH), "cost": cost})


def _times(quantity: Quantity, factor: float, most: float = float("inf")) -> Quantity:
    return Quantity(*(min(most, factor * each) for each in (quantity.low, quantity.likely, quantity.high)))
