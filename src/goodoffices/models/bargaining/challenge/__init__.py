"""The challenge model: rounds of challenges, offers and concessions on one issue (Bueno de Mesquita 1994, 1997).

The publications leave many questions open. A `Reading` answers each of them by name; `PRESETS` holds readings with a
source, and `multiverse` runs all combinations at once.

>>> from goodoffices.models.bargaining.challenge import challenge_model
>>> emissions = challenge_model(
...     capability=[0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08],
...     salience=[0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7],
...     position=[4, 7, 4, 4, 10, 10, 10, 7, 4, 7],
... )
>>> emissions.median.round(2)[:4].tolist()
[7.0, 8.42, 9.61, 9.96]
"""

from goodoffices.models.bargaining.challenge.multiverse import Multiverse, multiverse, readings_of
from goodoffices.models.bargaining.challenge.offers import Move
from goodoffices.models.bargaining.challenge.reading import (
    BDM_1994_AT_REST,
    BDM_1994_CLOSEST,
    BDM_1997_PAIRWISE,
    OPEN_CHOICES,
    PRESETS,
    SCHOLZ_2011,
    SCHOLZ_2011_TEXT,
    Reading,
)
from goodoffices.models.bargaining.challenge.rounds import ChallengeRounds, challenge_model
from goodoffices.models.bargaining.challenge.table import ChallengeTable, Octant, challenge_table

__all__ = [
    "BDM_1994_AT_REST",
    "BDM_1994_CLOSEST",
    "BDM_1997_PAIRWISE",
    "OPEN_CHOICES",
    "PRESETS",
    "SCHOLZ_2011",
    "SCHOLZ_2011_TEXT",
    "ChallengeRounds",
    "ChallengeTable",
    "Move",
    "Multiverse",
    "Octant",
    "Reading",
    "challenge_model",
    "challenge_table",
    "multiverse",
    "readings_of",
]
