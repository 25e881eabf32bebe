"""What a challenge is worth: expected utilities and the risk exponents that bend them."""

from dataclasses import dataclass

import numpy as np

from goodoffices.models.bargaining.challenge.places import Places
from goodoffices.models.bargaining.challenge.switches import Switches, either
from goodoffices.models.bargaining.inputs import FloatArray


@dataclass(frozen=True, eq=False)
class Scene:
    """One round of several draws, parties in ascending order of position.

    Attributes
    ----------
    places : Places
    salience : ndarray, shape (parties, draws)
    probability : ndarray, shape (parties, parties, draws)
        That the first party wins against the second.
    """

    places: Places
    salience: FloatArray
    probability: FloatArray

    @property
    def switches(self) -> Switches:
        """The choices of each draw's reading."""
        return self.places.switches

    def utilities(self, exponent: FloatArray, rows: slice) -> tuple[FloatArray, FloatArray]:
        r"""Return what challenges by and against the rows' parties are worth to the challenger.

        .. math::
            E(U_{ij}) = s_j (P_{ij} U_s + (1 - P_{ij}) U_f) + (1 - s_j) U_s
                        - Q U_{sq} - (1 - Q)(T U_b + (1 - T) U_w)

        Every utility is two less four times a power, and the twos cancel out. Both arrays have the shape (rows, parties,
        draws): of the row's party challenging the column's, and of the column's challenging the row's.
        """
        s, own, q = self.salience, self.switches.own, self.switches.stay_put
        distance, mine = self.places.distance(rows), exponent[rows, None]
        gain, spread = _prospects(distance, mine, q)
        by = 1 - self.probability[rows]
        by *= s
        by *= spread
        np.subtract(gain, by, out=by)
        if (q < 1).any():
            by += _left_alone(self.places.unforced(rows, by=True), mine, q)
        by *= 4
        if rows == self.places.everyone and not own.any():
            return by, by.swapaxes(0, 1).copy()
        theirs = mine
        if not own.all():
            theirs = np.where(own, mine, exponent)
            gain, spread = _prospects(distance, theirs, q)
        against = gain
        spread *= s[rows, None]
        spread *= 1 - self.probability[:, rows].swapaxes(0, 1)
        against -= spread
        if (q < 1).any():
            against += _left_alone(self.places.unforced(rows, by=False), theirs, q)
        against *= 4
        return by, against


def risk_exponents(scene: Scene) -> FloatArray:
    r"""Return every party's risk exponent, from 0.5 (takes risks) to 2 (shuns them), shape (parties, draws).

    A party's security is the sum of what the others expect from challenging it, all exponents being 1; the less, the
    safer. It is set against the largest and the smallest it could be:

    .. math:: R_i = \frac{2 S_i - \max S - \min S}{\max S - \min S}, \qquad r_i = \frac{1 - R_i / 3}{1 + R_i / 3}

    Where nothing distinguishes the largest from the smallest, the exponent is 1.
    """
    present, highest, lowest = _security(scene)
    width = highest - lowest
    risk = np.divide(2 * present - highest - lowest, width, out=np.zeros_like(present), where=width > 1e-9)
    return np.asarray((1 - risk / 3) / (1 + risk / 3))


def _security(scene: Scene) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return present, largest and smallest security of each party.

    With exponents of 1 a challenge of a party with salience s at position p is worth K - s L to the challenger,
    whoever that party is. So one table of K and one of L give the security of all parties at all positions.
    """
    s, places, switches = scene.salience, scene.places, scene.switches
    parties, draws = s.shape
    free, resisted = np.empty((2, parties, draws))
    alone_free = np.zeros((parties, draws))
    q = switches.stay_put
    drifts = bool((q < 1).any())
    blocks = list(places.blocks())

    def unresisted(rows: slice) -> FloatArray:
        worth = 2 * places.distance(rows)
        if drifts:
            worth += (1 - q) * places.unforced(rows, by=False)
        return worth

    for rows in blocks:
        distance, worth = places.distance(rows), unresisted(rows)
        free[rows] = worth.sum(axis=1)
        resisted[rows] = 4 * (distance.sum(axis=1) - np.einsum("jid,ijd->id", scene.probability[:, rows], distance))
        if drifts:
            alone_free[rows] = worth[np.arange(rows.stop - rows.start), np.arange(rows.start, rows.stop)]
    present = (free - alone_free) - s * resisted

    def over_positions() -> FloatArray:
        ends = np.stack([np.full_like(s, -np.inf), np.full_like(s, np.inf)])
        for rows in blocks:
            # At its own position this is a party's present security to the last digit, as it has to be: differences count.
            resistance = 1 - scene.probability[:, rows].swapaxes(0, 1)
            resistance *= 4 * places.distance(rows)
            np.subtract(resisted[rows, None], resistance, out=resistance)
            resistance *= s
            elsewhere = unresisted(rows)
            np.subtract(free[rows, None], elsewhere, out=elsewhere)
            elsewhere -= resistance
            np.maximum(ends[0], elsewhere.max(axis=0), out=ends[0])
            np.minimum(ends[1], elsewhere.min(axis=0), out=ends[1])
        return ends

    def over_parties() -> FloatArray:
        ends = np.stack([present.max(axis=0), present.min(axis=0)])
        return np.broadcast_to(ends[:, None], (2, parties, draws))

    highest, lowest = either(switches.positions, over_positions, over_parties)
    return present, highest, lowest


def _prospects(distance: FloatArray, exponent: FloatArray, stay_put: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return a quarter of U_s - Q U_sq, but for the twos, and of U_s - U_f."""
    success = 0.5 * distance
    failure = 0.5 + success
    np.subtract(0.5, success, out=success)
    failure **= exponent
    success **= exponent
    failure -= success
    np.subtract(stay_put * 0.5**exponent, success, out=success)
    return success, failure


def _left_alone(reach: FloatArray, exponent: FloatArray, stay_put: FloatArray) -> FloatArray:
    """Return a quarter of - (1 - Q) U_b or - (1 - Q) U_w, but for the twos."""
    worth = 0.25 * reach
    worth += 0.5
    worth **= exponent
    worth *= 1 - stay_put
    return worth
