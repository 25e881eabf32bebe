"""The challenge model, round by round."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.challenge.expectations import Scene, risk_exponents
from goodoffices.models.bargaining.challenge.offers import INDIFFERENT, NOBODY, Taken, best, offers
from goodoffices.models.bargaining.challenge.places import NEGLIGIBLE, Places
from goodoffices.models.bargaining.challenge.reading import SCHOLZ_2011, Reading
from goodoffices.models.bargaining.challenge.switches import Switches
from goodoffices.models.bargaining.challenge.votes import Contests
from goodoffices.models.bargaining.compromise import compromise
from goodoffices.models.bargaining.inputs import FloatArray, aligned, products
from goodoffices.models.bargaining.weighted_median import weighted_median

_CELLS_AT_ONCE = 1 << 18
_LARGE_BLOCK = 1 << 24

Kind = TypeVar("Kind", bound=np.generic)


@dataclass(frozen=True, eq=False)
class ChallengeRounds:
    """What happened, round by round.

    Attributes
    ----------
    position : ndarray, shape (rounds + 1, ..., parties)
        At the outset and after each round.
    median, mean : ndarray, shape (rounds + 1, ...)
        Weighted median (its middle where it is tied) and weighted mean of the positions.
    challenger : ndarray of int, shape (rounds, ..., parties)
        Whose offer the party took in the round; -1 if it took none.
    move : ndarray of int, shape (rounds, ..., parties)
        A `Move`: why it moved.
    tied : ndarray of bool, shape (rounds, ..., parties)
        Where offers pointing to different places were equally good.
    exponent : ndarray, shape (rounds, ..., parties)
        Risk exponents, above 1 for those who shun risk; 1 in rounds after the last.
    last_round : ndarray of int, shape (...)
        Number of rounds in which some party moved; -1 if positions had not come to rest.
    cycle : ndarray of int, shape (...)
        Number of rounds after which the last positions come back; 0 if they settled or no earlier round had the same.
    """

    position: FloatArray
    median: FloatArray
    mean: FloatArray
    challenger: NDArray[np.int32]
    move: NDArray[np.int8]
    tied: NDArray[np.bool_]
    exponent: FloatArray
    last_round: NDArray[np.int64]
    cycle: NDArray[np.int64]

    @property
    def settled(self) -> NDArray[np.bool_]:
        """Whether every party came to rest."""
        return np.asarray(self.last_round >= 0)

    @property
    def forecast(self) -> FloatArray:
        """The weighted median after the last round, whether or not positions settled."""
        return np.asarray(self.median[-1])


def challenge_model(
    capability: ArrayLike,
    salience: ArrayLike,
    position: ArrayLike,
    reading: Reading = SCHOLZ_2011,
    rounds: int = 10,
) -> ChallengeRounds:
    r"""Let parties challenge each other over the issue, round after round, until nobody moves.

    In each round every party weighs a challenge of every other. With the weights :math:`w = cs`, the range R of
    positions, :math:`d = |x_i - x_j| / R` and the weighted median :math:`\mu`:

    .. math::
        P_{ij} &= \frac{\sum_{k: a_k > 0} w_k a_k}{\sum_k w_k |a_k|}, \quad
            a_k = (|x_k - x_j|^{r_k} - |x_k - x_i|^{r_k}) / R^{r_k} \\
        U_s, U_f &= 2 - 4 (\frac{1}{2} \mp \frac{1}{2} d)^r, \quad U_{sq} = 2 - 4 (\frac{1}{2})^r \\
        U_b, U_w &= 2 - 4 \left(\frac{1}{2} \mp \frac{1}{4} (|x_i - \mu| + |x_i - x_j|) / R\right)^r \\
        E(U_{ij}) &= s_j (P_{ij} U_s + (1 - P_{ij}) U_f) + (1 - s_j) U_s - Q U_{sq} - (1 - Q)(T U_b + (1 - T) U_w)

    Risk exponents come from a first pass with r = 1 (see `risk_exponents`). A party i to which j's challenge promises
    :math:`E(U_{ji}) > 0` then concedes all the way if it too expected to gain, but less; goes the share
    :math:`|E(U_{ij}) / E(U_{ji})|` of the way if it expected to lose less than j to gain; and all the way if it
    expected to lose more. It takes one such offer a round. All parties move at the same time.

    Parameters
    ----------
    capability : array_like, shape (..., parties)
        Non-negative, on any common scale.
    salience : array_like, shape (..., parties)
        From 0 to 1: it is also the probability of resisting a challenge. Divide by 100 what is on a scale to 100.
    position : array_like, shape (..., parties)
        On any scale.
    reading : Reading
        An answer to each question the literature leaves open.
    rounds : int
        How many rounds to play at most, at least 1. The publications give no rule for stopping; here play stops once
        *no* party moves by more than a thousand millionth of the first range, not once the median rests.

    Returns
    -------
    ChallengeRounds

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is negative or not finite, salience exceeds 1, all weights of a draw are zero, or
        `rounds` is less than 1.

    Notes
    -----
    O(n² log n) a round and draw for n parties, with memory for two tables of n² numbers (three with `risk_in_votes`).
    The model is discontinuous in its inputs: where two offers are nearly equal, the smallest change of an
    input can send a party the other way. Expected utilities and moves that differ by less than 1e-9 count as equal.
    Offers that tie are reported in `tied`; the party then goes to the middle between their ends.

    References
    ----------
    Scholz, J. B., Calbert, G. J. & Smith, G. A. (2011), 'Unravelling Bueno De Mesquita's group decision model', *Journal
    of Theoretical Politics* 23(4), 510-531, equations 15-36. Bueno de Mesquita, B. (1994), 'Political forecasting: an
    expected utility method', in Bueno de Mesquita & Stokman (eds), *European Community Decision Making*, Yale
    University Press. Bueno de Mesquita, B. (1997), 'A decision making model: its structure and form', *International
    Interactions* 23(3-4), 235-266.

    Examples
    --------
    >>> result = challenge_model([3.0, 1.0, 2.0], [0.5, 0.9, 0.8], [0.0, 40.0, 100.0], rounds=2)
    >>> result.median.round(1).tolist()
    [40.0, 100.0, 100.0]
    """
    c, s, x = checked_inputs(capability, salience, position, rounds)
    leading = x.shape[:-1]
    parties = x.shape[-1]
    c, s, x = (array.reshape(-1, parties) for array in (c, s, x))
    result = play(c, s, x, Switches.of([reading], len(x)), rounds)
    return reshaped(result, leading)


def checked_inputs(
    capability: ArrayLike, salience: ArrayLike, position: ArrayLike, rounds: int
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the arrays in one shape, or say what is wrong with them.

    Raises
    ------
    ModelInputError
        As in `challenge_model`.
    """
    c, s, x = aligned(capability=capability, salience=salience, position=position)
    products(c, s)
    if (s > 1).any():
        raise ModelInputError("salience is a share from 0 to 1 here; divide by 100 what is on a scale to 100")
    if rounds < 1:
        raise ModelInputError(f"at least one round must be played; not {rounds}")
    return c, s, x


