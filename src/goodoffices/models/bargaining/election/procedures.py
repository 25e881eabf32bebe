"""From contests of two options to one distribution over all of them."""

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.bargaining.election.rules import ElectionRules
from goodoffices.models.bargaining.election.stationary import stationary
from goodoffices.models.bargaining.inputs import FloatArray

BoolArray = NDArray[np.bool_]


def distribution(
    strength: FloatArray, victory: FloatArray, promoted: FloatArray, listed: BoolArray, rules: ElectionRules
) -> FloatArray:
    """Return the probability of every option under the procedure of the rules.

    Parameters
    ----------
    strength, victory : ndarray, shape (..., options, options)
        As in `Election`.
    promoted : ndarray, shape (..., options)
        Weight of the parties that would propose the option; only looked at by the procedure ``weight``.
    listed : ndarray of bool, shape (..., options)
        False where a draw has fewer options.
    rules : ElectionRules
        Only procedure, victory and vote are looked at.

    Returns
    -------
    ndarray, shape (..., options)
        0 for what is not listed.
    """
    if rules.procedure == "conditional":
        return _conditional(victory, listed)
    proposable = listed & (promoted > 0) if rules.procedure == "weight" else listed
    rate = _rates(strength, victory, promoted, listed, rules)
    rate *= listed[..., :, None] & proposable[..., None, :]
    return _from_reachable(rate, proposable)


def _rates(
    strength: FloatArray, victory: FloatArray, promoted: FloatArray, listed: BoolArray, rules: ElectionRules
) -> FloatArray:
    """Return the rate at which the second option takes the place of the first."""
    if rules.procedure == "incentive":
        rate = strength * victory * listed[..., :, None]
        total = rate.sum(axis=-2, keepdims=True)
        rate /= np.where(total > 0, total, 1.0)
        rate *= victory
        # Between options that are the same to everybody nothing is ever proposed. They have the same probability by
        # symmetry, and an even exchange between them says so without changing any other.
        rate[(strength == 0) & (np.swapaxes(strength, -1, -2) == 0)] = 1.0
    elif rules.procedure == "weight":
        rate = victory * promoted[..., :, None]
    else:
        rate = victory.copy()
    return np.swapaxes(rate, -1, -2)


def _from_reachable(rate: FloatArray, proposable: BoolArray) -> FloatArray:
    """Put an option to which all lead in the first place, and solve."""
    options = rate.shape[-1]
    victims = ((rate > 0) & proposable[..., :, None]).sum(axis=-2)
    # Of any two options that can be proposed at least one can take the other's place. In such a tournament all lead,
    # in one step or two, to the option that can take the place of the most others.
    inflow = rate.sum(axis=-2)
    best = np.where(proposable, victims + inflow / (1 + inflow.max()), -1.0).argmax(axis=-1)
    order = np.broadcast_to(np.arange(options), proposable.shape).copy()
    order[..., 0] = best
    np.put_along_axis(order, best[..., None], 0, axis=-1)
    rate = np.take_along_axis(np.take_along_axis(rate, order[..., :, None], -2), order[..., None, :], -1)
    return np.take_along_axis(stationary(rate), order, -1)


def _conditional(victory: FloatArray, listed: BoolArray) -> FloatArray:
    """Multiply each option's chances against all others, in logarithms.

    A sure defeat counts as the limit of an ever less likely victory: those with the fewest sure defeats share all.
    """
    pairs = listed[..., :, None] & listed[..., None, :]
    sure = (victory == 0) & pairs
    score = np.log(np.where(pairs & ~sure, victory, 1.0)).sum(axis=-1)
    defeats = np.where(listed, sure.sum(axis=-1), np.inf)
    score = np.where(defeats == defeats.min(axis=-1, keepdims=True), score, -np.inf)
    chance = np.exp(score - score.max(axis=-1, keepdims=True))
    return np.asarray(chance / chance.sum(axis=-1, keepdims=True))
