"""Stability straight from the definitions, on sets and without cleverness, for conflicts of a few states.

A second reading of the literature to hold the fast one against: nothing here is shared with the package.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations
from typing import Literal

Pair = tuple[int, int]
Group = frozenset[int]
Direction = Literal["both", "forward", "backward"]


@dataclass(frozen=True)
class Conflict:
    """Moves of each decision maker as pairs; who prefers what as pairs (worse, better); what is unknown, both ways."""

    states: range
    moves: tuple[frozenset[Pair], ...]
    prefers: tuple[frozenset[Pair], ...]
    unknown: tuple[frozenset[Pair], ...] = ()

    @property
    def everybody(self) -> Group:
        return frozenset(range(len(self.moves)))

    def can_move(self, i: int, s: int) -> set[int]:
        return {t for (a, t) in self.moves[i] if a == s}

    def better(self, i: int, s: int, q: int) -> bool:
        """Whether i prefers q to s."""
        return (s, q) in self.prefers[i]

    def not_better(self, i: int, s: int, q: int) -> bool:
        return not self.better(i, s, q)

    def not_known(self, i: int, s: int, q: int) -> bool:
        return bool(self.unknown) and (s, q) in self.unknown[i]


def from_ranks(
    states: int, moves: Iterable[Iterable[Pair]], ranks: Iterable[Iterable[int]], unknown: Iterable[Iterable[Pair]] = ()
) -> Conflict:
    pairs = [(s, q) for s in range(states) for q in range(states)]
    doubtful = tuple(frozenset(chain(one, ((q, s) for s, q in one))) for one in map(list, unknown))
    prefers = [frozenset((s, q) for s, q in pairs if r[q] > r[s]) for r in map(list, ranks)]
    if doubtful:
        prefers = [one - vague for one, vague in zip(prefers, doubtful, strict=True)]
    return Conflict(range(states), tuple(frozenset(one) for one in moves), tuple(prefers), doubtful)


Allowed = Callable[[int, int, int], bool]
"""Whether a mover may go from a state to another."""


def anything(_i: int, _s: int, _q: int) -> bool:
    return True


def reach(c: Conflict, group: Iterable[int], s: int, allowed: Allowed = anything) -> set[int]:
    """R_H(s), or R_H+(s): states reached by members of a group, nobody moving twice in a row."""
    group = set(group)
    found = {(t, i) for i in group for t in c.can_move(i, s) if allowed(i, s, t)}
    while True:
        more = {(t, j) for (q, i) in found for j in group - {i} for t in c.can_move(j, q) if allowed(j, q, t)} - found
        if not more:
            return {q for q, _ in found}
        found |= more


def individual(c: Conflict, concept: str, i: int, s: int, sanction: str = "not_better") -> bool:
    others = c.everybody - {i}

    def keeps_away(q: int) -> bool:
        return c.not_better(i, s, q) if sanction == "not_better" else c.better(i, q, s)

    def sanctions(q: int) -> bool:
        if not keeps_away(q):
            return False
        return concept not in ("smr", "sseq") or all(keeps_away(r) for r in c.can_move(i, q))

    def sanctioned(t: int) -> bool:
        if concept == "nash":
            return False
        answers = reach(c, others, t, c.better if concept in ("seq", "sseq") else anything)
        return any(sanctions(q) for q in answers)

    return all(sanctioned(t) for t in c.can_move(i, s) if c.better(i, s, t))


def under_unknown(c: Conflict, concept: str, extension: str, i: int, s: int) -> bool:
    others = c.everybody - {i}

    def wanted(j: int, a: int, b: int) -> bool:
        return c.better(j, a, b) or c.not_known(j, a, b)

    def would_leave_for(t: int) -> bool:
        return wanted(i, s, t) if extension in "ac" else c.better(i, s, t)

    def blocks(q: int) -> bool:
        return not wanted(i, s, q) if extension in "ab" else not c.better(i, s, q)

    def sanctions(q: int) -> bool:
        return blocks(q) and (concept != "smr" or all(blocks(r) for r in c.can_move(i, q)))

    def sanctioned(t: int) -> bool:
        if concept == "nash":
            return False
        return any(sanctions(q) for q in reach(c, others, t, wanted if concept == "seq" else anything))

    return all(sanctioned(t) for t in c.can_move(i, s) if would_leave_for(t))


def subsets(group: Iterable[int]) -> Iterator[Group]:
    members = sorted(group)
    for size in range(1, len(members) + 1):
        yield from map(frozenset, combinations(members, size))


def gains(c: Conflict, group: Group, s: int, q: int, improvement: str) -> bool:
    better = [c.better(i, s, q) for i in group]
    return all(better) if improvement == "all_gain" else any(better) and not any(c.better(i, q, s) for i in group)


class Coalitions:
    """Coalition stability; keeps the coalition improvements it has found."""

    def __init__(self, c: Conflict, improvement: str = "all_gain") -> None:
        self.c, self.improvement = c, improvement
        self.improvements = cache(self._improvements)

    def _improvements(self, group: Group, s: int) -> frozenset[int]:
        return frozenset(q for q in reach(self.c, group, s) if gains(self.c, group, s, q, self.improvement))

    def joint_answers(self, others: Group, t: int) -> set[int]:
        found = {(q, k) for k in subsets(others) for q in self.improvements(k, t)}
        while True:
            more = {
                (r, k) for (q, last) in found for k in subsets(others) if k != last for r in self.improvements(k, q)
            } - found
            if not more:
                return {q for q, _ in found}
            found |= more

    def stable(self, concept: str, group: Group, s: int) -> bool:
        others = self.c.everybody - group

        def blocks(q: int) -> bool:
            return not gains(self.c, group, s, q, self.improvement)

        def sanctioned(t: int) -> bool:
            if concept == "nash":
                return False
            answers = self.joint_answers(others, t) if concept == "seq" else reach(self.c, others, t)
            return any(
                blocks(q) and (concept != "smr" or all(blocks(r) for r in reach(self.c, group, q))) for q in answers
            )

        return all(sanctioned(t) for t in self.improvements(group, s))


def limited_move_end(c: Conflict, ranks: list[list[int]], h: int, i: int, s: int) -> int:
    """G_h(i, s) of two decision makers, by recursion; whoever does not gain strictly stays."""
    if h == 0:
        return s
    ends = [limited_move_end(c, ranks, h - 1, 1 - i, t) for t in sorted(c.can_move(i, s))]
    if not ends:
        return s
    best = min(ends, key=lambda end: (-ranks[i][end], ranks[1 - i][end]))
    return best if ranks[i][best] > ranks[i][s] else s


def status_quo_table(c: Conflict, start: int) -> dict[tuple[int, int], int]:
    """The first k with a state in S_i^(k), for every pair (i, state)."""
    table: dict[tuple[int, int], int] = {}
    current = {(i, t) for i in c.everybody for t in c.can_move(i, start)}
    k = 1
    while current - set(table):
        table |= {pair: k for pair in current if pair not in table}
        current = {(i, t) for (j, q) in current for i in c.everybody - {j} for t in c.can_move(i, q)}
        k += 1
    return table


@dataclass(frozen=True)
class Drawn:
    """A random conflict, in plain lists."""

    states: int
    moves: list[list[Pair]]
    ranks: list[list[int]]
    unknown: list[list[Pair]]
    seed: int = 0

    @property
    def conflict(self) -> Conflict:
        return from_ranks(self.states, self.moves, self.ranks)

    @property
    def uncertain(self) -> Conflict:
        return from_ranks(self.states, self.moves, self.ranks, self.unknown)


def drawn(seed: int, decision_makers: int | None = None) -> Drawn:
    """Draw two to four decision makers with moves at random: shared, irreversible, not transitive; ranks with ties."""
    rng = random.Random(seed)
    count, states = decision_makers or rng.randint(2, 4), rng.randint(2, 7)
    density, levels = rng.choice([0.1, 0.2, 0.35, 0.6]), rng.choice([2, 3, states, 3 * states])
    pairs = [(s, q) for s in range(states) for q in range(states) if s != q]
    moves = [[pair for pair in pairs if rng.random() < density] for _ in range(count)]
    ranks = [[rng.randrange(levels) for _ in range(states)] for _ in range(count)]
    share = rng.choice([0.0, 0.2, 0.5])
    unknown = [[(s, q) for s, q in pairs if s < q and rng.random() < share] for _ in range(count)]
    return Drawn(states, moves, ranks, unknown, seed)


DrawnOption = tuple[str, str, Direction]
Pattern = list[tuple[str, bool]]


def drawn_options(seed: int) -> tuple[list[DrawnOption], list[Pattern], Drawn]:
    """Draw owned options with directions, patterns that cannot be, and the graph they make."""
    rng = random.Random(seed)
    people = rng.randint(2, 3)
    owners = [*range(people), *(rng.randrange(people) for _ in range(rng.randint(0, 4 - people)))]
    directions: list[Direction] = ["both", "both", "forward", "backward"]
    options = [(f"o{k}", f"d{owner}", rng.choice(directions)) for k, owner in enumerate(owners)]
    patterns = [
        [(f"o{k}", rng.random() < 0.5) for k in rng.sample(range(len(options)), 2)] for _ in range(rng.randint(0, 2))
    ]
    combinations_of = [{f"o{k}" for k in range(len(options)) if code >> k & 1} for code in range(1 << len(options))]
    feasible = [
        taken for taken in combinations_of if not any(all((o in taken) == yes for o, yes in p) for p in patterns)
    ]
    if not feasible:
        return drawn_options(seed + 1)

    def can(owner: str, s: set[str], t: set[str]) -> bool:
        return all(
            whose == owner and (way == "both" or (way == "forward") == (option in t))
            for option, whose, way in options
            if (option in s) != (option in t)
        )

    moves = [
        [(a, b) for a, s in enumerate(feasible) for b, t in enumerate(feasible) if a != b and can(f"d{i}", s, t)]
        for i in range(people)
    ]
    ranks = [[rng.randrange(rng.choice([3, 9])) for _ in feasible] for _ in range(people)]
    return options, patterns, Drawn(len(feasible), moves, ranks, [[] for _ in range(people)], seed)
