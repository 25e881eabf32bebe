"""What voting power under each formula and rule comes to, in words."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.interval import LEVELS
from goodoffices.assessment.questions.councils.abstention import says_what_abstaining_means
from goodoffices.assessment.questions.councils.lines import Line, no_consensus_name
from goodoffices.assessment.wording import count, listing, percent
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.council import Council, Rule
from goodoffices.dossier.situation import Situation
from goodoffices.models import councils as model

AS_GOOD_AS_EXACT = 1e-6
"""Power that is off by no more than this is told as if it were exact."""


def findings_of(
    situation: Situation, council: Council, lines: Sequence[Line], worlds: Worlds, *, leads: bool
) -> list[Finding]:
    """Return what is worth saying of a body; the first of it leads, unless something else does."""
    found = [
        finding
        for finding in (
            _chair_finding(situation, council, lines, worlds),
            _bloc(situation, council, lines),
            _seats_and_power(situation, council, lines),
            _unanimity(situation, council, lines),
        )
        if finding
    ]
    return [replace(finding, priority=0) if leads and number == 0 else finding for number, finding in enumerate(found)]


def _standing(council: Council, rule: Rule) -> str:
    """Return a remark on a rule that was not adopted where another was."""
    return "" if rule.adopted or not any(r.adopted for r in council.rules) else " (it was not adopted)"


def _name(line: Line) -> str:
    return f"“{line.formula.name}” under “{line.rule.name}”"


def _bloc(situation: Situation, council: Council, lines: Sequence[Line]) -> Finding | None:
    """What it means that parties with the same seats vote as one bloc and not each for itself."""
    for apart in lines:
        for together in lines:
            if apart.rule != together.rule or apart.rule.kind != "majority":
                continue
            for bloc, seats in together.seats.items():
                members = [m.party for m in situation.dossier.parties[bloc].members if m.party in apart.seats]
                others = {v: n for v, n in together.seats.items() if v != bloc}
                same_seats = sum(apart.seats[m] for m in members) == seats
                same_voters = set(apart.seats) == {*others, *members}
                if len(members) < 2 or not (same_seats and same_voters and others):
                    continue
                if any(apart.seats[voter] != seats for voter, seats in others.items()):
                    continue
                rival = max(others, key=lambda voter: others[voter])
                before, after = apart.shapley.shares[rival], together.shapley.shares[rival]
                if before == after:
                    continue
                label = situation.dossier.label
                share = Fraction(others[rival], sum(together.seats.values()))
                standing = _standing(council, apart.rule)
                given = f"Were “{apart.rule.name}” the rule" if standing else f"Under “{apart.rule.name}”"
                matters = "would matter" if standing else "matters"
                return Finding(
                    f"councils.{council.id}.bloc",
                    f"{given} in the {council.name}{standing}, it {matters} most whether "
                    f"{listing([label(m) for m in members])} vote as one: with {percent(float(share))} of the seats, "
                    f"{label(rival)} would hold {percent(float(before))} of the voting power if they vote apart, and "
                    f"{percent(float(after))} if they vote as one bloc.",
                    priority=2,
                    moment=situation.moment.id,
                    numbers=(
                        Number(f"{label(rival)}, the others apart", float(before), "exact", "Shapley-Shubik"),
                        Number(f"{label(rival)}, the others as a bloc", float(after), "exact", "Shapley-Shubik"),
                    ),
                    confidence="exact",
                    reason="computed over all coalitions; it says what the rules allow, not what parties would do",
                    would_change="another rule in the body: where all must agree, seats do not count",
                    sources=distinct([*apart.formula.source, *together.formula.source, *apart.rule.source]),
                )
    return None


def _seats_and_power(situation: Situation, council: Council, lines: Sequence[Line]) -> Finding | None:
    """The widest gap between a voter's share of the seats and its power."""
    gaps = [
        (abs(line.shapley.shares[voter] - Fraction(seats, sum(line.seats.values()))), line, voter)
        for line in lines
        if line.chair is None
        for voter, seats in line.seats.items()
    ]
    if not gaps:
        return None
    gap, line, voter = max(gaps, key=lambda entry: entry[0])
    if gap == 0:
        return None
    share = Fraction(line.seats[voter], sum(line.seats.values()))
    power = line.shapley.shares[voter]
    return Finding(
        f"councils.{council.id}.gap",
        f"Seats are not power: {_name(line)} gives {situation.dossier.label(voter)} "
        f"{percent(float(power))} of the voting power with {percent(float(share))} of the seats of the {council.name}{', if nobody abstains' if says_what_abstaining_means(line.rule) else ''}.",
        priority=6,
        moment=situation.moment.id,
        numbers=(
            Number("share of power", float(power), "exact", "Shapley-Shubik"),
            Number("share of seats", float(share), "exact"),
        ),
        confidence="exact" if line.shapley.error <= AS_GOOD_AS_EXACT else "moderate",
        reason="computed over all coalitions" if line.shapley.error <= AS_GOOD_AS_EXACT else line.shapley.method,
        would_change="another rule: see the table for every formula and rule",
        sources=distinct([*line.formula.source, *line.rule.source]),
    )


