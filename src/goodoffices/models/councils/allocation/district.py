"""Seats of one district: shared out, with ties, exhausted lists and who was next in line."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.allocation.claims_and_quotas import Count, count_divisors, count_quotas
from goodoffices.models.councils.allocation.methods import DivisorMethod, Method
from goodoffices.models.councils.allocation.ties import ByLot, ByOrder, Tie, TieRule


@dataclass(frozen=True)
class LastSeat:
    """Who got the last seat, and who came closest to it.

    Attributes
    ----------
    winner, runner_up : str
        The list that got it, and the list that was next in line.
    votes_short : int or None
        How many more votes the runner-up needed, all other votes as they are, to have one more seat for certain, so that
        no tie is broken for it; None if no number is enough (a list's first seat under a method that gives every list one).
    """

    winner: str
    runner_up: str
    votes_short: int | None


@dataclass(frozen=True)
class DistrictResult:
    """Seats of one district.

    Attributes
    ----------
    seats : mapping of str to int
        Seats of every list.
    vacant : int
        Seats that no list could fill.
    ties : tuple of Tie
        Seats that were left to the rule for ties.
    exhausted : tuple of str
        Lists that would have had more seats than they have candidates.
    last : LastSeat or None
        Who got the last seat; None if nobody was next in line.
    quota : Fraction or None
        Votes for a full seat under a quota method, as last counted.
    """

    seats: Mapping[str, int]
    vacant: int
    ties: tuple[Tie, ...]
    exhausted: tuple[str, ...]
    last: LastSeat | None
    quota: Fraction | None


def share_out(
    votes: Mapping[str, int],
    seats: int,
    method: Method,
    *,
    candidates: Mapping[str, int] | None = None,
    ties: TieRule | None = None,
    district: str = "",
) -> DistrictResult:
    """Share the seats of one district out among its lists.

    Parameters
    ----------
    votes : mapping of str to int
        Votes of each list; a list without votes gets no seat.
    seats : int
        Seats of the district.
    method : DivisorMethod or QuotaMethod
        How votes become seats, such as `DHONDT` or `HARE`.
    candidates : mapping of str to int, optional
        How many candidates a list has; a list that is not named has as many as it needs.
    ties : TieRule, optional
        How seats with equal claims are given; by lot with seed 0 if not said.
    district : str
        Name of the district, from which its lots are drawn.

    Returns
    -------
    DistrictResult

    Raises
    ------
    ModelInputError
        If votes, seats or candidates are negative or no whole numbers, or a tied list is not in the order for ties.

    Notes
    -----
    All comparisons are exact. What an exhausted list cannot fill goes to the others: under a divisor method to the
    next claims; under a quota method the list is taken out with its votes and seats, and the rest is counted anew. Time
    grows with the number of lists and not with that of seats, unless lists are exhausted.

    Examples
    --------
    >>> from goodoffices.models.councils.allocation import DHONDT, HARE
    >>> votes = {"north": 6100, "south": 5000, "coast": 900}
    >>> share_out(votes, 10, DHONDT).seats
    {'north': 6, 'south': 4, 'coast': 0}
    >>> result = share_out(votes, 10, HARE)
    >>> result.seats, result.last
    ({'north': 5, 'south': 4, 'coast': 1}, LastSeat(winner='coast', runner_up='south', votes_short=1101))
    """
    _check(votes, seats, candidates or {}, district)
    room = {name: min(seats, (candidates or {}).get(name, seats)) for name, cast in votes.items() if cast}
    rule = ties or ByLot()
    running = {name: votes[name] for name in room}
    found = _count(running, seats, method, room, rule, district)
    last = None
    if found.last is not None and found.next is not None:
        short = _votes_short(running, seats, method, room, found, found.last, found.next)
        last = LastSeat(found.last, found.next, short)
    given = {name: found.seats.get(name, 0) for name in votes}
    return DistrictResult(
        given,
        seats - sum(given.values()),
        (found.tie,) if found.tie else (),
        tuple(name for name in votes if name in found.exhausted),
        last,
        found.quota,
    )


def _check(votes: Mapping[str, int], seats: int, candidates: Mapping[str, int], district: str) -> None:
    where = f" in {district}" if district else ""
    given: list[tuple[str, object]] = [(f"the seats{where}", seats)]
    given += [(f"the votes of {name!r}{where}", cast) for name, cast in votes.items()]
    given += [(f"the candidates of {name!r}{where}", number) for name, number in candidates.items()]
    for what, number in given:
        if not isinstance(number, int) or number < 0:
            raise ModelInputError(f"{what} must be a whole number and not negative; found {number!r}")
    for name in candidates:
        if name not in votes:
            raise ModelInputError(f"{name!r} has candidates and no entry among the votes{where}")


def _count(
    votes: Mapping[str, int], seats: int, method: Method, room: Mapping[str, int], rule: TieRule, district: str
) -> Count:
    if isinstance(method, DivisorMethod):
        return count_divisors(votes, seats, method, room, rule, district)
    return count_quotas(votes, seats, method, room, rule, district)


def _votes_short(
    votes: Mapping[str, int], seats: int, method: Method, room: Mapping[str, int], found: Count, last: str, after: str
) -> int | None:
    if isinstance(method, DivisorMethod):
        needed = method.votes_to_pass(method.claim(votes[last], found.seats[last]), found.seats[after] + 1)
        return None if needed is None else needed - votes[after]
    # Under a quota every vote moves the quota itself, so the number is looked for by counting again.
    against = ByOrder((*(name for name in votes if name != after), after))

    def enough(more: int) -> bool:
        counted = count_quotas(dict(votes) | {after: votes[after] + more}, seats, method, room, against, "")
        return counted.seats[after] > found.seats[after]

    high = 1
    while not enough(high):
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high
