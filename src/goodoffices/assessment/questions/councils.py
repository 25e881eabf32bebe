"""Whose vote counts? Every formula and rule proposed for a body, and the voting power they mean."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from goodoffices.assessment.answer import Answer, Cell, Figure, Method, Table
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.interval import LEVELS
from goodoffices.assessment.question import Question
from goodoffices.assessment.wording import count, listing, percent
from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.council import Council, Formula, Rule
from goodoffices.dossier.situation import Situation
from goodoffices.errors import ModelInputError
from goodoffices.models import councils as model

CHANCES = (Fraction(0), Fraction(1, 2), Fraction(1))
"""Chances of no consensus at which the chair's power, a straight line, is drawn."""

CONSENSUS_ELSE_CHAIR = Method(
    "Consensus, failing that the chair",
    "Read literally the chair could always refuse consensus and decide alone. The rule is read as a lottery "
    "instead: with probability p there is no consensus and the chair decides, otherwise all must agree. Power is "
    "the expectation over both; nobody knows p, so it is shown for every value.",
    "the lottery is this program’s reading; the index is linear in the game (Shapley 1953, axiom 3)",
)

METHODS = (
    Method(
        "Shapley-Shubik index",
        "Let the voters join in every possible order: a voter’s power is the share of orders in which its joining turns "
        "a losing coalition into a winning one. Computed exactly, over all coalitions.",
        "Shapley & Shubik (1954), American Political Science Review 48(3), 787-792",
    ),
    Method(
        "Banzhaf index",
        "A voter’s share of all cases in which one vote makes the difference. Computed exactly.",
        "Penrose (1946), Journal of the Royal Statistical Society 109(1), 53-57; Banzhaf (1965), Rutgers Law Review 19",
    ),
    CONSENSUS_ELSE_CHAIR,
    Method(
        "What voting power leaves out",
        "These indices know the rules and nothing else: not who would side with whom, nor who has the guns.",
    ),
)


@dataclass(frozen=True)
class _Line:
    """One formula under one rule."""

    formula: Formula
    rule: Rule
    seats: dict[str, int]
    shapley: model.Power
    banzhaf: model.Power | None
    chair: str | None


def answer(question: Question, situations: Sequence[Situation], worlds: Worlds) -> Answer:
    """Compute voting power under every formula and rule that was on the table by the last moment."""
    situation = situations[-1]
    findings: list[Finding] = []
    tables: list[Table] = []
    figures: list[Figure] = []
    missing: list[str] = []
    for council in situation.councils:
        lines: list[_Line] = []
        for formula in council.formulas:
            for rule in council.rules:
                try:
                    lines.append(_line(situation, formula, rule))
                except ModelInputError as error:
                    missing.append(f"{council.name}, {formula.name}, {rule.name}: {error}")
        if lines:
            findings += _findings(situation, council, lines, worlds)
            tables.append(_table(situation, council, lines))
            figures += _figures(situation, council, lines)
    chaired = any(rule.kind == "consensus_else_chair" for council in situation.councils for rule in council.rules)
    methods = tuple(method for method in METHODS if chaired or method is not CONSENSUS_ELSE_CHAIR)
    return Answer(question.id, question.title, tuple(findings), tuple(tables), tuple(figures), methods, tuple(missing))


def _line(situation: Situation, formula: Formula, rule: Rule) -> _Line:
    seats = dict(formula.seats)
    match rule.kind:
        case "majority":
            voting: model.Rule = model.Majority()
        case "quota":
            voting = model.Quota(rule.quota or 0)
        case "unanimity":
            voting = model.Unanimity()
        case "chair_breaks_ties":
            voting = model.ChairBreaksTies(_chair(situation, rule, seats))
        case "consensus_else_chair":
            chair = _chair(situation, rule, seats)
            power = model.expected_power(seats, chair, rule.chance_of_no_consensus.likely)
            return _Line(formula, rule, seats, power, None, chair)
    game = model.simple_game(seats, voting)
    return _Line(formula, rule, seats, model.shapley_shubik(game), model.banzhaf(game), None)


def _chair(situation: Situation, rule: Rule, seats: dict[str, int]) -> str:
    """Return the voter that speaks for the chair: the chair itself, or the bloc it votes in."""
    chair = rule.chair or ""
    if chair in seats:
        return chair
    blocs = [voter for voter in seats if any(m.party == chair for m in situation.dossier.parties[voter].members)]
    if not blocs:
        raise ModelInputError(f"the chair {chair} has no seat")
    return blocs[0]


def _findings(situation: Situation, council: Council, lines: Sequence[_Line], worlds: Worlds) -> list[Finding]:
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
    return [replace(finding, priority=0) if number == 0 else finding for number, finding in enumerate(found)]


def _standing(council: Council, rule: Rule) -> str:
    """Return a remark on a rule that was not adopted where another was."""
    return "" if rule.adopted or not any(r.adopted for r in council.rules) else " (it was not adopted)"


def _name(line: _Line) -> str:
    return f"“{line.formula.name}” under “{line.rule.name}”"