def reshaped(result: ChallengeRounds, leading: tuple[int, ...]) -> ChallengeRounds:
    """Return the result with the draws' axis split into the leading axes of the inputs."""

    def split(array: NDArray[Kind], axis: int = 1) -> NDArray[Kind]:
        return array.reshape((*array.shape[:axis], *leading, *array.shape[axis + 1 :]))

    return ChallengeRounds(
        position=split(result.position),
        median=split(result.median),
        mean=split(result.mean),
        challenger=split(result.challenger),
        move=split(result.move),
        tied=split(result.tied),
        exponent=split(result.exponent),
        last_round=split(result.last_round, 0),
        cycle=split(result.cycle, 0),
    )


def play(c: FloatArray, s: FloatArray, x: FloatArray, switches: Switches, rounds: int) -> ChallengeRounds:
    """Play the rounds of all draws, each under its own reading; arrays of shape (draws, parties)."""
    draws, parties = x.shape
    history = np.empty((rounds + 1, draws, parties))
    history[0] = x
    challenger = np.full((rounds, draws, parties), NOBODY, dtype=np.int32)
    move = np.zeros((rounds, draws, parties), dtype=np.int8)
    tied = np.zeros((rounds, draws, parties), dtype=np.bool_)
    exponent = np.ones((rounds, draws, parties))
    last_round = np.full(draws, -1)
    weight = products(c, s)
    span = np.ptp(x, axis=1)
    median, mean = np.empty((2, rounds + 1, draws))

    def play_some(some: NDArray[np.int64]) -> None:
        active = some
        for number in range(rounds):
            history[number + 1, some] = history[number, some]
            before = history[number, active]
            taken, exponents = play_round(weight[active], s[active], before, span[active], switches[active])
            history[number + 1, active] = taken.destination
            challenger[number, active], move[number, active] = taken.challenger, taken.move
            tied[number, active], exponent[number, active] = taken.tied, exponents
            still = np.abs(taken.destination - before).max(axis=1) <= INDIFFERENT * span[active]
            last_round[active[still]] = number
            active = active[~still]
            if not active.size:
                history[number + 2 :, some] = history[number + 1, some]
                break
        median[:, some] = weighted_median(c[some], s[some], history[:, some]).midpoint
        mean[:, some] = compromise(c[some], s[some], history[:, some])

    # Freeing one large block makes the C library keep the small ones freed later, and not fetch each of them anew.
    np.empty(_LARGE_BLOCK, dtype=np.int8)
    size = max(1, _CELLS_AT_ONCE // parties**2)
    chunks = [np.arange(start, min(start + size, draws)) for start in range(0, draws, size)]
    if len(chunks) == 1:
        play_some(chunks[0])
    else:
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(play_some, chunks))
    cycle = _cycles(history, last_round, span)
    return ChallengeRounds(history, median, mean, challenger, move, tied, exponent, last_round, cycle)


