"""The numbers of a plan as the dossier states them, so that they are drawn as what they are and not from their bounds alone."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.models.implementation.plan import Range


@dataclass(frozen=True)
class Stated(Range):
    """A number of a plan that knows the quantity it was read from, and with it what initiatives do to that."""

    quantity: Quantity


def stated(quantity: Quantity | None) -> Stated | None:
    """Return a judged number as a number of a plan; None if it is not judged."""
    return Stated(quantity.low, quantity.likely, quantity.high, quantity) if quantity else None


def drawn(worlds: Worlds, name: str, held: Range | None) -> NDArray[np.float64]:
    """Return the draws of a number of a plan; what is not stated is 0."""
    if held is None:
        return worlds.sample(name, Quantity.point(0.0))
    return worlds.sample(
        name, held.quantity if isinstance(held, Stated) else Quantity(held.low, held.likely, held.high)
    )
