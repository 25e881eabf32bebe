"""Time the power indices beside a plain transcription that goes through all coalitions as sets.

Run ``python benchmarks/bench_councils.py``. Both give the same fractions, or the run fails.
"""

import itertools
import time
import tracemalloc
from fractions import Fraction
from math import factorial

from goodoffices.models.councils import Quota, shapley_shubik, simple_game

SECURITY_COUNCIL = {f"permanent {i}": 7 for i in range(5)} | {f"elected {i}": 1 for i in range(10)}
QUOTA = 39
LARGE = {f"v{i}": i + 1 for i in range(20)}


def plain_shapley(seats: dict[str, int], quota: int) -> dict[str, Fraction]:
    """Transcribe the formula over sets of voters."""
    n = len(seats)
    shares = dict.fromkeys(seats, Fraction(0))
    for voter, weight in seats.items():
        others = [other for other in seats if other != voter]
        for size in range(n):
            swings = sum(
                1
                for coalition in itertools.combinations(others, size)
                if quota - weight <= sum(seats[member] for member in coalition) < quota
            )
            shares[voter] += Fraction(swings * factorial(size) * factorial(n - size - 1), factorial(n))
    return shares


def main() -> None:
    """Print time, ratio and peak memory."""
    start = time.perf_counter()
    ours = shapley_shubik(simple_game(SECURITY_COUNCIL, Quota(QUOTA))).shares
    middle = time.perf_counter()
    theirs = plain_shapley(SECURITY_COUNCIL, QUOTA)
    end = time.perf_counter()
    assert ours == theirs
    print(
        f"UN Security Council, 15 voters: {(middle - start) * 1e3:.1f} ms   plain {(end - middle) * 1e3:.0f} ms   "
        f"ratio {(end - middle) / (middle - start):.0f}"
    )
    tracemalloc.start()
    start = time.perf_counter()
    shapley_shubik(simple_game(LARGE, Quota(106)))
    spent, peak = time.perf_counter() - start, tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    print(f"20 voters, the most that is enumerated: {spent:.2f} s (memory traced), {peak:.0f} MiB")


if __name__ == "__main__":
    main()
