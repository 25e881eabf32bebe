"""Stability of very many states, one bit each: counted, filtered and summed up rather than listed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.errors import ModelInputError
from goodoffices.logic import Formula
from goodoffices.models.stability.concepts.table import Concept, StabilityTable
from goodoffices.models.stability.forms.graph_form import Ranks
from goodoffices.models.stability.forms.option_form import OptionForm

Bits = NDArray[np.uint8]
"""One bit for each state, the first state in the lowest bit of the first byte."""


@dataclass(frozen=True)
class PackedTable:
    """Individual stability and equilibria, packed.

    Attributes
    ----------
    form : OptionForm
        The conflict.
    feasible : ndarray of uint8, shape (states / 8,)
        Which states can be, one bit each.
    stable : mapping of str to mapping of str to ndarray of uint8
        For each concept, for each decision maker: which states are stable, one bit each. If the work was interrupted,
        what had been finished.

    Examples
    --------
    >>> from goodoffices.models.stability import Option, OptionForm, OptionPrioritisation, ranks, stability_in_option_form
    >>> form = OptionForm((Option("disarm_a", "a"), Option("disarm_b", "b")))
    >>> preferences = {
    ...     "a": OptionPrioritisation.of("disarm_b", "not disarm_a"),
    ...     "b": OptionPrioritisation.of("disarm_a", "not disarm_b"),
    ... }
    >>> table = stability_in_option_form(form, ranks(form, preferences), ("nash", "seq"))
    >>> table.count("nash"), table.count("seq"), table.equilibria("seq").tolist()
    (1, 2, [0, 3])
    >>> table.options_taken("seq")
    {'disarm_a': 1, 'disarm_b': 1}
    """

    form: OptionForm
    feasible: Bits
    stable: Mapping[Concept, Mapping[str, Bits]]

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """The concepts answered for every decision maker."""
        return tuple(c for c, by_name in self.stable.items() if set(by_name) == set(self.form.decision_makers))

    def stable_count(self, concept: Concept) -> dict[str, int]:
        """Return how many states are stable for each decision maker."""
        return {name: int(np.bitwise_count(bits).sum(dtype=np.int64)) for name, bits in self._of(concept).items()}

    def count(self, concept: Concept, where: Formula | None = None) -> int:
        """Return how many equilibria there are, of those for which a formula holds if one is given."""
        return sum(len(found) for found in self.pieces(concept, where))

    def equilibria(
        self, concept: Concept, *, most: int | None = None, where: Formula | None = None
    ) -> NDArray[np.int64]:
        """Return equilibria in increasing order.

        Parameters
        ----------
        concept : str
            One of those that were asked for.
        most : int, optional
            Return the first so many; default: all.
        where : Formula, optional
            Return only those for which it holds.
        """
        kept: list[NDArray[np.int64]] = []
        missing = self.form.state_count if most is None else most
        for found in self.pieces(concept, where):
            kept.append(found[:missing])
            missing -= len(kept[-1])
            if missing <= 0:
                break
        return np.concatenate(kept) if kept else np.empty(0, np.int64)

    def best_equilibria(
        self, concept: Concept, decision_maker: str, ranks: Ranks, *, most: int, where: Formula | None = None
    ) -> NDArray[np.int64]:
        """Return the equilibria that a decision maker likes best, the best first; of equals, those of lower number.

        Parameters
        ----------
        concept, decision_maker : str
            As asked for.
        ranks : ndarray of int32, shape (decision makers, states)
            As given to the engine.
        most : int
            Return at most so many.
        where : Formula, optional
            Look only at those for which it holds.
        """
        if decision_maker not in self.form.decision_makers:
            raise ModelInputError(f"there is no decision maker {decision_maker!r}")
        own = ranks[self.form.decision_makers.index(decision_maker)]
        best = np.empty(0, np.int64)
        for found in self.pieces(concept, where):
            best = np.concatenate([best, found])
            best = best[np.argsort(-own[best].astype(np.int64), kind="stable")][:most]
        return best

    def options_taken(self, concept: Concept, where: Formula | None = None) -> dict[str, int]:
        """Return in how many equilibria each option is taken."""
        counts = np.zeros(len(self.form.options), np.int64)
        for found in self.pieces(concept, where):
            counts += [int((found >> bit & 1).sum()) for bit in range(len(counts))]
        return {option.name: int(count) for option, count in zip(self.form.options, counts, strict=True)}

    def unpacked(self) -> StabilityTable:
        """Return the concepts that are finished as a table with one byte for each answer."""
        size = self.form.state_count
        return StabilityTable(
            self.form.decision_makers,
            unpacked(self.feasible, size),
            {
                concept: np.array([unpacked(self.stable[concept][name], size) for name in self.form.decision_makers])
                for concept in self.concepts
            },
        )

    def _of(self, concept: Concept) -> Mapping[str, Bits]:
        if concept not in self.concepts:
            raise ModelInputError(
                f"{concept} has not been worked out for every decision maker; there is {', '.join(self.concepts) or 'nothing'}"
            )
        return self.stable[concept]

    def pieces(self, concept: Concept, where: Formula | None = None) -> Iterator[NDArray[np.int64]]:
        """Yield all equilibria in increasing order, piece by piece, so that they need never be held together."""
        by_name = list(self._of(concept).values())
        unknown = set(where.names) - {option.name for option in self.form.options} if where else set()
        if unknown:
            raise ModelInputError(f"no option is called {', '.join(sorted(unknown))}")
        for block, truths in self.form.blocks():
            held = slice(block.start // 8, -(-block.stop // 8))
            both = np.bitwise_and.reduce([bits[held] for bits in by_name])
            if not both.any():
                continue
            stable = unpacked(both, block.stop - block.start)
            if where:
                stable &= where.over(truths)
            yield np.flatnonzero(stable) + block.start


def packed(values: NDArray[np.bool_]) -> Bits:
    """Return truth values as bits."""
    return np.packbits(values, bitorder="little")


def unpacked(bits: Bits, count: int) -> NDArray[np.bool_]:
    """Return bits as truth values."""
    return np.unpackbits(bits, count=count, bitorder="little").astype(bool)
