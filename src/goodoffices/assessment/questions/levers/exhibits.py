"""The picture and the table of the question of levers."""

from collections.abc import Sequence

from goodoffices.assessment.answer import Cell, Figure, Table
from goodoffices.assessment.interval import Interval
from goodoffices.assessment.questions.bargaining.phrases import position
from goodoffices.assessment.questions.levers.issue_levers import IssueLevers
from goodoffices.assessment.wording import capital, count, percent, points
from goodoffices.dossier.situation import Situation

MOST_LEVERS = 4


def pulls_figure(situation: Situation, issues: Sequence[IssueLevers]) -> Figure:
    """Return the picture of how far each party alone can pull each issue."""
    label = situation.dossier.label
    rows: list[tuple[Cell, ...]] = []
    for found in issues:
        scale = found.item.issue.scale
        assert scale is not None
        agreed = found.item.agreed.likely if found.item.agreed else None
        for pull in sorted(found.pulls, key=lambda pull: pull.to_low - pull.to_high):
            rows.append(
                (
                    found.item.issue.name,
                    label(pull.party),
                    found.item.compromise.median,
                    pull.to_low,
                    pull.to_high,
                    pull.lowest,
                    pull.highest,
                    agreed,
                    scale.low,
                    scale.high,
                )
            )
    title = f"How far each party alone could pull the settlement, {situation.moment.name}"
    columns = (
        "issue", "party", "expected", "asking for the low end", "asking for the high end", "caring for nothing else, low",
        "caring for nothing else, high", "agreed", "scale low", "scale high",
    )  # fmt: skip
    widest = "; ".join(
        f"{row[0]}: from {points(float(row[3] or 0))} to {points(float(row[4] or 0))} by {row[1]}, expected "
        f"{points(float(row[2] or 0))}"
        for row in (next(row for row in rows if row[0] == found.item.issue.name) for found in issues)
    )
    return Figure(
        f"levers.{situation.moment.id}.pulls",
        "levers",
        title,
        f"One bar per party and issue. The widest, {widest}.",
        Table(
            f"levers.{situation.moment.id}.pulls.data",
            title,
            columns,
            tuple(rows),
            note="Medians over the draws, by the compromise model; all other inputs as they are.",
        ),
    )


def levers_table(situation: Situation, issues: Sequence[IssueLevers]) -> Table:
    """Return the largest levers of each issue."""
    rows: list[tuple[Cell, ...]] = []
    for found in issues:
        for lever in found.levers[:MOST_LEVERS]:
            is_place = lever.what == "position"
            rows.append(
                (
                    found.item.issue.name,
                    f"{capital(situation.dossier.label(lever.party))}: {lever.what}",
                    position(found.item, lever.now) if is_place else points(lever.now),
                    position(found.item, lever.then) if is_place else points(lever.then),
                    _with_range(lever.settlement, found.item.length),
                    _with_range(lever.effect, found.item.length, signed=True),
                    percent(lever.same_way),
                    percent(lever.largest),
                    _with_range(lever.pivotal, found.item.length, signed=True),
                )
            )
    return Table(
        f"levers.{situation.moment.id}",
        f"Largest levers by the compromise model, {situation.moment.name}",
        (
            "issue", "lever", "now", "then", "settlement then", "moves it by", "same way in", "largest in", "moves the pivotal place by",
        ),
        tuple(rows),
        note=f"The {count(MOST_LEVERS, 'lever')} per issue that move the expected settlement furthest if they go to one end of their range: a "
        "position to an end of the scale, salience to 0 or 100, capability to nothing or to twice what it is; all else as it is. Medians, in "
        "brackets the middle 80% of draws. A long move is not a likely one: nothing here says what it would take.",
    )  # fmt: skip


def _with_range(interval: Interval, length: float, signed: bool = False) -> str:
    def told(value: float) -> str:
        text = points(value, length)
        return f"+{text}" if signed and value > 0 and text.strip("0.") else text

    if not interval.stated:
        return told(interval.median)
    return f"{told(interval.median)} ({told(interval.low)} to {told(interval.high)})"
