"""What a worker process does: pieces of work come in by its standard input, and go out done by its standard output."""

import os
import pickle
import signal
import sys
from queue import SimpleQueue
from threading import Thread
from typing import IO

from goodoffices.initiatives.workers.task import Assignment, Task, attempt


def serve() -> None:
    """Read an assignment, then pieces of work, until there are no more or whoever hands them out is gone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the one who hands out the work
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not come between the pieces
    pieces: SimpleQueue[list[Task]] = SimpleQueue()
    try:
        assignment: Assignment = pickle.load(sys.stdin.buffer)
    except (EOFError, pickle.UnpicklingError):
        return  # whoever started this is gone already
    Thread(target=_receive, args=(sys.stdin.buffer, pieces), daemon=True).start()
    evaluator = assignment.evaluator()
    while True:
        done = attempt(evaluator, pieces.get())
        try:
            pickle.dump(done, out)
            out.flush()
        except OSError:
            os._exit(0)


def _receive(source: IO[bytes], pieces: SimpleQueue[list[Task]]) -> None:
    while True:
        try:
            pieces.put(pickle.load(source))
        except EOFError:
            os._exit(0)  # nobody waits for what is being worked on
