"""The work shared out among processes on this machine."""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from types import TracebackType
from typing import Self

from goodoffices.errors import GoodOfficesError
from goodoffices.initiatives.choosing.plans import NOTHING
from goodoffices.initiatives.workers.task import Assignment, Done, Failure, Task, attempt, pieces

MOST_DEATHS = 4
"""So many workers may die one after the other with no piece finished in between."""
HEARD = 0.0005
"""After so many seconds at most this process puts its own work aside to hear another one; with Python's 0.005 that one would wait."""
FIRST = (Task(NOTHING, 1),)
"""What a worker does before it is given anything: what is compiled is loaded then, and nobody waits for it meanwhile."""
PROGRAM = "from goodoffices.initiatives.workers.serving import serve; serve()"


class WorkerDiedError(Exception):
    """A worker process has ended with its piece undone."""


class Worker:
    """One process, started when it is first needed, and anew if it died."""

    def __init__(self, assignment: bytes) -> None:
        self._assignment = assignment
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = Lock()
        self._dismissed = False

    def do(self, piece: Sequence[Task]) -> Done | Failure:
        """Have a piece of work done, and wait for it.

        Raises
        ------
        WorkerDiedError
            If the process cannot be started, or ends before it is done.
        """
        try:
            process, assignment = self._started()
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(assignment)
            pickle.dump(piece, process.stdin)
            process.stdin.flush()
            done: Done | Failure = pickle.load(process.stdout)
        except Exception as error:  # whatever it is, nobody can tell what is left in the pipes
            self._end()
            raise WorkerDiedError from error
        return done

    def dismiss(self) -> None:
        """End the process at once, whatever it is doing."""
        with self._lock:
            self._dismissed = True
            if self._process is not None:
                self._process.kill()

    def _started(self) -> tuple[subprocess.Popen[bytes], bytes]:
        """Return the process, and what it has to be told before the next piece."""
        with self._lock:
            if self._dismissed:
                raise WorkerDiedError
            if self._process is None:
                # A session of its own: an interrupt from the terminal is for the one who hands out the work.
                self._process = subprocess.Popen(
                    [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=2**20, start_new_session=True,
                    env=os.environ | {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
                )  # fmt: skip
                return self._process, self._assignment
            return self._process, b""

    def _end(self) -> None:
        with self._lock:
            process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):
                    assert pipe is not None
                    pipe.close()

    def wait(self) -> None:
        """Wait until a process that was dismissed is gone."""
        self._end()


@dataclass(frozen=True, eq=False)
class Job:
    """A piece of work, and where it goes when it is done."""

    piece: Sequence[Task]
    back: SimpleQueue[Done | Failure]


class Processes:
    """So many processes, this one among them; if another dies, its piece is done again, and nothing that is finished is lost.

    The others are fresh interpreters that run nothing of the caller's: they work from a notebook, a prompt, or a script of any form.
    They end with the process that started them, however that ends. Until they have begun, this one works alone.

    Parameters
    ----------
    assignment : Assignment
    workers : int
        How many processes, this one among them.
    """

    def __init__(self, assignment: Assignment, workers: int) -> None:
        packed = pickle.dumps(assignment)
        self._count = workers
        self._evaluator = assignment.evaluator()
        self._others = [Worker(packed) for _ in range(workers - 1)]
        self._threads = [Thread(target=self._employ, args=(worker,)) for worker in self._others]
        self._waiting: SimpleQueue[Job | None] = SimpleQueue()
        self._deaths = 0
        self._is_over = False
        self._interval = sys.getswitchinterval()

    def assess(self, tasks: Sequence[Task]) -> Iterator[Done]:
        """Yield assessed plans as they are done, piece by piece from the others and one by one from this process.

        Raises
        ------
        GoodOfficesError
            If workers die again and again.
        """
        back: SimpleQueue[Done | Failure] = SimpleQueue()
        for piece in pieces(tasks, self._count):
            self._waiting.put(Job(piece, back))
        left, mine = len(tasks), self._taken(back)
        try:
            while left:
                if self._deaths >= MOST_DEATHS:
                    raise GoodOfficesError(
                        f"{self._deaths} workers died one after the other; perhaps the machine is short of memory: "
                        "use fewer workers or draws"
                    )
                mine = mine or self._taken(back)
                try:
                    done = back.get(block=not mine)
                except Empty:
                    done = attempt(self._evaluator, [mine.pop(0)])
                if isinstance(done, Failure):
                    raise done.error()
                left -= len(done)
                yield done
        finally:
            while self._taken(back):
                pass

    def _taken(self, back: SimpleQueue[Done | Failure]) -> list[Task]:
        """Return a piece that waits to be done, or nothing."""
        with suppress(Empty):
            while job := self._waiting.get_nowait():
                if job.back is back:
                    return [*job.piece]
        return []

    def _employ(self, worker: Worker) -> None:
        """Give a worker what waits to be done, piece by piece; start it anew if it dies."""
        while not self._is_over and self._deaths < MOST_DEATHS:
            try:
                worker.do(FIRST)
                while job := self._waiting.get():
                    self._give(worker, job)
            except WorkerDiedError:
                self._deaths += 1

    def _give(self, worker: Worker, job: Job) -> None:
        try:
            job.back.put(worker.do(job.piece))
        except WorkerDiedError:
            self._waiting.put(job)
            job.back.put([])  # whoever waits for it may do it
            raise
        self._deaths = 0

    def __enter__(self) -> Self:
        """Start the others."""
        sys.setswitchinterval(HEARD)
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop work at once; what is not done is dropped."""
        sys.setswitchinterval(self._interval)
        self._is_over = True
        for worker in self._others:
            worker.dismiss()
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()
        for worker in self._others:
            worker.wait()
