"""Time the challenge model beside a plain transcription of its formulas.

Run ``python benchmarks/bench_challenge.py``. Both give the same positions to 1e-9, round by round and under each of the
256 readings, or the run fails. The tests use the same transcription.
"""

import time
import tracemalloc
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise

import numpy as np

from goodoffices.models.bargaining.challenge import (
    PRESETS,
    SCHOLZ_2011_TEXT,
    Reading,
    challenge_model,
    multiverse,
)
from goodoffices.models.bargaining.inputs import FloatArray

EQUAL = 1e-9
ROUNDING = 1e-12

EMISSIONS = (
    [0.08, 0.08, 0.03, 0.16, 0.16, 0.16, 0.16, 0.05, 0.05, 0.08],
    [0.8, 0.4, 0.2, 0.8, 0.6, 0.6, 0.9, 0.1, 1.0, 0.7],
    [4.0, 7.0, 4.0, 4.0, 10.0, 10.0, 10.0, 7.0, 4.0, 7.0],
)


def plain_median(w: Sequence[float], x: Sequence[float]) -> float:
    """Walk up the sorted positions until half of the weight is reached, and to the next one if exactly half is."""
    order = sorted(range(len(x)), key=lambda i: x[i])
    half, passed = sum(w) / 2, 0.0
    for place, i in enumerate(order):
        passed += w[i]
        if abs(passed - half) <= ROUNDING * sum(w):
            heavier = next(j for j in order[place + 1 :] if w[j] > ROUNDING * sum(w))
            return (x[i] + x[heavier]) / 2
        if passed > half:
            return x[i]
    raise AssertionError("no weight at all")


def plain_probability(w: Sequence[float], x: Sequence[float], r: Sequence[float], pair: bool) -> list[list[float]]:
    """Transcribe equations 30 and 31: everybody votes on every pair."""
    parties = range(len(x))
    votes = [[0.0 for _ in parties] for _ in parties]
    for i in parties:
        for j in parties:
            for k in parties:
                votes[i][j] += w[k] * max(0.0, abs(x[k] - x[j]) ** r[k] - abs(x[k] - x[i]) ** r[k])
            if votes[i][j] < ROUNDING * sum(w):
                votes[i][j] = 0.0
    everything = sum(votes[i][j] + votes[j][i] for i in parties for j in parties)
    result = [[0.0 for _ in parties] for _ in parties]
    for i in parties:
        for j in parties:
            total = votes[i][j] + votes[j][i] if pair else everything
            if total > 0:
                result[i][j] = votes[i][j] / total
    return result


def plain_utility(x_i: float, x_j: float, s_j: float, p: float, r: float, median: float, reading: Reading) -> float:
    """Transcribe equations 15 to 25: what a challenge of j by i is worth with the risk exponent r."""
    d = abs(x_i - x_j)
    success, failure, same = 2 - 4 * max(0.0, 0.5 - 0.5 * d) ** r, 2 - 4 * (0.5 + 0.5 * d) ** r, 2 - 4 * 0.5**r
    challenge = s_j * (p * success + (1 - p) * failure) + (1 - s_j) * success
    reach = (abs(x_i - median) + d) / 4
    better, worse = 2 - 4 * max(0.0, 0.5 - reach) ** r, 2 - 4 * (0.5 + reach) ** r
    if reading.improvement == "always":
        improves = True
    elif reading.improvement == "at_median":
        improves = d > abs(x_i - median) + ROUNDING
    else:
        improves = (median - x_j) * (x_i - x_j) > 0 and abs(median - x_j) > ROUNDING and d > ROUNDING
    q = reading.stay_put
    return float(challenge - q * same - (1 - q) * (better if improves else worse))


def plain_exponents(
    s: Sequence[float], x: Sequence[float], p: list[list[float]], median: float, reading: Reading
) -> list[float]:
    """Transcribe equations 32 to 34: attitude to risk from security, with exponents of 1."""
    parties = range(len(x))

    def security(i: int, place: int) -> float:
        return sum(plain_utility(x[j], x[place], s[i], p[j][place], 1.0, median, reading) for j in parties if j != i)

    present = [security(i, i) for i in parties]
    result = []
    for i in parties:
        rivals = present if reading.security == "parties" else [security(i, place) for place in parties]
        width = max(rivals) - min(rivals)
        risk = (2 * present[i] - max(rivals) - min(rivals)) / width if width > EQUAL else 0.0
        result.append((1 - risk / 3) / (1 + risk / 3))
    return result


