"""What a search found, as tables; a letter stands for an initiative, as the key says."""

from collections.abc import Sequence

import numpy as np

from goodoffices.assessment.answer import Cell, Table
from goodoffices.assessment.wording import listing, percent, plain_number, points
from goodoffices.initiatives.choosing.plans import Plan
from goodoffices.initiatives.evaluation import Evaluation
from goodoffices.initiatives.objectives import OBJECTIVES, ObjectiveId
from goodoffices.initiatives.search import Found
from goodoffices.initiatives.telling.changes import in_full, in_short
from goodoffices.initiatives.telling.names import initiative_cell, letters_of, plan_cell, value
from goodoffices.initiatives.telling.replies import reply_cell, why_after

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


def _distance_heads(found: Found) -> list[str]:
    return [f"distance from {found.dossier.label(ally)}" for ally in found.nothing.evaluation.distances]


def _distances(found: Found, evaluation: Evaluation) -> list[str]:
    return [points(float(np.nanmean(evaluation.distances[ally]))) for ally in found.nothing.evaluation.distances]


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
                *_distances(found, standing.evaluation),
                percent(standing.leads),
                percent(found.leads[plan]) if plan in found.leads else "",
            )
        )
    return Table(
        "initiatives.plans",
        f"Plans by {OBJECTIVES[by].name}",
        (
            "plan", HEADS[by], "80% interval", *(HEADS[name] for name in told if name != by), *_distance_heads(found), "leads over draws",
            "leads with other effects",
        ),
        tuple(rows),
        note="What a letter stands for is told in the key. Means over the draws. Closeness to the aim, losses, distances and costs are in points of 100; distances are those of the settlement expected from what an ally asks for. “Leads with other effects”: effects from half to one and a half of what is judged.",
    )  # fmt: skip


def key_table(found: Found) -> Table:
    """One row for each initiative that could be chosen: what its letter stands for."""
    initiatives = found.choice.initiatives
    return Table(
        "initiatives.key",
        "Key: what the letters stand for",
        ("letter", "initiative", "id", "who acts", "cost", "what it changes"),
        tuple(
            (
                letter,
                initiatives[name].name,
                name,
                listing([found.dossier.label(party) for party in initiatives[name].by]),
                str(initiatives[name].cost or "not judged"),
                "; ".join(in_short(found.dossier, change) for change in initiatives[name].changes),
            )
            for name, letter in letters_of(found).items()
        ),
        note="In the order of what each comes to by itself; last those that cannot be taken alone. Costs are in political capital, of 100 that could be borne. Changes are the likeliest, with the chance that they work.",
    )


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
                plan_cell(found, (each.initiative,)) if each.initiative else "all of it",
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
                initiative_cell(found, each.plan[0]),
                *(value(name, each.mean(name)) for name in told),
                "; ".join(in_full(change) for change in found.dossier.initiatives[each.plan[0]].changes),
            )
            for each in found.alone
        ),
    )


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


def replies_table(found: Found, plans: Sequence[Plan] | None = None) -> Table:
    """One row for each reply to some plans, or to all that replies were looked for."""
    return Table(
        "initiatives.replies",
        "What the others would do",
        ("plan", "party", "likeliest reply", "worth to it, points of 100", "agreement after it", "without it", "why"),
        tuple(
            (
                plan_cell(found, plan),
                found.dossier.label(reply.party),
                reply_cell(found, reply),
                plain_number(round(reply.gain, 1)),
                percent(reply.agreement),
                percent(reply.without),
                why_after(found, reply),
            )
            for plan in (found.replies if plans is None else plans)
            for reply in found.replies[plan]
            if reply.kind != "lets_it_be"
        ),
        note="Shares are with all changes that may fail as they likeliest go; for a plan with such changes they are not quite those of the table of plans.",
    )


def dates_table(found: Found) -> Table:
    """One row for each initiative of the first plan: when it could be done."""
    return Table(
        "initiatives.dates",
        "When it could be done",
        ("initiative", "from", "until", "opening"),
        tuple(
            (
                initiative_cell(found, each.initiative.id),
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
