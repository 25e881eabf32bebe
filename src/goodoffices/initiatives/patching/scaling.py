"""An initiative whose effects are weaker or stronger than judged."""

from dataclasses import replace

from goodoffices.dossier.values.quantity import Quantity
from goodoffices.initiatives.patching.patch import Patch, Step

CERTAIN = Quantity.point(1.0)


def scaled(patch: Patch, factor: float) -> Patch:
    """Return a patch with effects so many times as strong: shifts are so many times as large, all else so many times as likely.

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
    chance = _times(step.chance or CERTAIN, factor)
    return replace(step, chance=Quantity(*(min(1.0, each) for each in (chance.low, chance.likely, chance.high))))


def _times(quantity: Quantity, factor: float) -> Quantity:
    return Quantity(quantity.low * factor, quantity.likely * factor, quantity.high * factor)
