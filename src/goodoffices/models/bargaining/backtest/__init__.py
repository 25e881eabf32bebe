"""How well the bargaining models did on negotiations whose outcomes are known.

All models are fitted and judged on whole proposals: the issues of one proposal never stand on both sides.
"""

from goodoffices.models.bargaining.backtest.case import Case
from goodoffices.models.bargaining.backtest.report import Difference, Section, Summary
from goodoffices.models.bargaining.backtest.run import Backtest, FittedFactor, Plan, backtest, plan, summarise

__all__ = [
    "Backtest",
    "Case",
    "Difference",
    "FittedFactor",
    "Plan",
    "Section",
    "Summary",
    "backtest",
    "plan",
    "summarise",
]
