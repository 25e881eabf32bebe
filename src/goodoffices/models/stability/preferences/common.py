"""What the ways of saying preferences share."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import isfinite, lcm
from numbers import Rational, Real

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import nearest

Truths = Mapping[str, NDArray[np.bool_]]
LARGEST_SUM = 2**62


def rank_by_value(values: NDArray[np.generic], feasible: NDArray[np.bool_], out: NDArray[np.int32]) -> None:
    """Write the place of each feasible state's value among all of them into `out`, and -1 for the others."""
    out[:] = -1
    out[feasible] = np.unique(values[feasible], return_inverse=True)[1]


def is_number(given: object) -> bool:
    """Whether something is a finite number."""
    return isinstance(given, Rational) or (isinstance(given, Real) and isfinite(given))


def whole_numbers(weights: Iterable[float | Fraction]) -> list[int]:
    """Return numbers in the same proportions without fractions, each taken as it is written: 0.1 and 0.2 make 0.3."""
    exact = [
        Fraction(int(w.numerator), int(w.denominator)) if isinstance(w, Rational) else Fraction(repr(float(w)))
        for w in weights
    ]
    scale = lcm(*(w.denominator for w in exact))
    return [int(w * scale) for w in exact]


def meant(name: str, valid: Iterable[str]) -> str:
    """Return the valid name most like an unknown one, as a remark, or nothing."""
    near = nearest(name, valid)
    return f" (did you mean {near!r}?)" if near else ""
