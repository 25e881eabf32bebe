"""Limited moves of several decision makers straight from the definitions, as trees of play; nothing is shared with the package."""

from collections.abc import Iterable
from functools import cache

from tests.stability_oracle import Conflict, reach

Expected = tuple[int, ...]
"""The rank that each decision maker reckons with."""


class Lookahead:
    """What is expected of a conflict of a few states, in three senses."""

    def __init__(self, c: Conflict, ranks: list[list[int]], order: Iterable[int] = ()) -> None:
        self.c, self.ranks, self.order = c, ranks, list(order) or sorted(c.everybody)
        self.worst, self.turn = cache(self._worst), cache(self._turn)
        self.own_turn, self.answered = cache(self._own_turn), cache(self._answered)

    def stays(self, sense: str, h: int, i: int, s: int) -> bool:
        tree = {"worst": self.worst, "together": self.own_turn}
        return self.turn(h, (i,), s)[1] if sense == "turns" else tree[sense](h, i, s)[1]

    def end(self, s: int) -> Expected:
        return tuple(row[s] for row in self.ranks)

    def choice(self, i: int, stay: Expected, ways: list[Expected]) -> tuple[Expected, bool]:
        best = max((way[i] for way in ways), default=stay[i])
        if best <= stay[i]:
            return stay, True
        return self.least([way for way in ways if way[i] == best]), False

    def least(self, several: list[Expected]) -> Expected:
        return tuple(min(one[k] for one in several) for k in sorted(self.c.everybody))

    def _worst(self, h: int, i: int, s: int) -> tuple[Expected, bool]:
        if h == 0:
            return self.end(s), True
        ways = []
        for t in self.c.can_move(i, s):
            looked = [self.worst(h - 1, j, t) for j in self.c.everybody - {i}]
            leaving = [expected for expected, stays in looked if not stays]
            ways.append(self.least(leaving) if leaving else self.end(t))
        return self.choice(i, self.end(s), ways)

    def _turn(self, h: int, asked: tuple[int, ...], s: int) -> tuple[Expected, bool]:
        """Ask one after the other; the answer tells of the first."""
        if h == 0 or not asked:
            return self.end(s), True
        i, *later = asked
        place = self.order.index(i)
        next_asked = (*self.order[place + 1 :], *self.order[:place])
        passing = self.turn(h, tuple(later), s)[0]
        return self.choice(i, passing, [self.turn(h - 1, next_asked, t)[0] for t in self.c.can_move(i, s)])

    def _own_turn(self, h: int, i: int, s: int) -> tuple[Expected, bool]:
        if h == 0:
            return self.end(s), True
        return self.choice(i, self.end(s), [self.answered(h - 1, i, t) for t in self.c.can_move(i, s)])

    def _answered(self, h: int, i: int, t: int) -> Expected:
        if h == 0:
            return self.end(t)
        answers = []
        for q in set(self.c.states) - {t}:
            expected = self.own_turn(h - 1, i, q)[0]
            gainers = {k for k in self.c.everybody - {i} if expected[k] > self.ranks[k][t]}
            if q in reach(self.c, gainers, t):
                answers.append((gainers, expected))
        left = [
            expected
            for gainers, expected in answers
            if not any(all(other[k] > expected[k] for k in gainers) for _, other in answers)
        ]
        return self.least(left) if left else self.end(t)
