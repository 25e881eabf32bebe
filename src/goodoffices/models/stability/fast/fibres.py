"""How the states of a conflict are walked through, one decision maker at a time.

The *fibre* of a state for a decision maker are all states that differ from it in that decision maker's options alone: where its moves
lead. The states of a fibre lie far apart in memory if the options are the last ones. So fibres are taken in *bundles* that lie
side by side, large enough that whole lines of memory are used and small enough to stay near the processor.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from goodoffices.models.stability.forms.option_form import OptionForm

BUNDLE_BITS = 13
"""States in a bundle, as a power of 2: 32 KiB of ranks."""
LEAST_LANES = 4
"""A bundle has at least 2 to this many fibres, a line of memory, if there are so many."""
_WAYS = {"both": 0, "forward": 1, "backward": -1}


@dataclass(frozen=True)
class Fibres:
    """Every state is one of `own` plus one of `lanes` plus any combination of the bits `outer`.

    Attributes
    ----------
    own : ndarray of int64, shape (2 to the number of own options,)
        Combinations of the decision maker's options.
    lanes : ndarray of int64
        Fibres of a bundle.
    outer : ndarray of int64
        Numbers of the other bits; their combinations are the bundles.
    one_way : ndarray of int8, shape (own options,)
        1 for an option that can only be taken, -1 for one that can only be given up, 0 for others.
    """

    own: NDArray[np.int64]
    lanes: NDArray[np.int64]
    outer: NDArray[np.int64]
    one_way: NDArray[np.int8]

    @classmethod
    def of(cls, form: OptionForm, decision_maker: str) -> "Fibres":
        """Return those of a decision maker."""
        own = [bit for bit, option in enumerate(form.options) if option.owner == decision_maker]
        others = [bit for bit, option in enumerate(form.options) if option.owner != decision_maker]
        lanes = max(LEAST_LANES, BUNDLE_BITS - len(own))
        return cls(
            _combinations(own),
            _combinations(others[:lanes]),
            np.array(others[lanes:], np.int64),
            np.array([_WAYS[form.options[bit].direction] for bit in own], np.int8),
        )

    @property
    def bundles(self) -> int:
        """How many there are."""
        return 1 << len(self.outer)

    @property
    def bundle_size(self) -> int:
        """States in each."""
        return len(self.own) * len(self.lanes)

    @property
    def order_type(self) -> type[np.unsignedinteger]:
        """The smallest integers that can say a place in a fibre, and have one bit to spare."""
        return np.uint16 if len(self.one_way) <= 15 else np.uint32

    @property
    def stage(self) -> NDArray[np.int64]:
        """For every combination of own options, which of those that cannot be undone are still open, one bit each."""
        places = np.arange(len(self.own))
        stage = np.zeros(len(self.own), np.int64)
        for number, bit in enumerate(np.flatnonzero(self.one_way)):
            still_open = (places >> bit & 1) != (self.one_way[bit] > 0)
            stage |= still_open.astype(np.int64) << number
        return stage

    @property
    def stages(self) -> int:
        """How many combinations of options that cannot be undone there are."""
        return 1 << int(np.count_nonzero(self.one_way))


def _combinations(bits: list[int]) -> NDArray[np.int64]:
    sums = np.zeros(1, np.int64)
    for bit in bits:
        sums = np.concatenate([sums, sums + (1 << bit)])
    return sums
