"""What everyone could sign, in words."""

import numpy as np

from goodoffices.assessment.finding import Finding, Number
from goodoffices.assessment.questions.agreements.analysis import ENOUGH, Analysis, Refusal
from goodoffices.assessment.questions.agreements.bargain import Bargain
from goodoffices.assessment.questions.agreements.offers import Offer
from goodoffices.assessment.questions.agreements.phrases import (
    MOST_NAMED,
    NASH_BARGAIN,
    basis,
    confidence,
    everyone,
    names_of,
    of_agreed,
    payers_told,
    signed,
)
from goodoffices.assessment.wording import capital, listing, percent, points

FEW = 3
CLOSE = 0.005
"""Shares of draws that differ by less are told as one."""
NO_RANGES = "no input uncertainty was stated"


def headline(found: Analysis, agreed: Offer | None, *, main: bool = True) -> Finding:
    """Return the answer in a few sentences: the bottom line of the last moment, or a line for an earlier one."""
    bargain, nash = found.bargain, found.nash
    if nash is not None:
        sentences = [f"{bargain.name}: {_who_signs(found, nash)}.", _who_gains(found, nash), _room_too(bargain, main)]
    else:
        sentences = [f"{bargain.name}: {room(bargain)}.", _who_blocks(found) if found.blocked else ""]
    sentences.append(payers_told(bargain))
    if agreed is not None and not main:
        sentences.append(of_agreed(bargain, agreed))
    return Finding(
        f"agreements.{bargain.id}",
        " ".join(filter(None, sentences)),
        priority=0 if main else 9,
        moment=bargain.id,
        numbers=(
            Number("share of draws with a package that leaves everyone better off", bargain.exists.share.value.item(), basis(bargain)),
            *([Number("share of draws in which all sign the Nash bargain on the whole package", nash.all_sign, basis(bargain))] if nash else []),
        ),
        confidence=confidence(bargain),
        reason=f"exact in every draw, but {bargain.assumed}, and that there is room does not say that talks find it" if bargain.stated else f"{NO_RANGES}, and {bargain.assumed}; that there is room does not say that talks find it",
        would_change="what a party that must sign asks for, or what holds without an agreement" if main else "",
        sources=bargain.sources,
    )  # fmt: skip


def _who_signs(found: Analysis, nash: Offer) -> str:
    bargain = found.bargain
    terms = f"even-handed terms (the {NASH_BARGAIN})"
    if not bargain.stated:
        return f"{terms} would leave {everyone(bargain)} better off than no agreement, taking all inputs as they stand"
    signs = f"{terms} would be signed by {everyone(bargain)}"
    if found.refusal is None:
        return f"{signs} in {'every draw' if bargain.unmoved is None else f'{percent(nash.all_sign)} of draws'}"
    return (
        f"{signs} in {percent(nash.all_sign)} of draws; likeliest to refuse is {bargain.parties[found.refusal.party]}"
    )


def _who_gains(found: Analysis, nash: Offer) -> str:
    """Say who gets most and least of what it could gain; nothing where that was not worked out."""
    if found.solved is None or len(found.bargain.parties) < 2:
        return ""
    shares = nash.gains / found.solved.ideal
    order = np.argsort(-shares, kind="stable")
    best, worst = (f"{found.bargain.parties[p]} {percent(float(shares[p]))}" for p in (order[0], order[-1]))
    between = "" if len(shares) == 2 else ", the others in between"
    return f"Of the most that each could gain they give {best} and {worst}{between}."


def _room_too(bargain: Bargain, main: bool) -> str:
    """Say in how many draws there is room at all, after what matters more; where there always is, why that is no news."""
    if not bargain.stated:
        return ""
    if bargain.exists.share.value < 1:
        return f"{capital(room(bargain))}."
    return "That there is room for some agreement in every draw is no news." if main else ""


def room(bargain: Bargain) -> str:
    """Say in which share of draws there is a package that leaves everyone better off."""
    share, most = float(bargain.exists.share.value), bargain.exists.most
    what = f"leaves {everyone(bargain)} better off than no agreement"
    if not bargain.stated:
        sure = "some package" if share else "no package" if not most else "it could not be told whether some package"
        return f"{sure} {what}"
    if most > share:
        return f"in {percent(share)} of draws some package {what}; in {percent(most - share)} it could not be told"
    if share == 0:
        return f"in no draw does any package leave {everyone(bargain)} better off than no agreement"
    return f"in {'every draw' if share == 1 else f'{percent(share)} of draws'} some package {what}"


