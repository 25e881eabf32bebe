"""Packages over several issues: which would be ratified where, asked one by one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.errors import ModelInputError
from goodoffices.models.ratification.home import BoolArray, Constituency, Country, FloatArray
from goodoffices.models.ratification.talks import Talks, gains

CELLS_AT_ONCE = 2_000_000
"""Draws times packages looked at in one go, to bound memory."""
MOST_IN_A_GRID = 20_000_000


def package_grid(talks: Talks, per_issue: int) -> FloatArray:
    """Return all packages with evenly spaced positions on every issue, ends of the scale included.

    Parameters
    ----------
    talks : Talks
        For the number of issues and the scale.
    per_issue : int
        How many positions on each issue; at least 2.

    Returns
    -------
    ndarray, shape (per_issue ** issues, issues)

    Raises
    ------
    ModelInputError
        If there are fewer than two positions, or more than `MOST_IN_A_GRID` packages.

    Examples
    --------
    >>> package_grid(Talks((50, 50)), 3).shape
    (9, 2)
    """
    if per_issue < 2:
        raise ModelInputError(f"a grid needs at least two positions on each issue; found {per_issue}")
    if per_issue**talks.issues > MOST_IN_A_GRID:
        raise ModelInputError(f"a grid of {per_issue} positions on {talks.issues} issues is too large: draw packages")
    axes = [np.linspace(talks.low, talks.high, per_issue)] * talks.issues
    return np.stack(np.meshgrid(*axes, indexing="ij"), axis=-1).reshape(-1, talks.issues)


def random_packages(talks: Talks, number: int, seed: int) -> FloatArray:
    """Return packages drawn evenly over the scale of every issue; same seed, same packages.

    Parameters
    ----------
    talks : Talks
        For the number of issues and the scale.
    number : int
        How many; at least 1.
    seed : int
        Of the random numbers.

    Returns
    -------
    ndarray, shape (number, issues)

    Raises
    ------
    ModelInputError
        If the number is not positive.
    """
    if number < 1:
        raise ModelInputError(f"at least one package must be drawn; found {number}")
    return np.random.default_rng(seed).uniform(talks.low, talks.high, (number, talks.issues))


def ratifies(country: Country, talks: Talks, packages: ArrayLike) -> BoolArray:
    """Return whether each package would be ratified at home.

    Parameters
    ----------
    country : Country
        Its bodies at home; every one must agree. The leader is not asked.
    talks : Talks
        Status quo, scale and shape.
    packages : array_like, shape (packages, issues) or (draws, packages, issues)
        One position per issue; with draws, what is offered differs between them.

    Returns
    -------
    ndarray of bool, shape (packages,) or (draws, packages)
        A bloc that is indifferent agrees.

    Raises
    ------
    ModelInputError
        If shapes do not fit or a package lies off the scale.

    Notes
    -----
    O(draws × packages × blocs × issues), in parts that fit into memory. A bloc without draws is asked once.

    Examples
    --------
    >>> from goodoffices.models.ratification import Bloc
    >>> chamber = Constituency("chamber", (Bloc("a", (80, 20), 3), Bloc("b", (20, 90), 4), Bloc("c", (60, 60), 2)))
    >>> ratifies(Country("home", (chamber,)), Talks((50, 50)), [(60, 45), (30, 45), (50, 50)]).tolist()
    [True, False, True]
    """
    talks.check_countries([country])
    found = talks.checked_packages(packages)
    draws = draws_of([country], talks, found)
    parts = [
        np.broadcast_to(_every_body(country.home, talks, part), (*draws, part.shape[-2]))
        for part in _parts(found, draws[0] if draws else 1)
    ]
    return np.concatenate(parts, axis=-1)


def signs(country: Country, talks: Talks, packages: ArrayLike) -> BoolArray:
    """Return whether the leader thinks each package no worse than no agreement; always, if there is none.

    Parameters, errors and shapes are those of :func:`ratifies`.
    """
    if country.leader is None:
        return np.ones(talks.checked_packages(packages).shape[-2], dtype=bool)
    return np.asarray(gains(country.leader, talks, packages) >= -talks.slack)


@dataclass(frozen=True, eq=False)
class TableOverlap:
    """Which packages on the table would be ratified, country by country.

    Attributes
    ----------
    by_country : mapping of str to ndarray of bool, shape (packages,) or (draws, packages)
        Whether each would ratify.
    """

    by_country: dict[str, BoolArray]

    @property
    def everywhere(self) -> BoolArray:
        """Whether every country would ratify, shape (packages,) or (draws, packages)."""
        shape = np.broadcast_shapes(*(found.shape for found in self.by_country.values()))
        return np.asarray(np.logical_and.reduce([np.broadcast_to(found, shape) for found in self.by_country.values()]))

    @property
    def share(self) -> float:
        """Share of the packages (and draws) that every country would ratify."""
        return float(self.everywhere.mean())

    @property
    def blocked_by(self) -> dict[str, float]:
        """For each country, the share of packages that it alone would refuse."""
        result = {}
        for name, found in self.by_country.items():
            others = [other for key, other in self.by_country.items() if key != name]
            alone = ~found
            for other in others:
                alone = alone & other
            result[name] = float(alone.mean())
        return result


def table_overlap(countries: Sequence[Country], talks: Talks, packages: ArrayLike) -> TableOverlap:
    """Return which packages would be ratified in each country and in all of them.

    Parameters
    ----------
    countries : sequence of Country
        Those at the table; two or more for a negotiation.
    talks, packages
        As for :func:`ratifies`.

    Returns
    -------
    TableOverlap
        The share is that of the packages given. For packages from :func:`random_packages` it estimates the share of all
        packages, with the standard error ``sqrt(share * (1 - share) / number)``; a grid has its own spacing for an error.

    Raises
    ------
    ModelInputError
        If there is no country, two have one name, or as for :func:`ratifies`.

    Examples
    --------
    >>> from goodoffices.models.ratification import Bloc
    >>> sides = [Country("A", (Constituency("a", (Bloc("m", (90, 40)),)),)),
    ...          Country("B", (Constituency("b", (Bloc("m", (40, 90)),)),))]
    >>> found = table_overlap(sides, Talks((50, 50)), package_grid(Talks((50, 50)), 11))
    >>> round(found.share, 3), round(found.blocked_by["A"], 3)
    (0.05, 0.314)
    """
    check_names(countries)
    return TableOverlap({country.name: ratifies(country, talks, packages) for country in countries})


def check_names(countries: Sequence[Country]) -> None:
    """Check that there is a country and that names differ.

    Raises
    ------
    ModelInputError
        If not.
    """
    names = [country.name for country in countries]
    if not names or len(set(names)) < len(names):
        raise ModelInputError(f"countries need different names, and there must be one; found {', '.join(names) or '-'}")


def draws_of(countries: Sequence[Country], talks: Talks, packages: FloatArray | None = None) -> tuple[int, ...]:
    """Return the shape of the draws, those of checked packages included: empty without any.

    Raises
    ------
    ModelInputError
        If not all have the same number of draws, or one.
    """
    shapes = [np.shape(talks.status_quo)[:-1], () if packages is None else packages.shape[:-2]]
    for country in countries:
        for bloc in [b for body in country.home for b in body.blocs] + ([country.leader] if country.leader else []):
            shapes += [np.shape(bloc.ideal)[:-1], np.shape(bloc.salience)[:-1] if bloc.salience is not None else ()]
            shapes += [np.shape(bloc.weight), np.shape(bloc.outside)]
    try:
        return np.broadcast_shapes(*shapes)
    except ValueError as error:
        raise ModelInputError(f"different numbers of draws: {sorted({s[0] for s in shapes if s})}") from error


def _every_body(home: tuple[Constituency, ...], talks: Talks, packages: FloatArray) -> BoolArray:
    result = np.ones(packages.shape[-2], dtype=bool)
    for body in home:
        result = result & body.agrees([gains(bloc, talks, packages) >= -talks.slack for bloc in body.blocs])
    return result


def _parts(packages: FloatArray, draws: int) -> Iterator[FloatArray]:
    size = max(1, CELLS_AT_ONCE // draws)
    for start in range(0, max(1, packages.shape[-2]), size):
        yield packages[..., start : start + size, :]
