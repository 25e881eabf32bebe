"""What it means for power that members may abstain, where a rule says what that does."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.assessment.answer import Cell, Method, Table
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.questions.councils.lines import Line, asked_of, counted, label_of, under
from goodoffices.assessment.wording import count, fine_percent, listing
from goodoffices.dossier.council import Council, Requirement, Rule
from goodoffices.dossier.situation import Situation
from goodoffices.errors import ModelInputError
from goodoffices.models import councils as model

MOST_NAMED = 4
MOST_VOTERS = 60
"""Roll-calls of more voters than this take numbers too large to be counted in the time and memory of a brief."""

ABSTENTION = Method(
    "Power where members may abstain",
    "Every member votes for, abstains or votes against, each as likely as the others. Members are called in every order; who "
    "settles the outcome is the pivot (ternary Shapley-Shubik). Beside it the share of all ways the others vote in which a "
    "member’s choice makes a difference (ternary Banzhaf).",
    "Felsenthal & Machover (1997), International Journal of Game Theory 26(3), 335-351",
)


@dataclass(frozen=True)
class Ternary:
    """Power under one formula and rule if nobody abstains, and if all may."""

    line: Line
    shapley: model.Power
    banzhaf: model.Power


def says_what_abstaining_means(rule: Rule) -> bool:
    """Whether any part of a rule says what it means to abstain."""
    return any(part.abstaining is not None or part.quorum is not None for part in (*rule.needs, *rule.or_else))


def ternaries(situation: Situation, lines: Sequence[Line]) -> tuple[list[Ternary], list[str]]:
    """Return power with abstention for the rules that say what it means, and why it could not be computed for others."""
    found, missing = [], []
    for line in lines:
        if says_what_abstaining_means(line.rule):
            try:
                if len(line.seats) > MOST_VOTERS:
                    raise ModelInputError(f"{len(line.seats)} voters are too many; at most {MOST_VOTERS}")
                game = ternary_game_of(situation, line)
                found.append(Ternary(line, model.ternary_shapley_shubik(game), model.ternary_banzhaf(game)))
            except ModelInputError as error:
                missing.append(f"with abstentions, {under(line)}: {error}")
    return found, missing


def ternary_game_of(situation: Situation, line: Line) -> model.TernaryGame:
    """Return the game of a formula and a rule that says what it means to abstain."""
    return model.ternary_game(line.seats, _rule(situation, line))


def _rule(situation: Situation, line: Line) -> model.TernaryRule:
    ways = [
        model.TernaryAllOf(tuple(_requirement(situation, part, line.seats) for part in parts))
        for parts in (line.rule.needs, line.rule.or_else)
        if parts
    ]
    return model.TernaryAnyOf(tuple(ways))


def _requirement(situation: Situation, part: Requirement, seats: dict[str, int]) -> model.TernaryRule:
    left_out = part.abstaining == "left_out"
    share = part.share if part.share is not None else part.more_than
    if part.at_least is not None:
        asked: model.TernaryRule = model.YesVotes(part.at_least)
    elif part.all_but is not None:
        asked = model.YesVotes(max(sum(counted(situation, part, seats).values()) - part.all_but, 1))
    elif part.quorum is not None:
        asked = model.TakingPart(part.quorum)
    elif share is not None:
        asked = (model.YesOfVoting if left_out else model.YesOfAll)(share, part.more_than is not None)
    else:
        named = asked_of(situation, part, seats)
        if left_out:
            return model.NoneAgainst(named)
        return model.TernaryChamber(dict.fromkeys(named, 1), model.YesVotes(len(named)))
    return model.TernaryChamber(counted(situation, part, seats), asked)


def finding_of_abstention(situation: Situation, council: Council, found: Sequence[Ternary]) -> Finding:
    """Say for the rule adopted, or the first one, who loses and who gains by it that members may abstain."""
    first = max(found, key=lambda entry: (entry.line.rule.adopted, entry.line.formula.adopted))
    line = first.line
    groups = _groups(first)
    told = [
        f"{_who(situation, names)} {'has' if len(names) == 1 else 'each have'} {fine_percent(float(after))} of the power "
        f"(if nobody could abstain, {fine_percent(float(before))})"
        for (before, after), names in groups[:2]
    ]
    return Finding(
        f"councils.{council.id}.abstention",
        f"Where members of the {council.name} may abstain as the rule has it ({under(line)}), {listing(told)}.",
        priority=5,
        moment=situation.moment.id,
        numbers=tuple(
            Number(f"power of {_who(situation, names)}", float(after), "exact", "ternary Shapley-Shubik")
            for (_, after), names in groups[:2]
        ),
        confidence="exact",
        reason="computed over all ways to vote; that all three choices are as likely is an assumption, not a fact",
        would_change="how often members do abstain, which the index does not know",
        sources=distinct([*line.formula.source, *line.rule.source]),
    )


def table_of_abstention(situation: Situation, council: Council, found: Sequence[Ternary]) -> Table:
    """One row per formula, rule and group of members with the same power."""
    rows: list[tuple[Cell, ...]] = [
        (
            entry.line.formula.name,
            entry.line.rule.name,
            _who(situation, names),
            f"{float(before):.3f}",
            f"{float(after):.3f}",
            f"{float(entry.banzhaf.shares[names[0]]):.3f}",
        )
        for entry in found
        for (before, after), names in _groups(entry)
    ]
    return Table(
        f"councils.{council.id}.abstention",
        f"{council.name}: power of each if members may abstain",
        (
            "formula",
            "rule",
            "who",
            "nobody abstains: Shapley-Shubik",
            "all may: ternary Shapley-Shubik",
            "ternary Banzhaf",
        ),
        tuple(rows),
    )


def _groups(entry: Ternary) -> list[tuple[tuple[Fraction, Fraction], list[str]]]:
    alike: dict[tuple[Fraction, Fraction], list[str]] = {}
    for voter, share in entry.shapley.shares.items():
        alike.setdefault((entry.line.shapley.shares[voter], share), []).append(voter)
    return sorted(alike.items(), key=lambda pair: -pair[0][1])


def _who(situation: Situation, names: Sequence[str]) -> str:
    labels = [label_of(situation, name) for name in names]
    return listing(labels) if len(labels) <= MOST_NAMED + 1 else f"{count(len(labels), 'member')} such as {labels[0]}"