def _bloc(situation: Situation, council: Council, lines: Sequence[_Line]) -> Finding | None:
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


def _seats_and_power(situation: Situation, council: Council, lines: Sequence[_Line]) -> Finding | None:
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
        f"{percent(float(power))} of the voting power with {percent(float(share))} of the seats of the {council.name}.",
        priority=6,
        moment=situation.moment.id,
        numbers=(
            Number("share of power", float(power), "exact", "Shapley-Shubik"),
            Number("share of seats", float(share), "exact"),
        ),
        confidence="exact",
        reason="computed over all coalitions",
        would_change="another rule: see the table for every formula and rule",
        sources=distinct([*line.formula.source, *line.rule.source]),
    )


def _unanimity(situation: Situation, council: Council, lines: Sequence[_Line]) -> Finding | None:
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


def _chair_finding(situation: Situation, council: Council, lines: Sequence[_Line], worlds: Worlds) -> Finding | None:
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
    draws = worlds.sample(f"chance of no consensus in {council.id} under {line.rule.id}", chance)
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


def _table(situation: Situation, council: Council, lines: Sequence[_Line]) -> Table:
    """One row per formula and voter; for each rule the Shapley-Shubik and, where it is one game, the Banzhaf index."""
    rules = list({line.rule.id: line.rule for line in lines}.values())
    columns = ["formula", "voter", "seats"]
    for rule in rules:
        name = rule.name + (" (adopted)" if rule.adopted else "")
        if rule.kind == "consensus_else_chair":
            columns.append(f"{name}: expected, p = {rule.chance_of_no_consensus.likely:g}")
        else:
            columns += [f"{name}: Shapley-Shubik", "Banzhaf"]
    rows: list[tuple[Cell, ...]] = []
    for formula in {line.formula.id: line.formula for line in lines}.values():
        by_rule = {line.rule.id: line for line in lines if line.formula.id == formula.id}
        for voter, seats in formula.seats.items():
            row: list[Cell] = [
                formula.name + (" (adopted)" if formula.adopted else ""),
                situation.dossier.label(voter),
                seats,
            ]
            for rule in rules:
                line = by_rule.get(rule.id)
                row.append(_exact(line.shapley, voter) if line else None)
                if rule.kind != "consensus_else_chair":
                    row.append(_exact(line.banzhaf, voter) if line and line.banzhaf else None)
            rows.append(tuple(row))
    return Table(
        f"councils.{council.id}",
        f"{council.name}: voting power under every formula and rule",
        tuple(columns),
        tuple(rows),
        note="Fractions in brackets are exact."
        + (
            " p: the chance that there is no consensus." if any(r.kind == "consensus_else_chair" for r in rules) else ""
        ),
    )


def _exact(power: model.Power, voter: str) -> str:
    share = power.shares[voter]
    return f"{float(share):.3f}" + (f" ({share})" if power.is_exact and 1 < share.denominator < 1000 else "")


def _figures(situation: Situation, council: Council, lines: Sequence[_Line]) -> list[Figure]:
    label = situation.dossier.label
    bars: list[tuple[Cell, ...]] = [
        (line.formula.name, line.rule.name, label(voter), float(share), line.seats[voter] / sum(line.seats.values()))
        for line in lines
        if line.chair is None
        for voter, share in line.shapley.shares.items()
    ]
    title = f"{council.name}: voting power by formula and rule"
    figures = []
    if bars:
        description = "Bars of voting power per voter, a tick at its share of the seats. " + "; ".join(
            f"{row[0]}, {row[1]}: {row[2]} {percent(float(row[3] or 0))}" for row in bars
        )
        columns = ("formula", "rule", "voter", "power", "share of seats")
        data = Table(f"councils.{council.id}.power.data", title, columns, tuple(bars))
        figures.append(Figure(f"councils.{council.id}.power.figure", "power", title, description, data))
    # Rules that differ only in how likely they think it that consensus fails have the same curve.
    chaired = {(line.formula.id, line.chair): line for line in lines if line.chair is not None}.values()
    curves: list[tuple[Cell, ...]] = []
    for line in chaired:
        assert line.chair is not None
        others = [voter for voter, seats in line.seats.items() if voter != line.chair and seats]
        for chance in CHANCES:
            power = model.expected_power(line.seats, line.chair, chance).shares
            curves.append((line.formula.name, label(line.chair), float(chance), float(power[line.chair])))
            curves += [
                (line.formula.name, "each of the others", float(chance), float(power[voter])) for voter in others[:1]
            ]
    if curves:
        title = f"{council.name}: power when the chair decides if there is no consensus"
        figures.append(
            Figure(
                f"councils.{council.id}.chair.figure",
                "chair",
                title,
                "The chair’s power rises in a straight line from what it has when consensus never fails to all of it, when "
                "it always does; everyone else’s falls to nothing.",
                Table(
                    f"councils.{council.id}.chair.data",
                    title,
                    ("formula", "voter", "chance of no consensus", "power"),
                    tuple(curves),
                ),
            )
        )
    return figures
