"""One party that chooses: complies, holds back, waits or attacks as it pays; and the smallest stake at which it keeps complying."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from goodoffices.errors import ModelInputError
from goodoffices.models.implementation.course.lanes import lanes
from goodoffices.models.implementation.course.places import Places, any_of
from goodoffices.models.implementation.least_share import least_share
from goodoffices.models.implementation.markov import (
    Command,
    Expression,
    Kind,
    Model,
    Parameter,
    Variable,
    best_reachability,
    command,
    explore,
    maximum,
    minimum,
)
from goodoffices.models.implementation.plan import ALL, Plan, exposures

PEACE, VICTORY, LOST = 1, 2, 3
ROUNDING = 1e-12


def stake_needed(plan: Plan, party: str, war_base: float, war_lead: float) -> float:
    r"""Return the smallest share of what the peace gives at which a party never gains by an attack.

    .. math:: e^* = w_0 + w_1 \cdot \frac{\text{largest lead over it}}{\text{phases that it owes}}

    The largest lead is that which the others can have while it is only slow: nobody is excluded then.

    Parameters
    ----------
    plan : Plan
        One that everybody can carry out.
    party : str
        Who might attack.
    war_base, war_lead : float
        What it expects of war with nobody ahead of it, and what it expects more once others have done everything and it nothing, as
        shares of the same whole as the stake.

    Returns
    -------
    float
        Between 0 and 1; 1 if even the whole is not enough.

    Raises
    ------
    ModelInputError
        If the party owes nothing.

    References
    ----------
    Powell (2006), 'War as a commitment problem', *International Organization* 60(1), 169-203, for shifts in power that tempt.

    Examples
    --------
    >>> from goodoffices.models.implementation.plan import Phase, Plan, Step
    >>> steps = (Step("a"), Step("b"))
    >>> stake_needed(Plan((Phase("canton", steps), Phase("disarm", steps, ("canton",)))), "b", 0.3, 0.4)
    0.7
    """
    owed = sum(party in phase.parties for phase in plan.phases)
    if not owed:
        raise ModelInputError(f"{party!r} owes nothing in this plan")
    waiting = replace(
        plan,
        phases=tuple(
            replace(phase, gate=replace(phase.gate, goes_on_without=False) if phase.gate else None)
            for phase in plan.phases
        ),
    )
    lead = max((len(found.lead) for found in exposures(waiting) if found.behind == party), default=0)
    return float(np.clip(war_base + war_lead * lead / owed, 0.0, 1.0))


def choosing(plan: Plan, party: str) -> Model:
    """Return a plan as a problem of decision for one party; all others keep their word.

    Its value is its `share` once everything is completed, ``war_base + war_lead * lead / phases`` (between 0 and 1) if it attacks with
    somebody so many phases ahead, and 0 if it is found out. It is the greatest probability of the label ``won``.

    Parameters
    ----------
    plan : Plan
        What is to be carried out, without time limits on gates and days before which a phase does not begin.
    party : str
        Who chooses, each month.

    Returns
    -------
    Model
        Parameters: `pace`, `verification`, `detection` (chances a month, the same for all), `share`, `war_base`, `war_lead`. Labels:
        ``completed``, ``lost``, ``won``.

    Raises
    ------
    ModelInputError
        If the party owes nothing, or a gate has a time limit or a phase a day before which it does not begin.

    Notes
    -----
    The order of turns is that of :func:`course`. It is found out only in a month in which it has held back while another was ahead.

    Examples
    --------
    >>> from goodoffices.models.implementation.markov import best_reachability, explore
    >>> from goodoffices.models.implementation.plan import Phase, Plan, Step
    >>> steps = (Step("a"), Step("b"))
    >>> model = choosing(Plan((Phase("canton", steps), Phase("disarm", steps, ("canton",)))), "b")
    >>> given = {"pace": 0.5, "verification": 1, "detection": 0.2, "war_base": 0.3, "war_lead": 0.4}
    >>> [round(best_reachability(explore(model, {**given, "share": share}), "won").initial, 3) for share in (0.6, 0.8)]
    [0.7, 0.8]
    """
    if party not in plan.parties:
        raise ModelInputError(f"{party!r} owes nothing in this plan")
    if any(phase.starts and phase.starts.day for phase in plan.phases):
        raise ModelInputError("a phase has a day before which it does not begin; leave it out")
    places = Places(plan, ())
    if places.opened:
        raise ModelInputError("a gate has a time limit; leave it out")
    return _Choosing(places, party).model()


def smallest_stake(plan: Plan, party: str, settings: Mapping[str, float], tolerance: float = 1e-4) -> float:
    """Return by bisection on :func:`choosing` the smallest share at which a party never gains by the chance to attack.

    Parameters
    ----------
    plan, party
        As for :func:`choosing`.
    settings : mapping of str to float
        Its parameters except `share`.
    tolerance : float
        How near the answer must be.

    Returns
    -------
    float
        The same as :func:`stake_needed` where the others keep their word and everything is then completed.

    Raises
    ------
    ModelInputError
        As :func:`choosing`; if settings are missing, or the tolerance is not positive.
    """
    model = choosing(plan, party)

    def attack_pays(share: float) -> bool:
        found = best_reachability(explore(model, {**settings, "share": share}), "won")
        return found.initial > share + float(found.error[0]) + ROUNDING

    return least_share(attack_pays, tolerance)


class _Choosing:
    def __init__(self, places: Places, party: str) -> None:
        self.places, self.party, self.plan = places, party, places.plan
        names = ("pace", "verification", "detection", "share", "war_base", "war_lead")
        self.parameters = tuple(Parameter(name) for name in names)
        self.outcome, self.held = Variable("outcome", 0, LOST), Variable("held", 0, 1)
        self.lanes = lanes(self.plan)
        self.groups = list(dict.fromkeys((key[0], key[2]) for key in places.confirmed))
        self.move = Variable("turn", 0, len(self.lanes) + len(self.groups))

    def model(self) -> Model:
        p, (_, _, _, share, _, _) = self.places, self.parameters
        commands, attacks = list[Command](), True
        for turn, (party, names) in enumerate(self.lanes):
            taken = list[Expression]()
            for name in names:
                open_ = (p.done[name, party] == 0) & p.may_take(self.plan.phase(name), party)
                here = open_ & ~any_of(taken)
                taken.append(open_)
                commands += self._step(turn, party, name, here)
            mine = party == self.party
            commands.append(command(self._at(turn) & ~any_of(taken), self._next(turn), action="wait" if mine else ""))
            if mine and attacks:
                commands.append(self._attack(turn))
                attacks = False
        commands += self._watching()
        done = p.completed & (self.outcome == 0)
        commands.append(command(done, (share, {self.outcome: PEACE}), (1 - share, {self.outcome: LOST})))
        won = (self.outcome == PEACE) | (self.outcome == VICTORY)
        labels = {"completed": p.completed, "lost": self.outcome == LOST, "won": won}
        variables = (*p.done.values(), *p.confirmed.values(), self.held, self.outcome, self.move)
        return Model(Kind.DECISIONS, variables, tuple(commands), self.parameters, labels)

    def _at(self, turn: int) -> Expression:
        return (self.outcome == 0) & ~self.places.completed & (self.move == turn)

    def _next(self, turn: int) -> dict[Variable, Expression | float]:
        last = turn == self.move.high
        passed: dict[Variable, Expression | float] = {self.move: 0 if last else turn + 1}
        return passed | ({self.held: 0} if last else {})

    def _step(self, turn: int, party: str, name: str, here: Expression) -> list[Command]:
        pace, done = self.parameters[0], self.places.done[name, party]
        chance = pace if party != ALL else 1.0
        works = command(
            self._at(turn) & here, (chance, {done: 1, **self._next(turn)}), (1 - chance, self._next(turn)),
            action="comply" if party == self.party else "",
        )  # fmt: skip
        if party != self.party:
            return [works]
        return [works, command(self._at(turn) & here, {self.held: 1, **self._next(turn)}, action="hold")]

    def _attack(self, turn: int) -> Command:
        base, slope = self.parameters[4:]
        owed = sum(self.party in phase.parties for phase in self.plan.phases)
        wins = maximum(0, minimum(1, base + slope * self.places.largest_lead(self.party) / owed))
        return command(
            self._at(turn), (wins, {self.outcome: VICTORY}), (1 - wins, {self.outcome: LOST}), action="attack"
        )

    def _watching(self) -> list[Command]:
        p, (_, verification, detection, *_) = self.places, self.parameters
        pending = {
            key: (held == 0) & (p.is_done(key[1], key[2]) if key[2] else p.complete(self.plan.phase(key[1])))
            for key, held in p.confirmed.items()
        }
        turn = len(self.lanes)
        exposed = (self.held == 1) & (p.largest_lead(self.party) >= 1) & ~any_of(list(pending.values()))
        watched = any(phase.verifier for phase in self.plan.phases) or bool(p.confirmed)
        found = detection if watched else detection * 0
        commands = [
            command(self._at(turn) & exposed, (found, {self.outcome: LOST}), (1 - found, self._next(turn))),
            command(self._at(turn) & ~exposed, self._next(turn)),
        ]
        for place, group in enumerate(self.groups):
            turn, earlier = len(self.lanes) + 1 + place, list[Expression]()
            order = [phase.id for phase in self.plan.phases]
            for key in sorted((k for k in pending if (k[0], k[2]) == group), key=lambda k: order.index(k[1])):
                here = pending[key] & ~any_of(earlier)
                earlier.append(pending[key])
                confirmed = {p.confirmed[key]: 1, **self._next(turn)}
                commands.append(
                    command(self._at(turn) & here, (verification, confirmed), (1 - verification, self._next(turn)))
                )
            commands.append(command(self._at(turn) & ~any_of(earlier), self._next(turn)))
        return commands
