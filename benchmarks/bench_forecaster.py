"""Time the forecaster beside a plain transcription of its formula.

Run ``python benchmarks/bench_forecaster.py``. Both give the same probabilities to 1e-9, or the run fails.
"""

import math
import statistics
import time
import tracemalloc
from collections.abc import Callable
from functools import partial

import numpy as np

from goodoffices.models.bargaining.inputs import FloatArray
from goodoffices.models.bargaining.predictive import COMPROMISE_SHARE, predict, shipped_coefficients

CASES = ((1, 30), (1, 3_000), (2_000, 30))
RUNS, PLAIN_DRAWS = 3, 20


def plain(c: FloatArray, s: FloatArray, x: FloatArray, r: float) -> list[float]:
    """Transcribe the formula for one draw, one hundredth and one party at a time."""
    theta, eta = shipped_coefficients().values, shipped_coefficients().around_compromise
    weights = [float(a * b) for a, b in zip(c, s, strict=True)]
    whole, pull = sum(weights), float(sum(c))
    cells = [math.floor(float(p) + 0.5 + 1e-9) for p in x]
    centre = sum(w * p for w, p in zip(weights, x, strict=True)) / whole
    spread = math.sqrt(sum(w * (p - centre) ** 2 for w, p in zip(weights, x, strict=True)) / whole) + 5
    mean = sum(a * p for a, p in zip(c, x, strict=True)) / pull
    blocs = [sum(w for w, cell in zip(weights, cells, strict=True) if cell == k) / whole for k in range(101)]
    places, errors = [], []
    for k in range(101):
        roundness = [k in (0, 100), k == 50, k % 10 == 0, k % 5 == 0]
        factors = [
            *roundness, k in cells, k < min(cells) or k > max(cells), math.sqrt(blocs[k]),
            k in cells and blocs[k] >= max(blocs) - 1e-9, k == math.floor(r + 0.5), abs(k - r) / 100,
            abs(k - (min(x) + max(x)) / 2) <= 0.5 + 1e-9, min(abs(k - centre) / spread, 5), abs(k - mean) / 100,
        ]  # fmt: skip
        distance = abs(k - centre) / 100
        places.append(math.exp(sum(t * f for t, f in zip(theta, factors, strict=True))))
        errors.append(math.exp(sum(t * f for t, f in zip(eta, [*roundness, distance, distance**2], strict=True))))
    return [
        float((1 - COMPROMISE_SHARE) * p / sum(places) + COMPROMISE_SHARE * e / sum(errors))
        for p, e in zip(places, errors, strict=True)
    ]


def plain_draws(c: FloatArray, s: FloatArray, x: FloatArray, draws: range) -> list[list[float]]:
    """Return the transcription's probabilities for some of the draws."""
    return [plain(c[i], s[i], x[i], 0.0) for i in draws]


def seconds(run: Callable[[], object]) -> float:
    """Return the median time of several runs."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> None:
    """Print time and peak memory for a few sizes."""
    random = np.random.default_rng(1)
    for draws, parties in CASES:
        c, s, x = (random.uniform(1, 100, (draws, parties)) for _ in range(3))
        few = range(min(draws, PLAIN_DRAWS))
        wanted = np.mean(plain_draws(c, s, x, few), axis=0)
        np.testing.assert_allclose(
            predict(c[: len(few)], s[: len(few)], x[: len(few)], 0.0).hundredths, wanted, atol=1e-9
        )
        tracemalloc.start()
        predict(c, s, x, 0.0)
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        ours = seconds(partial(predict, c, s, x, 0.0))
        theirs = seconds(partial(plain_draws, c, s, x, few)) * draws / len(few)
        print(
            f"{draws:5} draws of {parties:5} parties {ours * 1e3:8.1f} ms   plain {theirs * 1e3:9.1f} ms   "
            f"ratio {theirs / ours:6.0f}   {peak:.0f} MiB"
        )


if __name__ == "__main__":
    main()
