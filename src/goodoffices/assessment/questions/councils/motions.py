"""How likely a motion is to be carried, given how each party leans, and on whose vote that hangs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.answer import Cell, Method, Table
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.interval import LEVELS
from goodoffices.assessment.questions.councils.abstention import says_what_abstaining_means, ternary_game_of
from goodoffices.assessment.questions.councils.lines import (
    Line,
    label_of,
    no_consensus_name,
    told_first,
    under,
    voter_for,
    ways_of,
)
from goodoffices.assessment.wording import count, listing, percent
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.council import Council, Motion
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.errors import ModelInputError
from goodoffices.models import councils as model

MOST_NAMED = 4
ROUNDING = 1e-9
RANGES_LEFT = "at the likeliest leanings: the body is too large to draw from their ranges"
MOST_CELLS = 100_000_000
"""Draws times the square of the members: of a large body fewer draws are made."""

PASSAGE = Method(
    "Chance of passage",
    "Each party votes for a motion with the chance that the dossier or the user states, independently of the others, or "
    "swayed together by one common factor if a correlation is stated. Where it is stated how likely members abstain, and the rule says "
    "what that means, abstaining is a third choice; where a draw of both leaves nothing for it, it gives way. The chances of all votes that carry are added up. "
    "Ranges are drawn. A party’s vote decides where the motion is carried with it and lost without it.",
    "Owen (1972), Management Science 18(5), 64-79; Straffin (1977), Public Choice 30, 107-118; for the common factor "
    "Gelman, Katz & Tuerlinckx (2002), Statistical Science 17(4), 420-435",
)


@dataclass(frozen=True)
class Prospect:
    """How likely a motion is carried under one formula and rule; low and high are None if no leaning is a range."""

    line: Line
    motion: Motion
    leanings: dict[str, Quantity]
    chance: float
    low: float | None
    high: float | None
    decides: dict[str, float]
    inexact: str


def prospects(
    situation: Situation, council: Council, lines: Sequence[Line], motion: Motion, worlds: Worlds
) -> tuple[list[Prospect], list[tuple[Line, str]]]:
    """Return how likely a motion is under each formula and rule, what is told first at the head, and where it cannot be said."""
    found, misfits = [], []
    for line in told_first(lines):
        try:
            found.append(_prospect(situation, council, line, motion, worlds))
        except ModelInputError as error:
            misfits.append((line, str(error)))
    return found, misfits


def _prospect(situation: Situation, council: Council, line: Line, motion: Motion, worlds: Worlds) -> Prospect:
    for party in (*motion.in_favour, *motion.abstaining):
        if voter_for(situation, party, line.seats) is None and not any(
            member.party in line.seats for member in situation.dossier.parties[party].members
        ):
            raise ModelInputError(f"{label_of(situation, party)} has no vote")
    others = motion.others or Quantity.point(0.5)
    leanings = {voter: _leaning(situation, line, motion.in_favour, others, voter) for voter in line.seats}
    if motion.speaks_of_abstaining:
        return _with_abstention(situation, council, line, motion, leanings, worlds)
    likely: dict[str, Fraction | float] = {voter: leaning.likely for voter, leaning in leanings.items()}
    chance, decides, inexact = 0.0, dict.fromkeys(line.seats, 0.0), ""
    ways = [(way.chance, model.simple_game(line.seats, way.rule)) for way in ways_of(situation, line.seats, line.rule)]
    for odds, game in ways:
        if motion.together:
            passage = model.passage_with_common_factor(game, likely, motion.together)
        else:
            passage = model.passage(game, likely, seed=worlds.seed)
        inexact = inexact or (passage.method if "draws" in passage.method else "")
        chance += float(odds) * float(passage.chance)
        for voter, share in passage.decides.items():
            decides[voter] += float(odds) * float(share)
    low = high = None
    unsure = line.rule.kind == "consensus_else_chair" and not line.rule.chance_of_no_consensus.is_point
    if not motion.together and (unsure or any(not leaning.is_point for leaning in leanings.values())):
        try:
            low, chance, high = _drawn(council, line, motion, leanings, [game for _, game in ways], worlds)
        except ModelInputError:
            inexact = inexact or RANGES_LEFT
    return Prospect(line, motion, leanings, chance, low, high, decides, inexact)


def _with_abstention(
    situation: Situation,
    council: Council,
    line: Line,
    motion: Motion,
    leanings: dict[str, Quantity],
    worlds: Worlds,
) -> Prospect:
    """Return how likely a motion is carried where it is said how likely members abstain."""
    if not says_what_abstaining_means(line.rule):
        raise ModelInputError(
            "the rule does not say what it means to abstain (abstaining: against, or left_out, in its needs)"
        )
    if motion.together:
        raise ModelInputError("how members sway together is not worked out where it is said how likely they abstain")
    none = motion.others_abstaining or Quantity.point(0.0)
    abstaining = {voter: _leaning(situation, line, motion.abstaining, none, voter) for voter in line.seats}
    told = [v for v in line.seats if abstaining[v] is not none]
    if beyond := [v for v in told if leanings[v].likely + abstaining[v].likely > 1 + ROUNDING]:
        names = listing([label_of(situation, voter) for voter in beyond])
        raise ModelInputError(f"{names}: the chances to vote for it and to abstain add up to more than 1")
    game = ternary_game_of(situation, line)
    likely = {voter: leaning.likely for voter, leaning in leanings.items()}
    idle = {voter: min(chance.likely, 1 - likely[voter]) for voter, chance in abstaining.items()}
    passage = model.ternary_passage(game, likely, idle, seed=worlds.seed)
    chance, low, high = float(passage.chance), None, None
    inexact = passage.method if "draws" in passage.method else ""
    if any(not one.is_point for one in (*leanings.values(), *abstaining.values())):
        try:
            yes, abstains = (
                _columns(council, motion, what, held, worlds)
                for what, held in (("leaning", leanings), ("abstaining", abstaining))
            )
            carried = model.ternary_passage_over_draws(game, yes, np.minimum(abstains, 1 - yes))
            low, chance, high = _spread(carried)
        except ModelInputError:
            inexact = inexact or RANGES_LEFT
    decides = {voter: float(share) for voter, share in passage.decides.items()}
    return Prospect(line, motion, leanings, chance, low, high, decides, inexact)


def _drawn(
    council: Council,
    line: Line,
    motion: Motion,
    leanings: dict[str, Quantity],
    games: Sequence[model.SimpleGame],
    worlds: Worlds,
) -> tuple[float, float, float]:
    """Return the chance over draws of the leanings and of how often consensus fails: low, median and high."""
    drawn = _columns(council, motion, "leaning", leanings, worlds)
    if len(games) == 1:
        carried = model.passage_over_draws(games[0], drawn)
    else:
        consensus, chair = (model.passage_over_draws(game, drawn) for game in games)
        failing = worlds.sample(no_consensus_name(council, line.rule), line.rule.chance_of_no_consensus)[: len(drawn)]
        carried = (1 - failing) * consensus + failing * chair
    return _spread(carried)


def _columns(
    council: Council, motion: Motion, what: str, held: Mapping[str, Quantity], worlds: Worlds
) -> NDArray[np.float64]:
    """Return draws of what is stated of each voter, fewer of a large body."""
    most = max(MOST_CELLS // len(held) ** 2, 1)
    return np.column_stack([
        worlds.sample(f"{what} of {voter} on {motion.id} in {council.id}", chance)[:most] for voter, chance in held.items()
    ])  # fmt: skip


def _spread(carried: NDArray[np.float64]) -> tuple[float, float, float]:
    low, middle, high = np.quantile(carried, [LEVELS[0], 0.5, LEVELS[1]])
    return float(low), float(middle), float(high)


def _leaning(
    situation: Situation, line: Line, stated: Mapping[str, Quantity], others: Quantity, voter: str
) -> Quantity:
    """Return how a voter leans: as stated; as the members of a bloc if they lean alike; as the coalition it belongs to; as others."""
    if voter in stated:
        return stated[voter]
    spoken = {stated[party] for party in stated if voter_for(situation, party, line.seats) == voter}
    if len(spoken) > 1:
        raise ModelInputError(f"{label_of(situation, voter)} votes as one, and its members do not lean alike")
    coalition = _coalition_of(situation, stated, voter)
    return spoken.pop() if spoken else stated[coalition] if coalition else others


def _coalition_of(situation: Situation, stated: Mapping[str, Quantity], voter: str) -> str | None:
    """Return the coalition with a stated leaning that a voter belongs to, if there is one."""
    parties = situation.dossier.parties
    return next((name for name in stated if any(m.party == voter for m in parties[name].members)), None)


def finding_of_motion(
    situation: Situation, council: Council, found: Sequence[Prospect], place: str, priority: int
) -> Finding:
    """Say how likely a motion is under the formula and rule told first, on whom it hangs, and how others would do."""
    first = found[0]
    most = max(first.decides.values())
    hinges = [voter for voter, share in first.decides.items() if abs(share - most) < 1e-9]
    who = (
        listing([label_of(situation, voter) for voter in hinges], "or")
        if len(hinges) <= MOST_NAMED
        else f"any one of {count(len(hinges), 'member')}"
    )
    drawn = (
        ""
        if first.low is None or first.high is None
        else f" (80% of draws: {percent(first.low)} to {percent(first.high)})"
    )
    claim = f"“{first.motion.name}” would be carried in the {council.name} ({under(first.line)}) with a chance of {percent(first.chance)}{drawn}."
    if most > 0:
        claim += f" It hangs most on {who}: the others leave the decision to {'it' if len(hinges) == 1 else 'each of them'} {percent(most)} of the time."
    others = {
        f"{percent(other.chance)} under “{other.line.rule.name}”": None
        for other in found[1:]
        if other.line.formula.id == first.line.formula.id
    }
    if others:
        claim += f" It would be {listing(list(others))}."
    unnamed = [
        voter
        for voter in first.line.seats
        if voter not in first.motion.in_favour
        and not _coalition_of(situation, first.motion.in_favour, voter)
        and not any(voter_for(situation, party, first.line.seats) == voter for party in first.motion.in_favour)
    ]
    if unnamed and first.motion.others is None:
        told = (
            listing([label_of(situation, voter) for voter in unnamed])
            if len(unnamed) <= MOST_NAMED
            else count(len(unnamed), "member")
        )
        claim += f" Of {told} no leaning is stated: taken as likely for as against."
    if first.motion.speaks_of_abstaining:
        claim += " Members abstain with the chances stated, as the rule has it."
    elif says_what_abstaining_means(first.line.rule):
        claim += (
            " Whoever does not vote for it is taken to vote against: nothing says how likely members abstain, though the "
            "rule allows it."
        )
    return Finding(
        place,
        claim,
        priority=priority,
        moment=situation.moment.id,
        share=None,
        numbers=(Number("chance of passage", first.chance, "point" if first.low is None else "draws", "", first.low, first.high),),
        confidence="low",
        confidence_in="the leanings",
        reason=first.inexact or ("at the likeliest leanings; " if first.motion.together else "") + "exact for the leanings stated, which are judgements",
        would_change="another leaning of the one on whom it hangs most, or another rule",
        sources=distinct([*first.motion.source, *first.line.formula.source, *first.line.rule.source]),
    )  # fmt: skip


def table_of_motions(situation: Situation, council: Council, found: Sequence[Prospect], place: str) -> Table:
    """One row per motion, formula and rule."""
    rows: list[tuple[Cell, ...]] = []
    for entry in found:
        ranked = sorted(entry.decides.items(), key=lambda pair: -pair[1])[:3]
        rows.append(
            (
                entry.motion.name,
                entry.line.formula.name,
                entry.line.rule.name,
                percent(entry.chance),
                "" if entry.low is None or entry.high is None else f"{percent(entry.low)} to {percent(entry.high)}",
                ", ".join(f"{label_of(situation, voter)} {percent(share)}" for voter, share in ranked if share > 0),
            )
        )
    return Table(
        place,
        f"{council.name}: how likely motions are carried",
        ("motion", "formula", "rule", "chance", "80% of draws", "whose vote decides how often"),
        tuple(rows),
        note="The chance follows from the leanings stated and the rule alone.",
    )
