"""Time the division of claims beside enumeration, and beside a public library where that is installed.

Run ``python benchmarks/bench_division.py``. Divisions agree with enumeration, or the run fails. Where fairpyx is installed (it needs
an older NumPy, so an environment of its own), its share of equal points is timed on the same claims; it has neither Adjusted
Winner nor maximum Nash welfare nor a competitive equilibrium of divisible items.
"""

import time
from collections.abc import Callable
from itertools import product
from math import prod

import numpy as np

from goodoffices.models.agreements.division import adjusted_winner, competitive_division, fairness, max_nash_welfare

Points = dict[str, dict[str, int]]


def spent(work: Callable[[], object]) -> tuple[float, object]:
    """Return the processor time of a run, in seconds, and what it gave."""
    start = time.process_time()
    found = work()
    return time.process_time() - start, found


def claims(parties: int, items: int, seed: int) -> Points:
    """Return whole points from 1 to 100, drawn at random."""
    rng = np.random.default_rng(seed)
    return {f"p{i}": {f"o{j}": int(rng.integers(1, 101)) for j in range(items)} for i in range(parties)}


def enumerated(points: Points) -> float:
    """Return the largest product of points over all divisions."""
    value = np.array([list(row.values()) for row in points.values()], dtype=float)
    value *= 100 / value.sum(axis=1, keepdims=True)
    places = range(value.shape[1])
    return max(
        float(prod(sum(value[p, o] for o in places if owners[o] == p) for p in range(len(value))))
        for owners in product(range(len(value)), repeat=value.shape[1])
    )


def beside_fairpyx(points: Points, reached: float) -> str:
    """Return how long fairpyx takes for the largest equal points, which are those of Adjusted Winner."""
    try:
        import fairpyx  # type: ignore[import-not-found]  # noqa: PLC0415
        from fairpyx.algorithms.egalitarian_fractional import (  # type: ignore[import-not-found]  # noqa: PLC0415
            fractional_egalitarian_allocation,
        )
    except ImportError:
        return "fairpyx not installed"
    totals = {party: sum(row.values()) for party, row in points.items()}
    shared = {party: {item: 100 * v / totals[party] for item, v in row.items()} for party, row in points.items()}
    instance = fairpyx.Instance(valuations=shared)
    took, found = spent(lambda: fractional_egalitarian_allocation(instance, normalize_utilities=False))
    for party, row in shared.items():
        assert abs(sum(v * found[party][item] for item, v in row.items()) - reached) < 1e-3  # type: ignore[index]
    return f"fairpyx by linear programme {took * 1e3:.0f} ms"


def main() -> None:
    """Print times and ratios."""
    for items in (5, 100, 1000):
        points = claims(2, items, items)
        took, divided = spent(lambda points=points: adjusted_winner(points))  # type: ignore[misc]
        beside = beside_fairpyx(points, float(divided.points))  # type: ignore[attr-defined]
        print(f"Adjusted Winner, {items:4} items, exact: {took * 1e3:8.2f} ms   {beside}")
    for parties, items in ((2, 16), (3, 10)):
        points = claims(parties, items, 7)
        ours, result = spent(lambda points=points: max_nash_welfare(points))  # type: ignore[misc]
        theirs, best = spent(lambda points=points: enumerated(points))  # type: ignore[misc]
        reached = float(prod(result.points.values()))  # type: ignore[attr-defined]
        assert abs(reached / best - 1) < 1e-9  # type: ignore[operator]
        print(
            f"Nash welfare, {parties} parties, {items} items: {ours * 1e3:.0f} ms, all divisions {theirs * 1e3:.0f} ms, ratio {theirs / ours:.0f}"
        )
    for parties, items in ((3, 20), (6, 30), (10, 50), (10, 100)):
        points = claims(parties, items, 1)
        took, result = spent(lambda points=points: max_nash_welfare(points, time_limit=30))  # type: ignore[misc]
        found, judged = spent(lambda points=points, result=result: fairness(points, result.shares))  # type: ignore[misc]
        print(
            f"Nash welfare, {parties:2} parties, {items} items: {took:6.2f} s, gap {result.gap:.1e}   "  # type: ignore[attr-defined]
            f"fairness {found * 1e3:.0f} ms, up to one good: {judged.envy_free_up_to_one}"  # type: ignore[attr-defined]
        )
    for parties, items in ((3, 6), (10, 50), (20, 200)):
        points = claims(parties, items, 1)
        took, result = spent(lambda points=points: competitive_division(points))  # type: ignore[misc]
        print(f"competitive division, {parties:2} parties, {items:3} items: {took * 1e3:7.1f} ms, gap {result.gap:.0e}")  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
