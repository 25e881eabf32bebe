"""The work shared out among processes on this machine."""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from queue import LifoQueue
from threading import Lock
from types import TracebackType
from typing import Self

from goodoffices.errors import GoodOfficesError
from goodoffices.initiatives.workers.task import Assignment, Done, Failure, Task, pieces

MOST_DEATHS = 4
"""So many workers may die one after the other with no piece finished in between."""
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
            If the process ends before it is done.
        """
        process, assignment = self._started()
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(assignment)
            pickle.dump(piece, process.stdin)
            process.stdin.flush()
            done: Done | Failure = pickle.load(process.stdout)
        except (OSError, ValueError, EOFError, pickle.UnpicklingError) as error:
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
                    [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
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


class Processes:
    """So many processes; if one dies, its piece is done by another, and nothing that is finished is lost.

    The processes are fresh interpreters that run nothing of the caller's: they work from a notebook, a prompt, or a script of any form.
    They end with the process that started them, however that ends.

    Parameters
    ----------
    assignment : Assignment
    workers : int
        How many processes.
    """

    def __init__(self, assignment: Assignment, workers: int) -> None:
        packed = pickle.dumps(assignment)
        self._count = workers
        self._all = [Worker(packed) for _ in range(workers)]
        self._idle: LifoQueue[Worker] = LifoQueue()  # who worked last remembers most
        for worker in reversed(self._all):
            self._idle.put(worker)
        self._threads = ThreadPoolExecutor(workers)

    def assess(self, tasks: Sequence[Task]) -> Iterator[Done]:
        """Yield assessed plans piece by piece, as they are done.

        Raises
        ------
        GoodOfficesError
            If workers die again and again.
        """
        deaths = 0
        running: dict[Future[Done | Failure], list[Task]] = {
            self._threads.submit(self._handed_over, piece): piece for piece in pieces(tasks, self._count)
        }
        while running:
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                piece = running.pop(future)
                try:
                    done = future.result()
                except WorkerDiedError:
                    deaths += 1
                    if deaths == MOST_DEATHS:
                        raise GoodOfficesError(
                            f"{deaths} workers died one after the other; perhaps the machine is short of memory: "
                            "use fewer workers or draws"
                        ) from None
                    running[self._threads.submit(self._handed_over, piece)] = piece
                    continue
                if isinstance(done, Failure):
                    raise done.error()
                deaths = 0
                yield done

    def _handed_over(self, piece: Sequence[Task]) -> Done | Failure:
        worker = self._idle.get()
        try:
            return worker.do(piece)
        finally:
            self._idle.put(worker)

    def __enter__(self) -> Self:
        """Start work."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop work at once; what is not done is dropped."""
        for worker in self._all:
            worker.dismiss()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._all:
            worker.wait()
