"""Win-sets on one issue, exactly: which positions would be ratified, and who sets the limits."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from goodoffices.models.ratification.home import Bloc, BoolArray, Constituency, Country, FloatArray
from goodoffices.models.ratification.pivotal import turning
from goodoffices.models.ratification.talks import Talks


@dataclass(frozen=True)
class Interval:
    """A stretch of positions, ends included; a single point if they are equal.

    Attributes
    ----------
    low, high : float
        Its ends.
    low_set_by, high_set_by : tuple of str
        Whose indifference sets each end, as ``country, body, bloc``; empty where the scale ends. A bloc that turns away there and
        whose weight makes no difference is not named.
    """

    low: float
    high: float
    low_set_by: tuple[str, ...] = ()
    high_set_by: tuple[str, ...] = ()


@dataclass(frozen=True)
class WinSet:
    """Positions that would be ratified: disjoint stretches in ascending order, none if nothing would.

    Attributes
    ----------
    intervals : tuple of Interval
        The stretches.
    """

    intervals: tuple[Interval, ...]

    def __contains__(self, position: float) -> bool:
        """Return whether the position lies in one of the stretches."""
        return any(part.low <= position <= part.high for part in self.intervals)

    def __bool__(self) -> bool:
        """Return whether anything would be ratified."""
        return bool(self.intervals)

    @property
    def length(self) -> float:
        """All stretches together; single points count nothing."""
        return float(sum(part.high - part.low for part in self.intervals))

    @property
    def ends(self) -> list[tuple[float, float]]:
        """The stretches as pairs of numbers."""
        return [(part.low, part.high) for part in self.intervals]

    def nearest(self, position: float) -> tuple[float, ...]:
        """Return what of the set lies nearest to a position: one point, two if they are equally near, none if it is empty."""
        near = {min(max(position, part.low), part.high) for part in self.intervals}
        least = min((abs(point - position) for point in near), default=0.0)
        return tuple(sorted(point for point in near if abs(point - position) == least))


def win_set(country: Country, talks: Talks) -> WinSet:
    """Return all positions on one issue that would be ratified at home.

    Parameters
    ----------
    country : Country
        Its bodies at home; every one of them must agree. The leader is not asked.
    talks : Talks
        One issue, without draws.

    Returns
    -------
    WinSet
        With several bodies or thresholds below one half it may consist of separate stretches. A bloc that is
        indifferent agrees, so stretches include their ends, and the status quo is in the set unless somebody demands more.

    Raises
    ------
    ModelInputError
        If there is more than one issue, or anything has draws.

    Notes
    -----
    A bloc with ideal *p* accepts all between the status quo *q* and its mirror image *2p − q*, under both shapes.
    Whether a body agrees changes at such ends only. So the set is found by asking at all ends and between them;
    O(blocs²). No step, no tolerance.

    References
    ----------
    Putnam, R. D. (1988), 'Diplomacy and domestic politics: the logic of two-level games', *International Organization*
    42(3), 427-460 (win-set: p. 437).

    Examples
    --------
    >>> from goodoffices.models.ratification import TWO_THIRDS, legislature
    >>> senate = legislature("senate", {"a": 40, "b": 35, "c": 25}, {"a": 30, "b": 60, "c": 90}, TWO_THIRDS)
    >>> found = win_set(Country("home", (senate,)), Talks(20))
    >>> found.ends, found.intervals[0].high_set_by
    ([(20.0, 40.0)], ('home, senate, a',))
    """
    return overlap([country], talks)


def overlap(countries: Sequence[Country], talks: Talks) -> WinSet:
    """Return all positions on one issue that would be ratified in every country.

    Parameters, errors and notes are those of :func:`win_set`.

    Returns
    -------
    WinSet
        Empty if the win-sets do not meet.

    Examples
    --------
    >>> hawks = Constituency("senate", (Bloc("median", 65),))
    >>> doves = Constituency("house", (Bloc("median", 20),))
    >>> overlap([Country("A", (hawks,)), Country("B", (doves,))], Talks(50)).ends
    [(50.0, 50.0)]
    """
    talks.check_countries(countries, single=True)
    return _exact([(country.name, body) for country in countries for body in country.home], talks)


def contract_zone(countries: Sequence[Country], talks: Talks) -> WinSet:
    """Return what would be ratified in every country and is no worse than the status quo for every leader.

    Parameters, errors and notes are those of :func:`win_set`.

    Examples
    --------
    >>> sides = [Country("A", leader=Bloc("premier", 80)), Country("B", leader=Bloc("president", 60))]
    >>> contract_zone(sides, Talks(50)).ends
    [(50.0, 70.0)]
    """
    talks.check_countries(countries, single=True)
    bodies = [(country.name, body) for country in countries for body in country.home]
    leaders = [(c.name, Constituency("leader", (c.leader,), None, (c.leader.name,))) for c in countries if c.leader]
    return _exact(bodies + leaders, talks)


def acceptance(bloc: Bloc, talks: Talks) -> tuple[float, float] | None:
    """Return the stretch of positions that a bloc accepts on one issue; None if it accepts nothing.

    Examples
    --------
    >>> acceptance(Bloc("median", 60), Talks(20)), acceptance(Bloc("median", 60, outside=15), Talks(20))
    ((20.0, 100.0), (35.0, 85.0))
    """
    ideal, start, outside = (float(np.ravel(value)[0]) for value in (bloc.ideal, talks.status_quo, bloc.outside))
    if outside == 0:
        mirror = 2 * ideal - start
        return min(start, mirror), max(start, mirror)
    gap = abs(start - ideal)
    left = gap - outside if talks.shape == "linear" else gap**2 - outside
    if left < 0:
        return None
    reach = left if talks.shape == "linear" else left**0.5
    return ideal - reach, ideal + reach


def _exact(bodies: list[tuple[str, Constituency]], talks: Talks) -> WinSet:
    limits = [[acceptance(bloc, talks) or (np.inf, -np.inf) for bloc in body.blocs] for _, body in bodies]
    ends = {talks.low, talks.high, *(end for body in limits for pair in body for end in pair)}
    points = np.array(sorted(end for end in ends if talks.low <= end <= talks.high))
    gaps = (points[:-1] + points[1:]) / 2
    at, between = _agreed(bodies, limits, points), _agreed(bodies, limits, gaps)
    all_at, all_between = np.logical_and.reduce(at), np.logical_and.reduce(between)
    found: list[Interval] = []
    start = 0
    for place, here in enumerate(all_at.tolist()):
        if not here:
            start = place + 1
        elif place == len(points) - 1 or not (all_between[place] and all_at[place + 1]):
            low, high = points[start], points[place]
            below = () if start == 0 else _set_by(bodies, limits, low, 0, between[:, start - 1] & at[:, start - 1])
            above: tuple[str, ...] = ()
            if place < len(points) - 1:
                above = _set_by(bodies, limits, high, 1, between[:, place] & at[:, place + 1])
            found.append(Interval(float(low), float(high), below, above))
            start = place + 1
    return WinSet(tuple(found))


def _agreed(
    bodies: list[tuple[str, Constituency]], limits: list[list[tuple[float, float]]], points: FloatArray
) -> BoolArray:
    """Return whether each body agrees to each point, shape (bodies, points)."""
    rows = [
        body.agrees([(points >= low) & (points <= high) for low, high in pairs])
        for (_, body), pairs in zip(bodies, limits, strict=True)
    ]
    return np.array(rows, dtype=bool).reshape(len(bodies), len(points))


def _set_by(
    bodies: list[tuple[str, Constituency]],
    limits: list[list[tuple[float, float]]],
    end: float,
    side: int,
    beyond: BoolArray,
) -> tuple[str, ...]:
    """Return the blocs whose turning away at an end makes a body refuse, of bodies that do not agree beyond it."""
    named = []
    for (country, body), pairs, still in zip(bodies, limits, beyond, strict=True):
        if still:
            continue
        there = {bloc.name: pair for bloc, pair in zip(body.blocs, pairs, strict=True) if pair[0] <= end <= pair[1]}
        leaving = [name for name, pair in there.items() if pair[side] == end]
        staying = there.keys() - leaving
        named += [f"{country}, {body.name}, {bloc}" for bloc in turning(body, staying, leaving)]
    return tuple(named)