def _unanimity(situation: Situation, council: Council, lines: Sequence[Line]) -> Finding | None:
    unanimous = [line for line in lines if line.rule.kind == "unanimity"]
    by_voters = {sum(1 for seats in line.seats.values() if seats): line for line in reversed(unanimous)}
    if not by_voters or max(by_voters) < 2:
        return None
    sizes = sorted(by_voters, reverse=True)
    shares = [
        f"{percent(1 / size)} where {count(size, 'voter')} {'speaks' if size == 1 else 'speak'}" for size in sizes
    ]
    return Finding(
        f"councils.{council.id}.unanimity",
        f"Where all must agree in the {council.name}, seats do not count, only how many voices there are: each holds "
        f"{listing(shares)}, and each can block.",
        priority=4,
        moment=situation.moment.id,
        numbers=tuple(Number(f"power of each of {size} voters", 1 / size, "exact", "Shapley-Shubik") for size in sizes),
        confidence="exact",
        reason="computed over all coalitions",
        would_change="another rule, such as one for what happens when not all agree",
        sources=distinct([c for line in unanimous for c in line.rule.source]),
    )


def _chair_finding(situation: Situation, council: Council, lines: Sequence[Line], worlds: Worlds) -> Finding | None:
    chaired = [line for line in lines if line.rule.kind == "consensus_else_chair" and line.chair in line.formula.seats]
    line = max(chaired, key=lambda entry: (entry.rule.adopted, entry.formula.adopted, len(entry.seats)), default=None)
    if line is None or line.chair is None:
        return None
    least = model.expected_power(line.seats, line.chair, 0).shares[line.chair]
    if least >= Fraction(1, 2):
        return None
    needed = (Fraction(1, 2) - least) / (1 - least)
    label = situation.dossier.label(line.chair)
    chance = line.rule.chance_of_no_consensus
    draws = worlds.sample(no_consensus_name(council, line.rule), chance)
    # The chair's power rises with the chance, so quantiles of one are quantiles of the other.
    low, middle, high = (
        float(model.expected_power(line.seats, line.chair, float(p)).shares[line.chair])
        for p in np.quantile(draws, [LEVELS[0], 0.5, LEVELS[1]])
    )
    if chance.is_point:
        told = f"If it fails {percent(chance.likely)} of the time, the chair’s share is {percent(middle)}."
    else:
        told = (
            f"As likely as the dossier judges that to be, the chair’s share is {percent(middle)} (80% of draws: "
            f"{percent(low)} to {percent(high)})."
        )
    adopted = ", the one adopted" if line.rule.adopted else ""
    return Finding(
        f"councils.{council.id}.chair",
        f"Under the rule “{line.rule.name}”{adopted}, {label} holds more than half of all power in the {council.name} once "
        f"consensus fails more often than {'one time in three' if needed == Fraction(1, 3) else percent(float(needed))}. "
        f"{told}",
        priority=0,
        moment=situation.moment.id,
        numbers=(
            Number("chance of no consensus that gives half of the power", float(needed), "exact"),
            Number(f"power of {label}", middle, "point", "Shapley-Shubik")
            if chance.is_point
            else Number(f"power of {label}", middle, "draws", "Shapley-Shubik", low, high),
        ),
        confidence="low",
        confidence_in="the chance of no consensus",
        reason="exact for each chance of no consensus, but that chance itself is not known",
        would_change="how often consensus fails in practice",
        sources=distinct([*line.rule.source, *line.formula.source]),
    )
