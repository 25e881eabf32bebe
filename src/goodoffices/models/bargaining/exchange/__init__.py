"""The exchange model: parties give way on issues that matter less to them for issues that matter more.

After Stokman and Van Oosten (1994). It needs several issues that are settled together. What the publications leave open
is a named choice in a `Reading`.

>>> from goodoffices.models.bargaining.exchange import exchange_model
>>> result = exchange_model(
...     capability=[1.0, 1.0, 1.0],
...     salience=[[90.0, 30.0], [20.0, 80.0], [50.0, 50.0]],
...     position=[[0.0, 100.0], [100.0, 0.0], [60.0, 40.0]],
... )
>>> result.settlement_before.round(1).tolist(), result.settlement.round(1).tolist()
([31.2, 31.2], [18.8, 18.8])
"""

from goodoffices.models.bargaining.exchange.draws import ExchangeForecasts, exchange_forecasts
from goodoffices.models.bargaining.exchange.exchanges import exchange_model
from goodoffices.models.bargaining.exchange.outcome import Exchange, ExchangeOutcome, Externalities
from goodoffices.models.bargaining.exchange.reading import (
    EQUAL_GAIN,
    EQUAL_GAIN_OPENING_SIDES,
    KALAI_SMORODINSKY,
    PRESETS,
    Reading,
)

__all__ = [
    "EQUAL_GAIN",
    "EQUAL_GAIN_OPENING_SIDES",
    "KALAI_SMORODINSKY",
    "PRESETS",
    "Exchange",
    "ExchangeForecasts",
    "ExchangeOutcome",
    "Externalities",
    "Reading",
    "exchange_forecasts",
    "exchange_model",
]