def package_finding(found: Analysis) -> Finding:
    """Return the Nash bargain and what each side gets."""
    bargain, nash, solved = found.bargain, found.nash, found.solved
    assert nash is not None
    if solved is None:
        return _package_of_many(found, nash)
    shares = nash.gains / solved.ideal
    order = np.argsort(-shares, kind="stable").tolist()
    if len(order) > MOST_NAMED:
        order = [*order[:FEW], *order[-FEW:]]
    told = listing([f"{bargain.parties[p]} {percent(float(shares[p]))}" for p in order])
    some = " (those with the largest and the smallest shares)" if len(shares) > MOST_NAMED else ""
    # Of two the headline has told it.
    each = f" Of the most that each could gain, it gives {told}{some}." if len(shares) != 2 else ""
    proof = "" if solved.nash.is_proved else f" It is within {percent(solved.nash.gap)} of the best there may be."
    return Finding(
        f"agreements.{bargain.id}.package",
        f"The {NASH_BARGAIN}{bargain.likeliest}: {bargain.told(nash.package)}.{each}{proof}",
        moment=bargain.id,
        numbers=tuple(
            Number(f"gain of {party}", float(gain), "point", bargain.points)
            for party, gain in zip(bargain.parties, nash.gains, strict=True)
        ),
        confidence=confidence(bargain),
        confidence_in="the terms",
        reason=f"found {solved.nash.method}{bargain.likeliest}; {bargain.assumed}",
        sources=bargain.sources,
    )


def _package_of_many(found: Analysis, nash: Offer) -> Finding:
    bargain = found.bargain
    order = np.argsort(nash.gains, kind="stable").tolist()
    told = listing([f"{bargain.parties[p]} {signed(nash.gains[p])}" for p in order[:FEW]])
    return Finding(
        f"agreements.{bargain.id}.package",
        f"The {NASH_BARGAIN}{bargain.likeliest}: {bargain.told(nash.package)}. It gives least to {told}, in each party’s own points.",
        moment=bargain.id,
        numbers=tuple(
            Number(f"gain of {party}", float(gain), "point", bargain.points)
            for party, gain in zip(bargain.parties, nash.gains, strict=True)
        ),
        confidence="low",
        reason=f"with so many parties or issues the search is cut short, and other packages are not compared; {bargain.assumed}",
        sources=bargain.sources,
    )


def refusal_finding(found: Analysis) -> Finding | None:
    """Return who would refuse the Nash bargain first, and what would bring it in; None if nobody ever does."""
    bargain, nash, refusal = found.bargain, found.nash, found.refusal
    if nash is None or refusal is None or not bargain.stated:
        return None
    who = bargain.parties[refusal.party]
    sentences = [
        f"Likeliest to refuse the {NASH_BARGAIN}: {who}, which loses by it in {percent(refusal.share)} of draws.",
        _payment(bargain, refusal),
        _concession(bargain, nash, refusal),
    ]
    return Finding(
        f"agreements.{bargain.id}.refusal",
        " ".join(filter(None, sentences)),
        moment=bargain.id,
        numbers=(
            Number(f"share of draws in which {who} refuses", refusal.share, "draws"),
            Number(f"payment that suffices in {percent(ENOUGH)} of draws", refusal.payment, "draws", bargain.points),
        ),
        confidence="moderate",
        reason=f"counted in the same draws; {bargain.assumed}",
        sources=bargain.sources,
    )


def surest_finding(found: Analysis) -> Finding | None:
    """Return the package that all sign most often, and a smaller step that is surer still; None if it is the Nash bargain."""
    bargain, nash, surest, step = found.bargain, found.nash, found.surest, found.step
    if nash is None or surest is None or not bargain.stated or surest.all_sign < nash.all_sign + CLOSE:
        return None
    sentences = [
        f"Of the packages on which nobody can gain without another losing, all sign most often ({percent(surest.all_sign)} of "
        f"draws): {bargain.told(surest.package)}."
    ]
    if step is not None and step.all_sign >= surest.all_sign + CLOSE:
        changed = [] if bargain.now is None else np.flatnonzero(step.package != bargain.now).tolist()
        sentences.append(
            f"A smaller step, from which nobody gains much, would be signed in {percent(step.all_sign)}: "
            f"{bargain.told(step.package, changed or None)}."
        )
    return Finding(
        f"agreements.{bargain.id}.surest",
        " ".join(sentences),
        moment=bargain.id,
        numbers=(Number("share of draws in which all sign", surest.all_sign, "draws"),),
        confidence="moderate",
        reason="compared with a sample of the efficient packages; a surer one may have been passed over",
        sources=bargain.sources,
    )