def plain_choice(offers: list[tuple[int, float, float, float]], reading: Reading, unit: float, low: float) -> float:
    """Return the change that the party accepts among offers of kind, change, challenger's gain and middle."""

    def least_change(offer: tuple[int, float, float, float]) -> float:
        return abs(offer[1]) / unit

    def strongest(offer: tuple[int, float, float, float]) -> float:
        return -offer[2]

    def by_kind(offer: tuple[int, float, float, float]) -> float:
        return 2 * offer[0] + ((offer[3] - low) / unit if offer[0] == 2 else least_change(offer))

    def tie(offer: tuple[int, float, float, float]) -> float:
        return {"weakest": offer[2], "strongest": -offer[2], "halfway": 0.0}[reading.tie]

    first = {"least_change": least_change, "strongest": strongest, "by_kind": by_kind}[reading.offer]
    for measure in (first, least_change if reading.offer == "strongest" else tie):
        least = min(measure(offer) for offer in offers)
        offers = [offer for offer in offers if measure(offer) <= least + EQUAL]
    changes = [offer[1] for offer in offers]
    apart = max(changes) - min(changes)
    return changes[0] if apart <= EQUAL * unit else (max(changes) + min(changes)) / 2


def plain_round(c: FloatArray, s: FloatArray, x: FloatArray, span: float, reading: Reading) -> FloatArray:
    """Play one round, one party and one challenger at a time."""
    parties = range(len(x))
    w = [float(c[i] * s[i]) for i in parties]
    length = span if reading.span == "fixed" else float(max(x) - min(x))
    length = length if length > EQUAL * span else 1.0
    unit = span if span > 0 else 1.0
    z = [float((x[i] - min(x)) / length) for i in parties]
    median = plain_median(w, z)
    straight = [1.0 for _ in parties]
    p = plain_probability(w, z, straight, reading.denominator == "pair")
    r = plain_exponents([float(v) for v in s], z, p, median, reading)
    if reading.risk_in_votes:
        p = plain_probability(w, z, r, reading.denominator == "pair")
    after = np.array(x, dtype=np.float64)
    for i in parties:
        offers = []
        for j in parties:
            if abs(z[i] - z[j]) <= ROUNDING:
                continue
            eyes = r[i] if reading.perspective == "own" else r[j]
            by = plain_utility(z[i], z[j], float(s[j]), p[i][j], r[i], median, reading)
            against = plain_utility(z[j], z[i], float(s[i]), p[j][i], eyes, median, reading)
            if against <= EQUAL:
                continue
            middle = float((abs(by) * x[i] + abs(against) * x[j]) / (abs(by) + abs(against)))
            if EQUAL < by < against - EQUAL and reading.conflict == "loser_concedes":
                offers.append((1, float(x[j] - x[i]), against, middle))
            elif by < -EQUAL and -by < against:
                offers.append((2, float((x[j] - x[i]) * -by / against), against, middle))
            elif by < -EQUAL and -by >= against and reading.compelled == "full_move":
                offers.append((3, float(x[j] - x[i]), against, middle))
        if offers:
            after[i] = x[i] + plain_choice(offers, reading, unit, float(min(x)))
    return after


def check(c: FloatArray, s: FloatArray, x: FloatArray, reading: Reading, positions: FloatArray) -> None:
    """Compare every round of a result with the transcription's, started from the same positions."""
    span = float(np.ptp(x))
    for before, after in pairwise(positions):
        np.testing.assert_allclose(after, plain_round(c, s, before, span, reading), atol=EQUAL * span, rtol=0)


def peak(run: Callable[[], object]) -> float:
    """Return the peak memory of a run in MiB."""
    tracemalloc.start()
    run()
    most = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return most


def main() -> None:
    """Print times beside the transcription's."""
    random = np.random.default_rng(1)

    def inputs(*shape: int) -> tuple[FloatArray, FloatArray, FloatArray]:
        return random.uniform(0.1, 1, shape), random.uniform(0.1, 1, shape), random.uniform(0, 100, shape)

    c, s, x = (np.array(column) for column in EMISSIONS)
    emissions = (c, s, x)
    start = time.perf_counter()
    readings = multiverse(*emissions)
    seconds = time.perf_counter() - start
    start = time.perf_counter()
    for reading, positions in zip(readings.readings, readings.rounds.position.swapaxes(0, 1), strict=True):
        check(*emissions, reading, positions)
    print(f"emissions, 256 readings x 10 rounds {seconds:8.3f} s   plain {time.perf_counter() - start:8.1f} s")
    for parties in (10, 30):
        case = inputs(parties)
        start = time.perf_counter()
        result = challenge_model(*case, SCHOLZ_2011_TEXT)
        seconds = time.perf_counter() - start
        start = time.perf_counter()
        check(*case, SCHOLZ_2011_TEXT, result.position)
        print(f"{parties} parties x 10 rounds {seconds:8.4f} s   plain {time.perf_counter() - start:8.2f} s")
    for name, preset in PRESETS.items():
        for shape, words in (((300,), "300 parties"), ((10_000, 30), "10,000 draws of 30"), ((3000,), "3,000 parties")):
            c, s, x = inputs(*shape)
            start, busy = time.perf_counter(), time.process_time()
            challenge_model(c, s, x, preset)
            spent = f"{time.perf_counter() - start:8.3f} s, processor {time.process_time() - busy:8.3f} s"
            print(f"{name:18} {words:18} x 10 rounds {spent}")
        print(f"{name:18} peak memory of 3,000 parties {peak(partial(challenge_model, c, s, x, preset, 1)):.0f} MiB")


if __name__ == "__main__":
    main()
