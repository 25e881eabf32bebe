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


def leading(found: Found) -> str:
    """Return the first plan as it is spoken of once it has been named."""
    first = found.first.evaluation.plan
    if len(first) < 2:
        return plan_name(found, first)
    return f"the leading plan ({found.dossier.moments[found.moment].name})"


def beside(found: Found, plan: Plan) -> str:
    """Return another plan by what tells it from the first."""
    first = found.first.evaluation.plan
    more = tuple(name for name in plan if name not in first)
    less = tuple(name for name in first if name not in plan)
    if len(first) < 2 or plan == NOTHING or len(less) == len(first):
        return plan_name(found, plan)
    if not more:
        return f"the same without {plan_name(found, less)}"
    if not less:
        return f"the same with {plan_name(found, more)} besides"
    return f"the same with {plan_name(found, more)} instead of {plan_name(found, less)}"


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
