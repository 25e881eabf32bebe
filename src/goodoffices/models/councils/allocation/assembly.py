"""Seats of an assembly: district by district, with thresholds."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.allocation.district import DistrictResult, share_out
from goodoffices.models.councils.allocation.methods import Method
from goodoffices.models.councils.allocation.ties import TieRule


@dataclass(frozen=True)
class District:
    """A district: its seats, the votes cast in it, and how many candidates each list has there.

    Attributes
    ----------
    seats : int
        Seats to be filled.
    votes : mapping of str to int
        Valid votes of every list.
    candidates : mapping of str to int
        Lists that are not named have as many as they need.
    """

    seats: int
    votes: Mapping[str, int]
    candidates: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Thresholds:
    """The least share of the votes with which a list takes part, counted in its district and in all districts together."""

    district: Fraction | float = 0
    nationwide: Fraction | float = 0


@dataclass(frozen=True)
class AssemblyResult:
    """Seats of an assembly.

    Attributes
    ----------
    method : str
        Name of the method.
    districts : mapping of str to DistrictResult
        What every district gave.
    votes, seats : mapping of str to int
        Votes and seats of every list in all districts together.
    below : mapping of str to tuple of str
        Lists that stayed below a threshold, by district.
    vacant : int
        Seats that no list could fill.
    """

    method: str
    districts: Mapping[str, DistrictResult]
    votes: Mapping[str, int]
    seats: Mapping[str, int]
    below: Mapping[str, tuple[str, ...]]
    vacant: int

    @property
    def shares(self) -> dict[str, Fraction]:
        """Each list's share of the seats that were filled."""
        filled = sum(self.seats.values())
        return {name: Fraction(held, filled) if filled else Fraction(0) for name, held in self.seats.items()}


def elect(
    districts: Mapping[str, District],
    method: Method,
    *,
    thresholds: Thresholds = Thresholds(),
    ties: TieRule | None = None,
) -> AssemblyResult:
    """Share out the seats of every district among its lists.

    Parameters
    ----------
    districts : mapping of str to District
        The districts by name, such as provinces; for one allocation for the whole country see :func:`nationwide`.
    method : DivisorMethod or QuotaMethod
        How votes become seats, the same in all districts.
    thresholds : Thresholds
        Shares of the votes cast that a list must reach; a list exactly at a threshold takes part.
    ties : TieRule, optional
        How seats with equal claims are given; by lot with seed 0 if not said.

    Returns
    -------
    AssemblyResult

    Raises
    ------
    ModelInputError
        If there is no district, a threshold lies outside 0 to 1, or a district's numbers make no sense.

    Examples
    --------
    >>> from goodoffices.models.councils.allocation import HARE
    >>> provinces = {"hills": District(3, {"a": 700, "b": 200}), "coast": District(2, {"a": 400, "b": 390, "c": 20})}
    >>> result = elect(provinces, HARE)
    >>> result.seats, result.districts["hills"].seats
    ({'a': 3, 'b': 2, 'c': 0}, {'a': 2, 'b': 1})
    """
    if not districts:
        raise ModelInputError("an assembly needs at least one district")
    for what, share in (("district", thresholds.district), ("nationwide", thresholds.nationwide)):
        if not 0 <= share <= 1:
            raise ModelInputError(f"the {what} threshold is a share between 0 and 1; found {share}")
    total: Counter[str] = Counter()
    for district in districts.values():
        total.update(district.votes)
    cast = sum(total.values())
    small = {name for name, votes in total.items() if votes < Fraction(thresholds.nationwide) * cast}
    results: dict[str, DistrictResult] = {}
    below: dict[str, tuple[str, ...]] = {}
    for name, district in districts.items():
        level = Fraction(thresholds.district) * sum(district.votes.values())
        out = tuple(party for party, votes in district.votes.items() if votes and (party in small or votes < level))
        votes = {party: 0 if party in out else votes for party, votes in district.votes.items()}
        results[name] = share_out(
            votes, district.seats, method, candidates=district.candidates, ties=ties, district=name
        )
        if out:
            below[name] = out
    seats = dict.fromkeys(total, 0)
    for result in results.values():
        for party, held in result.seats.items():
            seats[party] += held
    vacant = sum(result.vacant for result in results.values())
    return AssemblyResult(method.name, results, dict(total), seats, below, vacant)


def nationwide(districts: Mapping[str, District]) -> District:
    """Return all districts as one: seats, votes and candidates added up.

    Examples
    --------
    >>> whole = nationwide({"hills": District(3, {"a": 700, "b": 200}), "coast": District(2, {"a": 400, "c": 20})})
    >>> whole.seats, whole.votes
    (5, {'a': 1100, 'b': 200, 'c': 20})
    """
    votes: Counter[str] = Counter()
    for district in districts.values():
        votes.update(district.votes)
    named = dict.fromkeys(party for district in districts.values() for party in district.candidates)
    candidates = {
        party: sum(
            district.candidates.get(party, district.seats) for district in districts.values() if party in district.votes
        )
        for party in named
    }
    return District(sum(district.seats for district in districts.values()), dict(votes), candidates)
