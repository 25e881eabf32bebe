"""Time packages: frontier and solution points, beside negmas where it is installed.

Run ``python benchmarks/bench_packages.py``; ``--most 10000`` stops the comparison at so many packages. Utilities are whole
numbers from 0 to 100, uniform, ten options an issue, seed 1. Where both programs run, their frontiers must be equal, or the
run fails. negmas is no dependency of this package.
"""

import argparse
import resource
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import numpy as np

from goodoffices.models.agreements import (
    Frontier,
    Problem,
    egalitarian_point,
    enumerate_packages,
    kalai_smorodinsky_point,
    nash_point,
    pareto_frontier,
    solutions,
    utilitarian_point,
)

try:
    from negmas.outcomes import make_issue
    from negmas.preferences import LinearAdditiveUtilityFunction, ks_points
    from negmas.preferences import pareto_frontier as peer_frontier
except ImportError:
    peer_frontier = None
OPTIONS = 10


def drawn(parties: int, issues: int, seed: int = 1) -> Problem:
    """Return a problem with whole numbers from 0 to 100 and reservation values of 0."""
    worth = np.random.default_rng(seed).integers(0, 101, (issues, parties, OPTIONS)).astype(np.float64)
    return Problem(tuple(worth), np.zeros(parties))


def timed(work: Callable[[], Any], runs: int = 3) -> tuple[float, Any]:
    """Return the least processor time of some runs, and what the last returned."""
    spent = []
    for _ in range(runs):
        start = time.process_time()
        found = work()
        spent.append(time.process_time() - start)
    return min(spent), found


def traced(work: Callable[[], Any]) -> float:
    """Return the most memory that work holds, in MiB."""
    tracemalloc.start()
    work()
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return peak


def at_peer(problem: Problem) -> tuple[list[Any], list[Any]]:
    """Return issues and utility functions of the other program."""
    names = [str(option) for option in range(OPTIONS)]
    issues = [make_issue(names, f"issue {number}") for number in range(len(problem.worth))]
    functions = [
        LinearAdditiveUtilityFunction(
            values={
                issue.name: dict(zip(names, worth[party].tolist(), strict=True))
                for issue, worth in zip(issues, problem.worth, strict=True)
            },
            issues=issues,
            reserved_value=0.0,
        )
        for party in range(problem.parties)
    ]
    return issues, functions


def beside_peer(parties: int, issues: int) -> None:
    """Print one comparison of frontiers."""
    problem = drawn(parties, issues)
    spent, frontier = timed(lambda: pareto_frontier(problem), runs=5)
    through, every = timed(lambda: enumerate_packages(problem), runs=1)
    assert np.array_equal(frontier.utilities, every.frontier.utilities)
    line = (
        f"{parties} parties 10^{issues}: frontier {len(frontier.packages):>5}  here {spent * 1e3:8.2f} ms "
        f"{traced(lambda: pareto_frontier(problem)):6.1f} MiB   by enumeration {through:6.2f} s"
    )
    if peer_frontier is not None:
        theirs_issues, functions = at_peer(problem)
        theirs, (found, _) = timed(lambda: peer_frontier(functions, issues=theirs_issues), runs=1)
        assert {tuple(map(float, row)) for row in found} == {tuple(row) for row in frontier.utilities.tolist()}
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        line += f"   negmas {theirs:7.2f} s (process {peak:.0f} MiB)   ratio {theirs / spent:8.0f}"
    print(line, flush=True)


def kalai_smorodinsky_at_peer(parties: int, issues: int, count: int) -> None:
    """Print how often the other program's Kalai-Smorodinsky point is not the max-min point."""
    other, short = 0, []
    for seed in range(count):
        problem = drawn(parties, issues, seed)
        theirs_issues, functions = at_peer(problem)
        found = solutions(problem)
        assert found is not None
        frontier = found.frontier
        assert isinstance(frontier, Frontier)
        rows = [tuple(row) for row in frontier.utilities.tolist()]
        point = np.array(ks_points(functions, rows, issues=theirs_issues)[0][0])
        share = float((point / found.ideal).min())
        if share < found.kalai_smorodinsky.value - 1e-12:
            other += 1
            short.append(1 - share / found.kalai_smorodinsky.value)
    print(
        f"{parties} parties 10^{issues}, {count} domains: negmas' Kalai-Smorodinsky point has a smaller least share in "
        f"{other}, by {100 * float(np.mean(short or [0])):.1f}% on average, {100 * max(short or [0]):.1f}% at most"
    )


def alone() -> None:
    """Print what no enumeration reaches."""
    for parties, issues in ((2, 20), (2, 50), (3, 9), (3, 15), (4, 9), (4, 12), (5, 9)):
        problem = drawn(parties, issues)
        spent, frontier = timed(lambda problem=problem: pareto_frontier(problem), runs=2)  # type: ignore[misc]
        memory = traced(lambda problem=problem: pareto_frontier(problem))  # type: ignore[misc]
        print(
            f"{parties} parties 10^{issues}: frontier {len(frontier.packages):>6} in {spent:.3f} s, {memory:.1f} MiB",
            flush=True,
        )
    for parties, issues in ((10, 50), (20, 50)):
        problem = drawn(parties, issues)
        for find in (nash_point, utilitarian_point, egalitarian_point, kalai_smorodinsky_point):
            spent, point = timed(lambda find=find, problem=problem: find(problem, nodes=300), runs=1)  # type: ignore[misc]
            print(f"{parties} parties 10^{issues}: {find.__name__:<24} {spent:6.2f} s, gap {point.gap:.1e}", flush=True)


def main() -> None:
    """Print times, ratios and memory."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=10**6)
    most = parser.parse_args().most
    pareto_frontier(drawn(3, 2))  # compiles, or reads what was compiled
    for parties in (2, 4):
        for issues in (4, 5, 6):
            if OPTIONS**issues <= most:
                beside_peer(parties, issues)
    if peer_frontier is None:
        print("negmas is not installed: no ratios")
    else:
        kalai_smorodinsky_at_peer(2, 4, 100)
        kalai_smorodinsky_at_peer(3, 3, 100)
    alone()


if __name__ == "__main__":
    main()
