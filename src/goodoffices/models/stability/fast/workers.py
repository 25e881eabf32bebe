"""Threads that share a loop over states, in pieces short enough that an interruption is heard soon."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

PIECE = 1 << 22
"""States worked on before an interruption is heard."""
SMALL = 1 << 15
"""With fewer states, starting a second thread costs more than it saves."""
MOST_THREADS = 8

Progress = Callable[[int, int, str], None]
"""Is told how many parts of the work are done, how many there are, and what comes next."""


class Workers:
    """As many threads as there are processors, up to 8; none for a small number of states.

    Parameters
    ----------
    states : int
        How many there are to be worked on.
    """

    def __init__(self, states: int) -> None:
        here = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        self.count = min(here, MOST_THREADS) if states >= SMALL else 1
        self.pool: ThreadPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Start the threads."""
        if self.count > 1:
            self.pool = ThreadPoolExecutor(self.count)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for the pieces that are being worked on, and drop the others."""
        if self.pool:
            self.pool.shutdown(cancel_futures=True)

    def share(self, count: int, work: Callable[[int, int], bool | None], states_each: int = 1) -> bool:
        """Work on the numbers from 0 up to `count`, and say whether any piece returned true.

        Parameters
        ----------
        count : int
            How many numbers.
        work : callable
            Is given the first number of a piece and the one after the last.
        states_each : int
            How many states stand behind each number.
        """
        size = max(1, min(PIECE // states_each, -(-count // self.count)))
        pieces = [(first, min(first + size, count)) for first in range(0, count, size)]
        if self.pool is None:
            answers = [work(*piece) for piece in pieces]
        else:
            answers = [done.result() for done in [self.pool.submit(work, *piece) for piece in pieces]]
        return any(answers)
