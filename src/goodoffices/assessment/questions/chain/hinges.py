"""What a result hangs on: the inputs whose value tells most about it, such as whether the end of the way is reached."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.assessment.bargainers import input_name, status_quo_name
from goodoffices.assessment.chain import Chain
from goodoffices.assessment.homes import bodies_at
from goodoffices.assessment.transfers import cost_name, worth_name
from goodoffices.assessment.wording import listing

FEWEST = 50
"""With fewer worlds nothing is said."""
SURE = 3.5
"""A difference counts from so many standard errors on, for many inputs are looked at."""
MOST = 8


@dataclass(frozen=True)
class Hinge:
    """An input that a result hangs on.

    Attributes
    ----------
    what : str
        The input in words.
    below, above : float
        The result on average over the worlds in which the input is below its middle value, and over those in which it is above: a share of
        worlds, or a place.
    """

    what: str
    below: float
    above: float

    @property
    def difference(self) -> float:
        """By how much the result differs."""
        return self.above - self.below


def hinges(chain: Chain, result: NDArray[np.float64] | NDArray[np.bool_] | None = None) -> tuple[Hinge, ...]:
    """Return the inputs that a result hangs on, the weightiest first.

    Parameters
    ----------
    chain : Chain
    result : ndarray, shape (draws,) or fewer
        Of every world, or of the first of them; whether the end of the way is reached, if not given.
    """
    found = np.asarray(chain.agreement if result is None else result, float)
    if len(found) < FEWEST or found.min() == found.max():
        return ()
    weighty = []
    for what, values in _inputs(chain).items():
        first = values[: len(found)]
        high = first > np.median(first)
        if 0 < high.sum() < len(high):
            hinge = Hinge(what, float(found[~high].mean()), float(found[high].mean()))
            error = float(found.std() * np.sqrt(1 / high.sum() + 1 / (~high).sum()))
            if abs(hinge.difference) > SURE * error:
                weighty.append(hinge)
    return tuple(sorted(weighty, key=lambda hinge: -abs(hinge.difference)))[:MOST]


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
    for body in bodies_at(situation):
        for wing in body.wings:
            who = body.name if wing.name == body.constituency.name else f"{wing.name} in {body.name}"
            for asked, demand in wing.demands.items():
                names.setdefault(demand.input, f"the demand of {who} on {situation.dossier.issues[asked].name}")
    for phase in situation.dossier.phases.values() if chain.course else ():
        for conduct in phase.conduct:
            who, key = label(conduct.party), f"of {conduct.party} in {phase.id}"
            names[f"chance {key}"] = f"how likely {who} stops at “{phase.name}”"
            names[f"attack {key}"] = f"how likely {who} attacks at “{phase.name}”"
    return {words: drawn[name] for name, words in names.items() if name in drawn}
