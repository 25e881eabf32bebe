"""The inverse problem: votes and a quota that give the members the power they are meant to have."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations_with_replacement
from math import comb

import numpy as np

from goodoffices.errors import ModelInputError
from goodoffices.models.councils.measures.power import Power
from goodoffices.models.councils.measures.shapley_shubik import shapley_shubik
from goodoffices.models.councils.rules.decision_rules import Quota
from goodoffices.models.councils.rules.simple_game import SimpleGame, simple_game

MOST_EXAMINED = 100_000
"""Up to so many distributions of votes times quotas, all are examined."""
MOST_MEMBERS = 12

Votes = tuple[int, ...]


@dataclass(frozen=True)
class VotesForPower:
    """Votes and a quota, and how near they come to the power wanted.

    Attributes
    ----------
    seats : mapping of str to int
        Votes of each member.
    quota : int
        Votes that carry a decision.
    power : Power
        The power they give.
    distance : Fraction
        Sum over the members of the differences between power and wanted power, taken as positive; at most 2.
    exhaustive : bool
        Whether all distributions of votes up to the limit were examined: then none of them comes nearer. If not, there may
        be better ones.
    examined : int
        How many pairs of votes and quota were examined.
    """

    seats: Mapping[str, int]
    quota: int
    power: Power
    distance: Fraction
    exhaustive: bool
    examined: int


def votes_for_power(
    wanted: Mapping[str, Fraction | float],
    *,
    most_votes: int = 10,
    index: Callable[[SimpleGame], Power] = shapley_shubik,
    starts: int = 20,
    seed: int = 0,
) -> VotesForPower:
    r"""Return votes and a quota whose power comes near to a wanted distribution.

    .. math:: \min_{w,\,q} \; \sum_i \left| \phi_i(q; w) - \frac{t_i}{\sum_j t_j} \right|

    over whole numbers of votes from 0 to `most_votes` and quotas from more than half of the votes to all of them.

    Parameters
    ----------
    wanted : mapping of str to Fraction or float
        Power that each member is meant to have, in any unit: the sum counts as 1. At most 12 members.
    most_votes : int, 1 or more
        The most votes that any member may have.
    index : callable
        `shapley_shubik` or `banzhaf`: an index that gives more votes no less power.
    starts : int
        Local searches to run if not everything can be examined.
    seed : int
        For where they start; same seed, same result.

    Returns
    -------
    VotesForPower

    Raises
    ------
    ModelInputError
        If nobody is meant to have power, somebody less than none, there are too many members, or `most_votes` is less than 1.

    Notes
    -----
    Not every distribution can be reached: n members play one of a few games, and each has its own powers. With few members all votes are
    examined that rank the members as the wanted power does, the fewest votes first, until the wanted power is reached;
    others cannot be nearer. Otherwise votes in proportion to the wanted power, fewest first, and then local search: from votes in proportion to the wanted power times a random scale, with a random quota, the best of all single steps of one vote
    up or down, with the quota in proportion or one more or less, until none is better. That is a heuristic without any promise.

    References
    ----------
    Leech, D. (2003), 'Power indices as an aid to institutional design: the generalised apportionment problem', in Holler et
    al. (eds), *Jahrbuch für Neue Politische Ökonomie* 22, Mohr Siebeck; Kurz, S. (2012), 'On the inverse power index
    problem', *Optimization* 61(8), 989-1011, on what can be reached.

    Examples
    --------
    >>> found = votes_for_power({"a": 60, "b": 20, "c": 20})
    >>> found.seats, found.quota, str(found.distance), found.exhaustive
    ({'a': 2, 'b': 1, 'c': 1}, 3, '2/15', True)
    """
    if most_votes < 1:
        raise ModelInputError(f"members need at least 1 vote at most; found {most_votes}")
    if not 0 < len(wanted) <= MOST_MEMBERS:
        raise ModelInputError(f"wanted power is for 1 to {MOST_MEMBERS} members; found {len(wanted)}")
    if min(wanted.values()) < 0 or not any(wanted.values()):
        raise ModelInputError("nobody can be meant to have less than no power, and somebody must be meant to have some")
    whole = sum((Fraction(share) for share in wanted.values()), Fraction(0))
    names = sorted(wanted, key=lambda name: -wanted[name])
    search = _Search(names, [Fraction(wanted[name]) / whole for name in names], index)
    size = len(names)
    everything = comb(size + most_votes, size) * size * most_votes // 2 <= MOST_EXAMINED
    if everything:
        search.examine(_all_votes(size, most_votes))
    else:
        search.examine(_in_proportion(search.wanted, most_votes))
        random = np.random.default_rng(seed)
        for _ in range(starts):
            if not search.best[0]:
                break
            search.climb(*_start(search.wanted, most_votes, random), most_votes)
    distance, votes, quota, power = search.best
    seats = dict(zip(names, votes, strict=True))
    in_order = {name: seats[name] for name in wanted}
    shares = {name: power.shares[name] for name in wanted}
    return VotesForPower(
        in_order, quota, Power(power.index, shares, power.method), distance, everything, search.examined
    )


class _Search:
    def __init__(self, names: list[str], wanted: list[Fraction], index: Callable[[SimpleGame], Power]) -> None:
        self.names, self.wanted, self.index = names, wanted, index
        self.known: dict[bytes, tuple[Fraction, Power]] = {}
        self.examined = 0
        self.best: tuple[Fraction, Votes, int, Power] = (Fraction(3), (), 0, Power("", {}, ""))

    def distance(self, votes: Votes, quota: int) -> Fraction:
        self.examined += 1
        game = simple_game(dict(zip(self.names, votes, strict=True)), Quota(quota))
        key = game.winning.tobytes()
        if key not in self.known:
            power = self.index(game)
            off = [abs(power.shares[name] - want) for name, want in zip(self.names, self.wanted, strict=True)]
            self.known[key] = sum(off, Fraction(0)), power
        distance, power = self.known[key]
        if distance < self.best[0]:
            self.best = distance, votes, quota, power
        return distance

    def examine(self, every: Iterable[tuple[Votes, int]]) -> None:
        for votes, quota in every:
            if not self.distance(votes, quota):
                return

    def climb(self, votes: Votes, quota: int, most_votes: int) -> None:
        here = self.distance(votes, quota)
        while True:
            steps = [(self.distance(*step), *step) for step in _steps(votes, quota, most_votes)]
            nearest, next_votes, next_quota = min(steps, key=lambda step: step[0])
            if nearest >= here:
                return
            here, votes, quota = nearest, next_votes, next_quota


def _all_votes(size: int, most: int) -> Iterator[tuple[Votes, int]]:
    ranked = (tuple(reversed(votes)) for votes in combinations_with_replacement(range(most + 1), size))
    for votes in sorted(ranked, key=lambda votes: (sum(votes), votes)):
        for quota in range(sum(votes) // 2 + 1, sum(votes) + 1):
            if any(votes):
                yield votes, quota


def _in_proportion(wanted: list[Fraction], most: int) -> Iterator[tuple[Votes, int]]:
    for scale in range(1, most + 1):
        votes = tuple(round(want / wanted[0] * scale) for want in wanted)
        for quota in range(sum(votes) // 2 + 1, sum(votes) + 1):
            yield votes, quota


def _start(wanted: list[Fraction], most: int, random: np.random.Generator) -> tuple[Votes, int]:
    scale = float(random.uniform(0.3, 1.0)) * most / float(wanted[0])
    votes = (max(1, round(float(wanted[0]) * scale)), *(min(most, round(float(want) * scale)) for want in wanted[1:]))
    total = sum(votes)
    return votes, min(total, max(total // 2 + 1, round(total * float(random.uniform(0.5, 1.0)))))


def _steps(votes: Votes, quota: int, most: int) -> Iterator[tuple[Votes, int]]:
    total = sum(votes)
    for member, have in enumerate(votes):
        for more in (have - 1, have + 1):
            changed = (*votes[:member], more, *votes[member + 1 :])
            if 0 <= more <= most and any(changed):
                for asked in {round(quota * sum(changed) / total), quota}:
                    yield changed, _within(asked, sum(changed))
    for asked in (quota - 1, quota + 1):
        yield votes, _within(asked, total)


def _within(quota: int, total: int) -> int:
    return min(total, max(total // 2 + 1, quota))
