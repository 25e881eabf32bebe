"""One small interface to whoever does the work."""

import os
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Protocol, Self

from goodoffices.errors import ModelInputError
from goodoffices.initiatives.workers.alone import Alone
from goodoffices.initiatives.workers.cluster import Cluster
from goodoffices.initiatives.workers.processes import Processes
from goodoffices.initiatives.workers.task import Assignment, Done, Task


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
        return Cluster(assignment, workers)
    if workers < 0:
        raise ModelInputError(f"the number of workers is 0 (all processors) or more, not {workers}")
    number = workers or os.cpu_count() or 1
    if number == 1:
        return Alone(assignment)
    return Processes(assignment, number)
