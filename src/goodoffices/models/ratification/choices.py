"""Which of several packages is settled on, draw by draw: agenda setter and Nash bargain."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.ratification.home import BoolArray, Country, FloatArray
from goodoffices.models.ratification.packages import ratifies, signs
from goodoffices.models.ratification.settlements import TINY, leaders_of
from goodoffices.models.ratification.talks import Talks, gains

IntArray = NDArray[np.int64]


def agenda_setter_among(countries: Sequence[Country], talks: Talks, packages: ArrayLike, setter: str) -> IntArray:
    """Return which package one country's leader proposes, if it makes the only offer.

    Parameters
    ----------
    countries : sequence of Country
        Those at the table; each needs a leader.
    talks : Talks
        Any number of issues.
    packages : array_like, shape (packages, issues)
        All that could be proposed.
    setter : str
        Name of the country whose leader proposes.

    Returns
    -------
    ndarray of int, shape () or (draws,)
        The package's place, the first of those equally good; -1 where none would be signed and ratified by all.

    Raises
    ------
    ModelInputError
        If a leader is missing, the setter is not among the countries, or shapes do not fit.

    Notes
    -----
    Exact over the packages given; O(draws × packages × blocs × issues). For one issue see :func:`agenda_setter`.

    Examples
    --------
    >>> from goodoffices.models.ratification import Bloc, Constituency
    >>> voters = Constituency("senate", (Bloc("median", 45),))
    >>> a, b = Country("A", leader=Bloc("premier", 80)), Country("B", (voters,), Bloc("president", 70))
    >>> int(agenda_setter_among([a, b], Talks(30), [30, 50, 59, 61, 80], "A"))
    2
    """
    leaders = leaders_of(countries)
    if setter not in leaders:
        raise ModelInputError(f"{setter!r} is not at the table: {', '.join(leaders)}")
    return _first_best(gains(leaders[setter], talks, packages), _possible(countries, talks, packages))


def nash_among(countries: Sequence[Country], talks: Talks, packages: ArrayLike) -> IntArray:
    """Return which package has the largest product of the leaders' gains, among those that can be signed and ratified.

    Parameters, shapes, errors and notes are those of :func:`agenda_setter_among`. Where nobody can gain together, the first package
    that all accept.
    """
    leaders = leaders_of(countries)
    logs: FloatArray = np.zeros(1)
    for leader in leaders.values():
        logs = logs + np.log(np.maximum(gains(leader, talks, packages), TINY))
    return _first_best(logs, _possible(countries, talks, packages))


def _possible(countries: Sequence[Country], talks: Talks, packages: ArrayLike) -> BoolArray:
    result = np.ones(talks.checked_packages(packages).shape[-2], dtype=bool)
    for country in countries:
        result = result & ratifies(country, talks, packages) & signs(country, talks, packages)
    return result


def _first_best(worth: FloatArray, possible: BoolArray) -> IntArray:
    worth = np.where(possible, worth, -np.inf)
    return np.asarray(np.where(possible.any(axis=-1), worth.argmax(axis=-1), -1))
