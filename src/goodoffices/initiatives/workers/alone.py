"""All the work in this process."""

from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Self

from goodoffices.initiatives.workers.task import Assignment, Done, Task, carry_out


class Alone:
    """One process, this one, and one plan after the other."""

    def __init__(self, assignment: Assignment) -> None:
        self._evaluator = assignment.evaluator()

    def assess(self, tasks: Sequence[Task]) -> Iterator[Done]:
        """Yield assessed plans one by one."""
        for task in tasks:
            yield carry_out(self._evaluator, [task])

    def __enter__(self) -> Self:
        """Start work."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop work."""
