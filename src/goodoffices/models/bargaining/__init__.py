"""Where will the talks settle? Point forecasts on one issue at a time.

All models take the same three inputs per party: capability *c* (influence it could bring to bear), salience *s*
(share of it that it would spend on this issue) and position *x*; or, for issues without a scale, a ranking of the
options. Every array may carry leading axes, for instance draws of uncertain inputs: shape ``(draws, parties)``.

>>> import numpy as np
>>> from goodoffices.models.bargaining import compromise, weighted_median
>>> capability, salience = np.array([80.0, 40.0, 40.0]), np.array([90.0, 60.0, 80.0])
>>> position = np.array([100.0, 0.0, 20.0])
>>> round(float(compromise(capability, salience, position)), 1)
61.2
>>> float(weighted_median(capability, salience, position).midpoint)
100.0
"""

from goodoffices.models.bargaining.compromise import compromise
from goodoffices.models.bargaining.compromise_bounds import compromise_bounds
from goodoffices.models.bargaining.nash import NashBargain, nash_reference_point, nash_worst_case
from goodoffices.models.bargaining.pairwise_majority import PairwiseMajority, pairwise_majority
from goodoffices.models.bargaining.possible_winners import possible_winners
from goodoffices.models.bargaining.salience_power_mean import salience_power_mean
from goodoffices.models.bargaining.track_record import (
    COMPROMISE_ON_EU_DECISIONS,
    MEAN_ERRORS_ON_EU_DECISIONS,
    TrackRecord,
)
from goodoffices.models.bargaining.weighted_mean import weighted_mean
from goodoffices.models.bargaining.weighted_median import WeightedMedian, weighted_median

__all__ = [
    "COMPROMISE_ON_EU_DECISIONS",
    "MEAN_ERRORS_ON_EU_DECISIONS",
    "NashBargain",
    "PairwiseMajority",
    "TrackRecord",
    "WeightedMedian",
    "compromise",
    "compromise_bounds",
    "nash_reference_point",
    "nash_worst_case",
    "pairwise_majority",
    "possible_winners",
    "salience_power_mean",
    "weighted_mean",
    "weighted_median",
]
