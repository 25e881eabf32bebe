"""Runs the exchange model on many draws of uncertain inputs."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.models.bargaining.exchange.exchanges import checked_number, play
from goodoffices.models.bargaining.exchange.inputs import checked
from goodoffices.models.bargaining.exchange.many import many
from goodoffices.models.bargaining.exchange.reading import EQUAL_GAIN, Reading
from goodoffices.models.bargaining.inputs import FloatArray

_CELLS_AT_ONCE = 1 << 17


@dataclass(frozen=True, eq=False)
class ExchangeForecasts:
    """Settlements of many draws.

    Attributes
    ----------
    settlement_before, settlement : ndarray, shape (..., issues)
        Without and with exchanges.
    exchanges : ndarray of int, shape (...)
        How many were made.
    exhausted : ndarray of bool, shape (...)
        Whether nobody had anything left to gain.
    """

    settlement_before: FloatArray
    settlement: FloatArray
    exchanges: NDArray[np.int64]
    exhausted: NDArray[np.bool_]


def exchange_forecasts(
    capability: ArrayLike,
    salience: ArrayLike,
    position: ArrayLike,
    low: ArrayLike = 0.0,
    high: ArrayLike = 100.0,
    reading: Reading = EQUAL_GAIN,
    most_exchanges: int | None = None,
) -> ExchangeForecasts:
    """Run the exchange model on draws of uncertain inputs, many at once where they are small.

    Parameters
    ----------
    capability : array_like, shape (..., parties) or (..., parties, issues)
        With fewer axes than `position` it is taken to lack the issues, unless its last two are parties and issues.
    salience, position : array_like, shape (..., parties, issues)
        As in `exchange_model`, with draws along leading axes.
    low, high, reading, most_exchanges
        As in `exchange_model`.

    Returns
    -------
    ExchangeForecasts

    Raises
    ------
    ModelInputError
        As in `exchange_model`.

    Notes
    -----
    Draws of few parties and issues are worked out together, with all deals of each draw looked at in each step. Draws in
    which two exchanges are equally good, and draws of many parties, are worked out one by one.

    Examples
    --------
    >>> position = [[[0.0, 100.0], [100.0, 0.0]], [[0.0, 60.0], [100.0, 0.0]]]
    >>> exchange_forecasts([1.0, 1.0], [[80.0, 20.0], [20.0, 80.0]], position).settlement.round(1).tolist()
    [[0.0, 0.0], [8.0, 0.0]]
    """
    inputs = checked(capability, salience, position, low, high)
    number = checked_number(most_exchanges)
    leading, (parties, issues) = inputs.position.shape[:-2], inputs.position.shape[-2:]
    flat = inputs.flat()
    draws = len(flat.position)
    end, made, exhausted = np.empty((draws, issues)), np.zeros(draws, dtype=np.int64), np.zeros(draws, dtype=np.bool_)
    left = np.arange(draws)
    size = _CELLS_AT_ONCE // max(1, parties * (parties - 1) // 2 * issues * (issues - 1))
    if size > 1:
        together = [many(flat.draw(left[start : start + size]), reading, number) for start in range(0, draws, size)]
        end, made, exhausted, tied = (np.concatenate(part) for part in zip(*together, strict=True))
        left = np.flatnonzero(tied)
    for draw in left.tolist():
        alone = play(flat.draw(draw), reading, number)
        end[draw] = (alone.settlement - flat.low) / flat.length
        made[draw], exhausted[draw] = len(alone.exchanges), alone.exhausted
    before = (flat.share * flat.position).sum(axis=1)
    return ExchangeForecasts(
        (flat.low + flat.length * before).reshape(*leading, issues),
        (flat.low + flat.length * end).reshape(*leading, issues),
        made.reshape(leading),
        exhausted.reshape(leading),
    )