def trade_finding(found: Analysis) -> Finding | None:
    """Return who gives what for what, against the status quo or, if it is no package, against even odds on every issue."""
    bargain, midpoint = found.bargain, found.from_midpoint
    if midpoint is None:
        return None
    trade = midpoint if found.from_now is None else found.from_now
    against = "what holds now" if found.from_now else "deciding every issue by itself with even odds"
    givers = [p for p in np.argsort(trade.gains.min(axis=0)).tolist() if trade.gains[:, p].min() < 0]
    told = []
    for party in givers[:MOST_NAMED]:
        gives, gets = int(trade.gains[:, party].argmin()), int(trade.gains[:, party].argmax())
        most = trade.gains[gets, party]
        got = f"gets most on {bargain.issues[gets]} ({signed(most)})" if most > 0 else "gets nothing on any other"
        told.append(
            f"{bargain.parties[party]} gives most on {bargain.issues[gives]} ({signed(trade.gains[gives, party])}) and {got}"
        )
    losers = [bargain.parties[p] for p in np.flatnonzero(midpoint.total < 0).tolist()]
    sentences = [
        f"The trade in the {NASH_BARGAIN}, against {against}, in each party’s own points: {'; '.join(told)}."
        if told
        else f"The {NASH_BARGAIN} takes nothing from anybody on any issue, against {against}.",
        f"Against deciding every issue by itself with even odds, {listing(losers)} would do worse by it."
        if losers
        else "Everyone does better by it than by deciding every issue by itself with even odds.",
    ]
    return Finding(
        f"agreements.{bargain.id}.trade",
        " ".join(sentences),
        moment=bargain.id,
        confidence=confidence(bargain),
        reason=f"added up issue by issue{bargain.likeliest}; {bargain.assumed}",
        sources=bargain.sources,
    )


def blocked_finding(found: Analysis) -> Finding | None:
    """Return who cannot all gain together, and what would unblock; None if a package suits all, or there is no more than the headline has."""
    bargain, blocked = found.bargain, found.blocked
    if blocked is None:
        return None
    sentences = []
    sets = [names_of(bargain, some) for some in blocked.conflicts[:FEW] if len(some) > 1]
    if sets:
        sentences.append(f"Cannot all gain together, whatever is on the table: {'; '.join(sets)}.")
    if blocked.without is not None and blocked.others is not None:
        who = bargain.parties[blocked.without]
        sentences.append(
            f"If {who} were made good for its loss, worth {points(blocked.payment)} {bargain.points}, the rest could have: "
            f"{bargain.told(blocked.others.package)}."
        )
    cuts = [
        f"{party} by {points(float(cut))}"
        for party, cut in zip(bargain.parties, blocked.cuts, strict=True)
        if np.isfinite(cut) and cut > 0
    ]
    if bargain.now is None and cuts:
        sentences.append(
            f"It would do if one alone asked for less than it insists on: {listing(cuts, 'or')} {bargain.points}."
        )
    if not sentences:
        return None
    return Finding(
        f"agreements.{bargain.id}.blocked",
        " ".join(sentences),
        moment=bargain.id,
        confidence=confidence(bargain),
        reason=f"among packages in steps of a twentieth of each scale{bargain.likeliest}; {bargain.assumed}",
        sources=bargain.sources,
    )  # fmt: skip


def _who_blocks(found: Analysis) -> str:
    bargain, blocked = found.bargain, found.blocked
    assert blocked is not None
    if not blocked.conflicts:
        return "Nobody was shown to block, yet no package with a gain for all was found."
    alone = [some[0] for some in blocked.conflicts if len(some) == 1]
    if blocked.conflicts == ((),):
        return "The linkages between provisions leave no package at all."
    if alone:
        verb = "has" if len(alone) == 1 else "have"
        return f"{names_of(bargain, alone)} {verb} nothing to gain from any package{bargain.likeliest}."
    both = sorted(set.intersection(*(set(some) for some in blocked.conflicts)))
    names = names_of(bargain, both or sorted(set().union(*map(set, blocked.conflicts))))
    return f"What {names} want{'s' if len(both) == 1 else ''} stands in the way{bargain.likeliest}."


def _payment(bargain: Bargain, refusal: Refusal) -> str:
    if refusal.payment <= 0:
        return f"No payment is needed for it to sign in {percent(ENOUGH)} of draws."
    return f"With a payment worth {points(refusal.payment, 10)} {bargain.points} it would sign in {percent(ENOUGH)} of draws."


def _concession(bargain: Bargain, nash: Offer, refusal: Refusal) -> str:
    if refusal.then is None or refusal.issue is None:
        return ""
    issue = refusal.issue
    return (
        f"The single concession that helps most: {bargain.issues[issue]} at {refusal.then.settled[issue]} in place of {nash.settled[issue]}; all "
        f"then sign in {percent(refusal.then.all_sign)} of draws."
    )
