"""One state of a conflict with too many moves to look at all states."""

from goodoffices.assessment.conflict import Conflict
from goodoffices.assessment.finding import Finding, distinct
from goodoffices.assessment.questions.stability import phrases
from goodoffices.assessment.questions.stability.basis import confidence
from goodoffices.assessment.questions.stability.limits import on_request
from goodoffices.assessment.questions.stability.solved import STRENGTH
from goodoffices.assessment.wording import listing
from goodoffices.models.stability import StateVerdict, stability_of_state

BUDGET = 10_000
"""So many states are looked at for each party and sense."""


def single_state(conflict: Conflict, state: int, name: str, priority: int) -> Finding:
    """Return for whom one state holds, from the states around it."""
    moment, label = conflict.situation.moment, conflict.situation.dossier.label
    verdicts = stability_of_state(conflict.form, conflict.preferences, state, STRENGTH, budget=BUDGET)
    told = []
    held: list[list[bool | None]] = [[v.stable for v in verdicts[concept].values()] for concept in STRENGTH]
    strongest = next((concept for concept, own in zip(STRENGTH, held, strict=True) if all(own)), None)
    if strongest:
        told.append(f"this {phrases.HOLDS[strongest]}.")
    elif any(False in own for own in held[-1:]):
        told.append("it does not hold.")
    else:
        told.append("whether it holds could not be decided.")
    for party in conflict.form.decision_makers:
        by_concept: dict[str, StateVerdict] = {concept: verdicts[concept][party] for concept in STRENGTH}
        weakest = by_concept["gmr"]
        if weakest.stable is False and weakest.improvement is not None:
            to = conflict.taken(weakest.improvement)
            told.append(f"{label(party)} would leave: by {phrases.made(conflict, conflict.taken(state), to)}.")
        elif weakest.stable is None:
            told.append(f"Of {label(party)} it could not be told within {BUDGET:,} states.")
    others = [label(p) for p in conflict.form.decision_makers if verdicts["nash"][p].stable]
    if others and strongest != "nash":
        told.append(f"Nothing to gain: {listing(others)}.")
    what = phrases.by_party(conflict, conflict.taken(conflict.status_quo), conflict.taken(state))
    level, reason = confidence(conflict)
    return Finding(
        f"stability.{moment.id}.{name.replace('as ', '').replace(' ', '_')}",
        f"{moment.name}, {what if state != conflict.status_quo else name}: {' '.join(told)} {_why(conflict)}",
        priority=priority,
        moment=moment.id,
        confidence=level,
        reason=reason,
        sources=distinct(conflict.sources),
    )


def _why(conflict: Conflict) -> str:
    moves = len(conflict.form.options)
    if on_request().allow(conflict):
        return f"With {moves} moves that matter, this is one state of many; goodoffices stability looks at all of them."
    return f"With {moves} moves that matter, there are {conflict.form.state_count:,} combinations, too many to look at all: ask about single states."
