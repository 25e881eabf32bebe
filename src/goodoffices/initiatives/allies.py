"""What a plan costs the allies of whoever acts: by what the dossier tells of how they take the act, else by their interest in the result."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.initiative import Friction, Initiative
from goodoffices.dossier.situation import Situation, in_force

FloatArray = NDArray[np.float64]
ALLIED = {"allied_with"}
MOST = 100.0
"""More than all that anything is worth to it an ally cannot lose."""


def allies_of(situation: Situation, party: str) -> tuple[str, ...]:
    """Return the parties to which one is tied by an alliance at a moment, and that take part."""
    tied = [
        tie.other if tie.party == party else tie.party
        for tie in situation.dossier.ties
        if tie.kind in ALLIED
        and party in (tie.party, tie.other)
        and in_force(tie.from_, tie.until, situation.moment.date)
    ]
    return tuple(name for name in dict.fromkeys(tied) if name in situation.moment.participants)


def friction_told(situation: Situation, plan: Iterable[str], ally: str) -> Iterator[tuple[Initiative, Friction]]:
    """Yield what the dossier tells of how an ally takes the initiatives of a plan, as far as it was known at the moment.

    What rests on anything dated later, or told by a later document, counts only if the dossier declares hindsight.
    """
    for name in plan:
        initiative = situation.dossier.initiatives[name]
        for friction in initiative.friction:
            if friction.party == ally and is_known(situation, friction):
                yield initiative, friction


def is_known(situation: Situation, friction: Friction) -> bool:
    """Whether all that a friction rests on was known at the moment, or hindsight is declared."""
    events = [event for event in situation.dossier.events if event.id in friction.events]
    claims = [situation.dossier.claims[name] for name in friction.claims]
    return (
        situation.may_tell(None, friction.source)
        and all(situation.may_tell(event.date, event.source) for event in events)
        and all(situation.may_tell(claim.made, claim.source) for claim in claims)
    )


def told_loss(situation: Situation, plan: Iterable[str], ally: str, worlds: Worlds) -> FloatArray | None:
    """Return what the acts of a plan cost an ally by what the dossier tells of them, shape (draws,); None if it tells nothing.

    The losses by several acts add up, to 100 at most.
    """
    losses: list[FloatArray] = []
    seen: dict[str, int] = {}
    for initiative, friction in friction_told(situation, plan, ally):
        number = seen[initiative.id] = seen.get(initiative.id, 0) + 1
        name = f"friction of {initiative.id} with {ally}" + (f" #{number}" if number > 1 else "")
        losses.append(worlds.sample(name, friction.loss))
    return np.minimum(np.sum(losses, axis=0), MOST) if losses else None
