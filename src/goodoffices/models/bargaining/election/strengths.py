"""How strong the coalitions for and against an option are, and how likely the one is to win."""

from collections.abc import Iterator

import numpy as np

from goodoffices.models.bargaining.election.rules import EXPONENT, Victory, Vote
from goodoffices.models.bargaining.inputs import FloatArray

NEGLIGIBLE = 1e-12
"""Differences of utilities and of strengths below this share of the largest possible are no difference."""

LOSS_AVERSION = 1.5
"""How much more a loss counts than an equal gain under the vote ``prospect``."""

_ROUNDING = 1e-14
_ADVANTAGE = 1.1
_CELLS_AT_ONCE = 1 << 17


def coalition_strengths(utility: FloatArray, weight: FloatArray, vote: Vote) -> FloatArray:
    r"""Return the strength of the coalition for every option against every other.

    .. math:: S_{ab} = \sum_k w_k f(\max(0, u_{ka} - u_{kb}))

    Parameters
    ----------
    utility : ndarray, shape (..., parties, options)
        Utilities from 0 to 1.
    weight : ndarray, shape (..., parties)
        Non-negative.
    vote : str
        Which function f is, see `ElectionRules`. Under ``prospect`` f(g) = g; losses are weighed when something is on
        the table.

    Returns
    -------
    ndarray, shape (..., options, options)
        Strength for the first option against the second; 0 where it is rounding.

    Notes
    -----
    O(parties · options²) steps a draw and, beside the result, memory for about a million numbers.

    Examples
    --------
    >>> coalition_strengths(np.array([[1.0, 0.5], [0.0, 1.0]]), np.array([2.0, 3.0]), "proportional").tolist()
    [[0.0, 1.0], [3.0, 0.0]]
    """
    parties, options = utility.shape[-2:]
    lead = np.broadcast_shapes(utility.shape[:-2], weight.shape[:-1])
    u = np.broadcast_to(utility, (*lead, parties, options)).reshape(-1, parties, options)
    w = np.broadcast_to(weight, (*lead, parties)).reshape(-1, 1, parties)
    strength = np.zeros((len(u), options, options))
    for draws, voters in _tiles(len(u), parties, options):
        part, share = u[draws, voters], w[draws, :, voters]
        for a in range(options - 1):
            gain = part[:, :, a, None] - part[:, :, a + 1 :]
            loss = np.maximum(-gain, 0.0)
            np.maximum(gain, 0.0, out=gain)
            strength[draws, a, a + 1 :] += (share @ influence(gain, vote))[:, 0]
            strength[draws, a + 1 :, a] += (share @ influence(loss, vote))[:, 0]
    return without_rounding(strength.reshape(*lead, options, options), np.broadcast_to(weight, (*lead, parties)))


def _tiles(draws: int, parties: int, options: int) -> Iterator[tuple[slice, slice]]:
    """Yield parts of the draws and the parties small enough to stay in the processor's memory."""
    together = max(1, _CELLS_AT_ONCE // (parties * options))
    voters = max(1, min(parties, _CELLS_AT_ONCE // options))
    for draw in range(0, draws, together):
        for voter in range(0, parties, voters):
            yield slice(draw, draw + together), slice(voter, voter + voters)


def influence(gain: FloatArray, vote: Vote) -> FloatArray:
    """Return the share of its weight that a party throws in for a gain in utility from 0 to 1."""
    if vote in {"proportional", "prospect"}:
        return gain
    if vote in {"cubic", "proportional_cubic"}:
        cube = gain * gain * gain
        return cube if vote == "cubic" else (gain + cube) / 2
    whole = (gain > NEGLIGIBLE).astype(np.float64)
    return whole if vote == "binary" else 0.8 * gain + 0.2 * whole


def without_rounding(strength: FloatArray, weight: FloatArray) -> FloatArray:
    """Set strengths to zero that are nothing but rounding, in place."""
    strength[strength <= _ROUNDING * weight.sum(axis=-1)[..., None, None]] = 0.0
    return strength


def opposition(strength: FloatArray, vote: Vote) -> FloatArray:
    """Return what an option meets with when it is proposed in place of another, shape (..., options, options)."""
    against = np.swapaxes(strength, -1, -2)
    return LOSS_AVERSION * against if vote == "prospect" else against


def victory_probability(strength: FloatArray, victory: Victory, vote: Vote = "proportional") -> FloatArray:
    r"""Return how likely the first option is to win against the second.

    .. math:: P_{ab} = \frac{S_{ab}^\nu}{S_{ab}^\nu + S_{ba}^\nu}

    Parameters
    ----------
    strength : ndarray, shape (..., options, options)
        Strength of the coalition for the first option against the second.
    victory : str
        ``linear``, ``square``, ``quartic`` and ``octic`` set ν to 1, 2, 4 and 8; ``threshold`` and ``decisive`` as
        explained in `ElectionRules`.
    vote : str
        Under ``prospect`` the second option is on the table, and those who would lose it count for half as much again.

    Returns
    -------
    ndarray, shape (..., options, options)
        One half on the diagonal and where nobody cares which of the two it is. Except under ``prospect`` the
        probabilities of a pair add up to one.

    Examples
    --------
    >>> victory_probability(np.array([[0.0, 2.0], [1.0, 0.0]]), "square").tolist()
    [[0.5, 0.8], [0.2, 0.5]]
    """
    against = opposition(strength, vote)
    stronger = np.maximum(strength, against)
    even = stronger == 0
    stronger[even] = 1.0
    chance = strength / stronger
    rival = against / stronger
    del stronger
    if victory == "decisive":
        chance = np.where(np.abs(chance - rival) <= NEGLIGIBLE, 0.5, (chance > rival).astype(np.float64))
    elif victory == "threshold":
        chance /= np.where(even, 1.0, chance + rival)
        chance = np.clip((chance * (_ADVANTAGE + 1) - 1) / (_ADVANTAGE - 1), 0.0, 1.0)
    else:
        exponent = EXPONENT[victory]
        chance **= exponent
        rival **= exponent
        rival += chance
        rival[even] = 1.0
        chance /= rival
    chance[even] = 0.5
    return chance
