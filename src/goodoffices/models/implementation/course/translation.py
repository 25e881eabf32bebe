"""From a plan and what parties may do to it to a chain in the language of the `markov` package."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from goodoffices.models.implementation.course.conduct import Conduct, answer_to, checked, watcher_of
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
    Variable,
    action_reward,
    command,
    minimum,
)
from goodoffices.models.implementation.markov.expressions import as_expression
from goodoffices.models.implementation.plan import Phase, Plan

Change = Mapping[Variable, Expression | float]
Branch = tuple[Expression | float, Change]


@dataclass(frozen=True, eq=False)
class Course:
    """A plan as a chain.

    Attributes
    ----------
    plan, conducts
        What it was made from.
    places : Places
        Its variables.
    model : Model
        The chain. Labels: ``completed``, ``war``, ``ended``, and for each conduct ``holds_back_``, ``found_out_`` and ``excluded_`` with
        the names of the party and the phase. Rewards: ``months``, and for each party ``behind_`` with its name: the phases by which the
        furthest of the others is ahead of it, summed over months.
    move : Variable
        Whose turn it is within the month.
    parameters : mapping of str to tuple of str
        What each parameter of the model is: ``pace`` of a phase and a party, ``confirms`` and ``finds_out`` of a verifier, ``opens_anyway`` of
        a phase, or a field of :class:`Conduct`, of a party and a phase.
    behind : mapping of str to str
        For each party the name of the reward that tells how far the others are ahead of it.
    """

    plan: Plan
    conducts: tuple[Conduct, ...]
    places: Places
    model: Model
    move: Variable
    parameters: Mapping[str, tuple[str, ...]]
    behind: Mapping[str, str]

    @property
    def moves(self) -> int:
        """How many turns a month has."""
        return self.move.high + 1

    @property
    def draws(self) -> int:
        """How many moves are made before the first month, to draw intentions that are there from the start."""
        return sum(conduct.early for conduct in self.conducts)


def course(plan: Plan, conducts: tuple[Conduct, ...] = (), sizes: Mapping[str, int] = MappingProxyType({})) -> Course:
    """Return the course of a plan as a chain.

    In every month each party in turn works on the first of its steps that it may take, and completes it with some chance. Then what all
    do together has its turn. Then whoever holds back while another is ahead may attack, or be found out. Last, the verifier confirms the
    first phase that is complete and not yet confirmed, with some chance. A party that is to decide whether it breaks the plan does so when it first
    may take the step at which it would hold back.

    Parameters
    ----------
    plan : Plan
        What is to be carried out.
    conducts : tuple of Conduct
        How parties may break it. A party without any keeps its word.
    sizes : mapping of str to int
        How much a phase counts in a lead, where not 1; the leads of conducts are in the same measure.

    Returns
    -------
    Course
        Its parameters are chances a month; `settings_at` and `settings_from` find them from the plan's days.

    Raises
    ------
    ModelInputError
        If a conduct does not fit the plan.

    Notes
    -----
    One thing at a time: in a month in which a verifier has something to confirm, no party that is still in the plan attacks or is found
    out. Intentions are drawn as late as they matter, which leaves all probabilities as they are and keeps the states few.

    Examples
    --------
    >>> from goodoffices.models.implementation.course import Conduct, course, settings_at
    >>> from goodoffices.models.implementation.markov import explore, reachability
    >>> from goodoffices.models.implementation.plan import Breach, Gate, Phase, Plan, Range, Step, Verifier
    >>> shut_out = Breach("staying away", "exclusion")
    >>> canton = Phase("canton", (Step("a"), Step("b")), days=Range.point(90), verifier="un", breaches=(shut_out,))
    >>> vote = Phase("vote", gate=Gate("un", ("canton",)), days=Range.point(60))
    >>> plan = Plan((canton, vote), (Verifier("un", Range.point(0.5), Range.point(30)),))
    >>> made = course(plan, (Conduct("b", "canton", chance=Range.point(0.25), attack=Range.point(0.1)),))
    >>> space = explore(made.model, settings_at(made))
    >>> [round(reachability(space, end).initial, 3) for end in ("completed", "war")]
    [0.75, 0.045]
    """
    checked(plan, conducts)
    return _Translation(plan, conducts, sizes).course()


class _Translation:
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

    def course(self) -> Course:
        p = self.places
        commands = [*self._drawing()]
        turn = 0
        for lane in self.lanes:
            commands += self._working(turn, lane)
            turn += 1
        for number in range(len(self.conducts)):
            commands += self._breaking(turn, number)
            turn += 1
        for group in self.groups.values():
            commands += self._confirming(turn, group)
            turn += 1
        for name in p.opened:
            commands += self._opening(turn, self.plan.phase(name))
            turn += 1
        if turn <= self.move.high:
            commands.append(self._command(turn, as_expression(True), (1, self._next(turn))))
        extra = [v for v in (p.clock, self.drawn) if v is not None]
        variables = (*p.done.values(), *p.confirmed.values(), *p.opened.values(), *p.stance, p.outcome, *extra)
        model = Model(
            Kind.CHAIN,
            (*variables, self.move),
            tuple(commands),
            tuple(self.parameters.values()),
            self._labels(),
            self._rewards(),
        )
        return Course(
            self.plan,
            self.conducts,
            p,
            model,
            self.move,
            {each.name: key for key, each in self.parameters.items()},
            self.behind,
        )

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

    def _rewards(self) -> dict[str, tuple[object, ...]]:
        p = self.places
        rewards = {"months": (action_reward("month", True, 1),)}
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
