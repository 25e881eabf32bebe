"""From votes to seats: divisor and quota methods over districts, with thresholds, lots and exhausted lists.

>>> from goodoffices.models.councils.allocation import HARE, SAINTE_LAGUE, District, elect, gallagher
>>> provinces = {"hills": District(3, {"a": 700, "b": 200}), "coast": District(2, {"a": 400, "b": 390})}
>>> result = elect(provinces, SAINTE_LAGUE)
>>> result.seats
{'a': 3, 'b': 2}
>>> round(float(gallagher(list(result.votes.values()), list(result.seats.values()))), 1)
5.1
"""

from goodoffices.models.councils.allocation.assembly import AssemblyResult, District, Thresholds, elect, nationwide
from goodoffices.models.councils.allocation.disproportionality import (
    effective_number,
    gallagher,
    loosemore_hanby,
    rae,
    sainte_lague_index,
)
from goodoffices.models.councils.allocation.district import DistrictResult, LastSeat, share_out
from goodoffices.models.councils.allocation.methods import (
    ADAMS,
    DEAN,
    DHONDT,
    DROOP,
    HAGENBACH_BISCHOFF,
    HARE,
    HUNTINGTON_HILL,
    IMPERIALI,
    METHODS,
    MODIFIED_SAINTE_LAGUE,
    SAINTE_LAGUE,
    DivisorMethod,
    Method,
    QuotaMethod,
)
from goodoffices.models.councils.allocation.ties import ByLot, ByOrder, ByVotes, Tie, TieRule

__all__ = [
    "ADAMS",
    "DEAN",
    "DHONDT",
    "DROOP",
    "HAGENBACH_BISCHOFF",
    "HARE",
    "HUNTINGTON_HILL",
    "IMPERIALI",
    "METHODS",
    "MODIFIED_SAINTE_LAGUE",
    "SAINTE_LAGUE",
    "AssemblyResult",
    "ByLot",
    "ByOrder",
    "ByVotes",
    "District",
    "DistrictResult",
    "DivisorMethod",
    "LastSeat",
    "Method",
    "QuotaMethod",
    "Thresholds",
    "Tie",
    "TieRule",
    "effective_number",
    "elect",
    "gallagher",
    "loosemore_hanby",
    "nationwide",
    "rae",
    "sainte_lague_index",
    "share_out",
]
