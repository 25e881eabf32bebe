"""What a settlement hangs on: each uncertain input moved to the ends of its range, one at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.assessment.bargainers import INPUTS, Bargainer
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.models.bargaining import compromise


@dataclass(frozen=True)
class Swing:
    """What one uncertain input does to the settlement while all others keep their likeliest value."""

    party: str
    what: str
    quantity: Quantity
    at_low: float
    at_high: float

    @property
    def size(self) -> float:
        """Distance between the settlements at both ends of the input's range."""
        return abs(self.at_high - self.at_low)


def swings_of(bargainers: Sequence[Bargainer]) -> tuple[Swing, ...]:
    """Return the swing of every uncertain input on an issue with a scale, the largest first."""
    likely = np.array([[quantity.likely for quantity in b.quantities] for b in bargainers])
    swings = []
    for i, bargainer in enumerate(bargainers):
        for j, (what, quantity) in enumerate(zip(INPUTS, bargainer.quantities, strict=True)):
            if quantity.is_point:
                continue
            ends = []
            for value in (quantity.low, quantity.high):
                changed = likely.copy()
                changed[i, j] = value
                if not (changed[:, 0] * changed[:, 1]).any():
                    break  # nobody would carry weight, so nothing would be settled
                ends.append(float(compromise(changed[:, 0], changed[:, 1], changed[:, 2])))
            if len(ends) == len(("low", "high")):
                swings.append(Swing(bargainer.party, what, quantity, *ends))
    return tuple(sorted(swings, key=lambda swing: -swing.size))
