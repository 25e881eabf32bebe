"""What moves the outcome, in words: in full for the issues of the last moment, in a line for those of earlier ones."""

from collections.abc import Sequence

from goodoffices.assessment.finding import Basis, Confidence, Finding, Number, distinct
from goodoffices.assessment.interval import Interval
from goodoffices.assessment.questions.bargaining.phrases import position, where
from goodoffices.assessment.questions.levers.issue_levers import IssueLevers, Lever, Step
from goodoffices.assessment.questions.levers.readings import MOST_PARTIES, Readings
from goodoffices.assessment.wording import capital, count, listing, percent, points
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.citation import Citation
from goodoffices.models.bargaining import COMPROMISE_ON_EU_DECISIONS as RECORD
from goodoffices.models.bargaining.levers import ENOUGH

RUNNERS_UP = 2
OFTEN = 0.5
"""What holds in fewer draws than this share is said to change from draw to draw."""
SELDOM = 0.05
"""Shares of draws below this are not told in a sentence."""
MISSED = f"the compromise missed past outcomes by {points(RECORD.mean_error)} points of 100 on average"
NO_RANGES = "no input uncertainty was stated"


def lever_finding(found: IssueLevers, readings: Readings | None) -> Finding:
    """Return which single change would move the settlement furthest, and whether other models rank alike."""
    item, first = found.item, found.levers[0]
    runners = [
        f"{_owner(found, lever)} ({_end(found, lever)}: {_place(found, lever.settlement.median)})"
        for lever in found.levers[1 : 1 + RUNNERS_UP]
    ]
    heaviest = _heaviest(found)
    sentences = [
        f"{where(item)}: the single change that could move the expected settlement furthest is {_owner(found, first)} "
        f"{_change(found, first)}: from {_place(found, item.compromise.median)} to {_told(found, first.settlement)}.",
        f"Next {'come' if len(runners) > 1 else 'comes'} {listing(runners)}." if runners else "",
        f"A shift of {item.situation.dossier.label(heaviest)} by a tenth of the scale moves it by "
        f"{points(found.per_tenth[heaviest], item.length / 10)}.",
    ]
    level, reason = _confidence(found, readings)
    return Finding(
        f"levers.{item.situation.moment.id}.{item.issue.id}",
        " ".join(filter(None, sentences)),
        moment=item.situation.moment.id,
        numbers=(
            _number("settlement as things are", item.compromise, found),
            _number(f"settlement with {_owner(found, first)} changed", first.settlement, found),
            Number("share of draws in which no lever is larger", first.largest, _basis(found)),
            *([Number("Kendall’s W of the readings", readings.agreement.concordance, "point")] if readings else []),
        ),
        confidence=level,
        confidence_in="the ranking",
        reason=reason,
        disagreement=_disagreement(found, readings),
        sources=_sources(found, [first.party]),
    )


def step_finding(found: IssueLevers) -> Finding | None:
    """Return the smallest single changes that would bring the settlement to places with a name; None if there are none."""
    item = found.item
    done = [
        f"{_named(found, target.names, target.at)} {'it ' if number else ''}is {_step(found, target.step)}"
        for number, target in enumerate(target for target in found.targets if target.step)
        if target.step
    ]
    undone = [_named(found, target.names, target.at) for target in found.targets if target.step is None]
    now = _place(found, item.compromise.median)
    sentences = []
    if done:
        sentences.append(
            f"The smallest single change that would bring the expected settlement from {now} to {'; for '.join(done)}."
        )
    if undone:
        start = "In most draws no" if item.compromise.stated else "No"
        it = "it" if done else f"the expected settlement from {now}"
        sentences.append(f"{start} single change would bring {it} to {listing(undone, 'or')}.")
    if not sentences:
        return None
    opening, *rest = sentences
    return Finding(
        f"levers.{item.situation.moment.id}.{item.issue.id}.smallest",
        " ".join([f"{where(item)}: {opening[0].lower()}{opening[1:]}", *rest]),
        moment=item.situation.moment.id,
        numbers=tuple(
            Number(f"{_owner(found, target.step)}, for {listing(target.names)}", target.step.to, _basis(found))
            for target in found.targets
            if target.step
        ),
        confidence="moderate" if item.compromise.stated else "low",
        reason=f"solved exactly in every draw, but {MISSED}" if item.compromise.stated else NO_RANGES,
        sources=_sources(found, [target.step.party for target in found.targets if target.step]),
    )


def pivot_finding(situation: Situation, issues: Sequence[IssueLevers]) -> Finding:
    """Return who is pivotal on each issue of a moment, and how firmly."""
    label = situation.dossier.label
    told = []
    for found in issues:
        group, share = found.pivotal[0]
        others = [
            f"{listing([label(party) for party in rest])} in {percent(of)}"
            for rest, of in found.pivotal[1:3]
            if of >= SELDOM
        ]
        told.append(
            f"on {found.item.issue.name}, {listing([label(party) for party in group])}"
            + (" together" if len(group) > 1 else "")
            + (f" in {percent(share)} of draws" if found.item.compromise.stated else "")
            + (f" ({', '.join(others)})" if others else "")
            + f", until {percent(found.margin)} of the weight changes sides"
        )
    firm = all(found.pivotal[0][1] >= OFTEN for found in issues)
    stated = all(found.item.compromise.stated for found in issues)
    doubts = [*([] if firm else ["who is pivotal changes from draw to draw"]), *([] if stated else [NO_RANGES])]
    return Finding(
        f"levers.{situation.moment.id}.pivotal",
        f"Pivotal by weight, with no majority on either side ({situation.moment.name}): {'; '.join(told)}.",
        moment=situation.moment.id,
        numbers=tuple(
            Number(f"share of draws on {found.item.issue.name}", found.pivotal[0][1], _basis(found)) for found in issues
        ),
        confidence="low" if doubts else "moderate",
        reason=listing(doubts) or "counted in every draw, but the weights are judged",
        sources=distinct([c for found in issues for c in _sources(found, found.pivotal[0][0])]),
    )


