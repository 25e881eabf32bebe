"""What is said first: which plan leads, how surely, what it needs, and what else could be wanted."""

from collections.abc import Sequence

from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.questions.chain.findings import BREAK, weakest
from goodoffices.assessment.wording import capital, count, listing, percent
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.initiatives.choosing.plans import NOTHING, Plan
from goodoffices.initiatives.evaluation import Evaluation
from goodoffices.initiatives.objectives import OBJECTIVES
from goodoffices.initiatives.search import Found
from goodoffices.initiatives.search.ranking import is_more, worth
from goodoffices.initiatives.search.strength import MOST
from goodoffices.initiatives.telling.bound import not_looked_at
from goodoffices.initiatives.telling.names import Names, later_names, letters_of, measured, value

SURE, LIKELY = 0.95, 0.8
STEADY = 0.8
MOST_SINGLES = 3
MOST_OF_IT = 0.75


def finding_id(found: Found, what: str) -> str:
    """Return the id of a finding."""
    return f"initiatives.{found.moment}.{what}"


def sources_of(found: Found, plan: Plan) -> tuple[Citation, ...]:
    """Return what the effects of a plan rest on."""
    taken = [found.dossier.initiatives[name] for name in plan]
    cited = [citation for each in taken for citation in each.source]
    return distinct([*cited, *(citation for each in taken for change in each.changes for citation in change.source)])


def lead_finding(found: Found) -> Finding:
    """Say which plan leads and by how much it is ahead of doing nothing."""
    by, first, nothing = found.settings.by, found.first, found.nothing
    actor, moment = found.dossier.label(found.actor), found.dossier.moments[found.moment].name
    many = (
        f"{'all ' if found.complete else ''}{count(found.looked_at, 'combination')}"
        if found.looked_at > 1
        else "the only combination"
    )
    how_many = f"{many} of {count(len(found.choice.initiatives), 'initiative')} open to {actor}"
    plan, names = first.evaluation.plan, Names(found)
    if plan == NOTHING:
        claim = f"{moment}: of {how_many}, none does more than doing nothing: {measured(found, nothing.mean[by])}."
        where = weakest(found.chains[NOTHING]) if by == "agreement" else None
        claim += f" The way breaks most often {BREAK[where.id]}." if where else ""
    else:
        claim = (
            f"{moment}: of {how_many}, {names.plan(plan)} would move the outcome most: {measured(found, first.mean[by])}, "
            f"against {value(by, nothing.mean[by])} without. It costs {value('cost', first.mean['cost'])} of 100 in political capital"
        )
        cheap = _nearly_as_good(found)
        claim += (
            f"; for {value('cost', cheap.mean('cost'))}, {names.plan(cheap.plan)} comes to {value(by, cheap.mean(by))}."
            if cheap
            else "."
        )
    claim += not_looked_at(found)
    low, high = first.interval[by]
    steady = found.leads.get(plan, 0.0) >= STEADY and found.better >= SURE
    return Finding(
        finding_id(found, "lead"),
        claim,
        priority=0,
        moment=found.moment,
        numbers=(
            Number(OBJECTIVES[by].name, first.mean[by], "draws", "", low, high),
            Number(f"{OBJECTIVES[by].name}, doing nothing", nothing.mean[by], "draws", "", *nothing.interval[by]),
        ),
        confidence="moderate" if steady else "low",
        confidence_in="the order of the plans",
        reason="the effects are judged; " + ("the order bears other strengths of them" if steady else "with other strengths of them another plan often leads"),
        would_change="other effects than judged: see how much of them the plan needs",
        sources=sources_of(found, plan),
    )  # fmt: skip


def _nearly_as_good(found: Found) -> Evaluation | None:
    """Return the cheapest plan that has most of what the first gains, at no more than half its cost."""
    by, sign = found.settings.by, OBJECTIVES[found.settings.by].sign
    least = found.nothing.mean[by] + MOST_OF_IT * (found.first.mean[by] - found.nothing.mean[by])
    known = [*(standing.evaluation for standing in found.standings), *found.alone, *found.efficient]
    good = [each for each in known if sign * each.mean(by) >= sign * least and each.plan != NOTHING]
    cheapest = min(good, key=lambda each: (each.mean("cost"), each.plan), default=None)
    return cheapest if cheapest and cheapest.mean("cost") <= found.first.mean["cost"] / 2 else None


