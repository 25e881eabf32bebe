"""Time the probabilistic Condorcet election beside a plain transcription of its formulas.

Run ``python benchmarks/bench_election.py``. Both give the same strengths, probabilities of victory and distributions to 1e-9,
or the run fails. The tests use the same transcription.
"""

import resource
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from math import prod, sqrt

import numpy as np

from goodoffices.models.bargaining.election import (
    EFFECTIVE_POWER,
    PRESETS,
    ElectionRules,
    PositionElection,
    election_over_positions,
)
from goodoffices.models.bargaining.election.rules import EXPONENT, LEAST_AVERSION
from goodoffices.models.bargaining.inputs import FloatArray

EQUAL = 1e-9
ROUNDING = 1e-12

Rows = Sequence[Sequence[float]]


def plain_vote(gain: float, vote: str) -> float:
    """Return what share of its weight a party throws in for a gain."""
    if gain <= ROUNDING:
        return 0.0
    return {
        "binary": 1.0,
        "proportional_binary": 0.8 * gain + 0.2,
        "proportional": gain,
        "prospect": gain,
        "proportional_cubic": 0.5 * gain + 0.5 * gain**3,
        "cubic": gain**3,
    }[vote]


def plain_victory(ours: float, theirs: float, victory: str) -> float:
    """Return the probability that the side with the first strength wins."""
    if ours == theirs == 0:
        return 0.5
    if victory == "decisive":
        return 0.5 if abs(ours - theirs) <= ROUNDING * max(ours, theirs) else float(ours > theirs)
    if victory == "threshold":
        return min(1.0, max(0.0, (ours / (ours + theirs) * 2.1 - 1) / 0.1))
    power, most = EXPONENT[victory], max(ours, theirs)
    return (ours / most) ** power / ((ours / most) ** power + (theirs / most) ** power)


def plain_long_run(replaced: Rows) -> FloatArray:
    """Multiply a table of transitions with itself until all rows are where a start with equal chances ends."""
    options = len(replaced)
    table = np.array(replaced)
    table = (np.eye(options) + table) / 2
    for _ in range(200):
        table = table @ table
        table /= table.sum(axis=1, keepdims=True)
    return np.asarray(table.mean(axis=0))


def plain_distribution(strength: Rows, victory: Rows, promoted: Sequence[float], procedure: str) -> FloatArray:
    """Transcribe the four procedures."""
    places = range(len(strength))
    if procedure == "conditional":
        beats_all = [prod(victory[a][b] for b in places if b != a) for a in places]
        return np.array(beats_all) / sum(beats_all)
    proposed = [[0.0 for _ in places] for _ in places]
    for b in places:
        for a in places:
            if procedure == "uniform":
                proposed[b][a] = 1 / len(strength)
            elif procedure == "weight":
                proposed[b][a] = promoted[a] / sum(promoted)
            else:
                everything = sum(strength[other][b] * victory[other][b] for other in places)
                proposed[b][a] = strength[a][b] * victory[a][b] / everything if everything > 0 else float(a == b)
    replaced = [[proposed[b][a] * victory[a][b] if a != b else 0.0 for a in places] for b in places]
    for b in places:
        replaced[b][b] = 1 - sum(replaced[b])
    return plain_long_run(replaced)


