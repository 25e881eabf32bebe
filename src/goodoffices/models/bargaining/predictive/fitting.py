"""Fitting the forecaster: how much each factor has counted in past negotiations."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.inputs import FloatArray

PENALTY = 0.25
"""Each coefficient is pulled to zero as by a normal prior with standard deviation 2."""
MOST_STEPS, SMALLEST_STEP = 100, 1e-10


@dataclass(frozen=True, eq=False)
class Fit:
    """What a fit found.

    Attributes
    ----------
    coefficients : ndarray, shape (factors,)
        Logarithms of how many times likelier a hundredth becomes by one unit of each factor.
    standard_errors : ndarray, shape (factors,)
        They allow for cases of one group being alike (sandwich estimate by group).
    """

    coefficients: FloatArray
    standard_errors: FloatArray


def probabilities(factors: FloatArray, coefficients: FloatArray) -> FloatArray:
    r"""Return the probability of each hundredth, :math:`p_k \propto \exp(\sum_j \theta_j f_{kj})`.

    Parameters
    ----------
    factors : ndarray, shape (..., places, factors)
        Factors of each place.
    coefficients : ndarray, shape (factors,)
        One for each factor.

    Returns
    -------
    ndarray, shape (..., places)
        Probabilities; the last axis sums to 1.

    Examples
    --------
    >>> probabilities(np.array([[0.0], [1.0]]), np.array([np.log(3.0)])).round(2).tolist()
    [0.25, 0.75]
    """
    score = factors @ coefficients
    score = np.exp(score - score.max(axis=-1, keepdims=True))
    return np.asarray(score / score.sum(axis=-1, keepdims=True))


def fit(factors: ArrayLike, outcome: ArrayLike, penalty: float = PENALTY, group: ArrayLike | None = None) -> Fit:
    r"""Return the coefficients with the largest penalised likelihood.

    .. math:: \max_\theta \sum_n \log p_{n, y_n}(\theta) - \tfrac{\lambda}{2} \lVert \theta \rVert^2

    Parameters
    ----------
    factors : array_like, shape (cases, places, factors)
        Factors of each place in each case.
    outcome : array_like of int, shape (cases,)
        The place at which each case was settled.
    penalty : float
        :math:`\lambda > 0`.
    group : array_like, shape (cases,), optional
        Which cases belong together; each stands alone by default. Only the standard errors depend on it.

    Returns
    -------
    Fit
        The one maximum, to machine precision.

    Raises
    ------
    ModelInputError
        If shapes do not fit, there is no case, a value is not finite, an outcome is no place, or the penalty is not
        positive.

    Notes
    -----
    The function is strictly concave, so there is one maximum; Newton's method with halved steps finds it.

    References
    ----------
    McFadden, D. (1974), 'Conditional logit analysis of qualitative choice behavior', in Zarembka (ed.), *Frontiers in
    Econometrics*, Academic Press; le Cessie, S. & van Houwelingen, J. C. (1992), 'Ridge estimators in logistic
    regression', *Applied Statistics* 41(1).
    """
    f, y = np.asarray(factors, dtype=np.float64), np.asarray(outcome)
    _check(f, y, penalty)
    chosen = f[np.arange(len(f)), y]
    theta = np.zeros(f.shape[2])
    value = _value(f, chosen, theta, penalty)
    for _ in range(MOST_STEPS):
        p = probabilities(f, theta)
        expected = (p[:, None, :] @ f)[:, 0]
        slope = (chosen - expected).sum(axis=0) - penalty * theta
        step = np.linalg.solve(_curvature(f, p, expected, penalty), slope)
        size = 1.0
        while (new := _value(f, chosen, theta + size * step, penalty)) < value and size > SMALLEST_STEP:
            size /= 2
        theta, value = theta + size * step, max(new, value)
        if np.abs(step).max() < SMALLEST_STEP:
            break
    p = probabilities(f, theta)
    expected = (p[:, None, :] @ f)[:, 0]
    bread = np.linalg.inv(_curvature(f, p, expected, penalty))
    groups = np.unique(np.arange(len(f)) if group is None else np.asarray(group), return_inverse=True)[1]
    slopes = np.zeros((groups.max() + 1, f.shape[2]))
    np.add.at(slopes, groups, chosen - expected)
    return Fit(theta, np.sqrt(np.diag(bread @ slopes.T @ slopes @ bread)))


def _value(f: FloatArray, chosen: FloatArray, theta: FloatArray, penalty: float) -> float:
    score = f @ theta
    top = score.max(axis=1)
    whole = top + np.log(np.exp(score - top[:, None]).sum(axis=1))
    return float((chosen @ theta - whole).sum() - penalty / 2 * theta @ theta)


def _curvature(f: FloatArray, p: FloatArray, expected: FloatArray, penalty: float) -> FloatArray:
    cases, places, number = f.shape
    flat = f.reshape(cases * places, number)
    squares = (flat * p.reshape(-1, 1)).T @ flat
    return np.asarray(squares - expected.T @ expected + penalty * np.eye(number))


def _check(f: FloatArray, y: NDArray[np.int64], penalty: float) -> None:
    if f.ndim != 3 or not f.size or y.shape != f.shape[:1]:
        raise ModelInputError(
            f"factors need the shape (cases, places, factors) and outcomes (cases,); they have {f.shape} and {y.shape}"
        )
    if not np.isfinite(f).all():
        raise ModelInputError("factors hold a value that is not finite")
    if y.dtype.kind not in "iu" or (y < 0).any() or (y >= f.shape[1]).any():
        raise ModelInputError(f"every outcome is the number of a place, from 0 to {f.shape[1] - 1}")
    if not penalty > 0:
        raise ModelInputError("the penalty must be positive")