def surety_finding(found: Found) -> Finding | None:
    """Say how surely the first is better than the second, and how much of the judged effects it needs."""
    plan = found.first.evaluation.plan
    if plan == NOTHING or len(found.standings) < 2:
        return None
    names = Names(found)
    claim = (
        _beside_the_second(found, names)
        + f"; with all effects anywhere from half to one and a half of what is judged it leads in {percent(found.leads[plan])} of cases."
    )
    needs = [
        _needed(found, names, each.initiative, each.factor)
        for each in sorted(found.breaks, key=lambda each: letters_of(found).get(each.initiative, ""))
        if each.plan == plan and each.initiative
    ]
    if needs:
        claim += f" It leads as long as {listing(needs)}."
    return Finding(
        finding_id(found, "surety"),
        claim,
        priority=1,
        moment=found.moment,
        numbers=(
            Number("chance that the first is better than the second", found.better, "draws"),
            Number("lead with other strengths of effects", found.leads[plan], "draws"),
        ),
        confidence="moderate",
        confidence_in="the comparison",
        reason="both plans are assessed in the same worlds, and the effects are judged",
        sources=sources_of(found, plan),
    )


def _beside_the_second(found: Found, names: Names) -> str:
    by, (first, second) = found.settings.by, found.standings[:2]
    sure = f"a chance of {percent(found.better)} over the draws"
    leading, other = names.leading(), names.beside(second.evaluation.plan)
    if is_more(worth(first.evaluation, by), worth(second.evaluation, by), by):
        return f"That {leading} is truly better than {other} has {sure}"
    less = second.mean["cost"] - first.mean["cost"]
    why = f"costs {value('cost', less)} less" if less > 0 else "is shorter"
    return (
        f"{capital(leading)} and {other} come to the same as far as can be told apart; the first leads because it {why}, and that "
        f"it is truly better has {sure}"
    )


def _needed(found: Found, names: Names, initiative: str, factor: float | None) -> str:
    name = names.initiative(initiative)
    if factor is None:
        return f"{name} does more than {MOST:g} times what is judged"
    if factor == 0.0:
        asks = [
            other for other in found.first.evaluation.plan if initiative in found.dossier.initiatives[other].requires
        ]
        if asks:
            return f"{name}, which is there because {names.initiative(asks[0])} requires it, does not much harm"
        return f"{name} does no harm"
    shifts = [c for c in found.dossier.initiatives[initiative].changes if c.op == "shift" and isinstance(c.value, str)]
    if len(shifts) == 1 and len(found.dossier.initiatives[initiative].changes) == 1:
        judged = Quantity.parse(str(shifts[0].value)).likely
        return f"{name} moves what it moves by at least {abs(judged * factor):.2g} (judged: {abs(judged):.2g})"
    return f"{name} has at least {percent(factor)} of its judged effect"