def plain_election(
    weight: Sequence[float], utility: Rows, promoted: Sequence[float], rules: ElectionRules
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return strengths, probabilities of victory and the distribution, with one loop for every index."""
    options, parties = range(len(utility[0])), range(len(weight))
    strength = [[0.0 for _ in options] for _ in options]
    for a in options:
        for b in options:
            for k in parties:
                strength[a][b] += weight[k] * plain_vote(utility[k][a] - utility[k][b], rules.vote)
    loss = 1.5 if rules.vote == "prospect" else 1.0
    victory = [[plain_victory(strength[a][b], loss * strength[b][a], rules.victory) for b in options] for a in options]
    for a in options:
        victory[a][a] = 0.5
    return np.array(strength), np.array(victory), plain_distribution(strength, victory, promoted, rules.procedure)


def plain_over_positions(
    c: Sequence[float], s: Rows, x: Rows, scale: Rows, rules: ElectionRules
) -> tuple[list[tuple[float, ...]], FloatArray, FloatArray, FloatArray]:
    """Return the options and their election, for parties with a row of saliences and one of positions each."""
    parties, issues = range(len(c)), range(len(scale))
    options = sorted({tuple(row) for row in x})
    weight = [c[k] * (sum(s[k]) if rules.weight == "capability_salience" else float(sum(s[k]) > 0)) for k in parties]
    promoted = [sum(weight[k] for k in parties if tuple(x[k]) == option) for option in options]

    def utility(k: int, option: Sequence[float], risk: float) -> float:
        care = sum(s[k][i] ** 2 for i in issues)
        if care == 0:
            return 1.0
        away = ((s[k][i] * (x[k][i] - option[i]) / (scale[i][1] - scale[i][0])) ** 2 for i in issues)
        distance = min(1.0, sqrt(sum(away) / care))
        return (1 - distance) * (1 + risk * distance)

    def held(risk: Sequence[float]) -> tuple[FloatArray, FloatArray, FloatArray]:
        table = [[utility(k, option, risk[k]) for option in options] for k in parties]
        return plain_election(weight, table, promoted, rules)

    risk = [0.0 for _ in parties]
    if rules.risk != "neutral":
        chance = held(risk)[2]
        least, low, width = LEAST_AVERSION[rules.risk], min(chance), max(chance) - min(chance)
        if width > ROUNDING:
            risk = [least + (1 - least) * (chance[options.index(tuple(x[k]))] - low) / width for k in parties]
    return options, *held(risk)


def check(c: FloatArray, s: FloatArray, x: FloatArray, rules: ElectionRules, found: PositionElection) -> None:
    """Compare an election over positions on one or several scales from 0 to 100 with the transcription's."""
    one = x.ndim == 1
    s_rows, x_rows = ([[float(v)] for v in array] if one else array.tolist() for array in (s, x))
    scale = [(0.0, 100.0)] * (1 if one else x.shape[1])
    options, strength, victory, chance = plain_over_positions(c.tolist(), s_rows, x_rows, scale, rules)
    option = found.option[:, None] if one else found.option
    np.testing.assert_array_equal(option, np.array(options))
    most = max(1e-300, float(strength.max()))
    np.testing.assert_allclose(found.election.strength / most, strength / most, atol=EQUAL, rtol=0)
    np.testing.assert_allclose(found.election.victory, victory, atol=EQUAL, rtol=0)
    np.testing.assert_allclose(found.probability, chance, atol=EQUAL, rtol=0)


def timed(run: Callable[[], PositionElection]) -> str:
    """Return the time that an election takes in words."""
    start, busy = time.perf_counter(), time.process_time()
    run()
    return f"{time.perf_counter() - start:8.3f} s, processor {time.process_time() - busy:8.3f} s"


def main() -> None:
    """Print times beside the transcription's."""
    random = np.random.default_rng(1)

    def inputs(*shape: int, issues: int = 0) -> tuple[FloatArray, FloatArray, FloatArray]:
        full = (*shape, issues) if issues else shape
        return random.uniform(0.1, 1, shape), random.uniform(0.1, 1, full), random.uniform(0, 100, full)

    for parties in (10, 30, 70):
        c, s, x = inputs(parties)
        for name, rules in PRESETS.items():
            start = time.perf_counter()
            found = election_over_positions(c, s, x, rules=rules)
            seconds = time.perf_counter() - start
            start = time.perf_counter()
            check(c, s, x, rules, found)
            print(f"{parties} parties {name:22} {seconds:8.4f} s   plain {time.perf_counter() - start:8.2f} s")
    for name, rules in PRESETS.items():
        for shape, words in (((300,), "300 parties"), ((10_000, 30), "10,000 draws of 30"), ((3000,), "3,000 parties")):
            c, s, x = inputs(*shape)
            print(f"{name:22} {words:18} {timed(partial(election_over_positions, c, s, x, rules=rules))}")
    c, s, x = inputs(1000)
    cubic = replace(EFFECTIVE_POWER, name="custom", vote="cubic")
    print(f"{'cubic votes':22} {'1,000 parties':18} {timed(partial(election_over_positions, c, s, x, rules=cubic))}")
    c, s, x = inputs(1000, issues=3)
    print(
        f"{'three issues':22} {'1,000 parties':18} {timed(partial(election_over_positions, c, s, x, [(0, 100)] * 3))}"
    )
    print(f"peak memory of all runs {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
