"""The verdict of each body at home on one package: who agrees, on whom it hangs, and whose consent is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.errors import ModelInputError
from goodoffices.models.ratification.home import Constituency, Country
from goodoffices.models.ratification.packages import draws_of
from goodoffices.models.ratification.pivotal import turning
from goodoffices.models.ratification.talks import Talks, gains

MOST_LISTED = 20
"""So many of the smallest sets of blocs that would unblock are listed."""


@dataclass(frozen=True)
class Verdict:
    """What one body at home makes of one package.

    Attributes
    ----------
    body : str
        Its name.
    agrees : bool
        Whether it would ratify.
    gains : mapping of str to float
        What each bloc gains over no agreement; it agrees from 0 on.
    weight_for, whole : float
        Weight of the blocs that agree, and of all.
    pivot : tuple of str
        The bloc with which the body comes to agree if blocs join in the order of their gains. Of several that gain as much, those that can be
        the one, in some order among them: a bloc without a say is no pivot, wherever it stands. The body agrees if and only if the
        pivot does. Empty if the body asks for nobody's agreement.
    decisive : tuple of str
        Blocs that agree and by whose refusal alone the body would refuse; empty if it refuses anyhow.
    unblocked_by : tuple of tuple of str
        The smallest sets of refusing blocs whose agreement would turn a refusal, at most `MOST_LISTED`; empty if it agrees.
    """

    body: str
    agrees: bool
    gains: dict[str, float]
    weight_for: float
    whole: float
    pivot: tuple[str, ...]
    decisive: tuple[str, ...]
    unblocked_by: tuple[tuple[str, ...], ...]


def verdicts(country: Country, talks: Talks, package: ArrayLike) -> tuple[Verdict, ...]:
    """Return the verdict of every body at home on one package.

    Parameters
    ----------
    country : Country
        Its bodies, without draws.
    talks : Talks
        Any number of issues, without draws.
    package : array_like, shape (issues,)
        What would be signed.

    Returns
    -------
    tuple of Verdict
        In the order of the bodies.

    Raises
    ------
    ModelInputError
        If anything has draws or shapes do not fit.

    Notes
    -----
    Sets that unblock have the fewest possible members. They say nothing about price: gains of different blocs are not
    comparable. The order of joining compares gains of blocs in the units of :func:`gains`; on one issue it is that of the field.

    Examples
    --------
    >>> from goodoffices.models.ratification import TWO_THIRDS, legislature
    >>> senate = legislature("senate", {"a": 40, "b": 35, "c": 25}, {"a": 30, "b": 60, "c": 90}, TWO_THIRDS)
    >>> found, = verdicts(Country("home", (senate,)), Talks(20), 50)
    >>> found.agrees, found.weight_for, found.pivot, found.unblocked_by
    (False, 60.0, ('a',), (('a',),))
    """
    talks.check_countries([country])
    if draws_of([country], talks):
        raise ModelInputError("a verdict is on one draw: give single numbers")
    point = np.atleast_1d(np.asarray(package, dtype=np.float64))
    if point.ndim != 1:
        raise ModelInputError(f"a verdict is on one package; found the shape {point.shape}")
    return tuple(_verdict(body, talks, point[None, :]) for body in country.home)


def _verdict(body: Constituency, talks: Talks, point: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Verdict:
    worth = {bloc.name: float(gains(bloc, talks, point)[0]) for bloc in body.blocs}
    weight = {bloc.name: float(np.asarray(bloc.weight)) for bloc in body.blocs}
    for_it = {name for name, gain in worth.items() if gain >= -talks.slack}
    agrees = _agrees(body, for_it)
    decisive = tuple(name for name in worth if name in for_it and not _agrees(body, for_it - {name})) if agrees else ()
    return Verdict(
        body.name,
        agrees,
        worth,
        sum(weight[name] for name in for_it),
        float(body.whole),
        _pivot(body, worth, talks.slack),
        decisive,
        () if agrees else _unblocking(body, for_it, weight),
    )


def _agrees(body: Constituency, for_it: set[str]) -> bool:
    return bool(body.agrees([np.array([bloc.name in for_it]) for bloc in body.blocs])[0])


def _pivot(body: Constituency, worth: dict[str, float], slack: float) -> tuple[str, ...]:
    joined: set[str] = set()
    for name in sorted(worth, key=lambda name: -worth[name]):
        joined.add(name)
        if _agrees(body, joined):
            before = [other for other in worth if worth[other] > worth[name] + slack]
            return turning(body, before, [other for other in worth if abs(worth[other] - worth[name]) <= slack])
    return ()


def _unblocking(body: Constituency, for_it: set[str], weight: dict[str, float]) -> tuple[tuple[str, ...], ...]:
    forced = tuple(name for name in weight if name in body.consent and name not in for_it)
    base = for_it | set(forced)
    others = sorted((name for name in weight if name not in base), key=lambda name: -weight[name])
    number = next((n for n in range(len(others) + 1) if _agrees(body, base | set(others[:n]))), None)
    if number is None:
        return ()
    return tuple((*forced, *chosen) for chosen in islice(_enough(body, base, others, number), MOST_LISTED))


def _enough(body: Constituency, base: set[str], others: list[str], number: int) -> Iterator[tuple[str, ...]]:
    """Yield the sets of so many others that are enough, heaviest first; a branch ends where even the heaviest left are not."""
    if number == 0:
        yield ()
        return
    for place in range(len(others) - number + 1):
        if not _agrees(body, base | set(others[place : place + number])):
            return
        first, rest = others[place], others[place + 1 :]
        for more in _enough(body, base | {first}, rest, number - 1):
            yield (first, *more)
