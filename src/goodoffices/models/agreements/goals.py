r"""What a search maximises, and the bound that weights on the parties' gains put on it.

Any weights :math:`\lambda` bound a goal over all packages at once, through the largest weighted sum of gains
:math:`M(\lambda) = \max_x \sum_p \lambda_p g_p(x)`, which for additive worth is found issue by issue. Gains are scaled so that
the best any party could get is about 1.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Goal(Protocol):
    """A concave function of gains."""

    @property
    def above(self) -> Floats:
        """What each weight must be above, shape (parties,)."""

    @property
    def barrier(self) -> Floats:
        """What the logarithm of each weight counts in the bound; 0 if the weight only has to stay above a value."""

    @property
    def counted(self) -> Floats | None:
        """Weights of which parties, 1 or 0 for each, must add up to 1; None if there is no such rule."""

    def score(self, gains: Floats) -> Floats:
        """Return what is maximised, for gains of shape (packages, parties); minus infinity for what is not acceptable."""

    def bound(self, weighted: float, weights: Floats) -> float:
        """Return what no acceptable package scores above, given the largest weighted sum; minus infinity if there is none."""

    def room(self, score: float, weights: Floats) -> float:
        """Return the weighted sum that a package needs at least to score this much."""


@dataclass(frozen=True, eq=False)
class Product:
    r"""The logarithm of the product of the gains of some parties.

    By the inequality of arithmetic and geometric means, :math:`\prod_p g_p \le (M(\lambda) / k)^k / \prod_p \lambda_p`
    over the *k* parties that count; no gain of the others is negative.
    """

    who: NDArray[np.bool_]
    smallest: Floats
    """What each party gains at least if it gains."""

    @cached_property
    def above(self) -> Floats:
        """Weights are positive."""
        return np.zeros(len(self.who))

    @cached_property
    def barrier(self) -> Floats:
        """Weights of those who count have their logarithm in the bound."""
        return self.who.astype(np.float64)

    counted = None

    def score(self, gains: Floats) -> Floats:
        """Return the sum of logarithms; minus infinity unless every party that counts gains."""
        some = gains[:, self.who]
        fits = (gains >= 0).all(axis=1) & (some > 0).all(axis=1)
        return np.where(fits, np.log(np.where(some > 0, some, 1.0)).sum(axis=1), -np.inf)

    def bound(self, weighted: float, weights: Floats) -> float:
        """Return the logarithm of the largest product possible."""
        if weighted < self.smallest[self.who] @ weights[self.who]:
            return -np.inf
        number = int(self.who.sum())
        return float(number * np.log(weighted / number) - np.log(weights[self.who]).sum())

    def room(self, score: float, weights: Floats) -> float:
        """Invert `bound`."""
        number = int(self.who.sum())
        return float(number * np.exp((score + np.log(weights[self.who]).sum()) / number))


@dataclass(frozen=True, eq=False)
class Least:
    r"""The least gain of some parties: at most :math:`M(\lambda)` for weights that add up to 1 over them."""

    who: NDArray[np.bool_]

    @cached_property
    def above(self) -> Floats:
        """Weights are positive."""
        return np.zeros(len(self.who))

    @cached_property
    def barrier(self) -> Floats:
        """No logarithm is in the bound."""
        return np.zeros(len(self.who))

    @cached_property
    def counted(self) -> Floats:
        """Weights of those who count add up to 1."""
        return self.who.astype(np.float64)

    def score(self, gains: Floats) -> Floats:
        """Return the least gain; minus infinity for what is not acceptable."""
        return np.where((gains >= 0).all(axis=1), gains[:, self.who].min(axis=1), -np.inf)

    def bound(self, weighted: float, weights: Floats) -> float:
        """Return the weighted mean of gains."""
        return weighted / float(weights[self.who].sum()) if weighted >= 0 else -np.inf

    def room(self, score: float, weights: Floats) -> float:
        """Invert `bound`."""
        return max(score, 0.0) * float(weights[self.who].sum())


@dataclass(frozen=True, eq=False)
class Sum:
    r"""A weighted sum of gains: at most :math:`M(\lambda)` for weights of at least the factors, as no gain is negative."""

    factors: Floats

    @property
    def above(self) -> Floats:
        """Weights are at least the factors."""
        return self.factors

    @cached_property
    def barrier(self) -> Floats:
        """No logarithm is in the bound."""
        return np.zeros(len(self.factors))

    counted = None

    def score(self, gains: Floats) -> Floats:
        """Return the weighted sum; minus infinity for what is not acceptable."""
        return np.where((gains >= 0).all(axis=1), gains @ self.factors, -np.inf)

    def bound(self, weighted: float, weights: Floats) -> float:
        """Return the weighted sum of gains."""
        del weights
        return weighted if weighted >= 0 else -np.inf

    def room(self, score: float, weights: Floats) -> float:
        """Invert `bound`."""
        del weights
        return max(score, 0.0)
