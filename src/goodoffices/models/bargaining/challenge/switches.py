"""Readings as arrays, so that draws under different readings can be computed side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.bargaining.challenge.reading import Reading
from goodoffices.models.bargaining.inputs import FloatArray

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Switches:
    """The choices of each draw's reading, each of shape (draws,), or (1,) if all draws have the same reading."""

    pair: BoolArray
    risk_in_votes: BoolArray
    own: BoolArray
    positions: BoolArray
    strongest: BoolArray
    by_kind: BoolArray
    tie_weakest: BoolArray
    tie_halfway: BoolArray
    concedes: BoolArray
    full_move: BoolArray
    fixed: BoolArray
    stay_put: FloatArray
    on_the_way: BoolArray
    always: BoolArray

    @classmethod
    def of(cls, readings: Sequence[Reading], draws: int) -> "Switches":
        """Return the switches of every reading, each repeated for a number of draws; once, if there is but one."""
        times = draws if len(readings) > 1 else 1

        def column(value: Callable[[Reading], bool | float]) -> NDArray[Any]:
            return np.repeat(np.array([value(reading) for reading in readings]), times)

        return cls(
            pair=column(lambda r: r.denominator == "pair"),
            risk_in_votes=column(lambda r: r.risk_in_votes),
            own=column(lambda r: r.perspective == "own"),
            positions=column(lambda r: r.security == "positions"),
            strongest=column(lambda r: r.offer == "strongest"),
            by_kind=column(lambda r: r.offer == "by_kind"),
            tie_weakest=column(lambda r: r.tie == "weakest"),
            tie_halfway=column(lambda r: r.tie == "halfway"),
            concedes=column(lambda r: r.conflict == "loser_concedes"),
            full_move=column(lambda r: r.compelled == "full_move"),
            fixed=column(lambda r: r.span == "fixed"),
            stay_put=column(lambda r: float(r.stay_put)),
            on_the_way=column(lambda r: r.improvement == "on_the_way"),
            always=column(lambda r: r.improvement == "always"),
        )

    def __getitem__(self, draws: NDArray[np.int64] | slice) -> "Switches":
        """Return the switches of some draws, in any order and any number of times."""
        if len(self.pair) == 1:
            return self
        return Switches(**{name: column[draws] for name, column in vars(self).items()})


def either(mask: BoolArray, yes: Callable[[], NDArray[Any]], no: Callable[[], NDArray[Any]]) -> NDArray[Any]:
    """Return ``yes()`` where the draw's mask is true and ``no()`` elsewhere, computing only what is needed.

    Parameters
    ----------
    mask : ndarray of bool, shape (draws,) or (1,)
    yes, no : callable
        Each returns an array with draws along the last axis.
    """
    if mask.all():
        return yes()
    if not mask.any():
        return no()
    return np.where(mask, yes(), no())
