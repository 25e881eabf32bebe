"""How likely homes ratify what is signed, when ideals, seats or turnout are uncertain."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from goodoffices.errors import ModelInputError
from goodoffices.models.ratification.home import BoolArray, Country, FloatArray
from goodoffices.models.ratification.packages import check_names, draws_of, ratifies, signs
from goodoffices.models.ratification.talks import Talks


@dataclass(frozen=True, eq=False)
class RatificationChance:
    """Shares of draws in which packages are signed and ratified.

    Attributes
    ----------
    draws : int
        How many draws there were; with 1 nothing was uncertain, and shares are 0 or 1.
    ratified : ndarray, shape (packages,)
        Share in which every home would ratify.
    by_country : mapping of str to ndarray, shape (packages,)
        Share in which this country's home would.
    by_body : mapping of (str, str) to ndarray, shape (packages,)
        Share in which this body would, by country and body.
    signed : ndarray, shape (packages,)
        Share in which every leader would sign.
    involuntary_defection : ndarray, shape (packages,)
        Of the draws in which all leaders would sign, the share in which some home refuses; not a number if none would.
    """

    draws: int
    ratified: FloatArray
    by_country: dict[str, FloatArray]
    by_body: dict[tuple[str, str], FloatArray]
    signed: FloatArray
    involuntary_defection: FloatArray

    @property
    def ratified_error(self) -> FloatArray:
        """Standard error of `ratified` from the number of draws."""
        return np.sqrt(self.ratified * (1 - self.ratified) / self.draws)

    @property
    def defection_error(self) -> FloatArray:
        """Standard error of `involuntary_defection` from the number of draws in which all sign."""
        share = self.involuntary_defection
        return np.sqrt(share * (1 - share) / np.maximum(self.signed * self.draws, 1))


def ratification_chance(countries: Sequence[Country], talks: Talks, packages: ArrayLike) -> RatificationChance:
    """Return in which share of draws packages are signed and ratified, and how often a signed one fails at home.

    Parameters
    ----------
    countries : sequence of Country
        With draws of ideals, saliences, weights (seats, or votes after turnout) or outside utilities, drawn
        together: the same place in all is one state of the world.
    talks : Talks
        The status quo may have draws too.
    packages : array_like, shape (packages, issues) or (draws, packages, issues)
        What might be signed; with draws, in each state of the world.

    Returns
    -------
    RatificationChance
        Shares of draws measure how uncertain the inputs are, not how often history would come out so.

    Raises
    ------
    ModelInputError
        If there is no country, two have one name, or shapes do not fit.

    Notes
    -----
    Involuntary defection is Putnam's: the other side meant to keep its word and could not. O(draws × packages × blocs × issues).

    References
    ----------
    Putnam (1988: 438-440); Iida, K. (1996), 'Involuntary defection in two-level games', *Public Choice* 89(3-4), 283-303.

    Examples
    --------
    >>> from goodoffices.models.ratification import Bloc, Constituency
    >>> median = np.linspace(30, 70, 81)[:, None]
    >>> home = Country("A", (Constituency("senate", (Bloc("median", median),)),), Bloc("premier", 70))
    >>> found = ratification_chance([home], Talks(20), [60, 90])
    >>> found.ratified.round(2).tolist(), found.involuntary_defection.round(2).tolist()
    ([0.75, 0.38], [0.25, 0.62])
    """
    check_names(countries)
    found = talks.checked_packages(packages)
    draws = draws_of(countries, talks, found)
    shape = (*(draws or (1,)), found.shape[-2])
    signed, everywhere = np.ones(shape, dtype=bool), np.ones(shape, dtype=bool)
    by_country, by_body = {}, {}
    for country in countries:
        talks.check_countries([country])
        here = np.ones(shape, dtype=bool)
        for body in country.home:
            agreed = ratifies(Country(country.name, (body,)), talks, found)
            by_body[country.name, body.name] = _share(agreed, shape)
            here &= agreed
        by_country[country.name] = _share(here, shape)
        everywhere &= here
        signed &= signs(country, talks, found)
    broken = (signed & ~everywhere).sum(axis=0)
    times = signed.sum(axis=0)
    defection = np.where(times > 0, broken / np.maximum(times, 1), np.nan)
    return RatificationChance(
        shape[0], _share(everywhere, shape), by_country, by_body, _share(signed, shape), np.asarray(defection)
    )


def normal_pivot_chance(package: ArrayLike, status_quo: ArrayLike, mean: ArrayLike, deviation: ArrayLike) -> FloatArray:
    r"""Return the chance that one pivotal voter accepts, if the voter's ideal is normally distributed.

    .. math:: P = \Phi\left(\frac{\mu - (x + q)/2}{\sigma}\right) \quad \text{for} \quad x > q

    Mirrored for a package below the status quo; 1 at the status quo itself. It holds for both shapes of loss.

    Parameters
    ----------
    package, status_quo : array_like
        The positions *x* and *q* on one issue.
    mean, deviation : array_like
        Of the ideal; the deviation positive. The ends of the scale are not minded.

    Returns
    -------
    ndarray
        Chances.

    Raises
    ------
    ModelInputError
        If the deviation is not positive or shapes do not fit.

    Examples
    --------
    >>> normal_pivot_chance([60, 100, 20], 20, 50, 10).round(3).tolist()
    [0.841, 0.159, 1.0]
    """
    x, q, mu, sigma = _together(package, status_quo, mean, deviation)
    if not (sigma > 0).all():
        raise ModelInputError("the deviation of an ideal is positive")
    return np.where(x == q, 1.0, ndtr(np.sign(x - q) * (mu - (x + q) / 2) / sigma))


def uniform_pivot_chance(package: ArrayLike, status_quo: ArrayLike, low: ArrayLike, high: ArrayLike) -> FloatArray:
    """Return the chance that one pivotal voter accepts, if any ideal between two ends is equally likely.

    Parameters
    ----------
    package, status_quo : array_like
        The positions on one issue.
    low, high : array_like
        Ends of the range of the ideal, the lower below the upper.

    Returns
    -------
    ndarray
        Chances: the share of the range nearer to the package than to the status quo; 1 at the status quo itself.

    Raises
    ------
    ModelInputError
        If a range has no length or shapes do not fit.

    Examples
    --------
    >>> uniform_pivot_chance([60, 90], 20, 30, 70).tolist()
    [0.75, 0.375]
    """
    x, q, a, b = _together(package, status_quo, low, high)
    if not (a < b).all():
        raise ModelInputError("the range of an ideal needs two ends, the lower below the upper")
    middle = (x + q) / 2
    above = np.clip((b - middle) / (b - a), 0, 1)
    return np.where(x == q, 1.0, np.where(x > q, above, 1 - above))


def _share(found: BoolArray, shape: tuple[int, ...]) -> FloatArray:
    return np.asarray(np.broadcast_to(found, shape).mean(axis=0))


def _together(*values: ArrayLike) -> list[FloatArray]:
    try:
        found = list(np.broadcast_arrays(*(np.asarray(value, dtype=np.float64) for value in values)))
    except ValueError as error:
        raise ModelInputError("the shapes of the positions do not fit together") from error
    if not all(np.isfinite(value).all() for value in found):
        raise ModelInputError("a position is not finite")
    return found
