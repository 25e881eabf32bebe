"""The work shared out among processes on this machine."""

import logging
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Condition, Lock, Thread
from types import TracebackType
from typing import Self

from goodoffices.initiatives.choosing.plans import NOTHING
from goodoffices.initiatives.workers.task import Assignment, Done, Failure, Task, attempt, pieces

LOGGER = logging.getLogger(__name__)
MOST_DEATHS = 4
"""After so many deaths with no piece finished in between, a worker is given up."""
MOST_LOST = 2
"""After the loss of so many workers a piece is refused."""
GRACE = 1
"""So many seconds a process has to end of itself, so that it is known how it did."""
HEARD = 0.0005
"""So many seconds this process computes at most before a thread that hands out work is heard; with ten times as many, the others wait."""
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
            If the process cannot be started, or ends before it is done; says why, as far as that is known.
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
            raise WorkerDiedError(self._end() or str(error) or type(error).__name__) from error
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

    def _end(self) -> str:
        """See to it that the process ends, if there is one, and return how it ended of itself."""
        with self._lock:
            process, self._process = self._process, None
        if process is None:
            return ""
        try:
            code: int | None = process.wait(GRACE)
        except subprocess.TimeoutExpired:
            code = None
            process.kill()
            process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                assert pipe is not None
                pipe.close()
        if code is None:
            return ""
        return (
            f"it ended with code {code}" if code >= 0 else f"it was ended by signal {-code}, {signal.strsignal(-code)}"
        )

    def wait(self) -> None:
        """Wait until a process that was dismissed is gone."""
        self._end()


@dataclass(eq=False)
class Job:
    """A piece of work, where it goes when it is done, and how many workers were lost on it."""

    piece: Sequence[Task]
    back: SimpleQueue[Done | Failure]
    lost: int = 0


class Processes:
    """So many processes, this one among them; if another dies, its piece is done again, and nothing that is finished is lost.

    The others are fresh interpreters that run nothing of the caller's: they work from a notebook, a prompt, or a script of any form.
    They end with the process that started them, however that ends. Until they have begun, this one works alone.

    Parameters
    ----------
    assignment : Assignment
    workers : int
        How many processes, this one among them.

    Notes
    -----
    Another process that cannot be started, or dies four times with no piece finished in between, is given up, with one warning for
    all in the log. The rest go on, at worst this process alone, for it can do everything that they can.

    Only a piece can stop the work: one on which two processes were lost is refused. Most likely it needs more memory than there is,
    and this process might not survive it either, which is why it takes no piece on which one was lost while another is there to do so.

    From start to end the interpreter switches between threads more often (``sys.setswitchinterval``).
    """

    def __init__(self, assignment: Assignment, workers: int) -> None:
        packed = pickle.dumps(assignment)
        self._count = workers
        self._evaluator = assignment.evaluator()
        self._others = [Worker(packed) for _ in range(workers - 1)]
        self._threads = [Thread(target=self._employ, args=(worker,), daemon=True) for worker in self._others]
        self._change = Condition()
        self._waiting: list[Job] = []
        self._at_work = 0
        self._is_said = False
        self._is_over = False
        self._interval = sys.getswitchinterval()

    def assess(self, tasks: Sequence[Task]) -> Iterator[Done]:
        """Yield assessed plans as they are done, piece by piece from the others and one by one from this process.

        Several can be under way at once; pieces of one that is given up before its end are dropped.

        Raises
        ------
        GoodOfficesError
            If a plan cannot be assessed, or workers die again and again on the same piece.
        """
        back: SimpleQueue[Done | Failure] = SimpleQueue()
        with self._change:
            self._waiting += [Job(piece, back) for piece in pieces(tasks, self._count)]
            self._change.notify_all()
        left, mine = len(tasks), self._taken(back)
        try:
            while left:
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
            with self._change:
                self._waiting = [job for job in self._waiting if job.back is not back]

    def _taken(self, back: SimpleQueue[Done | Failure]) -> list[Task]:
        """Return a piece that waits to be done by this process, or nothing."""
        with self._change:
            for job in self._waiting:
                if job.back is back and not (job.lost and self._at_work):
                    self._waiting.remove(job)
                    return [*job.piece]
        return []

    def _next(self) -> Job | None:
        """Wait for a piece to be done by another process; nothing if there will be no more."""
        with self._change:
            self._change.wait_for(lambda: self._waiting or self._is_over)
            return None if self._is_over else self._waiting.pop(0)

    def _employ(self, worker: Worker) -> None:
        """Give a worker what waits to be done, piece by piece; start it anew if it dies, but not for ever."""
        deaths, why = 0, ""
        while deaths < MOST_DEATHS and not self._is_over:
            try:
                worker.do(FIRST)
                while job := self._next():
                    self._give(worker, job)
                    deaths = 0
            except WorkerDiedError as error:
                deaths, why = deaths + 1, str(error)
        self._leave(why)

    def _give(self, worker: Worker, job: Job) -> None:
        try:
            job.back.put(worker.do(job.piece))
        except WorkerDiedError as error:
            job.lost += 1
            if job.lost < MOST_LOST or self._is_over:
                with self._change:
                    self._waiting.insert(0, job)
                    self._change.notify()
            else:
                job.back.put(
                    Failure(
                        f"{job.lost} workers died on the same piece of work ({error}); perhaps the machine is short of memory: "
                        "use fewer workers or draws"
                    )
                )
            raise

    def _leave(self, why: str) -> None:
        """Go on without a worker, and say so if nobody has."""
        with self._change:
            self._at_work -= 1
            is_news = not (self._is_over or self._is_said)
            self._is_said = self._is_said or is_news
            for job in self._waiting:
                job.back.put([])  # whoever waits for it may have to do it
        if is_news:
            LOGGER.warning("Fewer processes share the work, for one cannot be kept running: %s.", why)

    def __enter__(self) -> Self:
        """Start the others."""
        sys.setswitchinterval(HEARD)
        try:
            for thread in self._threads:
                with self._change:
                    self._at_work += 1
                try:
                    thread.start()
                except RuntimeError as error:  # the machine has no room for another
                    self._leave(str(error))
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop work at once; what is not done is dropped."""
        sys.setswitchinterval(self._interval)
        try:
            self._dismiss()
        except BaseException:  # a second interrupt must leave nobody at work
            self._dismiss()
            raise
        for thread in self._threads:
            if thread.is_alive():
                thread.join()
        for worker in self._others:
            worker.wait()

    def _dismiss(self) -> None:
        with self._change:
            self._is_over = True
            self._change.notify_all()
        for worker in self._others:
            worker.dismiss()
