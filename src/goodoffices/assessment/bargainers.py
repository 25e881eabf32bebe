"""Who bargains over an issue at a moment, with what weight, over the worlds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.worlds import Worlds
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.stance import Capability, Stance
from goodoffices.dossier.values.citation import Citation
from goodoffices.dossier.values.quantity import Quantity
from goodoffices.dossier.values.ranking import Ranking

MOST_NUMBERS = 8_000_000
"""Draws times parties that are held of each input."""
INPUTS = ("capability", "salience", "position")
"""What the models know of a party, in the order of :attr:`Bargainer.quantities`."""


@dataclass(frozen=True)
class Bargainer:
    """A party with what it wants, how much it cares and what weight it has, as rows of the dossier."""

    party: str
    stance: Stance
    capability: Capability

    @property
    def quantities(self) -> tuple[Quantity, ...]:
        """Capability, salience and, on an issue with a scale, position."""
        position = self.stance.position
        held = (position,) if isinstance(position, Quantity) else ()
        return (self.capability.capability, self.stance.salience, *held)

    @property
    def sources(self) -> tuple[Citation, ...]:
        """All citations of the rows."""
        return (*self.stance.source, *self.capability.source)


def bargainers_on(situation: Situation, issue: Issue) -> tuple[Bargainer, ...]:
    """Return the participants who have a stance on an issue and may carry weight on it."""
    return tuple(
        Bargainer(party, situation.stances[party, issue.id], capability)
        for party in situation.moment.participants
        if (party, issue.id) in situation.stances
        and (capability := situation.capability(party, issue.id)) is not None
        and capability.capability.high > 0
        and situation.stances[party, issue.id].salience.high > 0
    )


def draws_of(bargainers: Sequence[Bargainer], worlds: Worlds, most: int | None = None) -> list[NDArray[np.float64]]:
    """Return an array of shape (draws, parties) for each of the parties' quantities, of the first `most` draws."""
    names = [
        (input_name(b.capability, "capability"), input_name(b.stance, "salience"), input_name(b.stance, "position"))
        for b in bargainers
    ]
    return [
        np.column_stack([
            worlds.sample(name[i], b.quantities[i])[:most] for name, b in zip(names, bargainers, strict=True)
        ])
        for i in range(len(bargainers[0].quantities))
    ]  # fmt: skip


def enough_draws(worlds: Worlds, parties: int, uncertain: bool) -> int:
    """Return how many draws of so many parties are worth making: one if nothing is uncertain, and no more than memory bears."""
    return min(worlds.draws, max(1, MOST_NUMBERS // parties)) if uncertain else 1


def ranking(stance: Stance) -> Ranking:
    """Return the ranking of a stance on an issue with options."""
    assert isinstance(stance.position, Ranking)  # held by the check that positions fit their issue
    return stance.position


def input_name(row: Stance | Capability, what: str) -> str:
    """Return the name under which an input of a row is drawn: "position" of a stance, say."""
    # The row's own name and date, not the moment's: a row in force at two moments is the same number at both.
    return f"{what} of {row.party} on {row.issue or 'all issues'} from {row.from_ or 'the start'}"


def status_quo_name(situation: Situation, issue: Issue) -> str:
    """Return the name under which what holds on an issue without an agreement is drawn."""
    return f"status quo on {issue.id} at {situation.moment.id}"
