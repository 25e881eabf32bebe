"""What a deal gives to its two sides: the rate of exchange, and how far it goes."""

from dataclasses import dataclass

import numpy as np

from goodoffices.models.bargaining.exchange.reading import Rate
from goodoffices.models.bargaining.inputs import FloatArray

EQUAL = 1e-12
"""Utilities that differ by no more count as equal."""
_SMALL = 1e-300


@dataclass(frozen=True, eq=False)
class Terms:
    """Shifts of the two settlements and gains of the two sides, arrays of one shape; zero where nobody gains."""

    gained_shift: FloatArray
    paid_shift: FloatArray
    gain: FloatArray
    partner_gain: FloatArray

    @property
    def mean_gain(self) -> FloatArray:
        """What deals are ordered by."""
        return np.asarray((self.gain + self.partner_gain) / 2)


def terms(
    want: FloatArray,
    cost: FloatArray,
    partner_cost: FloatArray,
    partner_want: FloatArray,
    room: FloatArray,
    partner_room: FloatArray,
    rate: Rate,
) -> Terms:
    r"""Return the terms of deals between parties i, who wants issue p, and j, who wants issue q.

    .. math::
        g_i = s_{ip} \delta_p - s_{iq} \delta_q, \quad g_j = s_{jq} \delta_q - s_{jp} \delta_p, \quad
        g_i : g_j = \mu_i : \mu_j, \quad \delta_p \le D_p, \; \delta_q \le D_q

    Parameters
    ----------
    want, cost : ndarray
        Saliences :math:`s_{ip}` and :math:`s_{iq}`.
    partner_cost, partner_want : ndarray
        Saliences :math:`s_{jp}` and :math:`s_{jq}`.
    room, partner_room : ndarray
        How far the settlement can move on p (:math:`D_p`) and on q (:math:`D_q`).
    rate : {"equal_gain", "raiffa_kalai_smorodinsky"}
        With equal gains both :math:`\mu` are one; else each is the most that this side could gain alone.

    Returns
    -------
    Terms
    """
    surplus = want * partner_want - cost * partner_cost
    open_ = (surplus > 0) & (room > 0) & (partner_room > 0)
    surplus, room, partner_room = (np.where(open_, array, 0.0) for array in (surplus, room, partner_room))
    if rate == "equal_gain":
        rates = np.where(open_, cost + partner_want, 1.0), np.where(open_, want + partner_cost, 1.0)
        step = np.minimum(room / rates[0], partner_room / rates[1])
        gain = surplus * step
        return Terms(step * rates[0], step * rates[1], gain, gain)
    most, partner_most = largest_gains(want, cost, partner_cost, partner_want, room, partner_room)
    rates = partner_want * most + cost * partner_most, want * partner_most + partner_cost * most
    rates = np.where(open_, rates[0], 1.0), np.where(open_, rates[1], 1.0)
    step = np.minimum(room / rates[0], partner_room / rates[1])
    return Terms(step * rates[0], step * rates[1], surplus * step * most, surplus * step * partner_most)


def largest_gains(
    want: FloatArray,
    cost: FloatArray,
    partner_cost: FloatArray,
    partner_want: FloatArray,
    room: FloatArray,
    partner_room: FloatArray,
) -> tuple[FloatArray, FloatArray]:
    """Return the most that each side could gain without a loss to the other; parameters as in `terms`."""
    surplus = want * partner_want - cost * partner_cost
    open_ = (surplus > 0) & (room > 0) & (partner_room > 0)
    want, cost, partner_cost, partner_want = (np.where(open_, s, 1.0) for s in (want, cost, partner_cost, partner_want))
    surplus = np.where(open_, surplus, 0.0)
    return (
        surplus * np.minimum(room / partner_want, partner_room / partner_cost),
        surplus * np.minimum(partner_room / want, room / cost),
    )


def largest_mean_gain(
    want: FloatArray,
    cost: FloatArray,
    partner_cost: FloatArray,
    partner_want: FloatArray,
    room: FloatArray,
    partner_room: FloatArray,
) -> FloatArray:
    """Return the highest mean gain at any rate at which neither side loses; parameters as in `terms`.

    Unlike the mean gain at the rate of Raiffa, Kalai and Smorodinsky it never falls if there is more room.
    """
    alone = largest_gains(want, cost, partner_cost, partner_want, room, partner_room)
    gain, partner_gain = want * room - cost * partner_room, partner_want * partner_room - partner_cost * room
    open_ = (room > 0) & (partner_room > 0) & (gain >= 0) & (partner_gain >= 0)
    both = np.where(open_, gain + partner_gain, 0.0)
    return np.asarray(np.maximum(np.maximum(*alone), both) / 2)


def equal_gains(
    want: FloatArray,
    cost: FloatArray,
    partner_cost: FloatArray,
    partner_want: FloatArray,
    *rooms: tuple[FloatArray, FloatArray],
) -> tuple[FloatArray, ...]:
    """Return the equal gains of `terms` for each of several pairs of rooms, without the shifts."""
    surplus = np.maximum(want * partner_want - cost * partner_cost, 0.0)
    # Where a rate is zero so is the surplus; all that matters is that nothing is divided by zero.
    rates = np.maximum(cost + partner_want, _SMALL), np.maximum(want + partner_cost, _SMALL)
    return tuple(
        surplus * np.maximum(np.minimum(room / rates[0], partner_room / rates[1]), 0.0) for room, partner_room in rooms
    )
