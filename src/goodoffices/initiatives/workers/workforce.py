"""One small interface to whoever does the work."""

import os
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Protocol, Self

from goodoffices.errors import ModelInputError
from goodoffices.initiatives.workers.task import Assignment, Done, Task

PER_PIECE = 32
"""So many plans are handed out at once: enough that handing them out costs little, few enough that little is lost with a worker."""


class Workforce(Protocol):
    """Whoever assesses plans."""

    def assess(self, tasks: Sequence[Task]) -> Iterator[Done]:
        """Yield assessed plans, piece by piece, in whatever order they are done."""
        ...

    def __enter__(self) -> Self:
        """Start work."""
        ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop work; what is not done is dropped."""
        ...


def workforce(assignment: Assignment, workers: int | str = 0) -> Workforce:
    """Return who does the work.

    Parameters
    ----------
    assignment : Assignment
        What it is about.
    workers : int or str
        1 for this process alone; more for so many processes; 0 for as many as the machine has processors; the address of
        the scheduler of a Dask cluster, such as ``tcp://10.0.0.5:8786``, for all its workers.

    Raises
    ------
    ModelInputError
        If the number is negative, or the cluster cannot be used.
    """
    if isinstance(workers, str):
        from goodoffices.initiatives.workers.cluster import Cluster  # noqa: PLC0415 (only one of the kinds is needed)

        return Cluster(assignment, workers)
    if workers < 0:
        raise ModelInputError(f"the number of workers is 0 (all processors) or more, not {workers}")
    number = workers or os.cpu_count() or 1
    if number == 1:
        from goodoffices.initiatives.workers.alone import Alone  # noqa: PLC0415

        return Alone(assignment)
    from goodoffices.initiatives.workers.processes import Processes  # noqa: PLC0415

    return Processes(assignment, number)


def pieces(tasks: Sequence[Task], workers: int) -> list[list[Task]]:
    """Return tasks in pieces: neighbours stay together, for they share results, and every worker gets some."""
    size = max(1, min(PER_PIECE, -(-len(tasks) // (2 * workers))))
    return [list(tasks[start : start + size]) for start in range(0, len(tasks), size)]
