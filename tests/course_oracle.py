"""A second, slower way to follow a plan month by month: a table of what has happened, with its probability, in plain Python."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial

from goodoffices.models.implementation.course import Conduct, answer_to, watcher_of
from goodoffices.models.implementation.plan import ALL, Gate, Phase, Plan


@dataclass(frozen=True)
class State:
    """What has happened: steps, confirmations, gates opened by time, how each conduct stands, and the end if there is one."""

    done: frozenset[tuple[str, str]]
    confirmed: frozenset[tuple[str, str, str, bool]]
    opened: frozenset[str]
    stances: tuple[str, ...]
    end: str = ""


Spread = Iterator[tuple[float, State]]


class Follower:
    """Follows a plan; chances a month are named as the parameters of the course."""

    def __init__(self, plan: Plan, conducts: tuple[Conduct, ...], chances: Mapping[tuple[str, ...], float]) -> None:
        self.plan, self.conducts, self.chances = plan, conducts, chances

    def after(self, months: int) -> dict[str, float]:
        """Return how likely each end is by so many months."""
        start = State(frozenset(), frozenset(), frozenset(), ("undecided",) * len(self.conducts))
        table = {start: 1.0}
        for _ in range(months):
            for party in self.plan.parties:
                table = self._each(table, partial(self._work, party=party))
            table = self._each(table, partial(self._work, party=ALL))
            for number in range(len(self.conducts)):
                table = self._each(table, partial(self._break, n=number))
            for key in self._groups():
                table = self._each(table, partial(self._confirm, group=key))
            for phase in self.plan.phases:
                if phase.gate and phase.gate.opens_anyway:
                    table = self._each(table, partial(self._open, phase=phase))
        found: dict[str, float] = defaultdict(float)
        for state, chance in table.items():
            found[state.end] += chance
        return found

    def _each(self, table: dict[State, float], move: Callable[[State], Spread]) -> dict[State, float]:
        after: dict[State, float] = defaultdict(float)
        for state, chance in table.items():
            if state.end:
                after[state] += chance
                continue
            for share, reached in move(state):
                if share > 0:
                    after[self._ended(reached)] += chance * share
        return after

    def _ended(self, s: State) -> State:
        if not s.end and all(self._complete(s, phase, True) for phase in self.plan.phases):
            return replace(s, end="completed")
        return s

    def _out(self, s: State, party: str) -> bool:
        return any(
            c.party == party and stance == "excluded" for c, stance in zip(self.conducts, s.stances, strict=True)
        )

    def _complete(self, s: State, phase: Phase, lenient: bool, party: str | None = None) -> bool:
        whose = (party,) if party is not None else phase.parties or (ALL,)
        return all((phase.id, who) in s.done or (lenient and self._out(s, who)) for who in whose)

    def _keys(self, gate: Gate, party: str) -> list[tuple[str, str, str, bool]]:
        return [
            (gate.verifier, name, party if gate.of == "own_party" and party in self.plan.phase(name).parties else ALL, gate.goes_on_without)
            for name in gate.confirms
        ]  # fmt: skip

    def _groups(self) -> list[tuple[str, str]]:
        return list(dict.fromkeys((key[0], key[2]) for key in self._all_keys()))

    def _all_keys(self) -> list[tuple[str, str, str, bool]]:
        keys = [
            key for phase in self.plan.phases if phase.gate for who in phase.parties or (ALL,) for key in self._keys(phase.gate, who)
        ]  # fmt: skip
        order = [phase.id for phase in self.plan.phases]
        return sorted(dict.fromkeys(keys), key=lambda key: order.index(key[1]))

    def _may(self, s: State, phase: Phase, party: str) -> bool:
        for name in phase.waits_for:
            other = self.plan.phase(name)
            own = party in other.parties
            if own and not self._complete(s, other, True, party):
                return False
            if not own and not (phase.gate and name in phase.gate.confirms) and not self._complete(s, other, True):
                return False
        if phase.gate is None or phase.id in s.opened:
            return True
        return all(key in s.confirmed for key in self._keys(phase.gate, party))

    def _work(self, s: State, party: str) -> Spread:
        open_ = [
            phase
            for phase in self.plan.phases
            if party in (phase.parties or (ALL,)) and (phase.id, party) not in s.done and not self._out(s, party) and self._may(s, phase, party)
        ]  # fmt: skip
        if not open_:
            yield 1.0, s
            return
        phase = open_[0]  # of several the first in the order of the plan
        pace = self.chances["pace", phase.id, party]
        done = replace(s, done=s.done | {(phase.id, party)})
        if any(
            c.party == party and stance in ("holds", "found")
            for c, stance in zip(self.conducts, s.stances, strict=True)
        ):
            yield 1.0, s
            return
        deciding = [
            n for n, c in enumerate(self.conducts) if (c.party, c.phase) == (party, phase.id) and s.stances[n] == "undecided"
        ]  # fmt: skip
        if not deciding:
            yield pace, done
            yield 1 - pace, s
            return
        n = deciding[0]
        meant = self.chances["chance", party, phase.id]
        yield meant, self._stand(s, n, "holds")
        yield (1 - meant) * pace, self._stand(done, n, "keeps")
        yield (1 - meant) * (1 - pace), self._stand(s, n, "keeps")

    @staticmethod
    def _stand(s: State, n: int, stance: str) -> State:
        return replace(s, stances=tuple(stance if m == n else old for m, old in enumerate(s.stances)))

    def _lead(self, s: State, party: str) -> int:
        def over(other: str) -> int:
            return sum(
                (phase.id, other) in s.done and (phase.id, party) not in s.done
                for phase in self.plan.phases
                if party in phase.parties and other in phase.parties
            )

        return max((over(other) for other in self.plan.parties if other != party), default=0)

    def _pending(self, s: State, key: tuple[str, str, str, bool]) -> bool:
        if key in s.confirmed:
            return False
        phase = self.plan.phase(key[1])
        return (key[1], key[2]) in s.done if key[2] else self._complete(s, phase, key[3])

    def _break(self, s: State, n: int) -> Spread:
        c, stance, lead = self.conducts[n], s.stances[n], self._lead(s, self.conducts[n].party)
        attack = found = 0.0
        if stance == "holds" and not any(self._pending(s, key) for key in self._all_keys()):
            attack = self.chances["attack", c.party, c.phase] if lead >= c.lead else 0.0
            watcher = watcher_of(self.plan, c)
            found = self.chances["finds_out", watcher] if watcher and lead >= 1 else 0.0
        elif stance == "found" and lead >= c.lead:
            attack = self.chances["attack", c.party, c.phase]
        elif stance == "excluded" and lead >= c.lead and c.excluded_attack is not None:
            attack = self.chances["excluded_attack", c.party, c.phase]
        yield attack, replace(s, end="war")
        yield (1 - attack) * (1 - found), s
        if found:
            for share, after in self._answer(s, n, c):
                yield (1 - attack) * found * share, after

    def _answer(self, s: State, n: int, c: Conduct) -> Spread:
        answer = answer_to(self.plan, c)
        if answer == "exclusion":
            yield 1.0, self._stand(s, n, "excluded")
        elif answer == "ends":
            yield 1.0, replace(s, end="ended")
        elif answer == "pressure" and c.relents is not None:
            relents = self.chances["relents", c.party, c.phase]
            yield relents, self._stand(s, n, "keeps")
            yield 1 - relents, self._stand(s, n, "found")
        else:
            yield 1.0, self._stand(s, n, "found")

    def _confirm(self, s: State, group: tuple[str, str]) -> Spread:
        pending = [key for key in self._all_keys() if (key[0], key[2]) == group and self._pending(s, key)]
        if not pending:
            yield 1.0, s
            return
        confirms = self.chances["confirms", group[0]]
        yield confirms, replace(s, confirmed=s.confirmed | {pending[0]})
        yield 1 - confirms, s

    def _open(self, s: State, phase: Phase) -> Spread:
        assert phase.gate
        names = [self.plan.phase(name) for name in phase.gate.confirms]
        begun = all(any(self._may(s, other, who) for who in other.parties or (ALL,)) for other in names)
        if phase.id in s.opened or not begun:
            yield 1.0, s
            return
        limit = self.chances["opens_anyway", phase.id]
        yield limit, replace(s, opened=s.opened | {phase.id})
        yield 1 - limit, s
