"""The commands of a plan's course, turn by turn."""

from collections.abc import Iterator, Mapping
from functools import partial

from goodoffices.models.implementation.course.conduct import Conduct, answer_to, watcher_of
from goodoffices.models.implementation.course.lanes import Lane, lanes
from goodoffices.models.implementation.course.places import (
    ENDED,
    EXCLUDED,
    FOUND_OUT,
    HOLDS_BACK,
    KEEPS,
    UNDECIDED,
    WAR,
    Confirmation,
    Places,
    all_of,
    any_of,
)
from goodoffices.models.implementation.markov import (
    Command,
    Expression,
    Kind,
    Model,
    Parameter,
    Reward,
    Variable,
    action_reward,
    command,
    minimum,
)
from goodoffices.models.implementation.markov.expressions import as_expression
from goodoffices.models.implementation.plan import Phase, Plan

Change = Mapping[Variable, Expression | float]
Branch = tuple[Expression | float, Change]


class Turns:
    """The commands of a course, turn by turn."""

    def __init__(self, plan: Plan, conducts: tuple[Conduct, ...], sizes: Mapping[str, int]) -> None:
        self.plan, self.conducts = plan, conducts
        self.places = Places(plan, conducts, sizes)
        self.parameters: dict[tuple[str, ...], Parameter] = {}
        self.behind = {party: self.places.names.of("behind", party) for party in plan.parties}
        self.lanes = lanes(plan)
        self.groups = _groups(self.places)
        turns = len(self.lanes) + len(conducts) + len(self.groups) + len(self.places.opened)
        self.move = Variable(
            "turn", 0, max(turns - 1, 1)
        )  # a month of one turn has an idle one, so that no state leads to itself
        self.early = [number for number, conduct in enumerate(conducts) if conduct.early]
        self.drawn = Variable("drawn", 0, len(self.early)) if self.early else None
        running = self.places.running
        self.ready = running & (self.drawn == len(self.early)) if self.drawn is not None else running

    def model(self) -> Model:
        """Return the chain."""
        p = self.places
        extra = [v for v in (p.clock, self.drawn) if v is not None]
        variables = (*p.done.values(), *p.confirmed.values(), *p.opened.values(), *p.stance, p.outcome, *extra)
        commands = tuple(self._commands())
        return Model(
            Kind.CHAIN,
            (*variables, self.move),
            commands,
            tuple(self.parameters.values()),
            self._labels(),
            self._rewards(),
        )

    def _commands(self) -> Iterator[Command]:
        yield from self._drawing()
        turns = [
            *(partial(self._working, lane=lane) for lane in self.lanes),
            *(partial(self._breaking, number=number) for number in range(len(self.conducts))),
            *(partial(self._confirming, group=group) for group in self.groups.values()),
            *(partial(self._opening, phase=self.plan.phase(name)) for name in self.places.opened),
        ]
        for turn, commands in enumerate(turns):
            yield from commands(turn)
        for turn in range(len(turns), self.move.high + 1):
            yield self._command(turn, as_expression(True), (1, self._next(turn)))

    def chance(self, *parts: str) -> Parameter:
        """Return the parameter of a name, made when it is first asked for."""
        if parts not in self.parameters:
            self.parameters[parts] = Parameter(self.places.names.of(*parts))
        return self.parameters[parts]

    def _at(self, turn: int) -> Expression:
        return self.ready & (self.move == turn)

    def _next(self, turn: int, change: Change | None = None) -> Change:
        """Return a change with the turn passed on; after the last turn a month is over."""
        last = turn == self.move.high
        passed: dict[Variable, Expression | float] = {self.move: 0 if last else turn + 1}
        clock = self.places.clock
        if last and clock is not None:
            passed[clock] = minimum(clock + 1, clock.high)
        return {**(change or {}), **passed}

    def _command(self, turn: int, guard: Expression, *branches: Branch) -> Command:
        return command(self._at(turn) & guard, *branches, action="month" if turn == 0 else "")

    def _drawing(self) -> Iterator[Command]:
        for place, number in enumerate(self.early):
            c, stance = self.conducts[number], self.places.stance[number]
            meant = self.chance("chance", c.party, c.phase)
            assert self.drawn is not None
            guard = self.places.running & (self.drawn == place)
            yield command(
                guard,
                (meant, {stance: HOLDS_BACK, self.drawn: place + 1}),
                (1 - meant, {stance: KEEPS, self.drawn: place + 1}),
            )

    def _working(self, turn: int, lane: Lane) -> Iterator[Command]:
        party, names = lane
        p, taken = self.places, list[Expression]()
        for name in names:
            open_ = (p.done[name, party] == 0) & p.may_take(self.plan.phase(name), party)
            if party:
                open_ = open_ & ~p.excluded(party)
            here = open_ & ~any_of(taken) if taken else open_
            taken.append(open_)
            yield from self._taking(turn, party, name, here)
        yield self._command(turn, ~any_of(taken), (1, self._next(turn)))

    def _taking(self, turn: int, party: str, name: str, here: Expression) -> Iterator[Command]:
        p = self.places
        pace, done = self.chance("pace", name, party), p.done[name, party]
        mine = [n for n, c in enumerate(self.conducts) if c.party == party and name in _held(self.plan, c)]
        refusing = [n for n in mine if self.conducts[n].stalls is None]
        held = {n: (p.stance[n] == HOLDS_BACK) | (p.stance[n] == FOUND_OUT) for n in mine}
        deciding = [n for n in mine if self.conducts[n].phase == name and not self.conducts[n].early]
        free = here & ~any_of(held[n] for n in mine) if mine else here
        for n in deciding:  # at most one: a party has one conduct per phase
            c, stance = self.conducts[n], p.stance[n]
            meant = self.chance("chance", party, c.phase)
            goes_on = [
                ((1 - meant) * pace, self._next(turn, {done: 1, stance: KEEPS})),
                ((1 - meant) * (1 - pace), self._next(turn, {stance: KEEPS})),
            ]
            if c.stalls is None:
                stops: list[Branch] = [(meant, self._next(turn, {stance: HOLDS_BACK}))]
            else:
                still = pace * (1 - self.chance("stalls", party, c.phase))
                stops = [
                    (meant * still, self._next(turn, {done: 1, stance: HOLDS_BACK})),
                    (meant * (1 - still), self._next(turn, {stance: HOLDS_BACK})),
                ]
            yield self._command(turn, free & (stance == UNDECIDED), *stops, *goes_on)
            free = free & (stance != UNDECIDED)
        yield self._command(turn, free, (pace, self._next(turn, {done: 1})), (1 - pace, self._next(turn)))
        if refusing:
            yield self._command(turn, here & any_of(held[n] for n in refusing), (1, self._next(turn)))
        stopped = any_of(held[n] for n in refusing)
        for place, n in enumerate(n for n in mine if n not in refusing):
            before = [held[m] for m in mine if m not in refusing][:place]
            still = pace * (1 - self.chance("stalls", party, self.conducts[n].phase))
            guard = here & held[n] & ~stopped & ~any_of(before)
            yield self._command(turn, guard, (still, self._next(turn, {done: 1})), (1 - still, self._next(turn)))

    def _breaking(self, turn: int, number: int) -> Iterator[Command]:
        c, p = self.conducts[number], self.places
        stance, lead = p.stance[number], p.largest_lead(c.party, c.against)
        attack = self.chance("attack", c.party, c.phase)
        war: Change = {p.outcome: WAR}
        tempted, exposed = lead >= c.lead, lead >= 1
        holds = (stance == HOLDS_BACK) & ~self._pending()
        watcher = watcher_of(self.plan, c)
        acting = list[Expression]()
        if watcher:
            found = self.chance("finds_out", watcher)
            calm = [(chance * found, self._next(turn, change)) for chance, change in self._answers(number)]
            stirred = [
                (attack, war),
                *(((1 - attack) * chance, change) for chance, change in calm),
                ((1 - attack) * (1 - found), self._next(turn)),
            ]
            acting.append(holds & tempted)
            yield self._command(turn, acting[-1], *stirred)
            if c.lead > 1:
                acting.append(holds & exposed & ~tempted)
                yield self._command(turn, acting[-1], *calm, (1 - found, self._next(turn)))
        else:
            acting.append(holds & tempted)
            yield self._command(turn, acting[-1], (attack, war), (1 - attack, self._next(turn)))
        later = [(FOUND_OUT, attack)]
        if c.excluded_attack is not None:
            later.append((EXCLUDED, self.chance("excluded_attack", c.party, c.phase)))
        for stands, chance in later:
            acting.append((stance == stands) & tempted)
            yield self._command(turn, acting[-1], (chance, war), (1 - chance, self._next(turn)))
        yield self._command(turn, ~any_of(acting), (1, self._next(turn)))

    def _answers(self, number: int) -> list[Branch]:
        c, stance = self.conducts[number], self.places.stance[number]
        answer = answer_to(self.plan, c)
        if answer == "exclusion":
            return [(1, {stance: EXCLUDED})]
        if answer == "ends":
            return [(1, {self.places.outcome: ENDED})]
        if answer == "pressure" and c.relents is not None:
            relents = self.chance("relents", c.party, c.phase)
            return [(relents, {stance: KEEPS}), (1 - relents, {stance: FOUND_OUT})]
        return [(1, {stance: FOUND_OUT})]

    def _pending(self) -> Expression:
        return any_of(self._to_confirm(key) for key in self.places.confirmed)

    def _to_confirm(self, key: Confirmation) -> Expression:
        _, name, whose, without = key
        p = self.places
        complete = p.is_done(name, whose, False) if whose else p.complete(self.plan.phase(name), without)
        return (p.confirmed[key] == 0) & complete

    def _confirming(self, turn: int, group: list[Confirmation]) -> Iterator[Command]:
        earlier = list[Expression]()
        for key in group:
            pending = self._to_confirm(key)
            here = pending & ~any_of(earlier) if earlier else pending
            earlier.append(pending)
            confirms = self.chance("confirms", key[0])
            yield self._command(
                turn,
                here,
                (confirms, self._next(turn, {self.places.confirmed[key]: 1})),
                (1 - confirms, self._next(turn)),
            )
        yield self._command(turn, ~any_of(earlier), (1, self._next(turn)))

    def _opening(self, turn: int, phase: Phase) -> Iterator[Command]:
        p, gate = self.places, phase.gate
        assert gate is not None
        begun = all_of(p.has_begun(self.plan.phase(name)) for name in gate.confirms)
        waiting = (p.opened[phase.id] == 0) & begun
        limit = self.chance("opens_anyway", phase.id)
        yield self._command(
            turn, waiting, (limit, self._next(turn, {p.opened[phase.id]: 1})), (1 - limit, self._next(turn))
        )
        yield self._command(turn, ~waiting, (1, self._next(turn)))

    def _labels(self) -> dict[str, Expression]:
        p = self.places
        labels = {"completed": p.completed & (p.outcome == 0), "war": p.outcome == WAR, "ended": p.outcome == ENDED}
        for conduct, stance in zip(self.conducts, p.stance, strict=True):
            for what, value in (("holds_back", HOLDS_BACK), ("found_out", FOUND_OUT), ("excluded", EXCLUDED)):
                labels[p.names.of(what, conduct.party, conduct.phase)] = stance == value
        return labels

    def _rewards(self) -> dict[str, tuple[Reward, ...]]:
        p = self.places
        rewards: dict[str, tuple[Reward, ...]] = {"months": (action_reward("month", True, 1),)}
        for party in self.plan.parties:
            lead = p.largest_lead(party)
            rewards[self.behind[party]] = (action_reward("month", lead > 0, lead),)
        return rewards


def _groups(places: Places) -> dict[tuple[str, str], list[Confirmation]]:
    """Return what is confirmed one after the other: by one verifier, of every party or of one."""
    groups: dict[tuple[str, str], list[Confirmation]] = {}
    order = [phase.id for phase in places.plan.phases]
    for key in sorted(places.confirmed, key=lambda key: order.index(key[1])):
        groups.setdefault((key[0], key[2]), []).append(key)
    return groups


def _held(plan: Plan, conduct: Conduct) -> frozenset[str]:
    """Return the steps that a party holds back: the one it stops at, and all of its own that come after it."""
    held, before = {conduct.phase}, 0
    while len(held) > before:
        before = len(held)
        held |= {p.id for p in plan.phases if conduct.party in p.parties and held.intersection(p.waits_for)}
    return frozenset(held)
