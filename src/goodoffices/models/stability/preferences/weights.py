"""What options or statements are worth to a decision maker; a state is worth the sum."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from goodoffices.logic import Formula
from goodoffices.models.stability.forms.option_form import OptionForm
from goodoffices.models.stability.preferences.common import (
    LARGEST_SUM,
    Truths,
    is_number,
    meant,
    rank_by_value,
    whole_numbers,
)


@dataclass(frozen=True)
class OptionWeights:
    """What each option is worth to a decision maker when it is taken; a state is worth their sum.

    Attributes
    ----------
    weights : mapping of str to float
        Options left out are worth 0. Weights count as they are written: 0.1 and 0.2 make 0.3 exactly, so that ties are ties.

    Examples
    --------
    >>> OptionWeights({"peace": 10, "war": -2.5}).weights["war"]
    -2.5
    """

    weights: Mapping[str, float | Fraction]

    def problems(self, form: OptionForm) -> list[str]:
        """Return what does not fit a conflict, in words."""
        options = [option.name for option in form.options]
        unknown = [
            f"a weight is given for {name!r}, which is no option{meant(name, options)}"
            for name in self.weights
            if name not in options
        ]
        endless = [f"the weight of {name} is no number" for name, w in self.weights.items() if not is_number(w)]
        if not endless and sum(map(abs, self._whole().values())) >= LARGEST_SUM:
            return [*unknown, "the weights have too many digits to be added exactly"]
        return unknown + endless

    def _whole(self) -> dict[str, int]:
        return dict(zip(self.weights, whole_numbers(self.weights.values()), strict=True))

    @property
    def names(self) -> set[str]:
        """The options that matter."""
        return set(self.weights)

    def keys(self, truths: Truths, count: int) -> NDArray[np.integer]:
        """Return the worth of some states, shape (states, 1)."""
        worth = np.zeros(count, np.int64)
        for name, weight in self._whole().items():
            worth += weight * truths[name].astype(np.int64)
        return worth[:, None]

    def fill(self, form: OptionForm, feasible: NDArray[np.bool_], out: NDArray[np.int32]) -> None:
        """Write ranks of all states into `out`."""
        worth = np.empty(form.state_count, np.int64)
        for block, truths in form.blocks():
            worth[block] = self.keys(truths, block.stop - block.start)[:, 0]
        rank_by_value(worth, feasible, out)


@dataclass(frozen=True)
class StatementWeights:
    """What each of some statements is worth to a decision maker where it is true; a state is worth the sum of these.

    Attributes
    ----------
    weights : tuple of (Formula, float)
        Statements, each with its weight, which may be negative. Weights count as they are written: 0.1 and 0.2 make 0.3 exactly, so that
        ties are ties. A statement that describes a state in full gives that state a number of its own.

    Examples
    --------
    >>> from goodoffices.models.stability import Option, ranks
    >>> form = OptionForm((Option("attend", "a"), Option("host", "b")))
    >>> both = StatementWeights(((Formula.parse("attend and host"), 3), (Formula.parse("attend"), -1)))
    >>> ranks(form, {"a": both, "b": both}).tolist()[0]
    [1, 0, 1, 2]
    """

    weights: tuple[tuple[Formula, float | Fraction], ...]

    def problems(self, form: OptionForm) -> list[str]:
        """Return what does not fit a conflict, in words."""
        options = [option.name for option in form.options]
        unknown = [
            f"statement {number} names {name!r}, which is no option{meant(name, options)}"
            for number, (statement, _) in enumerate(self.weights, 1)
            for name in statement.names
            if name not in options
        ]
        endless = [
            f"the weight of statement {number} is no number"
            for number, (_, weight) in enumerate(self.weights, 1)
            if not is_number(weight)
        ]
        if not endless and sum(map(abs, self._whole())) >= LARGEST_SUM:
            return [*unknown, "the weights have too many digits to be added exactly"]
        return unknown + endless

    def _whole(self) -> list[int]:
        return whole_numbers(weight for _, weight in self.weights)

    @property
    def names(self) -> set[str]:
        """The options that matter."""
        return {name for statement, _ in self.weights for name in statement.names}

    def keys(self, truths: Truths, count: int) -> NDArray[np.integer]:
        """Return the worth of some states, shape (states, 1)."""
        worth = np.zeros(count, np.int64)
        for (statement, _), weight in zip(self.weights, self._whole(), strict=True):
            worth += weight * statement.over(truths).astype(np.int64)
        return worth[:, None]

    def fill(self, form: OptionForm, feasible: NDArray[np.bool_], out: NDArray[np.int32]) -> None:
        """Write ranks of all states into `out`."""
        worth = np.empty(form.state_count, np.int64)
        for block, truths in form.blocks():
            worth[block] = self.keys(truths, block.stop - block.start)[:, 0]
        rank_by_value(worth, feasible, out)