def needs_finding(found: Found) -> Finding | None:
    """Say what the first plan costs, whom it needs, and when it could be done."""
    plan = found.first.evaluation.plan
    if plan == NOTHING:
        return None
    dossier, names = found.dossier, Names(found)
    taken = [dossier.initiatives[name] for name in plan]
    allies = listing([dossier.label(party) for party in dict.fromkeys(p for each in taken for p in each.assent_of)])
    homes = listing(
        [dossier.constituencies[c].name for c in dict.fromkeys(c for each in taken for c in each.support_of)]
    )
    partners = listing(
        [dossier.label(p) for p in dict.fromkeys(p for each in taken for p in each.by) if p != found.actor]
    )
    asked = [f"the assent of {allies}" if allies else "", f"the support of {homes}" if homes else ""]
    named = [listing([part for part in asked if part]), f"{partners} to act with it" if partners else ""]
    needed = ", and ".join(part for part in named if part)
    who = capital(names.leading())
    claim = f"{who}: this needs {needed}." if needed else f"{who}: nothing is told that this needs first."
    told = list(dict.fromkeys(condition for each in taken for condition in each.conditions))
    claim += f" Conditions told in the dossier, taken as met and not assessed: {'; '.join(told)}." if told else ""
    unjudged = [names.initiative(each.id) for each in taken if each.cost is None]
    claim += f" The cost in political capital is judged at {value('cost', found.first.mean['cost'])}, where 100 is as much as could be borne"
    claim += f", {listing(unjudged)} not counted, whose cost is not judged." if unjudged else "."
    dated = [
        f"{names.initiative(each.initiative.id)} from {each.day.day} {each.day:%B %Y}"
        for each in found.dates[plan]
        if each.day
    ]
    claim += f" In the calendar: {listing(dated)}." if dated else ""
    return Finding(
        finding_id(found, "needs"),
        claim,
        priority=1,
        moment=found.moment,
        numbers=(Number("cost in political capital", found.first.mean["cost"], "draws"),),
        confidence="moderate",
        confidence_in="what is needed",
        reason="as told and judged in the dossier; whether it can be had is not assessed",
        sources=sources_of(found, plan),
    )


def trade_off_finding(found: Found) -> Finding | None:
    """Say which plans are better in something else."""
    others, names = [], later_names(found)
    for name, objective in OBJECTIVES.items():
        if name == found.settings.by:
            continue
        told = [each for each in found.efficient if each.mean(name) == each.mean(name) and each.plan != NOTHING]
        best = max(told, key=lambda each: objective.sign * each.mean(name), default=None)
        base = found.first.mean.get(name)
        if best is None or objective.sign < 0 or best.plan == found.first.evaluation.plan:
            continue
        if base is not None and abs(best.mean(name) - base) < (0.02 if objective.is_share else 1.0):
            continue
        others.append(f"for {objective.name} it would be {names.beside(best.plan)} ({value(name, best.mean(name))})")
    if not others:
        return None
    return Finding(
        finding_id(found, "trade_off"),
        f"The objectives are kept apart, and not every one points the same way: {listing(others)}.",
        priority=5,
        moment=found.moment,
        confidence="low",
        confidence_in="the values",
        reason="the effects are judged",
    )


def singles_finding(found: Found) -> Finding | None:
    """Say what single initiatives come to."""
    by = found.settings.by
    if not found.alone:
        return None
    without = next(each for each in (*found.efficient, found.nothing.evaluation) if each.plan == NOTHING)
    least = min(each.mean(by) for each in found.alone)
    helping = [each for each in found.alone if is_more(worth(each, by), worth(without, by), by)]
    harming = [each for each in reversed(found.alone) if is_more(worth(without, by), worth(each, by), by)]
    rest = len(found.alone) - len(helping) - len(harming)
    names = later_names(found)
    parts = [
        f"{_few(found, names, helping)}" if helping else "none does more",
        f"below that {_few(found, names, harming)}" if harming else "",
        f"{count(rest, 'of them moves', 'of them move')} this by too little to be told apart" if rest else "",
    ]
    claim = f"By themselves, where doing nothing comes to {value(by, without.mean(by))}: {'; '.join(part for part in parts if part)}."
    apart = [name for name in found.choice.initiatives if (name,) not in {each.plan for each in found.alone}]
    if apart:
        claim += f" {capital(listing([names.initiative(name) for name in apart]))} cannot be taken alone or within the budget."
    return Finding(
        finding_id(found, "alone"),
        claim,
        priority=6,
        moment=found.moment,
        numbers=(Number("least of the single initiatives", least, "draws"),),
        confidence="low",
        confidence_in="the values",
        reason="the effects are judged",
    )


def _few(found: Found, names: Names, evaluations: Sequence[Evaluation]) -> str:
    by = found.settings.by
    named = [f"{names.plan(each.plan)} {value(by, each.mean(by))}" for each in evaluations[:MOST_SINGLES]]
    more = len(evaluations) - MOST_SINGLES
    return listing([*named, *([count(more, "other")] if more > 0 else [])])
