"""Hands out plans to be assessed, keeps what is done, and says how far it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from goodoffices.initiatives.checkpoint import Checkpoint
from goodoffices.initiatives.evaluation import Evaluation
from goodoffices.initiatives.workers import Task, Workforce
from goodoffices.progress import track


@dataclass(eq=False)
class Desk:
    """Where plans are sent and come back assessed.

    Attributes
    ----------
    assessed : int
        How many plans were assessed so far, and not found in the checkpoint.
    """

    workforce: Workforce
    checkpoint: Checkpoint
    assessed: int = 0

    def send(self, tasks: Sequence[Task], what: str) -> list[Evaluation]:
        """Return plans assessed, in the order in which they are given; each is kept as soon as it is done."""
        new = [task for task in dict.fromkeys(tasks) if self.checkpoint.known(task) is None]
        for _ in track(self._done(new), what, len(new)):
            self.assessed += 1
        return [found for task in tasks if (found := self.checkpoint.known(task)) is not None]

    def _done(self, tasks: Sequence[Task]) -> Iterator[Task]:
        for piece in self.workforce.assess(tasks) if tasks else ():
            self.checkpoint.keep(piece)
            yield from (task for task, _ in piece)
