"""Progress and logging, in one place, always on standard error."""

import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

T = TypeVar("T")
LOGGER_NAME = "goodoffices"


def configure_logging(verbose: bool) -> None:
    """Send the package's log to standard error: warnings, or with `verbose` every step."""
    logging.getLogger(LOGGER_NAME).setLevel(logging.INFO if verbose else logging.WARNING)
    if verbose:
        from rich.console import Console  # noqa: PLC0415 (rich is slow to import; --help must not pay for it)
        from rich.logging import RichHandler  # noqa: PLC0415

        handler = RichHandler(console=Console(stderr=True), show_path=False)
        logging.basicConfig(level=logging.WARNING, format="%(message)s", handlers=[handler], force=True)


def track(steps: Iterable[T], what: str, total: int | None = None) -> Iterator[T]:
    """Yield from `steps`, showing a progress bar if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield from steps
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import track as rich_track  # noqa: PLC0415

    yield from rich_track(steps, description=what, total=total, console=Console(stderr=True), transient=True)


def spare_stdout() -> None:
    """Keep standard output for this program's own words: what a library in C prints there goes to standard error.

    A solver's stray line would otherwise stand in the middle of JSON.
    """
    stream = sys.__stdout__
    try:
        if stream is None or stream is not sys.stdout or stream.fileno() != 1:
            return
        stream.flush()
        own = os.dup(1)
        os.dup2(2, 1)
    except (OSError, ValueError):  # no such stream, or a closed one
        return
    lines = 1 if os.isatty(own) else -1
    sys.stdout = os.fdopen(own, "w", encoding=stream.encoding, errors=stream.errors, buffering=lines)


Told = Callable[[int, int, str], None]
"""Is told the number of parts done, how many there are, and what comes next."""


@contextmanager
def told(what: str) -> Iterator[Told]:
    """Give a function to be told how far a piece of work is, which shows it if standard error is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total, _what: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)

        def show(done: int, total: int, now: str) -> None:
            bar.update(task, completed=done, total=total, description=f"{what}: {now}" if now else what)

        yield show
