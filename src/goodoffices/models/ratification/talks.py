"""What is on the table: the scale, the status quo, and what a package is worth to a bloc."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.errors import ModelInputError
from goodoffices.models.ratification.home import Bloc, Country, FloatArray

Shape = Literal["linear", "quadratic"]
SHAPES: tuple[Shape, ...] = ("linear", "quadratic")
ROUNDING = 1e-9
"""A loss of less than this share of the largest possible counts as none."""


@dataclass(frozen=True, eq=False)
class Talks:
    """What stays without agreement, and how far from its ideal a bloc thinks a package to be.

    Attributes
    ----------
    status_quo : ndarray, shape (issues,) or (draws, issues)
        The position on each issue if nothing is agreed.
    shape : str
        ``"linear"`` if losses grow in proportion to distance, ``"quadratic"`` if with its square.
    low, high : float
        Ends of the scale, the same for all issues.
    """

    status_quo: ArrayLike
    shape: Shape = "linear"
    low: float = 0.0
    high: float = 100.0

    def __post_init__(self) -> None:
        """Turn the status quo into an array.

        Raises
        ------
        ModelInputError
            If the scale has no length, the status quo lies off it, or the shape is none of the two.
        """
        start = np.atleast_1d(np.asarray(self.status_quo, dtype=np.float64))
        object.__setattr__(self, "status_quo", start)
        if not (np.isfinite([self.low, self.high]).all() and self.low < self.high):
            raise ModelInputError(f"a scale needs two ends, the lower below the upper; it has {self.low}, {self.high}")
        if not ((start >= self.low) & (start <= self.high)).all():
            raise ModelInputError(f"the status quo lies off the scale, which runs from {self.low:g} to {self.high:g}")
        if self.shape not in SHAPES:
            raise ModelInputError(f"a shape is one of {', '.join(SHAPES)}; found {self.shape!r}")

    @property
    def issues(self) -> int:
        """How many issues are on the table."""
        return int(np.shape(self.status_quo)[-1])

    @property
    def slack(self) -> float:
        """The loss of utility that counts as none."""
        length = self.high - self.low
        return ROUNDING * (length if self.shape == "linear" else length**2)

    def checked_packages(self, packages: ArrayLike) -> FloatArray:
        """Return packages as an array of shape (packages, issues) or (draws, packages, issues).

        Raises
        ------
        ModelInputError
            If the shape is another, or a position is not finite or off the scale.
        """
        found = np.asarray(packages, dtype=np.float64)
        if found.ndim == 1 and self.issues == 1:
            found = found[:, None]
        if found.ndim not in (2, 3) or found.shape[-1] != self.issues:
            raise ModelInputError(
                f"packages need the shape (packages, {self.issues}), with draws before it; found {found.shape}"
            )
        if not ((found >= self.low) & (found <= self.high)).all():
            raise ModelInputError(f"a package lies off the scale, which runs from {self.low:g} to {self.high:g}")
        return found

    def check_countries(self, countries: Iterable[Country], single: bool = False) -> None:
        """Check that everybody speaks of these issues; with `single`, of one issue and without draws.

        Raises
        ------
        ModelInputError
            If not; all problems at once.
        """
        wrong = []
        if single and np.shape(self.status_quo) != (1,):
            wrong.append("the talks have more than one issue or draws: use packages")
        for country in countries:
            for bloc in [b for body in country.home for b in body.blocs] + ([country.leader] if country.leader else []):
                where = f"{country.name}, {bloc.name!r}"
                if np.shape(bloc.ideal)[-1] != self.issues:
                    wrong.append(f"{where}: {np.shape(bloc.ideal)[-1]} ideals for {self.issues} issue(s)")
                elif single and (np.shape(bloc.ideal) != (1,) or np.ndim(bloc.weight) or np.ndim(bloc.outside)):
                    wrong.append(f"{where}: has draws; exact sets are for one draw")
        if wrong:
            raise ModelInputError("; ".join(wrong))


def gains(bloc: Bloc, talks: Talks, packages: ArrayLike) -> FloatArray:
    r"""Return what packages are worth to a bloc above no agreement.

    .. math:: g(x) = -\sum_k w_k |x_k - p_k|^e + \sum_k w_k |q_k - p_k|^e - r

    Here *p* is its ideal, *w* its saliences with the sum 1, *q* the status quo, *r* what is added to it from
    outside; *e* is 1 for the linear shape and 2 for the quadratic.

    Parameters
    ----------
    bloc : Bloc
        Whose view.
    talks : Talks
        Status quo, scale and shape.
    packages : array_like, shape (packages, issues) or (draws, packages, issues)
        One position per issue; with draws, what is offered differs between them.

    Returns
    -------
    ndarray, shape (packages,) or (draws, packages)
        In the units of the scale, or its square. The bloc accepts what is not negative. Gains of two blocs are not
        comparable without a further assumption.

    Raises
    ------
    ModelInputError
        If shapes do not fit or a package lies off the scale.

    Notes
    -----
    O(draws × packages × issues).

    Examples
    --------
    >>> gains(Bloc("hawks", 80), Talks(50), [60.0, 50.0, 30.0]).tolist()
    [10.0, 0.0, -20.0]
    """
    found = talks.checked_packages(packages)
    if np.shape(bloc.ideal)[-1] != talks.issues:
        raise ModelInputError(f"{bloc.name!r} has {np.shape(bloc.ideal)[-1]} ideals for {talks.issues} issue(s)")
    ideal, salience, start = np.asarray(bloc.ideal), np.asarray(bloc.salience), np.asarray(talks.status_quo)
    try:
        total = np.zeros((*np.broadcast_shapes(ideal.shape[:-1], salience.shape[:-1]), 1))
        worth = -np.asarray(bloc.outside)[..., None] + total
        for issue in range(talks.issues):
            own, care = ideal[..., issue, None], salience[..., issue, None]
            lost, kept = np.abs(found[..., issue] - own), np.abs(start[..., issue, None] - own)
            if talks.shape == "quadratic":
                lost, kept = lost**2, kept**2
            worth = worth + care * kept - care * lost
    except ValueError as error:
        raise ModelInputError(f"{bloc.name!r}: its draws do not fit those of the status quo") from error
    return np.asarray(worth)
