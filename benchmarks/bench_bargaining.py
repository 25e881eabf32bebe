"""Time the bargaining models on draws beside a plain transcription of their formulas.

Run ``python benchmarks/bench_bargaining.py``. Both give the same numbers to 1e-9, or the run fails.
"""

import statistics
import time
import tracemalloc
from collections.abc import Callable

import numpy as np

from goodoffices.models.bargaining import compromise, weighted_median
from goodoffices.models.bargaining.inputs import FloatArray

DRAWS, PARTIES, RUNS = 10_000, 30, 5


def plain_compromise(c: FloatArray, s: FloatArray, x: FloatArray) -> list[float]:
    """Transcribe the formula, one draw and one party at a time."""
    result = []
    for draw in range(len(x)):
        top = sum(c[draw, i] * s[draw, i] * x[draw, i] for i in range(x.shape[1]))
        result.append(float(top / sum(c[draw, i] * s[draw, i] for i in range(x.shape[1]))))
    return result


def plain_median(c: FloatArray, s: FloatArray, x: FloatArray) -> list[float]:
    """Walk up the sorted positions until half of the weight is passed."""
    result = []
    for draw in range(len(x)):
        order = sorted(range(x.shape[1]), key=lambda i: x[draw, i])
        half, passed = sum(c[draw, i] * s[draw, i] for i in order) / 2, 0.0
        for i in order:
            passed += c[draw, i] * s[draw, i]
            if passed >= half:
                result.append(float(x[draw, i]))
                break
    return result


def seconds(run: Callable[[], object]) -> float:
    """Return the median time of several runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print time, ratio and peak memory of each model."""
    random = np.random.default_rng(1)
    c, s, x = (random.uniform(1, 100, (DRAWS, PARTIES)) for _ in range(3))
    print(f"{DRAWS} draws of {PARTIES} parties, median of {RUNS} runs")
    cases: tuple[tuple[str, Callable[[], FloatArray], Callable[[], list[float]]], ...] = (
        ("compromise", lambda: compromise(c, s, x), lambda: plain_compromise(c, s, x)),
        ("weighted median", lambda: weighted_median(c, s, x).lower, lambda: plain_median(c, s, x)),
    )
    for name, model, plain in cases:
        np.testing.assert_allclose(model(), plain(), atol=1e-9)
        tracemalloc.start()
        model()
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        ours, theirs = seconds(model), seconds(plain)
        print(
            f"{name:16} {ours * 1e3:8.2f} ms   plain {theirs * 1e3:8.1f} ms   ratio {theirs / ours:6.0f}   {peak:.0f} MiB"
        )


if __name__ == "__main__":
    main()