def moment_finding(situation: Situation, issues: Sequence[IssueLevers]) -> Finding:
    """Return the largest lever of each issue of an earlier moment."""
    told = [
        f"on {found.item.issue.name}, {_owner(found, found.levers[0])} {_change(found, found.levers[0])} (from "
        f"{_place(found, found.item.compromise.median)} to {_place(found, found.levers[0].settlement.median)})"
        for found in issues
    ]
    return Finding(
        f"levers.{situation.moment.id}",
        f"{situation.moment.name}: the single change that could have moved the expected settlement furthest was {'; '.join(told)}.",
        moment=situation.moment.id,
        numbers=tuple(
            _number(f"{found.item.issue.name}, changed", found.levers[0].settlement, found) for found in issues
        ),
        confidence="low",
        confidence_in="the ranking",
        reason="by the compromise alone; the challenge model is asked for the last moment only",
        sources=distinct([c for found in issues for c in _sources(found, [found.levers[0].party])]),
    )


def _owner(found: IssueLevers, lever: Lever | Step) -> str:
    return f"the {lever.what} of {found.item.situation.dossier.label(lever.party)}"


def _heaviest(found: IssueLevers) -> str:
    return max(found.per_tenth, key=lambda party: found.per_tenth[party])


def _end(found: IssueLevers, lever: Lever) -> str:
    if lever.what == "capability":
        return "doubled" if lever.then > 0 else "gone"
    return f"at {_value(found, lever, lever.then)}"


def _change(found: IssueLevers, lever: Lever) -> str:
    end = _end(found, lever)
    return end if lever.what == "capability" else f"{end} in place of {_value(found, lever, lever.now)}"


def _value(found: IssueLevers, lever: Lever | Step, value: float) -> str:
    return _place(found, value) if lever.what == "position" else points(value)


def _place(found: IssueLevers, value: float) -> str:
    return points(value, found.item.length)


def _told(found: IssueLevers, interval: Interval) -> str:
    place = position(found.item, interval.median)
    if not interval.stated:
        return place
    return f"{place} (80% of draws: {_place(found, interval.low)} to {_place(found, interval.high)})"


def _named(found: IssueLevers, names: Sequence[str], at: float) -> str:
    return f"{listing(names)} ({_place(found, at)})"


def _step(found: IssueLevers, step: Step) -> str:
    reach = "" if step.in_reach == 1 else f" (in reach in {percent(step.in_reach)} of draws)"
    return f"{_owner(found, step)} at {_value(found, step, step.to)} in place of {_value(found, step, step.now)}{reach}"


def _confidence(found: IssueLevers, readings: Readings | None) -> tuple[Confidence, str]:
    doubts = []
    if readings is None:
        doubts.append(
            f"the challenge model was not asked, which is done for up to {count(MOST_PARTIES, 'party', 'parties')} with weight"
        )
    elif not readings.agreement.agrees:
        doubts.append("it is the compromise’s alone, since the readings of the challenge model disagree")
    if found.levers[0].largest < OFTEN:
        doubts.append("which lever is the largest changes from draw to draw")
    if not found.item.compromise.stated:
        doubts.append(NO_RANGES)
    if doubts:
        return "low", listing(doubts)
    return "moderate", f"the readings of the challenge model rank alike, but {MISSED}"


def _disagreement(found: IssueLevers, readings: Readings | None) -> str:
    if readings is None or readings.agreement.agrees:
        return ""
    label = found.item.situation.dossier.label
    ours = _heaviest(found)
    theirs = max(readings.first, key=lambda party: readings.first[party])
    shares = f"{label(ours)}, heaviest in the compromise, comes first under {percent(readings.first[ours])} of them"
    other = "" if ours == theirs else f", {label(theirs)} under {percent(readings.first[theirs])}"
    return (
        f"{readings.count} readings of the challenge model do not agree whose position moves the outcome most (Kendall’s W "
        f"{readings.agreement.concordance:.2f}, less than {ENOUGH:.2f}), so they give no ranking. {capital(shares)}{other}."
    )


def _number(name: str, interval: Interval, found: IssueLevers) -> Number:
    scale = found.item.issue.scale
    assert scale is not None
    unit = scale.unit or f"on {scale.low:g}–{scale.high:g}"
    if interval.stated:
        return Number(name, interval.median, "draws", unit, interval.low, interval.high)
    return Number(name, interval.median, "point", unit)


def _basis(found: IssueLevers) -> Basis:
    return "draws" if found.item.compromise.stated else "point"


def _sources(found: IssueLevers, parties: Sequence[str]) -> tuple[Citation, ...]:
    return distinct([c for b in found.item.bargainers if b.party in parties for c in b.sources])
