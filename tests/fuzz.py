"""Reading damaged dossiers and other programs' files for as long as one likes: ``python -m tests.fuzz --count 100000``.

Every input follows from its seed, which is printed when it fails; ``--seed N --count 1`` repeats it.
"""

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.mutation import HangError, one_import, one_input

Batch = tuple[int, int, int]
BATCH = 250


def run(batch: Batch) -> tuple[int, list[str], int]:
    """Read a batch of inputs; return how many, what failed, and the most memory used so far, in MiB."""
    first, count, limit = batch
    peak = 0
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (limit * 2**20, limit * 2**20))
    failed = []
    with tempfile.TemporaryDirectory() as name:
        for seed in range(first, first + count):
            try:
                one_input(seed, Path(name))
                one_import(seed, Path(name))
            except (Exception, HangError):
                failed.append(f"seed {seed}\n{traceback.format_exc()}")
    if sys.platform != "win32":
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (2**20 if sys.platform == "darwin" else 2**10)
    return count, failed, peak


def main() -> int:
    """Run the fuzzing and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100_000, help="how many inputs")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="seed of the first; others follow from it")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, help="how many processes")
    parser.add_argument("--memory", type=int, default=2_048, help="most memory of a process, in MiB")
    given = parser.parse_args()
    starts = range(given.seed, given.seed + given.count, BATCH)
    batches = [(start, min(BATCH, given.seed + given.count - start), given.memory) for start in starts]
    print(f"seeds {given.seed} to {given.seed + given.count - 1}")  # noqa: T201
    done, failures, most = 0, 0, 0
    with multiprocessing.Pool(given.workers) as pool:
        for count, failed, peak in pool.imap_unordered(run, batches):
            done, failures, most = done + count, failures + len(failed), max(most, peak)
            for report in failed:
                print(report, file=sys.stderr, flush=True)  # noqa: T201
            print(f"{done} read, {failures} failed, at most {most} MiB", flush=True)  # noqa: T201
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
