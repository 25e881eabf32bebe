"""What the others would do about a plan: each party's best reply, one step deep."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.chain import Chain
from goodoffices.assessment.chain.signing import Signing
from goodoffices.assessment.chain.worth import status_quo_places, worth_of
from goodoffices.assessment.packages import NO_LOSS, Packages, lacking, packages_at
from goodoffices.dossier.dossier import Dossier
from goodoffices.dossier.moment import Moment
from goodoffices.dossier.situation import Situation, at_moment
from goodoffices.dossier.stance import SALIENCE_SCALE, Stance
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.errors import PatchConflictError
from goodoffices.initiatives.choosing.available import available
from goodoffices.initiatives.choosing.plans import Plan
from goodoffices.initiatives.evaluation import Evaluator
from goodoffices.models.agreements.best_offer import best_offer

FloatArray = NDArray[np.float64]
Kind = Literal["lets_it_be", "refuses", "counters", "stays_away", "hardens", "answers"]
LEAST_LESS = 0.005
"""A link, or a party that loses, explains a change of the share only if its own share moves by more than this."""
LEAST_GAIN = 0.5
"""A reply is made if it is worth this much to the party, in points of its own worth of 100."""


@dataclass(frozen=True)
class Moved:
    """Something that a reply moves: a share of the worlds, or a place on a scale.

    Attributes
    ----------
    what : str
        The id of a link of the way, of a party or of an issue.
    before, after : float
        Without the reply and with it.
    """

    what: str
    before: float
    after: float


@dataclass(frozen=True)
class Reply:
    """A party's likeliest reply to a plan.

    Attributes
    ----------
    kind : {"lets_it_be", "refuses", "counters", "stays_away", "hardens", "answers"}
        It goes along; it does not sign; it puts forward the package that is best for it among those nobody who must sign would refuse; it leaves the table, where its signature is not needed, and talks go on without it; it asks for as much as it could defend and gives it
        as much weight; it takes an initiative of its own.
    initiative : str
        Its initiative, if it answers with one.
    gain : float
        What the reply is worth to it beyond letting the plan be, in points of its own worth of 100, on average over the worlds.
    agreement : float
        The share of worlds in which the way to an agreement still succeeds after it.
    without : float
        That share if the party lets the plan be, all changes that may fail as they likeliest go.
    offer : tuple of (str, str)
        Its counter-offer, if it makes one: issues and where they would be settled.
    link : Moved or None
        The step of the way whose share moves most in the same sense as that of the agreement; None if none does.
    loses : Moved or None
        Who must sign and loses by the settlement, in what share of the worlds: of these the party whose share moves most in the
        opposite sense to that of the agreement; None if none does.
    settled : Moved or None
        The issue on which the settlement expected moves most, by the medians; None without a scale.
    """

    party: str
    kind: Kind
    initiative: str
    gain: float
    agreement: float
    without: float
    offer: tuple[tuple[str, str], ...] = ()
    link: Moved | None = None
    loses: Moved | None = None
    settled: Moved | None = None


def replies(evaluator: Evaluator, plan: Plan, draws: int) -> tuple[Reply, ...]:
    """Return the likeliest reply of every other party that takes part, those that gain most by theirs first.

    A reply is likely if it gives the party the most, over all worlds: where the way to an agreement succeeds what the talks settle at, and
    where not what holds without. Parties reply alone, and nobody replies to a reply.
    """
    dossier = evaluator.outlook(plan)
    situation = at_moment(dossier, evaluator.moment)
    base = evaluator.chain(situation, draws)
    packages = None if lacking(situation) else packages_at(situation, base.worlds, paid=base.paid)
    found = []
    for party in situation.moment.participants:
        if party == evaluator.actor or not any(p == party for p, _ in situation.stances):
            continue
        before = _worth(situation, party, base)
        without = float(base.agreement.mean())
        best = Reply(party, "lets_it_be", "", 0.0, without, without)
        for kind, initiative, variant in _variants(evaluator, dossier, situation, party, plan):
            chain = base if kind == "refuses" else evaluator.chain(at_moment(variant, evaluator.moment), draws)
            agreed = np.zeros(draws, bool) if kind == "refuses" else chain.agreement
            gain = float((_worth(situation, party, chain, agreed) - before).mean())
            if gain > max(best.gain, LEAST_GAIN):
                best = _reply(party, kind, initiative, gain, agreed, base, chain)
        counter = _counter_offer(packages, base, base.signing, party) if packages and base.signing else None
        found.append(counter if counter and counter.gain > max(best.gain, LEAST_GAIN) else best)
    return tuple(sorted(found, key=lambda reply: -reply.gain))


def _variants(
    evaluator: Evaluator, dossier: Dossier, situation: Situation, party: str, plan: Plan
) -> Iterator[tuple[Kind, str, Dossier]]:
    moment = situation.moment
    if party in moment.must_sign:
        yield "refuses", "", dossier
    elif party in moment.at_table and len(moment.at_table) > 2:
        yield "stays_away", "", _with_moment(_without_payments(dossier, party), _without(moment, party))
    yield "hardens", "", _hardened(dossier, situation, party)
    for name in available(evaluator.dossier, moment, party).open:
        if name not in plan:
            try:
                yield "answers", name, evaluator.outlook((*plan, name))
            except PatchConflictError:
                continue


def _counter_offer(packages: Packages, base: Chain, signing: Signing, party: str) -> Reply | None:
    """Return what a party would put forward instead, if it must sign and anything would be signed by all.

    Whether all sign is counted in every world; what comes after signing is taken to go as it does without the offer.
    """
    if party not in packages.parties:
        return None
    own = packages.parties.index(party)
    best = best_offer(packages.likely, own)
    if best is None:
        return None
    gains = np.broadcast_to(packages.drawn.gains(best[None])[0], (base.worlds.draws, len(packages.parties)))
    later = [link.holds for link in base.links if link.id not in ("room", "signed")]
    agreed = np.logical_and.reduce(
        [(gains >= NO_LOSS).all(axis=1), np.broadcast_to(packages.unmoved, base.worlds.draws), *later]
    )
    before = np.where(base.agreement, signing.gains[:, signing.parties.index(party)], 0.0)
    gain = float((np.where(agreed, gains[:, own], 0.0) - before).mean())
    offer = tuple(
        (issue.name, choice.name or (f"{choice.at:g}" if isinstance(choice.at, float) else str(choice.at)))
        for issue, choices, option in zip(packages.issues, packages.choices, best, strict=True)
        for choice in (choices[option],)
    )
    share, without = float(agreed.mean()), float(base.agreement.mean())
    gained = [
        (name, signing.gains[:, n], gains[:, packages.parties.index(name)])
        for n, name in enumerate(signing.parties)
        if name in packages.parties
    ]
    return Reply(party, "counters", "", gain, share, without, offer, loses=_who_loses(gained, share - without))


def _reply(
    party: str, kind: Kind, initiative: str, gain: float, agreed: NDArray[np.bool_], base: Chain, chain: Chain
) -> Reply:
    """Return a reply with what it moves."""
    share, without = float(agreed.mean()), float(base.agreement.mean())
    sense = share - without
    was = {link.id: float(link.holds.mean()) for link in base.links}
    links = [Moved(link.id, was[link.id], float(link.holds.mean())) for link in chain.links if link.id in was]
    gained: list[tuple[str, FloatArray, FloatArray]] = []
    if base.signing and chain.signing:
        own = chain.signing.parties
        gained = [
            (name, base.signing.gains[:, number], chain.signing.gains[:, own.index(name)])
            for number, name in enumerate(base.signing.parties)
            if name in own
        ]
    places = [
        Moved(name, float(np.median(base.settlements[name].places)), float(np.median(each.places)))
        for name, each in chain.settlements.items()
        if name in base.settlements and each.issue.scale is not None
    ]
    return Reply(
        party, kind, initiative, gain, share, without, link=_most(links, sense), loses=_who_loses(gained, sense),
        settled=max(places, key=lambda each: abs(each.after - each.before), default=None),
    )  # fmt: skip


def _who_loses(gained: Iterable[tuple[str, FloatArray, FloatArray]], sense: float) -> Moved | None:
    losing = [
        Moved(name, float((before < NO_LOSS).mean()), float((after < NO_LOSS).mean())) for name, before, after in gained
    ]
    return _most(losing, -sense)


def _most(moved: Sequence[Moved], sense: float) -> Moved | None:
    """Return what moves most in one sense, up if it is positive; None if nothing does."""
    sign = np.sign(sense)
    best = max(moved, key=lambda each: sign * (each.after - each.before), default=None)
    return best if best and sign * (best.after - best.before) > LEAST_LESS else None


def _worth(situation: Situation, party: str, chain: Chain, agreed: NDArray[np.bool_] | None = None) -> FloatArray:
    """Return what comes of a chain to a party, by the stances it has before any reply and with what it is paid or pays then."""
    worlds = chain.worlds
    now = status_quo_places(situation, situation.issues, worlds)
    then = {issue: chain.settlements[issue.id].places for issue in now if issue.id in chain.settlements}
    if not then:
        return np.zeros(worlds.draws)
    settled = (worth_of(situation, (party,), then, worlds) + chain.paid.gains((party,)))[:, 0]
    without = worth_of(situation, (party,), {issue: now[issue] for issue in then}, worlds)[:, 0]
    return np.where(chain.agreement if agreed is None else agreed, settled, without)


def _without(moment: Moment, party: str) -> Moment:
    return moment.model_copy(update={"at_table": tuple(p for p in moment.at_table if p != party)})


def _without_payments(dossier: Dossier, party: str) -> Dossier:
    """Return the dossier without what a party pays or is paid for a signature: who has left the table does neither."""
    kept = {name: each for name, each in dossier.payments.items() if party not in (*each.paid_by, each.paid_to)}
    return replace(dossier, payments=kept)


def _with_moment(dossier: Dossier, moment: Moment) -> Dossier:
    return replace(dossier, moments={**dossier.moments, moment.id: moment})


def _hardened(dossier: Dossier, situation: Situation, party: str) -> Dossier:
    held = {id(stance) for (name, _), stance in situation.stances.items() if name == party}
    return replace(dossier, stances=tuple(_hard(situation, row) if id(row) in held else row for row in dossier.stances))


def _hard(situation: Situation, stance: Stance) -> Stance:
    """Return a stance at the end of its range that is further from what holds now, with all the salience it could have."""
    update: dict[str, Quantity] = {"salience": Quantity.point(min(stance.salience.high, SALIENCE_SCALE[1]))}
    held = situation.moment.status_quo.get(stance.issue)
    if isinstance(stance.position, Quantity) and held is not None and isinstance(held.position, Quantity):
        now = held.position.likely
        ends = (stance.position.low, stance.position.high)
        update["position"] = Quantity.point(max(ends, key=lambda end: abs(end - now)))
    return stance.model_copy(update=update)
