"""The contenders as a picture."""

from goodoffices.assessment.answer import Figure, Table
from goodoffices.initiatives.objectives import OBJECTIVES
from goodoffices.initiatives.search import Found, Standing
from goodoffices.initiatives.telling.names import plan_in_full

MOST_DRAWN = 4


def plans_figure(found: Found) -> Figure:
    """A row for each contender: what it comes to with its interval, beside doing nothing."""
    by = found.settings.by
    return Figure(
        "initiatives.plans",
        "plans",
        f"What each plan comes to: {OBJECTIVES[by].name}",
        "A row for each plan with a dot at its mean and a bar over its 80% interval; a dashed line stands at doing nothing.",
        Table(
            "initiatives.plans.figure",
            "What each plan comes to",
            ("plan", "share of draws" if OBJECTIVES[by].is_share else "points of 100", "low", "high"),
            tuple(
                (
                    plan_in_full(found, standing.evaluation.plan),
                    round(standing.mean[by], 4),
                    round(standing.interval[by][0], 4),
                    round(standing.interval[by][1], 4),
                )
                for standing in _drawn(found)
            ),
        ),
        lead=True,
    )


def _drawn(found: Found) -> list[Standing]:
    """Return the first plans, and doing nothing."""
    first = [*found.standings[:MOST_DRAWN]]
    return first if found.nothing in first else [*first, found.nothing]
