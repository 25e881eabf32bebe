"""How often each option is on the table in the long run."""

import numpy as np

from goodoffices.models.bargaining.inputs import FloatArray

_STATES_AT_ONCE = 64


def stationary(rate: FloatArray) -> FloatArray:
    r"""Return the stationary distribution of a Markov chain, by elimination without any subtraction.

    .. math:: \pi_b \sum_a q_{ba} = \sum_a \pi_a q_{ab}

    Parameters
    ----------
    rate : ndarray, shape (..., states, states)
        Non-negative rates :math:`q_{ba}` from the first state to the second, on any scale. The diagonal is not looked at.
        Every state must lead to the first state, directly or by others, or have no rates to it nor from it.

    Returns
    -------
    ndarray, shape (..., states)
        Probabilities that add up to one. States that cannot be returned to have probability 0, exactly.

    Notes
    -----
    States are taken out of the chain one by one, from the last, and what went through them is added to the rates of the
    others. Nothing is ever subtracted, so every probability is right to nearly all its digits, however unlike the rates
    are. O(states³) steps, most of them in products of matrices.

    References
    ----------
    Grassmann, W. K., Taksar, M. I. & Heyman, D. P. (1985), 'Regenerative analysis and steady state distributions for
    Markov chains', *Operations Research* 33(5), 1107-1116.

    Examples
    --------
    >>> stationary(np.array([[0.0, 1.0], [3.0, 0.0]])).tolist()
    [0.75, 0.25]
    """
    chain = np.array(rate, dtype=np.float64)
    states = chain.shape[-1]
    for high in range(states, 0, -_STATES_AT_ONCE):
        _eliminate(chain, max(0, high - _STATES_AT_ONCE), high)
    found = np.zeros(chain.shape[:-1])
    found[..., 0] = 1.0
    for state in range(1, states):
        found[..., state] = (found[..., :state] * chain[..., :state, state]).sum(axis=-1)
        found[..., : state + 1] /= np.maximum(found[..., state, None], 1.0)
    return np.asarray(found / found.sum(axis=-1, keepdims=True))


def _eliminate(chain: FloatArray, low: int, high: int) -> None:
    """Take the states from low to high out of the chain; their columns then hold what back substitution needs."""
    inner = chain[..., low:high, low:high]
    outward = chain[..., low:high, :low]
    inward = chain[..., :low, low:high]
    left = outward.sum(axis=-1)
    for state in range(high - low - 1, 0 if low == 0 else -1, -1):
        total = inner[..., state, :state].sum(axis=-1) + left[..., state]
        inverse = (1 / np.where(total > 0, total, np.inf))[..., None]
        inner[..., :state, state] *= inverse
        inward[..., :, state] *= inverse
        via = inner[..., :state, state, None]
        inner[..., :state, :state] += via * inner[..., state, None, :state]
        left[..., :state] += via[..., 0] * left[..., state, None]
        outward[..., :state, :] += via * outward[..., state, None, :]
        inward[..., :, :state] += inward[..., :, state, None] * inner[..., state, None, :state]
    if low:
        chain[..., :low, :low] += inward @ outward
