"""The exchange model: parties give way on what matters less to them for what matters more."""

from numpy.typing import ArrayLike

from goodoffices.errors import ModelInputError
from goodoffices.models.bargaining.exchange.board import Board
from goodoffices.models.bargaining.exchange.inputs import Inputs, checked
from goodoffices.models.bargaining.exchange.outcome import ExchangeOutcome
from goodoffices.models.bargaining.exchange.reading import EQUAL_GAIN, Reading
from goodoffices.models.bargaining.exchange.record import Record
from goodoffices.models.bargaining.exchange.search import Search


def exchange_model(
    capability: ArrayLike,
    salience: ArrayLike,
    position: ArrayLike,
    low: ArrayLike = 0.0,
    high: ArrayLike = 100.0,
    reading: Reading = EQUAL_GAIN,
    most_exchanges: int | None = None,
) -> ExchangeOutcome:
    r"""Let parties exchange voting positions over pairs of issues until nobody has anything left to gain.

    Voting positions :math:`v` start at the positions :math:`x`, both as shares of the issue's scale. The settlement of
    issue p and what it is worth to party i are

    .. math::
        y_p = \sum_i a_{ip} v_{ip}, \quad a_{ip} = \frac{c_{ip} s_{ip}}{\sum_k c_{kp} s_{kp}}, \qquad
        U_i = - \sum_p s_{ip} |x_{ip} - y_p|

    Two parties i and j that stand on opposite sides of two settlements, with
    :math:`s_{ip} s_{jq} > s_{iq} s_{jp}`, can both gain: j gives way on p and i gives way on q. If the settlements
    move by :math:`\delta_p` and :math:`\delta_q`, they gain

    .. math:: g_i = s_{ip} \delta_p - s_{iq} \delta_q, \qquad g_j = s_{jq} \delta_q - s_{jp} \delta_p

    and equal gains need :math:`(s_{ip} + s_{jp}) \delta_p = (s_{iq} + s_{jq}) \delta_q`. At this rate they go on until
    one of them has reached the position of the other on the issue, or a settlement has reached the position
    of the party in whose favour it moves:

    .. math:: \delta_p \le \min(a_{jp} |x_{ip} - v_{jp}|, |x_{ip} - y_p|)

    The exchange with the highest gain is made, voting positions and settlements change, and the next one is sought.

    Parameters
    ----------
    capability : array_like, shape (parties,) or (parties, issues)
        Non-negative, on any scale common to the parties.
    salience : array_like, shape (parties, issues)
        Non-negative, on one scale for all parties and issues: it is also the utility of a whole scale.
    position : array_like, shape (parties, issues)
        On the issue's scale. NaN where a party takes no part in an issue: it then has no weight and no
        interest there, and its capability and salience there are not looked at.
    low, high : array_like, shape () or (issues,)
        The ends of each issue's scale. They decide how much a step on one issue is worth beside a step on another.
    reading : Reading
        An answer to each question the literature leaves open.
    most_exchanges : int, optional
        Stop after so many exchanges, at least 0.

    Returns
    -------
    ExchangeOutcome
        With one issue there are no exchanges, and the settlement is that of `compromise`.

    Raises
    ------
    ModelInputError
        If shapes do not fit, a value is negative or not finite, a position lies off its scale, a scale has no length,
        nobody carries any weight on an issue, or there are leading axes (see `exchange_forecasts`).

    Notes
    -----
    *Ties.* Exchanges whose gains differ by less than 1e-12 of the largest salience are equally good. Of these the one is
    made by which third parties lose least in sum; then by which settlements, and then voting positions, move least; then that
    of the pair with most at stake, which is salience times distance from the settlement over all issues; then of the pair with
    least weight. Only what is still equal goes by the order of parties and issues. Each exchange says whether it was
    tied.

    *Complexity.* For n parties and m issues the first search looks at n² m² deals, in blocks, with memory for n m²
    numbers. After an exchange only those parties' deals are looked at again whose bound reaches the best gain: a small
    part of them with equal gains, a larger part at the rate of Raiffa, Kalai and Smorodinsky.

    *Convergence.* A party gives way on an issue in one direction only and never beyond the last position somebody
    holds, and each exchange must bring `Reading.least_gain`. So exchanges come to an end.

    References
    ----------
    Stokman, F. N. & Van Oosten, R. (1994), 'The exchange of voting positions: an object-oriented model of policy
    networks', in Bueno de Mesquita & Stokman (eds), *European Community Decision Making*, Yale University Press,
    105-127. Van Assen, M., Stokman, F. & Van Oosten, R. (2003), 'Conflict measures in cooperative exchange models of
    collective decision-making', *Rationality and Society* 15(1), 85-112. Arregui, J., Stokman, F. & Thomson, R. (2006),
    'Compromise, exchange and challenge in the European Union', in Thomson, Stokman, Achen & König (eds), *The European
    Union Decides*, Cambridge University Press, ch. 5.

    Examples
    --------
    >>> result = exchange_model([1.0, 1.0], [[80.0, 20.0], [20.0, 80.0]], [[0.0, 100.0], [100.0, 0.0]])
    >>> result.settlement_before.tolist(), result.settlement.tolist()
    ([20.0, 20.0], [0.0, 0.0])
    >>> made = result.exchanges[0]
    >>> made.parties, made.issues, made.before, made.after
    ((0, 1), (1, 0), (100.0, 100.0), (0.0, 0.0))
    >>> [round(gain, 6) for gain in made.gain]
    [12.0, 12.0]
    """
    inputs = checked(capability, salience, position, low, high)
    if inputs.position.ndim > 2:
        raise ModelInputError("one draw at a time, shape (parties, issues); exchange_forecasts takes draws")
    return play(inputs, reading, checked_number(most_exchanges))


def checked_number(most_exchanges: int | None) -> int | None:
    """Return the number, or say that it cannot be.

    Raises
    ------
    ModelInputError
        If it is negative.
    """
    if most_exchanges is not None and most_exchanges < 0:
        raise ModelInputError(f"the number of exchanges cannot be negative; it is {most_exchanges}")
    return most_exchanges


def play(inputs: Inputs, reading: Reading, most_exchanges: int | None) -> ExchangeOutcome:
    """Make one exchange after the other for one draw."""
    board = Board(inputs, reading)
    search, record = Search(board), Record(inputs, board)
    exhausted = False
    while most_exchanges is None or len(record) < most_exchanges:
        chosen = search.best()
        if chosen is None:
            exhausted = True
            break
        deal, tied = chosen
        before = record.before(deal)
        search.make(deal)
        record.add(deal, before, tied)
    return record.outcome(exhausted)
