"""The package that all sign in most draws."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.agreements.linked import Effort, nash, signable
from goodoffices.models.agreements.linked.polish import polish
from goodoffices.models.agreements.problem import Packages, package_at
from goodoffices.models.agreements.robust.acceptance import Share
from goodoffices.models.agreements.robust.drawn import DrawnProblem, blocks

Floats = NDArray[np.float64]
MOST_ENUMERATED = 200_000
AT_ONCE = 10_000
TIE_BREAK = 1e-6
MOST_PAIRS = 4_000


@dataclass(frozen=True)
class MostSigned:
    """The package that all sign in most of the draws given.

    Attributes
    ----------
    package : ndarray of int, shape (issues,) or (0,)
        Without options if every package is ruled out.
    all_sign : Share, shape ()
        Draws in which all sign it. If the package was chosen by the same draws, the share flatters it a little: look at
        it again with fresh ones.
    bound : float
        No package is signed by all in a greater share of these draws.
    method : str
        In words.
    """

    package: Packages
    all_sign: Share
    bound: float
    method: str

    @property
    def is_proved(self) -> bool:
        """Whether no package is signed by all in more of these draws."""
        return self.bound <= float(self.all_sign.value)


def most_signed(drawn: DrawnProblem) -> MostSigned:
    """Return the package that all sign in most draws, by looking at every package.

    Parameters
    ----------
    drawn : DrawnProblem
        With at most 200,000 packages.

    Returns
    -------
    MostSigned
        Proved for these draws. Of several that are equally good the first, the last issue counting fastest.

    Raises
    ------
    ModelInputError
        If there are more packages; `search_most_signed` is for those.

    Examples
    --------
    >>> worth = np.array([[[0., 2.], [3., 0.]], [[0., 1.], [3., 2.]], [[2., 2.], [1., 2.]], [[0., 2.], [1., 2.]]])
    >>> found = most_signed(DrawnProblem((worth,), np.ones((4, 2))))
    >>> found.package.tolist(), float(found.all_sign.value)
    ([1], 0.75)
    """
    first = drawn.in_draw(0)
    if first.package_count > MOST_ENUMERATED:
        raise ModelInputError(f"with {first.package_count} packages the best is not found by looking at every one")
    best, share = np.empty(0, np.int64), -1.0
    for start in range(0, first.package_count, AT_ONCE):
        numbers = np.arange(start, min(start + AT_ONCE, first.package_count))
        packages = package_at(numbers, drawn.sizes)
        packages = packages[first.feasible(packages)]
        shares = _all_sign(drawn, packages)
        if len(shares) and shares.max() > share:
            best, share = packages[shares.argmax()], float(shares.max())
    share = max(share, 0.0)
    return MostSigned(best, Share(np.array(share), drawn.draws), share, "enumeration of all packages")


def search_most_signed(
    drawn: DrawnProblem,
    solved_draws: int = 20,
    effort: Effort = Effort(seconds=5.0),  # noqa: B008 (frozen)
    progress: Callable[[float, float], None] | None = None,
) -> MostSigned:
    """Return a package that all sign in many draws, by local search from the best packages of single draws.

    Parameters
    ----------
    drawn : DrawnProblem
    solved_draws : int
        In how many draws, evenly spaced, the Nash solution is sought as a starting point; besides that with the mean of all numbers.
    effort : Effort
        For each of these.
    progress : callable, optional
        Called with the share reached and its bound after every starting point.

    Returns
    -------
    MostSigned
        Not proved to be the best, unless the share reaches the bound: the share of draws in which there is any package that all
        sign. Draws for which that was not settled count as if there were one, and so do those not looked at.

    Notes
    -----
    Local search changes one issue, or in small problems two, where more draws, or as many with smaller shortfalls, are won.

    Examples
    --------
    >>> draws = np.random.default_rng(1).normal(0, 1, (100, 2, 3, 4))
    >>> drawn = DrawnProblem(tuple(np.moveaxis(draws, 2, 0)), np.zeros((100, 2)))
    >>> float(search_most_signed(drawn).all_sign.value) <= float(most_signed(drawn).all_sign.value)
    True
    """
    looked_at = np.unique(np.linspace(0, drawn.draws - 1, min(solved_draws, drawn.draws)).astype(int))
    scale = float(np.abs(drawn.reservation).max()) + sum(float(np.abs(worth).max()) for worth in drawn.worth)
    feasible = drawn.in_draw(0).feasible

    def score(packages: Packages) -> Floats:
        scores = np.full(len(packages), -np.inf)
        for place in np.array_split(np.arange(len(packages)), max(1, len(blocks(packages, drawn)))):
            gains = drawn.gains(packages[place])
            short = gains.clip(max=0).sum(axis=2).mean(axis=1) / (scale or 1.0)
            scores[place] = _all_sign(drawn, packages[place]) + TIE_BREAK * short
        scores[~feasible(packages)] -= 2.0
        return scores

    pairs = sum(drawn.sizes) ** 2 <= MOST_PAIRS
    problems = [drawn.on_average(), *(drawn.in_draw(int(draw)) for draw in looked_at)]
    best: Packages = np.empty(0, np.int64)
    share, bound = 0.0, 1.0
    hopeless = 0
    for place, problem in enumerate(problems):
        start = nash(problem, effort=effort).packages
        if not len(start):
            hopeless += place > 0 and signable(problem, effort=effort).is_proved
            start = np.zeros((1, len(drawn.sizes)), np.int64)
        found = polish(start[0], drawn.sizes, score, pairs)
        reached = float(_all_sign(drawn, found[None])[0])
        if feasible(found[None])[0] and (reached > share or not len(best)):
            best, share = found, reached
        bound = 1.0 - hopeless / drawn.draws
        if progress is not None:
            progress(share, bound)
    method = f"local search from the mean and from {len(looked_at)} draws, not proved to be the best"
    return MostSigned(best, Share(np.array(share), drawn.draws), max(bound, share), method)


def _all_sign(drawn: DrawnProblem, packages: Packages) -> Floats:
    shares = [drawn.accepts(block).all(axis=2).mean(axis=1) for block in blocks(packages, drawn)]
    return np.concatenate(shares) if shares else np.empty(0)
