"""Public support from polls: what a share in a sample says about the public."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, betaincinv

from goodoffices.errors import ModelInputError
from goodoffices.models.ratification.home import FloatArray


def support_chance(
    share: ArrayLike, sample: ArrayLike, threshold: ArrayLike = 0.5, design_effect: ArrayLike = 1.0
) -> FloatArray:
    r"""Return the chance that support among the public exceeds a threshold, given a poll.

    .. math:: P(\pi > t) = 1 - I_t\bigl(n p + \tfrac{1}{2}, \; n (1 - p) + \tfrac{1}{2}\bigr), \quad n = N / d

    The share in the public has Jeffreys' prior; *I* is the regularised incomplete beta function.

    Parameters
    ----------
    share : array_like, 0 to 1
        Share *p* of those asked who are in favour.
    sample : array_like
        How many were asked, *N*; positive.
    threshold : array_like, 0 to 1
        The share *t* to be exceeded.
    design_effect : array_like
        By how much weighting and clustering widen the variance, *d*, at least 1. Past polls missed by about twice what
        sampling alone explains, which is a design effect near 4.

    Returns
    -------
    ndarray
        Chances. They cover the error of sampling, as widened; not that opinion moves before the vote.

    Raises
    ------
    ModelInputError
        If a share lies outside 0 to 1, a sample is not positive, a design effect lies below 1, or shapes do not fit.

    References
    ----------
    Brown, L. D., Cai, T. T. & DasGupta, A. (2001), 'Interval estimation for a binomial proportion', *Statistical Science*
    16(2), 101-133 (Jeffreys' prior: section 4.3); Shirani-Mehr, H., Rothschild, D., Goel, S. & Gelman, A. (2018), 'Disentangling
    bias and variance in election polls', *Journal of the American Statistical Association* 113(522), 607-614 (twice).

    Examples
    --------
    >>> support_chance(0.52, 1000).round(3), support_chance(0.52, 1000, design_effect=4).round(3)
    (np.float64(0.897), np.float64(0.736))
    """
    a, b, t = _beta(share, sample, design_effect, threshold, "a threshold")
    return np.asarray(1 - betainc(a, b, t))[()]


def support_quantile(
    share: ArrayLike, sample: ArrayLike, probability: ArrayLike, design_effect: ArrayLike = 1.0
) -> FloatArray:
    """Return the support among the public that is exceeded with a stated chance at most.

    With probabilities 0.1 and 0.9 it gives the 80% interval. With uniform random numbers it gives draws, for instance as the
    weight of those in favour.

    Parameters
    ----------
    share, sample, design_effect : array_like
        As for :func:`support_chance`.
    probability : array_like, 0 to 1
        Chance that support is no larger.

    Returns
    -------
    ndarray
        Shares of the public.

    Raises
    ------
    ModelInputError
        As for :func:`support_chance`.

    Examples
    --------
    >>> support_quantile(0.52, 1000, [0.1, 0.5, 0.9]).round(3).tolist()
    [0.5, 0.52, 0.54]
    """
    a, b, p = _beta(share, sample, design_effect, probability, "a probability")
    return np.asarray(betaincinv(a, b, p))[()]


def _beta(
    share: ArrayLike, sample: ArrayLike, design_effect: ArrayLike, point: ArrayLike, what: str
) -> tuple[FloatArray, FloatArray, FloatArray]:
    try:
        p, n, d, t = np.broadcast_arrays(
            *(np.asarray(value, dtype=np.float64) for value in (share, sample, design_effect, point))
        )
    except ValueError as error:
        raise ModelInputError("the shapes of shares, samples and thresholds do not fit together") from error
    wrong = []
    if not ((p >= 0) & (p <= 1)).all():
        wrong.append("a share lies between 0 and 1")
    if not ((n > 0) & np.isfinite(n)).all():
        wrong.append("a sample has at least one person")
    if not ((d >= 1) & np.isfinite(d)).all():
        wrong.append("a design effect is at least 1")
    if not ((t >= 0) & (t <= 1)).all():
        wrong.append(f"{what} lies between 0 and 1")
    if wrong:
        raise ModelInputError("; ".join(wrong))
    people = n / d
    return people * p + 0.5, people * (1 - p) + 0.5, t
