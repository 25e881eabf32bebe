"""How the outcomes of past negotiations lie around a forecast that is one number."""

import numpy as np

from goodoffices.models.bargaining.inputs import FloatArray
from goodoffices.models.bargaining.predictive.factors import HUNDREDTHS

ERROR_FACTORS = (
    "end of the scale",
    "middle of the scale",
    "multiple of ten",
    "multiple of five",
    "distance",
    "squared distance",
)
"""Factors of an error distribution, in the order of the last axis; distances as shares of the scale."""
ERROR_PENALTY = 1e-3
"""Weak, since there are few factors and many cases: no model is to lose for being held back."""
ROUNDNESS = np.stack(
    [(HUNDREDTHS == 0) | (HUNDREDTHS == 100), HUNDREDTHS == 50, HUNDREDTHS % 10 == 0, HUNDREDTHS % 5 == 0], axis=1
).astype(np.float64)


def around(point: FloatArray) -> FloatArray:
    """Return the factors of the errors around each forecast, given from 0 to 100.

    >>> around(np.array([25.0])).shape == (1, 101, len(ERROR_FACTORS))
    True
    """
    distance = np.abs(HUNDREDTHS - point[:, None]) / 100
    roundness = np.broadcast_to(ROUNDNESS, (len(point), *ROUNDNESS.shape))
    return np.concatenate([roundness, distance[..., None], distance[..., None] ** 2], axis=2)