def scene_of(
    weight: FloatArray, s: FloatArray, x: FloatArray, span: FloatArray, switches: Switches
) -> tuple[Scene, FloatArray]:
    """Return a round's expectations and risk exponents; arrays (parties, draws) in ascending order of position."""
    length = np.where(switches.fixed, span, x[-1] - x[0])
    z = np.minimum((x - x[0]) / np.where(length > INDIFFERENT * span, length, np.inf), 1.0)
    places = Places(z, _median_in_order(weight, z), switches)
    contests = Contests.of(places)
    scene = Scene(places, s, contests.probabilities(weight))
    exponent = risk_exponents(scene)
    if switches.risk_in_votes.any():
        scene = Scene(places, s, contests.probabilities(weight, np.where(switches.risk_in_votes, exponent, 1.0)))
    return scene, exponent


def _median_in_order(weight: FloatArray, z: FloatArray) -> FloatArray:
    """Return weighted medians of positions in ascending order, as `weighted_median` would."""
    passed = np.cumsum(weight, axis=0)
    half = passed[-1] / 2
    slack = NEGLIGIBLE * passed[-1]
    draws = np.arange(z.shape[1])
    lower = z[(passed < half - slack).sum(axis=0), draws]
    upper = z[(passed <= half + slack).sum(axis=0), draws]
    return np.asarray((lower + upper) / 2)


def play_round(
    weight: FloatArray, s: FloatArray, x: FloatArray, span: FloatArray, switches: Switches
) -> tuple[Taken, FloatArray]:
    """Return offers taken and risk exponents, arrays of shape (draws, parties) in any order of parties."""
    draws, parties = x.shape
    order = np.argsort(x, axis=1, kind="stable").T
    # With draws along the last axis every step below runs over contiguous memory, whatever the number of parties.
    place = np.ascontiguousarray(order + np.arange(draws) * parties)
    weight, s, x = (array.ravel().take(place) for array in (weight, s, x))
    scene, exponent = scene_of(weight, s, x, span, switches)
    unit = np.where(span > 0, span, 1.0)
    taken = []
    for rows in scene.places.blocks():
        by, against = scene.utilities(exponent, rows)
        made = offers(by, against, scene.places.distance(rows), x, rows, switches)
        taken.append(best(made, x[rows], x[0], unit, switches))

    def given_order(parts: list[NDArray[Kind]]) -> NDArray[Kind]:
        back = np.empty((draws, parties), dtype=parts[0].dtype)
        back.ravel()[place] = np.concatenate(parts)
        return back

    challenger = given_order([some.challenger for some in taken])
    named = np.take_along_axis(order.T, np.maximum(challenger, 0), axis=1)
    return Taken(
        given_order([some.destination for some in taken]),
        np.where(challenger == NOBODY, NOBODY, named),
        given_order([some.move for some in taken]),
        given_order([some.tied for some in taken]),
    ), given_order([exponent])


def _cycles(history: FloatArray, last_round: NDArray[np.int64], span: FloatArray) -> NDArray[np.int64]:
    """Return after how many rounds the last positions return, 0 where they settled or were never seen before."""
    cycle = np.zeros(len(last_round), dtype=np.int64)
    for back in range(len(history) - 1, 1, -1):
        same = np.abs(history[-1] - history[-1 - back]).max(axis=1) <= INDIFFERENT * span
        cycle[same & (last_round < 0)] = back
    return cycle
