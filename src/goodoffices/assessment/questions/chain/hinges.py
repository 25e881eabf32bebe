"""What the end of the way hangs on: the inputs whose value tells most about whether it is reached."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.bargainers import input_name, status_quo_name
from goodoffices.assessment.chain import Chain
from goodoffices.assessment.transfers import cost_name, worth_name
from goodoffices.assessment.wording import listing

FEWEST = 100
"""With fewer worlds nothing is said."""
SURE = 3.5
"""A difference counts from so many standard errors on, for many inputs are looked at."""
MOST = 8


@dataclass(frozen=True)
class Hinge:
    """An input that the end of the way hangs on.

    Attributes
    ----------
    what : str
        The input in words.
    below, above : float
        Share of worlds that reach the end where the input is below its middle value, and where it is above.
    """

    what: str
    below: float
    above: float

    @property
    def difference(self) -> float:
        """By how much the share differs."""
        return self.above - self.below


def hinges(chain: Chain) -> tuple[Hinge, ...]:
    """Return the inputs that the end of the way hangs on, the weightiest first."""
    reached = chain.agreement
    if not 0 < reached.mean() < 1 or len(reached) < FEWEST:
        return ()
    found = []
    for what, values in _inputs(chain).items():
        high = values > np.median(values)
        if 0 < high.sum() < len(high):
            hinge = Hinge(what, float(reached[~high].mean()), float(reached[high].mean()))
            share = reached.mean()
            if abs(hinge.difference) > SURE * float(
                np.sqrt(share * (1 - share) * (1 / high.sum() + 1 / (~high).sum()))
            ):
                found.append(hinge)
    return tuple(sorted(found, key=lambda hinge: -abs(hinge.difference)))[:MOST]


def _inputs(chain: Chain) -> dict[str, NDArray[np.float64]]:
    """Return the uncertain inputs that were drawn, by what they are called."""
    situation, drawn = chain.situation, chain.worlds.drawn
    label = situation.dossier.label
    names = {status_quo_name(situation, issue): f"what holds now on {issue.name}" for issue in situation.issues}
    for stance in situation.stances.values():
        issue = situation.dossier.issues[stance.issue].name
        names[input_name(stance, "position")] = f"the position of {label(stance.party)} on {issue}"
        names[input_name(stance, "salience")] = f"how much {issue} matters to {label(stance.party)}"
    for capability in situation.capabilities.values():
        where = f" on {situation.dossier.issues[capability.issue].name}" if capability.issue else ""
        names[input_name(capability, "capability")] = f"the weight of {label(capability.party)}{where}"
    for payment in (transfer.payment for transfer in chain.paid.each):
        names[worth_name(payment)] = f"what “{payment.name}” is worth to {label(payment.paid_to)}"
        names[cost_name(payment)] = (
            f"what “{payment.name}” costs {listing([label(payer) for payer in payment.paid_by])}"
        )
    return {words: drawn[name] for name, words in names.items() if name in drawn}
