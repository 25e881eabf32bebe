"""What decision makers prefer, said in five ways."""

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Integral
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from goodoffices.errors import ModelInputError
from goodoffices.logic import Formula
from goodoffices.models.stability.fast.dense import dense, widest
from goodoffices.models.stability.forms.option_form import OptionForm
from goodoffices.models.stability.preferences.common import Truths, meant, rank_by_value
from goodoffices.models.stability.preferences.weights import OptionWeights, StatementWeights


@dataclass(frozen=True)
class OptionPrioritisation:
    """Statements in falling order of priority.

    Of two states the one is preferred for which the first statement that tells them apart is true. A statement given
    twice stays where it first stands in effect: it no longer tells apart what it has not told apart before.

    Attributes
    ----------
    statements : tuple of Formula
        The most important first; without any, the decision maker is indifferent among all states.

    References
    ----------
    Hipel, Kilgour, Fang & Peng (1997), 'The decision support system GMCR in environmental conflict management',
    *Applied Mathematics and Computation* 83(2-3), 117-152. Their score, the sum of :math:`2^{k-j}` over the true ones of k statements, gives
    the same order.

    Examples
    --------
    >>> OptionPrioritisation.of("peace", "not war if peace").statements[1].names
    ('war', 'peace')
    """

    statements: tuple[Formula, ...]

    @classmethod
    def of(cls, *texts: str) -> Self:
        """Read statements, as :meth:`goodoffices.logic.Formula.parse` does.

        Raises
        ------
        ModelInputError
            Names every statement that cannot be read, by its number.
        """
        statements, wrong = [], []
        for number, text in enumerate(texts, 1):
            try:
                statements.append(Formula.parse(text))
            except ValueError as error:
                wrong.append(f"statement {number}: {error}")
        if wrong:
            raise ModelInputError("; ".join(wrong))
        return cls(tuple(statements))

    def problems(self, form: OptionForm) -> list[str]:
        """Return what does not fit a conflict, in words."""
        options = [option.name for option in form.options]
        return [
            f"statement {number} names {name!r}, which is no option{meant(name, options)}"
            for number, statement in enumerate(self.statements, 1)
            for name in statement.names
            if name not in options
        ]

    @property
    def names(self) -> set[str]:
        """The options that matter."""
        return {name for statement in self.statements for name in statement.names}

    def keys(self, truths: Truths, count: int) -> NDArray[np.integer]:
        """Return the truth of the statements for some states, shape (states, statements)."""
        columns = [np.broadcast_to(statement.over(truths), count) for statement in self.statements]
        return np.array(columns, np.int8).reshape(len(columns), count).T

    def fill(self, form: OptionForm, feasible: NDArray[np.bool_], out: NDArray[np.int32]) -> None:
        """Write ranks of all states into `out`."""
        out[:] = 0
        codes, waiting = 1, list(self.statements)
        while waiting:
            together = max(1, (widest(form.state_count) // codes).bit_length() - 1)
            now, waiting = waiting[:together], waiting[together:]
            for block, truths in form.blocks():
                for statement in now:
                    out[block] <<= 1
                    out[block] |= statement.over(truths)
            out[~feasible] = -1
            codes = dense(out, codes << len(now))
        out[~feasible] = -1


@dataclass(frozen=True)
class DirectRanking:
    """States from the most to the least preferred.

    Attributes
    ----------
    tiers : tuple of int or of collections of int
        States as integers; states between which a decision maker is indifferent stand together.

    Examples
    --------
    >>> DirectRanking((3, (0, 1), 2)).tiers
    (3, (0, 1), 2)
    """

    tiers: tuple[int | tuple[int, ...], ...]

    @property
    def states(self) -> list[tuple[int, ...]]:
        """Every tier as a tuple."""
        together = tuple, list, set, frozenset, np.ndarray
        return [tuple(tier) if isinstance(tier, together) else (tier,) for tier in self.tiers]

    def problems(self, form: OptionForm) -> list[str]:
        """Return what does not fit a conflict, in words: states unknown, infeasible, ranked twice or not at all."""
        feasible = form.feasible()
        ranked = [state for tier in self.states for state in tier]
        known = [state for state in ranked if _is_state(state, form.state_count)]
        times = np.bincount(np.array(known, np.int64), minlength=form.state_count)
        kinds = {
            "ranked but no states": sorted(set(ranked) - set(known), key=str),
            "ranked but infeasible": np.flatnonzero((times > 0) & ~feasible).tolist(),
            "ranked more than once": np.flatnonzero(times > 1).tolist(),
            "not ranked": np.flatnonzero((times == 0) & feasible).tolist(),
        }
        return [f"{what}: {_some(states)}" for what, states in kinds.items() if states]

    def fill(self, form: OptionForm, feasible: NDArray[np.bool_], out: NDArray[np.int32]) -> None:  # noqa: ARG002
        """Write ranks of all states into `out`."""
        out[:] = -1
        tiers = [tier for tier in self.states if tier]
        for rank, tier in enumerate(reversed(tiers)):
            out[list(tier)] = rank


@dataclass(frozen=True)
class StateValues:
    """A number for every state, higher for states that are preferred.

    Attributes
    ----------
    values : array_like of float, shape (states,)
        Of any scale, as only their order counts; those of infeasible states are not looked at.

    Examples
    --------
    >>> StateValues([3, 1, 4, 1]).values
    [3, 1, 4, 1]
    """

    values: ArrayLike

    def problems(self, form: OptionForm) -> list[str]:
        """Return what does not fit a conflict, in words."""
        try:
            values = np.asarray(self.values, np.float64)
        except (TypeError, ValueError):
            return ["the values are not all numbers"]
        if values.shape != (form.state_count,):
            return [f"values for {form.state_count} states are needed, and their shape is {values.shape}"]
        missing = np.flatnonzero(~np.isfinite(values) & form.feasible()).tolist()
        return [f"no number is given for feasible states: {_some(missing)}"] if missing else []

    def fill(self, form: OptionForm, feasible: NDArray[np.bool_], out: NDArray[np.int32]) -> None:  # noqa: ARG002
        """Write ranks of all states into `out`."""
        values = np.asarray(self.values)
        whole = np.issubdtype(values.dtype, np.integer)  # which are exact beyond the digits of floating point
        rank_by_value(values if whole else values.astype(np.float64), feasible, out)


Stated = OptionPrioritisation | OptionWeights | StatementWeights
"""Said of options, so that any state can be judged by itself."""
Preference = Stated | DirectRanking | StateValues


def _is_state(given: object, count: int) -> bool:
    return isinstance(given, Integral) and 0 <= int(given) < count


def _some(states: Sequence[int]) -> str:
    shown = ", ".join(map(str, states[:5]))
    return shown if len(states) <= 5 else f"{shown} and {len(states) - 5} more"
