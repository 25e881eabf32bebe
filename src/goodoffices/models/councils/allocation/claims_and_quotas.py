"""The two ways of counting, by claims and by quotas, over lists that may run out of candidates."""

import heapq
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.models.councils.allocation.methods import DivisorMethod, QuotaMethod
from goodoffices.models.councils.allocation.ties import Tie, TieRule, break_tie


@dataclass(frozen=True)
class Count:
    """What a count found.

    Attributes
    ----------
    seats : mapping of str to int
        Seats of every list that has votes.
    tie : Tie or None
        The last seats, if more lists had the same claim to them than there were.
    exhausted : frozenset of str
        Lists that would have had more seats than they have candidates.
    last, next : str or None
        Who got the last seat and who was next in line for it; None if nobody.
    quota : Fraction or None
        Votes for a full seat.
    """

    seats: Mapping[str, int]
    tie: Tie | None
    exhausted: frozenset[str]
    last: str | None
    next: str | None
    quota: Fraction | None = None


def count_divisors(
    votes: Mapping[str, int], seats: int, method: DivisorMethod, room: Mapping[str, int], rule: TieRule, district: str
) -> Count:
    """Give the seats one by one to the highest claim; `votes` are above nought, `room` is how many seats a list can fill."""
    names = list(votes)
    given = {name: min(room[name], safe) for name, safe in _safe(votes, seats, method).items()}
    heap = [
        (_turned(method.claim(votes[name], given[name] + 1)), place)
        for place, name in enumerate(names)
        if given[name] < room[name]
    ]
    heapq.heapify(heap)
    left = seats - sum(given.values())
    tie: Tie | None = None
    last: str | None = None
    while left and heap:
        claim = heap[0][0]
        level = []
        while heap and heap[0][0] == claim:
            level.append(heapq.heappop(heap)[1])
        if len(level) > left:
            tie = break_tie(rule, [names[place] for place in level], left, votes, district)
            level = [place for place in level if names[place] in tie.winners]
        for place in level:
            last = names[place]
            given[last] += 1
            if given[last] < room[last]:
                heapq.heappush(heap, (_turned(method.claim(votes[last], given[last] + 1)), place))
        left -= len(level)
    full = [name for name in names if given[name] == room[name]]
    if last is None or left:
        return Count(given, tie, frozenset(full if seats else ()), None, None)
    lowest = method.claim(votes[last], given[last])
    exhausted = frozenset(name for name in full if method.claim(votes[name], given[name] + 1) > lowest)
    beaten = [name for name in tie.lists if name not in tie.winners] if tie else []
    waiting = [names[place] for _, place in sorted(heap) if names[place] != last]
    return Count(given, tie, exhausted, last, next(iter(beaten or waiting), None))


def _safe(votes: Mapping[str, int], seats: int, method: DivisorMethod) -> dict[str, int]:
    """Return seats that every list is sure of, all but about as many as there are lists."""
    spare = seats - len(votes)
    if spare <= 0:
        return dict.fromkeys(votes, 0)
    # A divisor is not below its seat less one, so fewer claims than there are seats are above this price.
    price = Fraction(sum(votes.values()), spare)
    safe = {}
    for name, cast in votes.items():
        level = cast / price
        bound = level**2 if method.squared else level
        seat = int(level) + 1
        while seat and method.divisor(seat) >= bound:
            seat -= 1
        safe[name] = seat
    return safe


def _turned(claim: tuple[int, Fraction]) -> tuple[int, Fraction]:
    # A heap hands out its smallest entry first.
    return -claim[0], -claim[1]


def count_quotas(
    votes: Mapping[str, int], seats: int, method: QuotaMethod, room: Mapping[str, int], rule: TieRule, district: str
) -> Count:
    """Give a seat for each full quota and the rest by remainders; `votes` are above nought."""
    filled: dict[str, int] = {}
    while True:
        running = {name: cast for name, cast in votes.items() if name not in filled}
        left = seats - sum(filled.values())
        if not running or not left:
            given = {name: filled.get(name, 0) for name in votes}
            return Count(given, None, frozenset(filled), None, None)
        quota, given = _full_quotas(running, left, method)
        rest = left - sum(given.values())
        full = [name for name in running if given[name] >= room[name]]
        over = [name for name in full if given[name] > room[name]]
        if not over and rest > len(running) - len(full):
            over = full
        if not over:
            break
        filled |= {name: room[name] for name in over}
    remainders = {name: running[name] - given[name] * quota for name in running}
    ranked = sorted((name for name in running if name not in full), key=lambda name: -remainders[name])
    tie: Tie | None = None
    if 0 < rest < len(ranked) and remainders[ranked[rest - 1]] == remainders[ranked[rest]]:
        level = [name for name in ranked if remainders[name] == remainders[ranked[rest]]]
        above = [name for name in ranked if remainders[name] > remainders[ranked[rest]]]
        tie = break_tie(rule, level, rest - len(above), votes, district)
        ranked = [*above, *tie.winners, *(name for name in ranked if name not in (*above, *tie.winners))]
    for name in ranked[:rest]:
        given[name] += 1
    after = ranked[rest] if rest < len(ranked) else None
    if rest:
        last = ranked[rest - 1]
    else:
        # Every seat was a full quota: the one that was reached by the fewest votes was the last to be safe.
        last = min((name for name in running if given[name] and name != after), key=lambda n: remainders[n], default="")
    would = frozenset(name for name in full if rest and remainders[name] > remainders[last])
    seats_given = {name: filled.get(name, given.get(name, 0)) for name in votes}
    return Count(seats_given, tie, frozenset(filled) | would, last or None, after, quota)


def _full_quotas(votes: Mapping[str, int], seats: int, method: QuotaMethod) -> tuple[Fraction, dict[str, int]]:
    for quota in method.quotas(sum(votes.values()), seats):
        given = {name: int(cast // quota) for name, cast in votes.items()}
        if 0 <= seats - sum(given.values()) <= len(votes):
            break
    return quota, given
