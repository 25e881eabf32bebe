"""A conflict in option form: moves that each decision maker can make or not make, and which combinations cannot be."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.logic import Formula

MOST_OPTIONS = 62
"""A state is one integer of 64 bits."""
MOST_OPTIONS_LISTED = 30
"""With more, the states cannot all be held: only single states can be asked about."""
BLOCK = 1 << 16
"""States looked at together, so that what is worked out about them stays near the processor."""
Direction = Literal["both", "forward", "backward"]
"""Whether an option can be taken and given up, only taken, or only given up."""


@dataclass(frozen=True, slots=True)
class Option:
    """A move that one decision maker can make or not make.

    Attributes
    ----------
    name : str
        As formulas name it: small letters, digits and underscores.
    owner : str
        The decision maker whose move it is.
    direction : 'both', 'forward' or 'backward'
        'forward': once taken it cannot be given up; 'backward': once given up it cannot be taken again.
    """

    name: str
    owner: str
    direction: Direction = "both"


@dataclass(frozen=True)
class OptionForm:
    """A conflict in option form.

    A state says of every option whether it is taken; it is written as an integer whose bit k is set if option k is taken
    (option 0 is the least significant). Any decision maker can move from a state to every other feasible state that
    differs in its own options alone, in permitted directions.

    Attributes
    ----------
    options : tuple of Option
        At most 62, with different names. All states together can be asked about if there are at most 30.
    infeasible : tuple of Formula
        A state for which any of these holds cannot be.

    Raises
    ------
    ModelInputError
        If there is no option or there are more than 62, if two share a name, or if a formula names no option.

    References
    ----------
    Fang, Hipel & Kilgour (1993), *Interactive Decision Making: The Graph Model for Conflict Resolution*, Wiley, chapter 2.
    Howard (1971), *Paradoxes of Rationality*, MIT Press (option form).

    Examples
    --------
    >>> chicken = OptionForm((Option("swerve_a", "a"), Option("swerve_b", "b")))
    >>> chicken.decision_makers, chicken.state_count, chicken.feasible().tolist()
    (('a', 'b'), 4, [True, True, True, True])
    """

    options: tuple[Option, ...]
    infeasible: tuple[Formula, ...] = ()

    def __post_init__(self) -> None:
        """Check names and numbers."""
        names = [option.name for option in self.options]
        if not 1 <= len(names) <= MOST_OPTIONS:
            raise ModelInputError(f"from 1 to {MOST_OPTIONS} options are needed, {len(names)} are given")
        twice = sorted({name for name in names if names.count(name) > 1})
        unknown = sorted({name for formula in self.infeasible for name in formula.names} - set(names))
        if twice:
            raise ModelInputError(f"more than one option is called {', '.join(twice)}")
        if unknown:
            raise ModelInputError(f"no option is called {', '.join(unknown)}; there are {', '.join(names)}")

    @property
    def decision_makers(self) -> tuple[str, ...]:
        """Whose options there are, in order of their first option."""
        return tuple(dict.fromkeys(option.owner for option in self.options))

    @property
    def state_count(self) -> int:
        """Number of combinations, feasible or not: 2 to the number of options."""
        return 1 << len(self.options)

    def mask(self, decision_maker: str) -> int:
        """Return the integer in which the bits of a decision maker's options are set."""
        return sum(1 << bit for bit, option in enumerate(self.options) if option.owner == decision_maker)

    def truths(self, states: NDArray[np.integer], names: Collection[str] | None = None) -> dict[str, NDArray[np.bool_]]:
        """Return, for every option or for those named, in which of the states it is taken."""
        return {
            option.name: (states >> bit & 1).astype(bool)
            for bit, option in enumerate(self.options)
            if names is None or option.name in names
        }

    def blocks(self) -> Iterator[tuple[slice, dict[str, NDArray[np.bool_]]]]:
        """Yield all states in numerical order, piece by piece, with :meth:`truths`.

        Raises
        ------
        ModelInputError
            If there are more than 30 options.
        """
        if len(self.options) > MOST_OPTIONS_LISTED:
            raise ModelInputError(
                f"{len(self.options)} options make more states than can be held; with more than {MOST_OPTIONS_LISTED}, only "
                "single states can be asked about"
            )
        size = min(BLOCK, self.state_count)
        low = self.truths(np.arange(size))
        for start in range(0, self.state_count, size):
            high = {
                option.name: np.broadcast_to(np.bool_(start >> bit & 1), size)
                for bit, option in enumerate(self.options)
                if 1 << bit >= size
            }
            yield slice(start, start + size), low | high

    def feasible(self, states: NDArray[np.integer] | None = None) -> NDArray[np.bool_]:
        """Return which states can be.

        Parameters
        ----------
        states : ndarray of int, optional
            Default: all, in numerical order.

        Returns
        -------
        ndarray of bool
            Of the same shape.

        Raises
        ------
        ModelInputError
            If all states are meant and there are more than 30 options.
        """
        if states is not None:
            named = {name for formula in self.infeasible for name in formula.names}
            return self._can_be(self.truths(states, named), states.shape)
        can_be = np.empty(self.state_count if len(self.options) <= MOST_OPTIONS_LISTED else 0, bool)
        for block, truths in self.blocks():
            can_be[block] = self._can_be(truths, (block.stop - block.start,))
        return can_be

    def _can_be(self, truths: dict[str, NDArray[np.bool_]], shape: tuple[int, ...]) -> NDArray[np.bool_]:
        can_be = np.ones(shape, bool)
        for formula in self.infeasible:
            can_be &= ~formula.over(truths)
        return can_be
