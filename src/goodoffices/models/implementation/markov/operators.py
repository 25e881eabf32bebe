"""The operators of the PRISM language: what they compute on arrays, and how tightly they bind."""

from collections.abc import Callable
from typing import Any

import numpy as np

FUNCTIONS: dict[str, Callable[..., Any]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": np.true_divide,
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
    "&": np.logical_and,
    "|": np.logical_or,
    "!": np.logical_not,
    "min": np.minimum,
    "max": np.maximum,
    "?": np.where,
}

COMPARES = 4
BINDS = {"|": 1, "&": 2, "!": 2, "+": 5, "-": 5, "*": 6, "/": 6} | dict.fromkeys(
    ("=", "!=", "<", "<=", ">", ">="), COMPARES
)
"""How tightly operators bind in PRISM; those that are missing get brackets."""
