"""What a search found, as tables."""

from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.wording import percent, plain_number
from goodoffices.initiatives.objectives import OBJECTIVES, ObjectiveId
from goodoffices.initiatives.search import Found, Reply
from goodoffices.initiatives.telling.effects import DOES
from goodoffices.initiatives.telling.names import plan_cell, value

HEADS: dict[ObjectiveId, str] = {
    "agreement": "agreement", "aim": "closeness to aim", "holds": "aim holds", "home": "home", "ally": "loss to allies",
    "cost": "cost", "money": "money",
}  # fmt: skip
MOST_EFFICIENT = 15


def _told(found: Found) -> list[ObjectiveId]:
    """Return the objectives that say something: told of, and money only if any initiative costs some."""
    means = found.first.mean
    return [
        name
        for name in OBJECTIVES
        if name in means and (name != "money" or any(s.mean["money"] for s in found.standings))
    ]


def plans_table(found: Found) -> Table:
    """One row for each contender."""
    by, told = found.settings.by, _told(found)
    rows: list[tuple[Cell, ...]] = []
    for standing in found.standings:
        plan = standing.evaluation.plan
        low, high = standing.interval[by]
        rows.append(
            (
                plan_cell(found, plan),
                value(by, standing.mean[by]),
                f"{value(by, low)} to {value(by, high)}",
                *(value(name, standing.mean[name]) for name in told if name != by),
                percent(standing.leads),
                percent(found.leads[plan]) if plan in found.leads else "",
            )
        )
    return Table(
        "initiatives.plans",
        f"Plans by {OBJECTIVES[by].name}",
        ("plan", HEADS[by], "80% interval", *(HEADS[name] for name in told if name != by), "leads over draws", "leads with other effects"),
        tuple(rows),
        note="Means over the draws. Closeness to the aim, losses and costs are in points of 100. “Leads with other effects”: effects from half to one and a half of what is judged.",
    )  # fmt: skip


def break_even_table(found: Found) -> Table:
    """One row for each break-even."""

    def need(factor: float | None) -> str:
        return "more than twice what is judged" if factor is None else "none" if factor == 0.0 else percent(factor)

    return Table(
        "initiatives.break_even",
        "How much of the judged effects a plan needs",
        ("plan", "effects of", "needed, of what is judged", "for"),
        tuple(
            (
                plan_cell(found, each.plan),
                found.dossier.initiatives[each.initiative].name if each.initiative else "all of it",
                need(each.factor),
                "leading all others" if each.initiative else "being worth more than doing nothing",
            )
            for each in found.breaks
        ),
    )


def initiatives_table(found: Found) -> Table:
    """One row for each initiative by itself."""
    told = _told(found)
    return Table(
        "initiatives.alone",
        "Each initiative by itself",
        ("initiative", *(HEADS[name] for name in told), "changes"),
        tuple(
            (
                plan_cell(found, each.plan),
                *(value(name, each.mean(name)) for name in told),
                "; ".join(_change(change.op, change.at, change.value) for change in found.dossier.initiatives[each.plan[0]].changes),
            )
            for each in found.alone
        ),
    )  # fmt: skip


def _change(op: str, at: str, to: object) -> str:
    text = to if isinstance(to, str) else "…"
    return f"{op} {at}" + (f" by {text}" if op == "shift" else f" {text}" if text else "")


def efficient_table(found: Found) -> Table:
    """Plans that are not beaten in every objective at once."""
    told = _told(found)
    ordered = sorted(found.efficient, key=lambda e: -OBJECTIVES[found.settings.by].sign * e.mean(found.settings.by))
    return Table(
        "initiatives.efficient",
        "Plans that no other beats in everything",
        ("plan", *(HEADS[name] for name in told)),
        tuple(
            (plan_cell(found, e.plan), *(value(name, e.mean(name)) for name in told)) for e in ordered[:MOST_EFFICIENT]
        ),
        note=f"{len(ordered)} in all; means that differ by less than half a per cent or half a point are not told apart.",
    )


def replies_table(found: Found) -> Table:
    """One row for each reply to each plan told of."""
    return Table(
        "initiatives.replies",
        "What the others would do",
        ("plan", "party", "likeliest reply", "worth to it, points of 100", "agreement after it"),
        tuple(
            (
                plan_cell(found, plan),
                found.dossier.label(reply.party),
                _reply(found, reply),
                plain_number(round(reply.gain, 1)),
                percent(reply.agreement),
            )
            for plan, replies in found.replies.items()
            for reply in replies
            if reply.kind != "lets_it_be"
        ),
    )


def _reply(found: Found, reply: Reply) -> str:
    if reply.offer:
        return f"counter-offer: {'; '.join(f'{issue}: {at}' for issue, at in reply.offer)}"
    return found.dossier.initiatives[reply.initiative].name if reply.initiative else DOES[reply.kind]


def dates_table(found: Found) -> Table:
    """One row for each initiative of the first plan: when it could be done."""
    return Table(
        "initiatives.dates",
        "When it could be done",
        ("initiative", "from", "until", "opening"),
        tuple(
            (
                each.initiative.name,
                each.day.isoformat() if each.day else "not told",
                each.opening.last.isoformat(),
                each.opening.window.name if each.opening.window else "",
            )
            for each in found.dates[found.first.evaluation.plan]
        ),
    )


def closed_table(found: Found) -> Table:
    """Initiatives of the actor that could not be taken at the moment, and why."""
    return Table(
        "initiatives.closed",
        "Not open at this moment",
        ("initiative", "why"),
        tuple((found.dossier.initiatives[name].name, why) for name, why in found.available.closed.items()),
    )
