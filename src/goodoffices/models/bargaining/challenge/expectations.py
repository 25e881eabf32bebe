"""What a challenge is worth: expected utilities and the risk exponents that bend them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from goodoffices.models.bargaining.challenge.switches import BoolArray, Switches, either
from goodoffices.models.bargaining.challenge.votes import NEGLIGIBLE
from goodoffices.models.bargaining.inputs import FloatArray

_CELLS_AT_ONCE = 1 << 19
_NOT = np.zeros(1, dtype=np.bool_)


def row_blocks(parties: int, draws: int) -> Iterator[slice]:
    """Cut the parties into blocks of rows, so that a table of rows × parties × draws stays small."""
    step = max(1, _CELLS_AT_ONCE // (draws * parties))
    for start in range(0, parties, step):
        yield slice(start, min(start + step, parties))


@dataclass(frozen=True, eq=False)
class Scene:
    """One round of several draws, parties in ascending order of position.

    Attributes
    ----------
    position, salience : ndarray, shape (parties, draws)
        Positions in units of the range, so that no distance exceeds 1.
    median : ndarray, shape (draws,)
    probability : ndarray, shape (parties, parties, draws)
        That the first party wins against the second.
    switches : Switches
    """

    position: FloatArray
    salience: FloatArray
    median: FloatArray
    probability: FloatArray
    switches: Switches

    def distance(self, rows: slice) -> FloatArray:
        """Return distances from the parties of some rows to all, shape (rows, parties, draws)."""
        difference = self.position[rows, None] - self.position
        return np.abs(difference, out=difference)

    def improves(self, rows: slice, distance: FloatArray) -> tuple[BoolArray, BoolArray]:
        """Return T of challenges by the rows' parties and T of challenges against them, shape (rows, parties, draws).

        T is 1 if a move of the challenged party, left alone, would bring it nearer to the challenger.
        """
        x, switches = self.position, self.switches
        ahead = self.median - x
        near = np.abs(ahead) + NEGLIGIBLE

        def on_the_way() -> BoolArray:
            apart = np.where(distance > NEGLIGIBLE, np.sign(x[rows, None] - x), 0)
            heading = np.where(np.abs(ahead) > NEGLIGIBLE, np.sign(ahead), 0)
            return np.stack([heading * apart > 0, heading[rows, None] * apart < 0])

        def at_median() -> BoolArray:
            return np.stack([near[rows, None] < distance, near < distance])

        by, against = either(switches.on_the_way, on_the_way, at_median) | switches.always
        return by, against

    def utilities(self, exponent: FloatArray, rows: slice, distance: FloatArray) -> tuple[FloatArray, FloatArray]:
        r"""Return what challenges by and against the rows' parties are worth to the challenger.

        .. math::
            E(U_{ij}) = s_j (P_{ij} U_s + (1 - P_{ij}) U_f) + (1 - s_j) U_s
                        - Q U_{sq} - (1 - Q)(T U_b + (1 - T) U_w)

        Both arrays have the shape (rows, parties, draws): of the row's party challenging the column's, and of the
        column's challenging the row's.
        """
        s, p, own = self.salience, self.probability, self.switches.own
        q = self.switches.stay_put
        drifts = bool((q < 1).any())
        mine = exponent[rows, None]
        gain, spread = _prospects(distance, mine, q)
        by = gain - s * (1 - p[rows]) * spread
        from_median = np.abs(self.position - self.median)
        improves_by, improves_against = self.improves(rows, distance) if drifts else (_NOT, _NOT)
        if drifts:
            by -= (1 - q) * _left_alone(from_median[rows, None] + distance, improves_by, mine)
        if rows == slice(0, len(s)) and not own.any():
            return by, by.swapaxes(0, 1).copy()
        theirs = mine
        if not own.all():
            theirs = np.where(own, mine, exponent)
            gain, spread = _prospects(distance, theirs, q)
        against = gain
        against -= s[rows, None] * (1 - p[:, rows].swapaxes(0, 1)) * spread
        if drifts:
            against -= (1 - q) * _left_alone(from_median + distance, improves_against, theirs)
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
    s, switches = scene.salience, scene.switches
    parties, draws = s.shape
    free, resisted = np.empty((2, parties, draws))
    alone_free = np.zeros((parties, draws))
    q = switches.stay_put
    drifts = bool((q < 1).any())
    from_median = np.abs(scene.position - scene.median)
    blocks = list(row_blocks(parties, draws))

    def table(rows: slice) -> tuple[FloatArray, FloatArray]:
        distance = scene.distance(rows)
        resistance = 1 - scene.probability[:, rows].swapaxes(0, 1)
        resistance *= distance
        resistance *= 4
        if not drifts:
            distance *= 2
            return distance, resistance
        sign = np.where(scene.improves(rows, distance)[1], q - 1, 1 - q)
        return 2 * distance + sign * (from_median + distance), resistance

    for rows in blocks:
        k, resistance = table(rows)
        free[rows], resisted[rows] = k.sum(axis=1), resistance.sum(axis=1)
        if drifts:
            alone_free[rows] = k[np.arange(rows.stop - rows.start), np.arange(rows.start, rows.stop)]
    present = (free - alone_free) - s * resisted

    def over_positions() -> FloatArray:
        ends = np.stack([np.full_like(s, -np.inf), np.full_like(s, np.inf)])
        for rows in blocks:
            k, resistance = table(rows)
            elsewhere = (free[rows, None] - k) - s * (resisted[rows, None] - resistance)
            np.maximum(ends[0], elsewhere.max(axis=0), out=ends[0])
            np.minimum(ends[1], elsewhere.min(axis=0), out=ends[1])
        return ends

    def over_parties() -> FloatArray:
        ends = np.stack([present.max(axis=0), present.min(axis=0)])
        return np.broadcast_to(ends[:, None], (2, parties, draws))

    highest, lowest = either(switches.positions, over_positions, over_parties)
    return present, highest, lowest


def _prospects(distance: FloatArray, exponent: FloatArray, stay_put: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return U_s - Q U_sq and U_s - U_f."""
    half = 0.5 * distance
    fail = (0.5 + half) ** exponent
    np.subtract(0.5, half, out=half)
    np.maximum(half, 0.0, out=half)
    half **= exponent
    fail -= half
    fail *= 4
    half *= -4
    half += 2 - stay_put * (2 - 4 * 0.5**exponent)
    return half, fail


def _left_alone(reach: FloatArray, improves: BoolArray, exponent: FloatArray) -> FloatArray:
    """Return the utility of a move of the other party that nobody forced: U_b where it improves, else U_w."""
    base = np.where(improves, 0.5 - 0.25 * reach, 0.5 + 0.25 * reach)
    return np.asarray(2 - 4 * np.maximum(base, 0.0) ** exponent)
