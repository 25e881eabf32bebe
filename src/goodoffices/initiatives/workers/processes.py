"""The work shared out among processes on this machine."""

import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from types import TracebackType
from typing import Self

from goodoffices.errors import GoodOfficesError
from goodoffices.initiatives.evaluation import Evaluation, Evaluator
from goodoffices.initiatives.workers.task import Brief, Task, carry_out
from goodoffices.initiatives.workers.workforce import pieces

MOST_RESTARTS = 3
_evaluator: list[Evaluator] = []


class Processes:
    """So many processes; if one dies, the others' finished work is kept and the rest is done again."""

    def __init__(self, brief: Brief, workers: int) -> None:
        self._brief, self._workers = brief, workers
        self._pool: ProcessPoolExecutor | None = None

    def assess(self, tasks: Sequence[Task]) -> Iterator[list[tuple[Task, Evaluation]]]:
        """Yield assessed plans piece by piece, as they are done.

        Raises
        ------
        GoodOfficesError
            If workers die again and again.
        """
        left = pieces(tasks, self._workers)
        for _ in range(MOST_RESTARTS + 1):
            try:
                for number, done in self._assessed(left):
                    left[number] = []
                    yield done
                return
            except BrokenProcessPool:
                left = [piece for piece in left if piece]
                self._stop()
        raise GoodOfficesError(
            f"workers died {MOST_RESTARTS + 1} times over; perhaps the machine is short of memory: use fewer workers or draws"
        )

    def _assessed(self, left: Sequence[list[Task]]) -> Iterator[tuple[int, list[tuple[Task, Evaluation]]]]:
        if self._pool is None:
            # A fresh interpreter, not a copy of this one: copies of a process with threads can hang.
            self._pool = ProcessPoolExecutor(
                self._workers, get_context("spawn"), initializer=_prepare, initargs=(self._brief,)
            )
        running: dict[Future[list[tuple[Task, Evaluation]]], int] = {
            self._pool.submit(_work, piece): number for number, piece in enumerate(left)
        }
        while running:
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), future.result()

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def __enter__(self) -> Self:
        """Start work."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop work."""
        self._stop()


def _prepare(brief: Brief) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the one who hands out the work
    _evaluator[:] = [brief.evaluator()]


def _work(tasks: list[Task]) -> list[tuple[Task, Evaluation]]:
    return carry_out(_evaluator[0], tasks)
