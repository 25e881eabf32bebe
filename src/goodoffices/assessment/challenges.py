"""The challenge model on the issues of a moment, round by round, and under all readings of its publications."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.assessment.bargainers import bargainers_on
from goodoffices.assessment.expectations import MOST_PARTIES
from goodoffices.dossier.issue import Issue
from goodoffices.dossier.situation import Situation
from goodoffices.dossier.stance import SALIENCE_SCALE
from goodoffices.models.bargaining.challenge import (
    ChallengeRounds,
    Multiverse,
    Reading,
    challenge_model,
    multiverse,
)


@dataclass(frozen=True)
class Challenges:
    """One issue under the challenge model, every input at its likeliest value.

    Attributes
    ----------
    parties : tuple of str
        Ids, in the order of the arrays.
    played : ChallengeRounds
        The rounds under one reading.
    readings : Multiverse or None
        The last round under all readings; None with too many parties for that.
    """

    situation: Situation
    issue: Issue
    parties: tuple[str, ...]
    played: ChallengeRounds
    readings: Multiverse | None


def challenges_at(situations: Sequence[Situation], reading: Reading, rounds: int) -> tuple[Challenges, ...]:
    """Play the rounds on every issue with a scale on which at least two parties carry weight.

    Parameters
    ----------
    situations : sequence of Situation
        The moments asked for.
    reading : Reading
        How the literature is read.
    rounds : int
        Rounds to play at most.
    """
    found = []
    for situation in situations:
        for issue in situation.issues:
            held = bargainers_on(situation, issue) if issue.scale is not None else ()
            likely = np.array([[quantity.likely for quantity in b.quantities] for b in held]).T
            if len(held) < 2 or not (likely[0] * likely[1]).any():
                continue
            c, s, x = likely[0], likely[1] / SALIENCE_SCALE[1], likely[2]
            found.append(
                Challenges(
                    situation,
                    issue,
                    tuple(b.party for b in held),
                    challenge_model(c, s, x, reading, rounds),
                    multiverse(c, s, x, rounds=rounds) if len(held) <= MOST_PARTIES else None,
                )
            )
    return tuple(found)
