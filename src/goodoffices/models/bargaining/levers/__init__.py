"""Levers: whose shift in position, salience or capability moves the settlement, and by how much.

For the compromise everything is exact. For any other model given as a function, `shift_effects` shifts one input at
a time over common draws, and `ranking_agreement` says whether several models or readings rank the levers alike.

>>> from goodoffices.models.bargaining.levers import compromise_gradient, smallest_change
>>> c, s, x = [80.0, 40.0, 40.0], [90.0, 60.0, 80.0], [100.0, 0.0, 20.0]
>>> compromise_gradient(c, s, x).position.round(2).tolist()
[0.56, 0.19, 0.25]
>>> change = smallest_change(c, s, x, target=50)
>>> change.value.position.round(1).tolist(), change.value.salience.round(1).tolist()
([80.0, nan, nan], [54.0, nan, nan])
"""

from goodoffices.models.bargaining.levers.agreement import ENOUGH, RankingAgreement, ranking_agreement
from goodoffices.models.bargaining.levers.by_input import ByInput
from goodoffices.models.bargaining.levers.full_range import FullRange, Reach, compromise_full_range, compromise_reach
from goodoffices.models.bargaining.levers.gradient import compromise_gradient
from goodoffices.models.bargaining.levers.pivots import Pivots, pivots
from goodoffices.models.bargaining.levers.shifts import ShiftEffects, shift_effects
from goodoffices.models.bargaining.levers.smallest_change import SmallestChange, smallest_change

__all__ = [
    "ENOUGH",
    "ByInput",
    "FullRange",
    "Pivots",
    "RankingAgreement",
    "Reach",
    "ShiftEffects",
    "SmallestChange",
    "compromise_full_range",
    "compromise_gradient",
    "compromise_reach",
    "pivots",
    "ranking_agreement",
    "shift_effects",
    "smallest_change",
]
