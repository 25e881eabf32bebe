"""What changes if, as findings and a table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from goodoffices.assessment.answer import Cell, Method, Table
from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.questions.councils.abstention import says_what_abstaining_means
from goodoffices.assessment.questions.councils.changes import Changes, Moved, bloc_name, moved
from goodoffices.assessment.questions.councils.lines import Line, label_of, told_first, under
from goodoffices.assessment.questions.councils.rule_after import another_quota_in_words
from goodoffices.assessment.wording import count, fine_percent, listing, percent
from goodoffices.dossier.council import Council, Rule
from goodoffices.dossier.situation import Situation
from goodoffices.errors import ModelInputError
from goodoffices.models import councils as model

MOST_TOLD = 3
"""So many groups of members are named in a sentence."""
MOST_NAMED = 5
ALL_VOTE = "Reckoned as if nobody could abstain."
SMALLEST_TOLD = Fraction(1, 2000)

WHAT_IF = Method(
    "What changes if",
    "Voting power (Shapley-Shubik) is computed for the body as it is and as it would be. Quotas stay as they are unless "
    "another is asked for. Who votes as one is one voter. Who agrees among themselves first is weighed by the Owen "
    "value: orders of joining in which the union stands together, so that each member keeps a weight of its own within.",
    "Owen (1977), in Henn & Moeschlin (eds), Mathematical Economics and Game Theory, 76-88",
)


@dataclass(frozen=True)
class WhatIf:
    """Changes and what they do under every formula and rule they fit, what is told first at the head; or why they fit none."""

    changes: Changes
    results: tuple[Moved, ...]
    misfits: tuple[tuple[Line, str], ...]


def what_if(situation: Situation, lines: Sequence[Line], changes: Changes) -> WhatIf:
    """Return what changes do under each formula and rule that they fit."""
    results, misfits = [], []
    for line in told_first(lines):
        try:
            results.append(moved(situation, line, changes))
        except ModelInputError as error:
            misfits.append((line, str(error)))
    return WhatIf(changes, tuple(results), tuple(misfits))


def findings_of_changes(
    situation: Situation, council: Council, asked: WhatIf, place: str, priority: int, most: int
) -> Iterator[Finding]:
    """Yield a finding for each rule under the first formula, at most so many."""
    told: set[str] = set()
    for result in asked.results:
        line = result.line
        if line.formula.id != asked.results[0].line.formula.id or line.rule.id in told or len(told) == most:
            continue
        told.add(line.rule.id)
        first = result.members[0]
        yield Finding(
            f"{place}.{line.rule.id}" if most > 1 else place,
            " ".join(
                (
                    f"{_where(situation, council, asked.changes, line, len(told) == 1)} {_outcome(situation, result, asked.changes)}.",
                    *result.remarks,
                    *((ALL_VOTE,) if says_what_abstaining_means(line.rule) else ()),
                )
            ),
            priority=priority,
            moment=situation.moment.id,
            numbers=(
                Number(f"power of {label_of(situation, first.voter)} before", float(first.before or 0), "exact", "Shapley-Shubik"),
                Number(f"power of {label_of(situation, first.voter)} after", float(first.after or 0), "exact", "Shapley-Shubik"),
            ),
            confidence="moderate" if result.inexact or line.chair else "exact",
            reason=result.inexact
            or ("exact for the likeliest chance of no consensus, which nobody knows" if line.chair else
                "computed over all coalitions, as if nobody could abstain" if says_what_abstaining_means(line.rule) else
                "computed over all coalitions; it says what the rules would allow, not what parties would do"),
            would_change="another rule or formula: see the table",
            sources=distinct([*asked.changes.source, *line.formula.source, *line.rule.source]),
        )  # fmt: skip


def _where(situation: Situation, council: Council, changes: Changes, line: Line, first: bool) -> str:
    if first:
        if changes.name and not changes.unions:
            return f"If “{changes.name}” were adopted ({council.name}, {under(line)}),"
        return f"If {_in_words(situation, changes, line.rule)} ({council.name}, {under(line)}),"
    return f"Under “{line.rule.name}” instead,"


def misfits_in_words(council: Council, misfits: Sequence[tuple[Line, str]]) -> list[str]:
    """Say under which formulas or rules a question makes no sense, and why; once for all with the same reason."""
    reasons: dict[str, list[Line]] = {}
    for line, why in misfits:
        reasons.setdefault(why, []).append(line)
    told = []
    for why, lines in reasons.items():
        formulas, rules = (
            dict.fromkeys(picks) for picks in zip(*((e.formula.name, e.rule.name) for e in lines), strict=True)
        )
        names = list(formulas if len(formulas) <= len(rules) else rules)
        where = under(lines[0]) if len(formulas) == len(rules) == 1 else listing([f"“{name}”" for name in names])
        told.append(f"{council.name}, {where}: {why}")
    return told


def table_of_changes(situation: Situation, council: Council, asked: Sequence[WhatIf], place: str) -> Table | None:
    """One row per change, formula, rule and group of members that fare alike."""
    rows: list[tuple[Cell, ...]] = []
    named = any(what.changes.name for what in asked)
    for what in asked:
        for result in what.results:
            for names, before, after, in_bloc in _groups(situation, result, what.changes):
                gain = round(100 * float((after or 0) - (before or 0)), 1) + 0.0  # never minus zero
                cells = (
                    result.line.formula.name,
                    result.line.rule.name,
                    names,
                    _cell(before),
                    _cell(after),
                    None if in_bloc else f"{gain:+.1f}",
                )
                rows.append((what.changes.name, *cells) if named else cells)
    if not rows:
        return None
    columns = ("formula", "rule", "who", "power before", "power after", "change in points")
    return Table(
        place,
        f"{council.name}: what changes if",
        ("change", *columns) if named else columns,
        tuple(rows),
        note="Power of each one named (Shapley-Shubik; Owen value where members agree among themselves first). “before” of a "
        "bloc is what its members had together; its members have no power of their own any more."
        + "".join(f" {note}" for note in dict.fromkeys(r.inexact for what in asked for r in what.results) if note),
    )


def _groups(
    situation: Situation, result: Moved, changes: Changes
) -> Iterator[tuple[str, Fraction | None, Fraction | None, bool]]:
    alike: dict[tuple[Fraction | None, Fraction | None, bool], list[str]] = {}
    for member in result.members:
        in_bloc = any(member.voter in group for group in changes.blocs)
        alike.setdefault((member.before, member.after, in_bloc), []).append(label_of(situation, member.voter))
    for (before, after, in_bloc), names in alike.items():
        some = len(names) > MOST_NAMED
        yield (f"{count(len(names), 'member')} such as {names[0]}" if some else listing(names)), before, after, in_bloc


def _outcome(situation: Situation, result: Moved, changes: Changes) -> str:
    alike: dict[tuple[Fraction | None, Fraction | None], list[model.MemberChange]] = {}
    blocs = [bloc_name(situation, group) for group in changes.blocs]
    parts = [
        f"{label_of(situation, bloc.voter)} would have {_to_a_tenth(bloc.after or Fraction(0))} of the power as one, where "
        f"apart its members have {_to_a_tenth(bloc.before or Fraction(0))} together"
        for bloc in sorted(result.members, key=lambda member: member.voter)
        if bloc.voter in blocs
    ]
    for member in result.members:
        if (member.difference or member.before is None) and member.voter not in blocs:
            alike.setdefault((member.before, member.after), []).append(member)
    for (before, after), members in alike.items():
        if len(parts) == MOST_TOLD or after is None:  # who left or votes in a bloc is named in the question
            continue
        names = [label_of(situation, member.voter) for member in members]
        who = f"each of {count(len(names), 'member')}" if len(names) > MOST_NAMED else listing(names)
        each = " each" if 1 < len(names) <= MOST_NAMED else ""
        parts.append(who + _fate(before, after, each))
    return "; ".join(parts) or "nobody’s power would change"


def _fate(before: Fraction | None, after: Fraction | None, each: str) -> str:
    if before is None:
        return f" would{each} have {fine_percent(float(after or 0))} of the power"
    first, then = _shares(before, after or Fraction(0))
    if first == then:
        return f" would{each} hardly change, at {then} of the power"
    way = "rise" if (after or 0) > before else "fall"
    return f" would{each} {way} from {first} to {then} of the power"


def _shares(before: Fraction, after: Fraction) -> tuple[str, str]:
    """Return two shares in whole per cent, or with a decimal where they would look the same or be less than one."""
    first, then = _share(before), _share(after)
    if not after or before == after or (first != then and min(before, after) * 100 >= 1):
        return first, then
    return _to_a_tenth(before), _to_a_tenth(after)


def _to_a_tenth(share: Fraction) -> str:
    return "less than 0.1%" if 0 < share < SMALLEST_TOLD else f"{float(share):.1%}"


def _in_words(situation: Situation, changes: Changes, rule: Rule) -> str:
    def names(group: Sequence[str]) -> str:
        return listing([label_of(situation, name) for name in group])

    by_votes: dict[int, list[str]] = {}
    for who, votes in changes.joins.items():
        by_votes.setdefault(votes, []).append(who)
    parts = [
        f"{names(who)} joined with {count(votes, 'vote')}{' each' if len(who) > 1 else ''}"
        for votes, who in by_votes.items()
    ]
    if changes.leaves:
        parts.append(f"{names(changes.leaves)} left")
    if changes.veto:
        parts.append(f"{names(changes.veto)} {'each ' if len(changes.veto) > 1 else ''}had a veto")
    parts += [f"{names(group)} voted as one" for group in changes.blocs]
    parts += [f"{names(group)} agreed among themselves before they vote" for group in changes.unions]
    if changes.quota is not None:
        parts.append(another_quota_in_words(rule, changes.quota))
    return listing(parts)


def _share(share: Fraction | None) -> str:
    return "none" if not share else percent(float(share))


def _cell(share: Fraction | None) -> str | None:
    return None if share is None else _to_a_tenth(share)
