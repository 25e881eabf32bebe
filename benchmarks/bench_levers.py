"""Time the closed forms of the compromise's levers beside finite differences.

Run ``python benchmarks/bench_levers.py``. Derivatives agree to 1e-6 of the largest, ends of ranges to 1e-9, or the run
fails.
"""

import time
import tracemalloc
from collections.abc import Callable

import numpy as np

from goodoffices.models.bargaining import compromise
from goodoffices.models.bargaining.inputs import FloatArray
from goodoffices.models.bargaining.levers import (
    ByInput,
    compromise_full_range,
    compromise_gradient,
    shift_effects,
    smallest_change,
)

STEP = 1e-4


def timed(work: Callable[[], object]) -> float:
    """Return the shortest of five runs, in seconds."""
    spent = []
    for _ in range(5):
        start = time.perf_counter()
        work()
        spent.append(time.perf_counter() - start)
    return min(spent)


def drawn(draws: int, parties: int) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return capabilities, saliences and positions, from 1 to 99."""
    c, s, x = np.random.default_rng(parties).uniform(1, 99, (3, draws, parties))
    return c, s, x


def differences(c: FloatArray, s: FloatArray, x: FloatArray) -> FloatArray:
    """Return derivatives by central differences, one input of one party at a time, shape (draws, 3, parties)."""
    slopes = np.empty((len(x), 3, x.shape[1]))
    for which, party in np.ndindex(3, x.shape[1]):
        ends = []
        for step in (STEP, -STEP):
            inputs = [c, s, x]
            inputs[which] = inputs[which].copy()
            inputs[which][:, party] += step
            ends.append(compromise(*inputs))
        slopes[:, which, party] = (ends[0] - ends[1]) / (2 * STEP)
    return slopes


def beside_differences(draws: int, parties: int) -> None:
    """Print derivatives and ends of ranges, by formula and by trying."""
    c, s, x = drawn(draws, parties)
    ours, theirs = compromise_gradient(c, s, x).stacked, differences(c, s, x)
    assert np.abs(ours - theirs).max() < 1e-6 * np.abs(ours).max()
    to = ByInput(2 * c, np.full(x.shape, 100.0), np.full(x.shape, 100.0))
    full = compromise_full_range(c, s, x)
    tried = shift_effects(compromise, c, s, x, to).effect.stacked
    assert np.abs(full.at_high.stacked - full.settlement[:, None, None] - tried).max() < 1e-9 * 100
    formula = timed(lambda: compromise_gradient(c, s, x))
    plain = timed(lambda: differences(c, s, x))
    ends = timed(lambda: compromise_full_range(c, s, x))
    trying = timed(lambda: shift_effects(compromise, c, s, x, to))
    print(
        f"{draws:>5} draws of {parties:>4} parties: derivatives {formula * 1e3:8.2f} ms   differences {plain * 1e3:9.1f} ms   "
        f"ratio {plain / formula:6.0f}   both ends of all ranges {ends * 1e3:8.2f} ms   one end by trying {trying * 1e3:9.1f} ms"
    )


def main() -> None:
    """Print time, ratio and peak memory."""
    beside_differences(2000, 15)
    beside_differences(100, 100)
    beside_differences(1, 3000)
    c, s, x = drawn(2000, 15)
    spent = timed(lambda: smallest_change(c, s, x, 60.0))
    print(f" 2000 draws of   15 parties: smallest changes {spent * 1e3:.2f} ms")
    c, s, x = drawn(1, 3000)
    tracemalloc.start()
    spent = timed(lambda: smallest_change(c, s, x, 60.0))
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    print(f"    1 draw  of 3000 parties: smallest changes {spent * 1e3:.2f} ms (memory traced), {peak:.1f} MiB")


if __name__ == "__main__":
    main()
