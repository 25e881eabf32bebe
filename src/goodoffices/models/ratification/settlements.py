"""Where talks on one issue settle if homes must ratify: agenda setter, Nash bargain, split difference."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.errors import ModelInputError
from goodoffices.models.ratification.home import Bloc, Country, FloatArray
from goodoffices.models.ratification.packages import check_names
from goodoffices.models.ratification.talks import Talks, gains
from goodoffices.models.ratification.win_set import WinSet, contract_zone

STEPS = 60
"""Halvings of a stretch; they bring it down to rounding."""
TINY = 1e-200
"""Stands for no gain where logarithms are taken."""


@dataclass(frozen=True)
class Settlement:
    """What is agreed, or that nothing is.

    Attributes
    ----------
    position : float or None
        The settlement; None if nothing can be signed and ratified. It may be the status quo.
    equally_good : tuple of float
        Every position the procedure could have picked, `position` among them; more than one at a tie.
    gains : mapping of str to float
        By country, what its leader gains over no agreement; zeros without agreement.
    zone : WinSet
        What leaders would sign and homes ratify.
    """

    position: float | None
    equally_good: tuple[float, ...]
    gains: dict[str, float]
    zone: WinSet


def setter_outcome(status_quo: ArrayLike, median: ArrayLike, setter: ArrayLike) -> FloatArray:
    r"""Return what a setter gets from one voter who can only accept or refuse, in closed form.

    .. math:: x = \min(s, 2m - q) \quad \text{for} \quad q < m, \; q < s

    Mirrored for a voter below the status quo. If the two want changes in opposite directions, the status quo stays.

    Parameters
    ----------
    status_quo, median, setter : array_like, shapes that fit together
        The positions *q*, *m* and *s*; the voter is pivotal at home, such as the median under majority.

    Returns
    -------
    ndarray
        The outcome.

    Raises
    ------
    ModelInputError
        If a position is not finite or shapes do not fit.

    References
    ----------
    Romer, T. & Rosenthal, H. (1978), 'Political resource allocation, controlled agendas, and the status quo', *Public
    Choice* 33(4), 27-43.

    Examples
    --------
    >>> setter_outcome(20, [30, 60, 10], 80).tolist()
    [40.0, 80.0, 20.0]
    """
    try:
        q, m, s = np.broadcast_arrays(*(np.asarray(v, dtype=np.float64) for v in (status_quo, median, setter)))
    except ValueError as error:
        raise ModelInputError("the shapes of the positions do not fit together") from error
    if not (np.isfinite(q) & np.isfinite(m) & np.isfinite(s)).all():
        raise ModelInputError("a position is not finite")
    mirror = 2 * m - q
    return np.asarray(np.clip(s, np.minimum(q, mirror), np.maximum(q, mirror)))


def agenda_setter(countries: Sequence[Country], talks: Talks, setter: str) -> Settlement:
    """Return the settlement if one country's leader makes the only offer.

    The leader proposes what is best for it among all that the other leaders would sign and all homes would ratify.

    Parameters
    ----------
    countries : sequence of Country
        Those at the table; each needs a leader.
    talks : Talks
        One issue, without draws.
    setter : str
        Name of the country whose leader proposes.

    Returns
    -------
    Settlement
        Two positions equally near to the setter's ideal are both told; `position` is the lower.

    Raises
    ------
    ModelInputError
        If a leader is missing, the setter is not among the countries, or there is more than one issue or draw.

    Notes
    -----
    Exact: the nearest point of :func:`contract_zone`. With one voter it is :func:`setter_outcome`.

    References
    ----------
    Romer & Rosenthal (1978) as above; Milner, H. V. (1997), *Interests, Institutions, and Information*, Princeton
    University Press, ch. 3.

    Examples
    --------
    >>> from goodoffices.models.ratification import Bloc, Constituency
    >>> voters = Constituency("senate", (Bloc("median", 45),))
    >>> a, b = Country("A", leader=Bloc("premier", 80)), Country("B", (voters,), Bloc("president", 70))
    >>> agenda_setter([a, b], Talks(30), "A").position
    60.0
    """
    leaders = leaders_of(countries)
    if setter not in leaders:
        raise ModelInputError(f"{setter!r} is not at the table: {', '.join(leaders)}")
    zone = contract_zone(countries, talks)
    return _settlement(zone.nearest(_ideal(leaders[setter])), leaders, talks, zone)


def nash_bargain(countries: Sequence[Country], talks: Talks) -> Settlement:
    r"""Return the Nash solution between leaders, over all that homes would ratify.

    .. math:: x = \arg\max_{x \in Z} \; \sum_i \log g_i(x)

    *Z* is :func:`contract_zone`, *g* a leader's gain over no agreement. Where nobody can gain, the status quo stays.

    Parameters
    ----------
    countries : sequence of Country
        Those at the table; each needs a leader.
    talks : Talks
        One issue, without draws.

    Returns
    -------
    Settlement

    Raises
    ------
    ModelInputError
        If a leader is missing, or there is more than one issue or draw.

    Notes
    -----
    Within each stretch of the zone the sum is concave: its top is found by halving. The best of the stretches is taken.

    References
    ----------
    Nash, J. F. (1950), 'The bargaining problem', *Econometrica* 18(2), 155-162; over the overlap of win-sets as in
    Milner, H. V. & Rosendorff, B. P. (1997), 'Democratic politics and international trade negotiations', *Journal of
    Conflict Resolution* 41(1), 117-146.

    Examples
    --------
    >>> from goodoffices.models.ratification import Bloc
    >>> sides = [Country("A", leader=Bloc("premier", 100)), Country("B", leader=Bloc("president", 60))]
    >>> nash_bargain(sides, Talks(0)).position
    60.0
    """
    leaders = leaders_of(countries)
    zone = contract_zone(countries, talks)
    tops = [_top(list(leaders.values()), talks, part.low, part.high) for part in zone.intervals]
    worth = [_logs(list(leaders.values()), talks, top) for top in tops]
    best = tuple(t for t, w in zip(tops, worth, strict=True) if w >= max(worth) - 1e-9)
    return _settlement(best, leaders, talks, zone)


def split_the_difference(countries: Sequence[Country], talks: Talks) -> Settlement:
    """Return the middle between what each side would get if it alone made the offer.

    Each leader's best point of :func:`contract_zone` is taken, then the middle of the lowest and the highest of them; if homes
    would not ratify that, the nearest point that they would.

    Parameters, returns and errors are those of :func:`nash_bargain`.

    Examples
    --------
    >>> from goodoffices.models.ratification import Bloc
    >>> sides = [Country("A", leader=Bloc("premier", 100)), Country("B", leader=Bloc("president", 60))]
    >>> split_the_difference(sides, Talks(0)).position
    80.0
    """
    leaders = leaders_of(countries)
    zone = contract_zone(countries, talks)
    wanted = [point for leader in leaders.values() for point in zone.nearest(_ideal(leader))]
    middle = (min(wanted) + max(wanted)) / 2 if wanted else 0.0
    return _settlement(zone.nearest(middle), leaders, talks, zone)


def leaders_of(countries: Sequence[Country]) -> dict[str, Bloc]:
    """Return the leader of every country.

    Raises
    ------
    ModelInputError
        If there is no country, two have one name, or one has no leader.
    """
    check_names(countries)
    missing = [country.name for country in countries if country.leader is None]
    if missing:
        raise ModelInputError(f"nobody negotiates for {', '.join(missing)}: give a leader")
    return {country.name: country.leader for country in countries if country.leader is not None}


def _settlement(points: tuple[float, ...], leaders: dict[str, Bloc], talks: Talks, zone: WinSet) -> Settlement:
    points = tuple(sorted(set(points)))
    if not points:
        return Settlement(None, (), dict.fromkeys(leaders, 0.0), zone)
    worth = {name: float(gains(leader, talks, [points[0]])[0]) for name, leader in leaders.items()}
    return Settlement(points[0], points, worth, zone)


def _ideal(leader: Bloc) -> float:
    return float(np.ravel(leader.ideal)[0])


def _logs(leaders: list[Bloc], talks: Talks, point: float) -> float:
    return float(sum(np.log(max(gains(leader, talks, [point])[0], TINY)) for leader in leaders))


def _top(leaders: list[Bloc], talks: Talks, low: float, high: float) -> float:
    ideals = np.array([_ideal(leader) for leader in leaders])
    if high <= ideals.min():  # everybody gains all the way
        return high
    if low >= ideals.max():
        return low
    low, high = max(low, ideals.min()), min(high, ideals.max())
    start, outside = float(np.ravel(talks.status_quo)[0]), [float(np.ravel(leader.outside)[0]) for leader in leaders]
    power = 1 if talks.shape == "linear" else 2
    kept = np.abs(start - ideals) ** power - outside
    for _ in range(STEPS):
        middle = (low + high) / 2
        gap = ideals - middle
        gain = np.maximum(kept - np.abs(gap) ** power, TINY)
        rise = np.sign(gap) if power == 1 else 2 * gap
        low, high = (middle, high) if (rise / gain).sum() > 0 else (low, middle)
    return float(low + high) / 2
