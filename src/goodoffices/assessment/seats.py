"""Seats from votes: an election under one method or several, and how far the seats are from the votes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.models.councils.allocation import (
    METHODS,
    AssemblyResult,
    ByLot,
    ByVotes,
    District,
    Method,
    Thresholds,
    effective_number,
    elect,
    gallagher,
    loosemore_hanby,
    nationwide,
)

WHOLE = "the whole country"
NAMES: Mapping[str, Method] = {
    "dhondt": METHODS[0],
    "sainte-lague": METHODS[1],
    "modified-sainte-lague": METHODS[2],
    "adams": METHODS[3],
    "huntington-hill": METHODS[4],
    "dean": METHODS[5],
    "hare": METHODS[6],
    "droop": METHODS[7],
    "hagenbach-bischoff": METHODS[8],
    "imperiali": METHODS[9],
}
"""The methods under the names of the command line."""


@dataclass(frozen=True)
class Election:
    """What one method gives, and how far its seats are from the votes.

    Attributes
    ----------
    result : AssemblyResult
        Seats by list and district.
    gallagher, loosemore_hanby : float or None
        Disproportionality in percentage points; None if nobody has votes or seats.
    parties_by_votes, parties_by_seats : float or None
        Effective numbers of parties.
    """

    result: AssemblyResult
    gallagher: float | None
    loosemore_hanby: float | None
    parties_by_votes: float | None
    parties_by_seats: float | None


def elections(
    districts: Mapping[str, District],
    methods: Sequence[Method],
    *,
    threshold: Fraction = Fraction(0),
    district_threshold: Fraction = Fraction(0),
    as_one: bool = False,
    by_votes: bool = False,
    seed: int = 0,
) -> list[Election]:
    """Share out all seats by each of the methods.

    Parameters
    ----------
    districts : mapping of str to District
        Votes and seats.
    methods : sequence of Method
        How votes become seats.
    threshold, district_threshold : Fraction, 0 to 1
        Least share of all votes, and of the district's, with which a list takes part.
    as_one : bool
        Whether all districts are put together as one.
    by_votes : bool
        Whether a seat with equal claims goes to the list with more votes, and by lot only if they have as many.
    seed : int
        For lots.
    """
    held = {WHOLE: nationwide(districts)} if as_one else districts
    ties = ByVotes(seed) if by_votes else ByLot(seed)
    thresholds = Thresholds(district_threshold, threshold)
    return [_election(elect(held, method, thresholds=thresholds, ties=ties)) for method in methods]


def _election(result: AssemblyResult) -> Election:
    votes, seats = list(result.votes.values()), list(result.seats.values())
    if not sum(votes):
        return Election(result, None, None, None, None)
    by_votes = float(effective_number(votes))
    if not sum(seats):
        return Election(result, None, None, by_votes, None)
    return Election(
        result,
        float(gallagher(votes, seats)),
        float(loosemore_hanby(votes, seats)),
        by_votes,
        float(effective_number(seats)),
    )
