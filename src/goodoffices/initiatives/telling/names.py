"""How plans and objectives are named in a sentence."""

from goodoffices.assessment.wording import count, listing, percent, points
from goodoffices.initiatives.choosing.plans import NOTHING, Plan
from goodoffices.initiatives.objectives import OBJECTIVES, ObjectiveId
from goodoffices.initiatives.search import Found

MOST_NAMED = 4
SHARES: dict[ObjectiveId, str] = {
    "agreement": "of draws come through to an agreement that is carried through",
    "holds": "of draws make the outcome aimed at hold",
    "home": "of draws have the home of {actor} with it",
}


def plan_name(found: Found, plan: Plan) -> str:
    """Return a plan as a reader is told it."""
    if plan == NOTHING:
        return "doing nothing"
    names = [f"“{found.dossier.initiatives[name].name}”" for name in plan]
    if len(names) > MOST_NAMED:
        names = [*names[: MOST_NAMED - 1], count(len(names) - MOST_NAMED + 1, "other")]
    return listing(names)


def plan_cell(found: Found, plan: Plan) -> str:
    """Return a plan for a cell of a table."""
    return " + ".join(found.dossier.initiatives[name].name for name in plan) or "do nothing"


def value(by: ObjectiveId, mean: float) -> str:
    """Return the value of an objective."""
    if mean != mean:  # noqa: PLR0124 (nan)
        return "–"
    return percent(mean) if OBJECTIVES[by].is_share else points(mean)


def measured(found: Found, mean: float) -> str:
    """Return what the plans are ranked by, with a value, as the end of a sentence."""
    by = found.settings.by
    label = found.dossier.label(found.actor)
    if by == "aim":
        return f"the settlement expected comes to {points(mean)} of 100 of what {label} asks for"
    return f"{percent(mean)} {SHARES[by].format(actor=label)}"
