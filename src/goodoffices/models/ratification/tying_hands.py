"""Tying hands: what a leader gains at the table if the home demands more, and where talks break down."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from goodoffices.errors import ModelInputError
from goodoffices.models.ratification.home import Country, FloatArray
from goodoffices.models.ratification.settlements import Settlement, leaders_of, nash_bargain
from goodoffices.models.ratification.talks import Talks
from goodoffices.models.ratification.win_set import contract_zone, win_set

Settle = Callable[[Sequence[Country], Talks], Settlement]
STEPS = 50
"""Halvings in search of the demand at which talks break down."""


@dataclass(frozen=True, eq=False)
class TyingHands:
    """How the settlement moves as one home demands more.

    Attributes
    ----------
    demand : ndarray, shape (steps,)
        What every bloc of that home asks for above the status quo, in units of utility.
    settlement : ndarray, shape (steps,)
        Where talks settle; not a number without agreement.
    win_set_length, zone_length : ndarray, shape (steps,)
        Length of that home's win-set, and of all that can be signed and ratified everywhere.
    gain : mapping of str to ndarray, shape (steps,)
        By country, what its leader gains over no agreement.
    breaks_at : float
        The largest demand with an agreement; infinite if there is one at every demand given, not a number if at none.
    """

    demand: FloatArray
    settlement: FloatArray
    win_set_length: FloatArray
    zone_length: FloatArray
    gain: dict[str, FloatArray]
    breaks_at: float

    def best_demand(self, country: str) -> float:
        """Return the least demand, of those tried, at which this country's leader gains most."""
        return float(self.demand[int(np.argmax(self.gain[country]))])


def tying_hands(
    countries: Sequence[Country], talks: Talks, tied: str, demand: ArrayLike, settle: Settle = nash_bargain
) -> TyingHands:
    """Return how the settlement moves as one country's home demands more than the status quo.

    At a demand *t* every bloc of that home, but not the leader, refuses what it does not prefer to the status quo
    by at least *t*. Its win-set at a larger demand lies within that at a smaller one.

    Parameters
    ----------
    countries : sequence of Country
        Those at the table; each needs a leader.
    talks : Talks
        One issue, without draws.
    tied : str
        Name of the country whose home demands more.
    demand : array_like, shape (steps,)
        The demands to try, ascending from 0 or more; units of the scale (linear) or its square (quadratic).
    settle : callable
        Procedure at the table: :func:`nash_bargain`, :func:`split_the_difference`, or
        ``lambda countries, talks: agenda_setter(countries, talks, "name")``.

    Returns
    -------
    TyingHands

    Raises
    ------
    ModelInputError
        If demands are negative, not ascending or not finite, the country is not at the table or has nobody to ask at home, or
        as for the procedure.

    Notes
    -----
    Since win-sets are nested, agreements end at one demand. It is found by halving between the last of the demands tried
    with an agreement and the first without, to rounding.

    References
    ----------
    Schelling, T. C. (1960), *The Strategy of Conflict*, Harvard University Press, ch. 2; Putnam (1988: 440-441); Iida, K. (1993),
    'When and how do domestic constraints matter?', *Journal of Conflict Resolution* 37(3), 403-426.

    Examples
    --------
    >>> from goodoffices.models.ratification import Bloc, Constituency
    >>> a = Country("A", (Constituency("senate", (Bloc("median", 20),)),), Bloc("premier", 20))
    >>> b = Country("B", (Constituency("house", (Bloc("median", 70),)),), Bloc("president", 70))
    >>> found = tying_hands([a, b], Talks(100), "A", [0, 40, 60, 90])
    >>> found.settlement.round(1).tolist(), found.breaks_at
    ([70.0, 60.0, 40.0, nan], 60.0)
    """
    demands = np.atleast_1d(np.asarray(demand, dtype=np.float64))
    leaders = leaders_of(countries)
    if tied not in leaders:
        raise ModelInputError(f"{tied!r} is not at the table: {', '.join(leaders)}")
    if demands.ndim != 1 or not np.isfinite(demands).all() or (demands < 0).any() or (np.diff(demands) <= 0).any():
        raise ModelInputError("demands are one ascending list of finite numbers from 0 on")
    if not next(country for country in countries if country.name == tied).home:
        raise ModelInputError(f"{tied!r} has nobody at home who could demand more")
    tables = [_with_demand(countries, tied, float(more)) for more in demands]
    found = [settle(table, talks) for table in tables]
    own = [next(country for country in table if country.name == tied) for table in tables]
    return TyingHands(
        demands,
        np.array([np.nan if one.position is None else one.position for one in found]),
        np.array([win_set(country, talks).length for country in own]),
        np.array([one.zone.length for one in found]),
        {name: np.array([one.gains[name] for one in found]) for name in leaders},
        _break(countries, talks, tied, demands, [bool(one.zone) for one in found]),
    )


def _with_demand(countries: Sequence[Country], tied: str, more: float) -> list[Country]:
    """Return the countries with every bloc of one home asking for so much more."""
    return [
        replace(
            country,
            home=tuple(
                replace(
                    body, blocs=tuple(replace(bloc, outside=np.asarray(bloc.outside) + more) for bloc in body.blocs)
                )
                for body in country.home
            ),
        )
        if country.name == tied
        else country
        for country in countries
    ]


def _break(countries: Sequence[Country], talks: Talks, tied: str, demands: FloatArray, agreed: list[bool]) -> float:
    if not agreed[0]:
        return float("nan")
    if all(agreed):
        return float("inf")
    first = agreed.index(False)
    low, high = float(demands[first - 1]), float(demands[first])
    for _ in range(STEPS):
        middle = (low + high) / 2
        if contract_zone(_with_demand(countries, tied, middle), talks):
            low = middle
        else:
            high = middle
    return round(low, 9)
