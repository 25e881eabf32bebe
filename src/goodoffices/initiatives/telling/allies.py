"""What the first plan costs the actor's allies, and what its home says."""

import numpy as np

from goodoffices.assessment.finding import Finding, Number, distinct
from goodoffices.assessment.wording import capital, listing, percent, points
from goodoffices.dossier.initiative import Friction
from goodoffices.initiatives.allies import allies_of, friction_told, is_known
from goodoffices.initiatives.choosing.plans import NOTHING
from goodoffices.initiatives.search import Found
from goodoffices.initiatives.telling.effects import LEAST_POINTS
from goodoffices.initiatives.telling.findings import finding_id
from goodoffices.initiatives.telling.names import Names, later_names


def friction_finding(found: Found) -> Finding | None:
    """Say what the plan costs each ally, how far it leaves the settlement from what the ally asks for, and what the home says."""
    first = found.first.evaluation
    situation = found.chains[NOTHING].situation
    allies = allies_of(situation, found.actor)
    if first.plan == NOTHING or not (allies or "home" in found.first.mean):
        return None
    names = later_names(found)
    told = {ally: [*friction_told(situation, first.plan, ally)] for ally in allies}
    parts = [_ally(found, names, ally) for ally in allies]
    if "home" in found.first.mean:
        home = found.first.mean["home"]
        base = found.nothing.mean.get("home", home)
        parts.append(
            f"The home of {found.dossier.label(found.actor)} goes along in {percent(home)} of draws, against {percent(base)} without."
        )
    numbers = [Number(name, found.first.mean[key], "draws") for key, name in (("ally", "loss to allies"), ("home", "support at home")) if key in found.first.mean]  # fmt: skip
    numbers += [
        Number(f"distance from {found.dossier.label(ally)}", _mean(first.distances[ally]), "draws") for ally in allies
    ]
    linked = [friction for each in told.values() for _, friction in each]
    return Finding(
        finding_id(found, "friction"),
        " ".join(parts),
        priority=4,
        moment=found.moment,
        numbers=tuple(numbers),
        confidence="low",
        confidence_in="the loss",
        reason="how much the act costs an ally is judged from what is told of how it took it" if linked
        else "by the ally’s stances alone: how it would take the act itself is not told",
        sources=distinct([citation for friction in linked for citation in friction.source]),
    )  # fmt: skip


def _ally(found: Found, names: Names, ally: str) -> str:
    """Return two sentences on an ally: what it loses, and how far the settlement lies from what it asks for."""
    first, without = found.first.evaluation, found.nothing.evaluation
    situation, label = found.chains[NOTHING].situation, found.dossier.label(ally)
    loss, told = _mean(first.losses[ally]), [*friction_told(situation, first.plan, ally)]
    much = "nothing to speak of" if loss < LEAST_POINTS / 2 else f"{points(loss)} of 100 points of its own"
    distance = (
        f"The settlement expected lies {points(_mean(first.distances[ally]))} of 100 from what {label} asks for, "
        f"against {points(_mean(without.distances[ally]))} without the plan."
    )
    if told:
        acts = "; ".join(
            f"{names.initiative(each.id)} at {friction.loss}, by {_evidence(found, friction)}"
            for each, friction in told
        )
        said = f"{capital(label)} would lose {much} by the acts themselves, judged from how it is known to have taken them: {acts}."
    else:
        said = f"{capital(label)} would lose {much} by what the talks then settle at; how it would take the acts themselves is not told."
    late = [
        names.initiative(name)
        for name in first.plan
        for friction in found.dossier.initiatives[name].friction
        if friction.party == ally and not is_known(situation, friction)
    ]
    if late:
        said += f" How it took {' and '.join(dict.fromkeys(late))} was known only later, and no hindsight is declared."
    return f"{said} {distance}"


def _evidence(found: Found, friction: Friction) -> str:
    """Return what a friction rests on: the events with their days and the claims, else its note, else its passages."""
    events = [
        f"“{event.summary.rstrip('.')}” ({event.date.in_words})"
        for event in found.dossier.events
        if event.id in friction.events
    ]
    claims = [f"“{found.dossier.claims[name].says.rstrip('.')}”" for name in friction.claims]
    passages = [str(citation) for citation in friction.source if not citation.is_judgement]
    return listing(events or claims or [friction.note.rstrip(".")] * bool(friction.note) or passages)


def _mean(values: np.typing.NDArray[np.float64]) -> float:
    return float(np.nanmean(values))
