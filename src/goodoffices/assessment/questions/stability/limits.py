"""How large a conflict may be for all its states to be looked at."""

import os
from dataclasses import dataclass

from goodoffices.assessment.conflict import Conflict


@dataclass(frozen=True)
class Limits:
    """How large a conflict may be for all its states to be looked at.

    Attributes
    ----------
    moves : int
        Most moves that matter.
    ranks : int
        Most states times decision makers.
    memory : int
        Most bytes.
    """

    moves: int
    ranks: int
    memory: int

    def allow(self, conflict: Conflict) -> bool:
        """Return whether all states of a conflict may be looked at."""
        form = conflict.form
        if len(form.options) > self.moves or form.state_count * len(form.decision_makers) > self.ranks:
            return False
        return memory_for(conflict) <= self.memory


IN_THE_BRIEF = Limits(20, 1 << 23, 1 << 29)
"""A few seconds; the same on every machine, so that a brief is."""


def on_request() -> Limits:
    """Return how large a conflict may be if the user asks for all its states: some minutes, and half the machine's memory."""
    try:
        here = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, OSError, ValueError):
        here = 8 << 30
    return Limits(28, 1 << 62, here // 2)


def memory_for(conflict: Conflict) -> int:
    """Return about how many bytes it takes to look at all states."""
    return conflict.form.state_count * (7 * len(conflict.form.decision_makers) + 12)
